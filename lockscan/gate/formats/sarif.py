"""SARIF 2.1.0: a result a resource that breaks a rule, where its Terraform file and line are known."""

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from lockscan import __version__
from lockscan.gate.formats import _telling as telling
from lockscan.gate.formats.interface import Format
from lockscan.model.verdict import Breach, Line, Ruling, Verdict
from lockscan.wording.clean import clean

VERSION: Final = "2.1.0"
URI: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {Ruling.FAIL: "error", Ruling.LAPSED: "error", Ruling.ACCEPTED: "note", Ruling.NOT_JUDGED: "warning"}


class _Sarif:
    suffix = ".sarif"

    def render(self, verdict: Verdict) -> bytes:
        return f"{json.dumps(_log(verdict), allow_nan=False, indent=1)}\n".encode()


def _log(verdict: Verdict) -> dict[str, Any]:
    driver = {"name": "lockscan", "semanticVersion": __version__, "rules": [_rule(line) for line in verdict.lines]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": verdict.covered,
                "exitCode": verdict.status,
                "toolExecutionNotifications": list(_notifications(verdict)),
            }
        ],
        "results": [result for index, line in enumerate(verdict.lines) for result in _results(line, index, verdict)],
    }
    return {"$schema": URI, "version": VERSION, "runs": [run]}


def _rule(line: Line) -> dict[str, Any]:
    return {
        "id": clean(line.rule),
        "shortDescription": {"text": clean(line.text)},
        "help": {"text": clean(line.remedy)},
        "defaultConfiguration": {"level": "error"},
    }


def _notifications(verdict: Verdict) -> Iterator[dict[str, Any]]:
    if not verdict.covered:
        yield {"level": "error", "message": {"text": telling.coverage_line(verdict)}}
    for entry in verdict.unused:
        yield {"level": "note", "message": {"text": clean(f"accepted entry that nothing needs any more: {entry}")}}


def _results(line: Line, index: int, verdict: Verdict) -> Iterator[dict[str, Any]]:
    if line.ruling is Ruling.PASS:
        return
    policy = _location(verdict.policy, line.policy_line)
    if not line.breaches:
        yield _result(line, index, line.ruling, telling.line_text(line), policy, line.rule) | _suppressed(
            line.note, line.ruling
        )
    for breach in line.breaches:
        place = _location(breach.location, breach.line) if breach.location else policy
        text = f"{telling.title(breach)} ({breach.type}): {breach.why}. To mend it: {line.remedy}"
        found = _result(line, index, breach.ruling, text, place | _logical(breach), f"{line.rule}|{breach.id}")
        yield found | _suppressed(breach.accepted, breach.ruling)


def _result(
    line: Line, index: int, ruling: Ruling, text: str, place: dict[str, Any], fingerprint: str
) -> dict[str, Any]:
    return {
        "ruleId": clean(line.rule),
        "ruleIndex": index,
        "level": _LEVELS[ruling],
        "message": {"text": clean(text)},
        "locations": [place],
        "partialFingerprints": {"lockscan/v1": clean(fingerprint)},
    }


def _suppressed(why: str, ruling: Ruling) -> dict[str, Any]:
    """Give an accepted one as what SARIF calls suppressed from outside the code."""
    if ruling is not Ruling.ACCEPTED:
        return {}
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": clean(why)}]}


def _logical(breach: Breach) -> dict[str, Any]:
    return {"logicalLocations": [{"fullyQualifiedName": clean(telling.title(breach)), "kind": "resource"}]}


def _location(path: str, line: int | None) -> dict[str, Any]:
    place = PurePath(path)
    uri = place.as_uri() if place.is_absolute() else quote(place.as_posix())
    region = {"region": {"startLine": line}} if line else {}
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, **region}}


FORMAT: Final[Format] = _Sarif()
