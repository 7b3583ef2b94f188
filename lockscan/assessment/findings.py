"""What a person should act on, apart from the figures: things being retired, data that cannot leave, gaps."""

from datetime import timedelta

import numpy as np

from lockscan.knowledge import Knowledge
from lockscan.model.estate import Estate
from lockscan.model.report import Finding
from lockscan.model.scenario import Scenario
from lockscan.model.scores import Scores

SHOWN = 200
"""Findings of one kind that are listed one by one; the message of the last says how many more there are."""

NOTICE = timedelta(days=180)
"""How long before a contract's end a person should be thinking of it (judgement)."""


def findings_of(estate: Estate, scores: Scores, knowledge: Knowledge, scenario: Scenario) -> tuple[Finding, ...]:
    return (*_retiring(estate, scores, knowledge, scenario), *_contract_ends(estate, scenario))


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


def _contract_ends(estate: Estate, scenario: Scenario) -> list[Finding]:
    findings = []
    for contract in estate.contracts:
        if contract.end is None:
            continue
        act_by = contract.end - timedelta(days=contract.notice_days or 0)
        if scenario.as_of <= contract.end and act_by - NOTICE <= scenario.as_of:
            notice = f", notice {contract.notice_days} days: act by {act_by}" if contract.notice_days else ""
            findings.append(
                Finding(
                    id=f"contract-end:{contract.supplier}:{contract.end}",
                    rule="contract-end",
                    severity="medium",
                    resource=contract.supplier,
                    origin="contracts",
                    message=f"The contract with {contract.supplier} ends on {contract.end}{notice}",
                    remedy="Decide on extension, renewal or exit while the notice period still allows it",
                )
            )
    return findings


def _origin(estate: Estate, row: int) -> str:
    origins = estate.rows.origins([row])[0]
    if not origins:
        return ""
    first = origins[0]
    return f"{first.location}:{first.line}" if first.line else first.location
