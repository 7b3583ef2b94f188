"""The machine's verdict, `lockscan.verdict/v1`; its schema lies in `gate/schema`."""

import json
from typing import Any, Final

from lockscan.gate.formats.interface import Format
from lockscan.model.verdict import Breach, Line, Verdict

SCHEMA: Final = "lockscan.verdict/v1"


class _Json:
    suffix = ".json"

    def render(self, verdict: Verdict) -> bytes:
        return f"{json.dumps(_document(verdict), allow_nan=False, indent=1)}\n".encode()


def _document(verdict: Verdict) -> dict[str, Any]:
    coverage = verdict.coverage
    return {
        "schema": SCHEMA,
        "outcome": verdict.outcome.value,
        "exit_status": verdict.status,
        "as_of": verdict.as_of.isoformat(),
        "policy": verdict.policy,
        "judged": verdict.judged,
        "resources": verdict.resources,
        "coverage": {
            "fraction": None if coverage is None else round(coverage, 4),
            "floor": verdict.floor,
            "gaps": verdict.gaps,
        },
        "rules": [_line(line) for line in verdict.lines],
        "unused_acceptances": list(verdict.unused),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.rule,
        "text": line.text,
        "ruling": line.ruling.value,
        "measured": line.measured,
        "limit": line.limit,
        "remedy": line.remedy,
        "note": line.note or None,
        "policy_line": line.policy_line,
        "breaches": [_breach(breach) for breach in line.breaches],
    }


def _breach(breach: Breach) -> dict[str, Any]:
    return {
        "id": breach.id,
        "name": breach.name,
        "type": breach.type,
        "application": breach.application,
        "why": breach.why,
        "ruling": breach.ruling.value,
        "accepted": breach.accepted or None,
        "origin": {"location": breach.location or None, "line": breach.line, "address": breach.address or None},
    }


FORMAT: Final[Format] = _Json()
