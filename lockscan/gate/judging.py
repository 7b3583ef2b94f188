"""Every rule of a policy, judged: one line each."""

from collections.abc import Sequence
from typing import Final

from lockscan.gate import wording
from lockscan.gate.breaches import Acceptances, breaches
from lockscan.gate.case import Case, Mask
from lockscan.gate.denials import denied, unknown
from lockscan.gate.measures import measured
from lockscan.gate.policy import Denial, Limit, Policy
from lockscan.model.verdict import Breach, Line, Ruling, Verdict
from lockscan.wording import words

WORST: Final = (Ruling.FAIL, Ruling.LAPSED, Ruling.ACCEPTED)
REMEDIES: Final = {
    "portability": "use what other suppliers speak too (`lockscan rules explain TYPE` names them), or accept it in the "
    "policy with owner, reason and review date",
    "exit-cost": "see in the report which part grew, take a step that makes leaving cheaper, or raise the limit",
    "coverage": "mend what was not read; the report lists each with its remedy",
    "share": "place what is new with another supplier, or raise the limit",
    "hhi": "place what is new with another supplier, or raise the limit",
}
DENIED: Final = (
    "use another (`lockscan rules explain TYPE` names alternatives), or accept it in the policy with owner, reason and "
    "review date"
)


def judge(case: Case, policy: Policy) -> Verdict:
    report = case.report
    accepted = Acceptances(policy.accepted, report.as_of)
    lines = [
        *(_each(limit, case, accepted) if limit.each else _limit(limit, case, accepted) for limit in policy.limits),
        *(_denial(denial, case, accepted) for denial in policy.denials),
    ]
    return Verdict(
        as_of=report.as_of,
        policy=policy.path,
        resources=report.summary.resources,
        judged=_judged(case),
        coverage=report.coverage.fraction,
        floor=policy.coverage,
        lines=tuple(lines),
        unused=tuple(
            f"{entry.key} ({entry.owner}: {entry.reason})"
            for entry in policy.accepted
            if entry.key not in accepted.used
        ),
        gaps=len(report.coverage.gaps),
    )


def _judged(case: Case) -> str:
    if case.change is None:
        return words.plural(case.report.summary.resources, "resource")
    change = case.change
    return f"a change: {len(change.added):,} new, {len(change.changed):,} changed, {len(change.removed):,} gone"


def _limit(limit: Limit, case: Case, accepted: Acceptances) -> Line:
    found, currency = measured(limit, case), case.report.exit_cost.currency
    bound = limit.bound.amount * (found.against or 0.0) if limit.bound.percent else limit.bound.amount
    if limit.added and found.value is None and not found.missing.startswith("there is no change"):
        return _line(limit, case, Ruling.PASS, "nothing of the kind is added")
    if found.value is None or (limit.bound.percent and not found.against):
        missing = found.missing or "the baseline is nought or not known: give the limit as an amount"
        return _line(limit, case, Ruling.NOT_JUDGED, "not known", remedy=missing)
    kept = found.value >= bound if limit.bound.kind == "at-least" else found.value <= bound
    told = wording.figure(limit, found.value, currency)
    if limit.measure == "portability" and not limit.bound.relative:
        told += " at worst"
    if limit.bound.percent and found.against:
        told += f" ({round(found.value / found.against, 3) + 0.0:+.1%})"
    ruling, note = (Ruling.PASS, "") if kept else accepted.of_rule(limit.id)
    return _line(limit, case, ruling, told, note=note)


def _each(limit: Limit, case: Case, accepted: Acceptances) -> Line:
    if limit.added and case.change is None:
        return _line(limit, case, Ruling.NOT_JUDGED, "not known", remedy=measured(limit, case).missing)
    report, rows = case.report, case.report.estate.resources
    cost = limit.measure == "exit-cost"
    values = (getattr(report.costs, limit.quantile) if cost else report.scores.low)[:rows]
    outside = values < limit.bound.amount if limit.bound.kind == "at-least" else values > limit.bound.amount
    mask: Mask = case.within(limit.scope) & outside & (case.added if limit.added or case.change else case.everything)
    mask = mask if cost else mask & case.counted
    currency = report.exit_cost.currency
    why = "{} {}, limit {}".format
    found = breaches(
        case,
        mask,
        limit.id,
        accepted,
        lambda row: why(
            wording.MEASURES[limit.measure],
            wording.figure(limit, float(values[row]), currency),
            wording.limit_bound(limit, currency),
        ),
    )
    return _line(limit, case, _worst(found), _counted(found), found=found)


def _denial(denial: Denial, case: Case, accepted: Acceptances) -> Line:
    scores = case.report.scores
    mask = denied(denial, case)
    found = breaches(
        case,
        mask,
        denial.id,
        accepted,
        lambda row: (
            f"{words.within(scores.capability[row])} is denied"
            if denial.kind == "capability"
            else f"{denial.kind} {' or '.join(denial.names)} is denied"
        ),
    )
    unsure = unknown(denial, case)
    return Line(
        rule=denial.id,
        text=wording.denial_text(denial) + (f": {denial.reason}" if denial.reason else ""),
        ruling=_worst(found),
        measured=_counted(found),
        limit="none",
        remedy=denial.remedy or DENIED,
        breaches=found,
        note=f"{words.plural(unsure, 'resource')} no rule knows could be one" if unsure else "",
        policy_line=denial.line,
    )


def _line(
    limit: Limit,
    case: Case,
    ruling: Ruling,
    told: str,
    *,
    remedy: str = "",
    note: str = "",
    found: tuple[Breach, ...] = (),
) -> Line:
    return Line(
        rule=limit.id,
        text=wording.limit_text(limit),
        ruling=ruling,
        measured=told,
        limit=wording.limit_bound(limit, case.report.exit_cost.currency),
        remedy=remedy or limit.remedy or REMEDIES[limit.measure],
        breaches=found,
        note=note,
        policy_line=limit.line,
    )


def _worst(found: Sequence[Breach]) -> Ruling:
    rulings = {breach.ruling for breach in found}
    return next((ruling for ruling in WORST if ruling in rulings), Ruling.PASS)


def _counted(found: Sequence[Breach]) -> str:
    """Name the worst one, and say how many more there are."""
    if not found:
        return "none"
    first = min(found, key=lambda breach: WORST.index(breach.ruling))
    more = f" and {len(found) - 1:,} more" if len(found) > 1 else ""
    return f"{first.address or first.name} ({first.type}){more}"
