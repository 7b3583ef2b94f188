"""What a person should act on, apart from the figures: things being retired, sources that differ."""

import numpy as np

from lockscan.assessment.sightings import sighting_findings
from lockscan.knowledge import Knowledge
from lockscan.model.estate import Estate
from lockscan.model.report import Finding
from lockscan.model.scenario import Scenario
from lockscan.model.scores import Scores

SHOWN = 200
"""Findings of one kind that are listed one by one; the message of the last says how many more there are."""


def findings_of(estate: Estate, scores: Scores, knowledge: Knowledge, scenario: Scenario) -> tuple[Finding, ...]:
    return (*_retiring(estate, scores, knowledge, scenario), *sighting_findings(estate))


def _retiring(estate: Estate, scores: Scores, knowledge: Knowledge, scenario: Scenario) -> list[Finding]:
    """Name what the provider has announced to end: a lock-in with a date."""
    findings: list[Finding] = []
    for code, rule in enumerate(scores.rule.values):
        understanding = knowledge.understanding(rule)
        if understanding is None or understanding.retires is None:
            continue
        ended = understanding.retires <= scenario.as_of
        verb = "was retired on" if ended else "is to be retired on"
        rows = [int(row) for row in np.flatnonzero(scores.rule.codes[: estate.resources] == code)]
        for row, identifier in zip(rows[:SHOWN], estate.rows.ids(rows[:SHOWN]), strict=True):
            findings.append(
                Finding(
                    id=f"retiring:{identifier}",
                    rule="retiring-service",
                    severity="high" if ended else "medium",
                    resource=identifier,
                    origin=_origin(estate, row),
                    message=f"{understanding.name} {verb} {understanding.retires.isoformat()}"
                    + (f" ({len(rows) - SHOWN} more like it are not listed)" if len(rows) > SHOWN else ""),
                    remedy=understanding.replacement,
                )
            )
    return findings


def _origin(estate: Estate, row: int) -> str:
    origins = estate.rows.origins([row])[0]
    if not origins:
        return ""
    first = origins[0]
    return f"{first.location}:{first.line}" if first.line else first.location
