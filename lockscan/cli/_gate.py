"""What `lockscan gate` does: bring the case before the gate, and tell the verdict."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lockscan import api
from lockscan.cli._formats import write_rendered
from lockscan.cli._output import note, refuse_unplaced
from lockscan.cli._progress import progress
from lockscan.cli._scan import INCOMPLETE, READING
from lockscan.cli._terraform_sources import placed
from lockscan.errors import UsageError
from lockscan.gate import Case, judge, read_policy
from lockscan.knowledge import Knowledge
from lockscan.model.reported import Reported
from lockscan.reported import read_report
from lockscan.sides import sides

OWN = ("policy", "baseline", "against_change", "terraform", "formats", "output")


def judged(sources: Sequence[str], options: Mapping[str, Any]) -> int:
    """Give the exit status of the verdict; a named source that gave nothing leaves it incomplete."""
    refuse_unplaced(options["formats"], options["output"])
    judging = {name: value for name, value in options.items() if name not in (*READING, *OWN)}
    knowledge = Knowledge.load(tuple(options["rules"]))
    # Before anything is read: a mistake in the policy should not cost a scan.
    policy = read_policy(options["policy"], knowledge)
    with _case(sources, options, judging, knowledge) as (case, unread):
        verdict = judge(case, policy)
    if options["terraform"]:
        verdict = placed(verdict, options["terraform"])
    write_rendered("lockscan.gate.formats", verdict, options["formats"], options["output"], stem="gate")
    for source in unread:
        note(f"incomplete: nothing of {source} could be read")
    return INCOMPLETE if unread else verdict.status


@contextmanager
def _case(
    sources: Sequence[str], options: Mapping[str, Any], judging: Mapping[str, Any], knowledge: Knowledge
) -> Iterator[tuple[Case, tuple[str, ...]]]:
    if options["against_change"]:
        with _change(sources, options["baseline"], judging, knowledge) as found:
            yield found
        return
    baseline = _baseline(options["baseline"], judging)
    if len(sources) == 1 and (Path(sources[0]) / "manifest.json").exists():
        report = api.assess(Path(sources[0]), **judging)
        yield Case(report=report, knowledge=knowledge, baseline=baseline), ()
        return
    reading = {name: options[name] for name in READING}
    with progress() as shown:
        collected = api.collect(sources, progress=shown, **reading)
    with collected:
        report = api.assess(collected.path, **judging)
        yield Case(report=report, knowledge=knowledge, baseline=baseline), collected.unread


@contextmanager
def _change(
    sources: Sequence[str], baseline: Path | None, judging: Mapping[str, Any], knowledge: Knowledge
) -> Iterator[tuple[Case, tuple[str, ...]]]:
    """Lay the plan over the baseline's estate; over a report only its own before is known."""
    if len(sources) != 1:
        raise UsageError("--against-change judges one plan; name one")
    estate = baseline if baseline and baseline.is_dir() else None
    reported = read_report(baseline) if baseline and not estate else None
    with progress() as shown, sides(estate, sources[0], progress=shown, **judging) as both:
        case = Case(
            report=both.after,
            knowledge=knowledge,
            baseline=reported,
            change=both.difference(),
            before=Reported.of(both.before),
        )
        yield case, both.unread


def _baseline(path: Path | None, judging: Mapping[str, Any]) -> Reported | None:
    if path is None:
        return None
    return Reported.of(api.assess(path, **judging)) if path.is_dir() else read_report(path)
