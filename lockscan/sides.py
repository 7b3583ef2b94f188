"""The two sides of a comparison, assessed alike: two snapshots, or a plan and the estate it changes."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lockscan import api
from lockscan.collection.outcome import Progress, silent
from lockscan.comparison import compare as compare_reports
from lockscan.comparison.overlay import Plan, overlay
from lockscan.connectors import CONNECTORS
from lockscan.errors import UsageError
from lockscan.model.difference import Difference
from lockscan.model.estate import Estate
from lockscan.model.report import Report
from lockscan.model.reported import Reported
from lockscan.snapshot import Snapshot

PLAN: Final = "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    before: Report
    after: Report
    unread: tuple[str, ...]
    """Named sources that gave nothing."""

    def difference(self, then: Reported | None = None) -> Difference:
        return compare_reports(self.before, self.after, then)


@contextmanager
def sides(
    old: Path | None, new: str | Path, *, progress: Progress = silent, applications: Path | None = None, **judging: Any
) -> Iterator[Sides]:
    """Assess both sides; the reports can be read while the context lasts.

    `new` is a snapshot or a file: a plan is laid over the old estate, and without one over what it says stood there.
    """
    with ExitStack() as stack:
        estates, unread = _estates(old, new, applications, progress, stack)
        before, after = api.assess_alike(estates, **judging)
        yield Sides(before=before, after=after, unread=unread)


def compare(old: Path | None, new: str | Path, *, then: Reported | None = None, **options: Any) -> Difference:
    """Tell what changed; options are those of `sides`."""
    with sides(old, new, **options) as both:
        return both.difference(then)


def _estates(
    old: Path | None, new: str | Path, applications: Path | None, progress: Progress, stack: ExitStack
) -> tuple[tuple[Estate, Estate], tuple[str, ...]]:
    standing = Snapshot.open(old) if old else None
    sealed = Snapshot.find_or_none(Path(new))
    if sealed is None:
        if str(new) in CONNECTORS:
            raise UsageError(f"{new}: scan it into a snapshot first: `lockscan scan {new} --snapshot DIR`")
        collected = stack.enter_context(api.collect([new], progress=progress))
        after = Snapshot.open(collected.path)
        if PLAN in after.manifest.sources or not after.manifest.rows["resources"]:
            collected_before = stack.enter_context(api.collect([new], before=True))
            before = Snapshot.open(collected_before.path)
            base = standing or before
            plan = Plan(before=before.estate(applications), after=after.estate(applications))
            return overlay(base.estate(applications), base.known_as, plan), collected.unread
        sealed = after
    if standing is None:
        raise UsageError(f"{new}: only a plan says what stood before it; name the older snapshot first")
    return (standing.estate(applications), sealed.estate(applications)), ()
