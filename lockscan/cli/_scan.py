"""What `scan` and `demo` share: collect with progress, assess, write, and say what was not read."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lockscan import api
from lockscan.cli._output import note, refuse_unplaced, write_report
from lockscan.cli._progress import progress
from lockscan.model.report import Report
from lockscan.wording import words
from lockscan.wording.gaps import mending

INCOMPLETE = 3
NAMED = 8
"""Files of no known format that are named; thousands are a number."""

READING = (
    "regions",
    "accounts",
    "role",
    "external_id",
    "profiles",
    "subscriptions",
    "management_groups",
    "excluded_subscriptions",
    "entra",
    "only",
    "skip",
    "workers",
)
WRITING = ("formats", "output", "resources", "fail_under")


def scan_and_report(sources: Sequence[str], snapshot: Path | None, options: Mapping[str, Any]) -> int:
    """Give the exit status: 3 if a named source gave nothing or coverage is under the floor."""
    refuse_unplaced(options["formats"], options["output"])
    reading = {name: options[name] for name in READING if name in options}
    judging = {name: value for name, value in options.items() if name not in (*READING, *WRITING)}
    with progress() as shown:
        collected = api.collect(sources, snapshot=snapshot, progress=shown, **reading)
    with collected:
        if not collected.temporary:
            note(f"snapshot: {collected.path}")
        _tell_unknown(collected.unknown)
        report = api.assess(collected.path, **judging)
        for path in write_report(report, options["formats"], options["output"], resources=options["resources"]):
            note(f"wrote {path}")
    _tell_gaps(report)
    return _status(collected, report, options.get("fail_under"))


def _tell_unknown(unknown: Sequence[Path]) -> None:
    if unknown:
        more = f" and {len(unknown) - NAMED:,} more" if len(unknown) > NAMED else ""
        note(f"of no known format, left out: {', '.join(map(str, unknown[:NAMED]))}{more}")


def _tell_gaps(report: Report) -> None:
    coverage = report.coverage
    if coverage.gaps:
        share = "nothing" if coverage.fraction is None else words.percent(coverage.fraction)
        asked = words.plural(coverage.scopes, "question")
        note(f"not read: {len(coverage.gaps):,} of {asked}; {share} covered; the report lists them")
        for line in mending(coverage.gaps):
            note(f"  {line}")


def _status(collected: api.Collected, report: Report, floor: float | None) -> int:
    fraction = report.coverage.fraction
    under = floor is not None and (fraction is None or fraction < floor)
    if under:
        note(f"incomplete: coverage {fraction or 0:.0%} is under the floor of {floor:.0%}")
    for source in collected.unread:
        note(f"incomplete: nothing of {source} could be read")
    return INCOMPLETE if under or collected.unread else 0
