"""Report, Report -> Difference: of the estate, with the same rules and the same draws on both sides."""

from lockscan.comparison.costs import applications_between, cost_change
from lockscan.comparison.resources import changes_between
from lockscan.model.difference import Difference, Side
from lockscan.model.report import Report

__all__ = ["compare"]


def compare(before: Report, after: Report) -> Difference:
    """Compare two assessments; assess both by the same rules and scenario, or what differs is told as the rules'."""
    old_facts, new_facts = before.estate.facts_collected, after.estate.facts_collected
    uncollected = tuple(sorted(set(new_facts) - set(old_facts))) if old_facts and new_facts else ()
    changes = changes_between(before, after, ignored=frozenset(uncollected))
    return Difference(
        before=_side(before),
        after=_side(after),
        currency=after.exit_cost.currency,
        added=changes.added,
        removed=changes.removed,
        changed=changes.changed,
        short_lived=changes.short_lived,
        score=(before.portability.score, after.portability.score),
        planned=cost_change(before.exit_cost.planned, after.exit_cost.planned),
        stressed=cost_change(before.exit_cost.stressed, after.exit_cost.stressed),
        applications=applications_between(before, after),
        not_collected=uncollected,
        coverage=(before.coverage.fraction, after.coverage.fraction),
    )


def _side(report: Report) -> Side:
    return Side(
        as_of=report.as_of,
        collected=report.estate.collected,
        resources=report.summary.resources,
        rules_digest=report.rules_digest,
    )
