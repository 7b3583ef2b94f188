"""What several sources say together, one line a matter; the JSON report lists every finding."""

from collections import Counter
from collections.abc import Iterator

from lockscan.model.report import Finding, Report
from lockscan.model.sightings import Sightings
from lockscan.wording import words
from lockscan.wording.clean import shorten

NAMED = 4
"""Resources or types of one matter that are named."""

MATTERS = {
    "conflicting-sources": "on which the sources differ",
    "declared-not-live": "declared and not found live, where the provider answered in full",
    "declared-unpaired": "that cannot be told from what is live, counted beside it",
    "live-not-declared": "found live, not in any code given",
}
"""Rule of a finding -> what it says of the resources."""


def sighting_lines(report: Report) -> Iterator[str]:
    """Give nothing where all was read from one kind of source."""
    if report.estate.sightings is None:
        return
    yield _seen(report.estate.sightings, report.estate.resources)
    for rule, said in MATTERS.items():
        found = [finding for finding in report.findings if finding.rule == rule]
        if found:
            kind = {"live-not-declared": "type", "declared-unpaired": "file"}.get(rule, "resource")
            count = words.plural(len(found), kind)
            yield f"{count} {said}: {', '.join(map(_named, found[:NAMED]))}{' and more' if len(found) > NAMED else ''}"


def _seen(sightings: Sightings, resources: int) -> str:
    counts = Counter(sightings.combination[:resources].tolist())
    told = ", ".join(
        f"{' and '.join(sorted(sightings.combinations[code]))} {count:,}" for code, count in counts.most_common()
    )
    return f"Seen in: {told}"


def _named(finding: Finding) -> str:
    if finding.rule == "live-not-declared":
        return f"{shorten(finding.resource, 60)} {finding.message.partition(' ')[0]}"
    return shorten(finding.resource or finding.origin or finding.message, 90)
