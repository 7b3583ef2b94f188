"""Report, Report -> Difference: of the estate, with the same rules and the same draws on both sides."""

from lockscan.comparison.costs import applications_between, cost_change
from lockscan.comparison.resources import changes_between
from lockscan.model.difference import Difference, Side
from lockscan.model.report import Report
from lockscan.model.reported import Reported

__all__ = ["compare"]


def compare(before: Report, after: Report, then: Reported | None = None) -> Difference:
    """Compare two assessments by the same rules and scenario; `then` is what was reported of the older at the time."""
    old_facts, new_facts = before.estate.facts_collected, after.estate.facts_collected
    one_sided = frozenset(old_facts) ^ frozenset(new_facts) if old_facts and new_facts else frozenset()
    changes = changes_between(before, after, ignored=one_sided)
    return Difference(
        before=_side(before),
        after=_side(after),
        currency=after.exit_cost.currency,
        added=changes.added,
        removed=changes.removed,
        changed=changes.changed,
        short_lived=changes.short_lived,
        score=(_score(before), _score(after)),
        planned=cost_change(before.exit_cost.planned, after.exit_cost.planned),
        stressed=cost_change(before.exit_cost.stressed, after.exit_cost.stressed),
        applications=applications_between(before, after),
        not_collected=tuple(sorted(one_sided - frozenset(old_facts))),
        coverage=(before.coverage.fraction, after.coverage.fraction),
        then=then,
    )


def _score(report: Report) -> float | None:
    return report.portability.score if any(report.portability.bands.values()) else None


def _side(report: Report) -> Side:
    return Side(
        as_of=report.as_of,
        collected=report.estate.collected,
        resources=report.summary.resources,
        rules_digest=report.rules_digest,
    )
