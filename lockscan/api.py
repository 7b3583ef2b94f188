"""lockscan from Python: the same steps the command line takes."""

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from lockscan import __version__
from lockscan.assessment import assess as assess_estate
from lockscan.collection.interface import Request, Unit
from lockscan.collection.outcome import Progress, silent
from lockscan.collection.scheduler import collect as collect_units
from lockscan.errors import NothingRead
from lockscan.knowledge import Knowledge
from lockscan.model.estate import Estate
from lockscan.model.report import Report
from lockscan.model.scenario import Scenario
from lockscan.model.scope import Scope, ScopeState
from lockscan.recognition import Asked, recognise
from lockscan.scenario import read_scenario
from lockscan.snapshot import Journal, Snapshot, place, seal
from lockscan.spend import read_bills, read_contracts, read_supplier_spend

DEFAULT_SNAPSHOT = Path("lockscan-snapshot")

ANSWERED = frozenset({ScopeState.OK, ScopeState.EMPTY})
"""A source of which every question ended otherwise was not read, whatever the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected(AbstractContextManager["Collected"]):
    """A sealed snapshot, and which of the named sources gave nothing; a temporary one goes with the context."""

    path: Path
    temporary: bool
    unread: tuple[str, ...]
    unknown: tuple[Path, ...] = ()
    """Files of the folders named that are of no known format."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.temporary:
            shutil.rmtree(self.path.parent, ignore_errors=True)


def scan(*sources: str | Path, snapshot: Path | None = None, **options: Any) -> Report:
    """Collect and assess; options are those of `collect` and `assess`."""
    reading = {name: options.pop(name) for name in Request.__dataclass_fields__ if name in options}
    collected = collect(
        sources, snapshot=snapshot or DEFAULT_SNAPSHOT, progress=options.pop("progress", silent), **reading
    )
    return assess(collected.path, **options)


def collect(
    sources: Sequence[str | Path],
    *,
    snapshot: Path | None = None,
    progress: Progress = silent,
    day: date | None = None,
    **reading: Any,
) -> Collected:
    """Read every source into one sealed snapshot, dated today unless a day is given.

    Without a folder, what is read from files alone goes to a temporary one: a live scan may have to be resumed, a file
    can be read again. Raises `NothingRead` if no source gave anything.
    """
    recognised = recognise(sources, Request(**reading))
    asked = recognised.asked
    live = any(one.request.path is None for one in asked)
    temporary = snapshot is None and not live
    folder = Path(tempfile.mkdtemp(prefix="lockscan-")) / "snapshot" if temporary else snapshot or DEFAULT_SNAPSHOT
    try:
        path, unread = _collect(asked, place(folder), progress, reading.get("workers", 32), day)
    except BaseException:
        if temporary:
            shutil.rmtree(folder.parent, ignore_errors=True)
        raise
    return Collected(path=path, temporary=temporary, unread=unread, unknown=recognised.unknown)


def assess(
    snapshot: Path,
    *,
    as_of: date | None = None,
    spend: Sequence[Path] = (),
    contracts: Path | None = None,
    supplier_spend: Sequence[Path] = (),
    scenario: Path | Scenario | None = None,
    applications: Path | None = None,
    rules: Sequence[Path] = (),
    title: str = "",
    marking: str = "",
) -> Report:
    """Assess a sealed snapshot; a bill or register given here replaces the snapshot's own."""
    estate = Snapshot.open(snapshot).estate(applications)
    (report,) = assess_alike(
        (estate,),
        as_of=as_of,
        spend=spend,
        contracts=contracts,
        supplier_spend=supplier_spend,
        scenario=scenario,
        rules=rules,
        title=title,
        marking=marking,
    )
    return report


def assess_alike(
    estates: Iterable[Estate],
    *,
    as_of: date | None = None,
    spend: Sequence[Path] = (),
    contracts: Path | None = None,
    supplier_spend: Sequence[Path] = (),
    scenario: Path | Scenario | None = None,
    rules: Sequence[Path] = (),
    title: str = "",
    marking: str = "",
) -> list[Report]:
    """Assess estates by the same rules, scenario and day, so that what differs is theirs."""
    knowledge = Knowledge.load(packs=tuple(rules))
    asked = _scenario(scenario, knowledge, as_of)
    given: dict[str, Any] = {}
    if spend:
        bill = read_bills(spend)
        given |= {"charges": bill.charges, "spend_notes": bill.notes}
    if contracts:
        given["contracts"] = read_contracts(contracts)
    if supplier_spend:
        paid = read_supplier_spend(supplier_spend)
        given |= {"payments": paid.payments, "payment_notes": paid.notes}
    return [
        assess_estate(replace(estate, **given), knowledge, asked, title=title, marking=marking) for estate in estates
    ]


def _scenario(scenario: Path | Scenario | None, knowledge: Knowledge, as_of: date | None) -> Scenario:
    day = as_of or datetime.now(UTC).date()
    if isinstance(scenario, Scenario):
        return scenario
    return read_scenario(scenario, knowledge, day) if scenario else Scenario(as_of=day)


def _collect(
    asked: Sequence[Asked], folder: Path, progress: Progress, workers: int, day: date | None
) -> tuple[Path, tuple[str, ...]]:
    """Give the sealed folder and the sources of which nothing was read."""
    with Journal.open(folder) as journal:
        units, failures = _units(asked)
        if failures and not units:
            raise NothingRead("\n".join(failures.values()))
        outcome = collect_units([unit for _, unit in units], journal, workers=workers, progress=progress)
        unread = [*failures, *_unread(units, outcome.scopes)]
        if len(set(unread)) == len({one.name for one in asked}):
            raise NothingRead(_why(outcome.scopes, failures))
        seal(
            journal,
            collected=day or datetime.now(UTC).date(),
            program=f"lockscan {__version__}",
            asked=[one.name for one in asked],
        )
    return folder, tuple(dict.fromkeys(unread))


def _units(asked: Iterable[Asked]) -> tuple[list[tuple[str, Unit]], dict[str, str]]:
    """Cut every source into units; one that cannot even begin is told, and the others go on."""
    units: list[tuple[str, Unit]] = []
    failures: dict[str, str] = {}
    for one in asked:
        try:
            units += [(one.name, unit) for unit in one.connector.units(one.request)]
        except NothingRead as error:
            failures[one.name] = str(error)
    return units, failures


def _unread(units: Iterable[tuple[str, Unit]], scopes: Iterable[Scope]) -> list[str]:
    """Name the sources whose every question failed and gave nothing."""
    state = {(s.provider, s.account, s.region, s.type): s for s in scopes}
    answered: dict[str, bool] = {}
    for name, unit in units:
        scope = state.get((unit.provider, unit.account, unit.region, unit.type))
        good = scope is None or scope.state in ANSWERED or scope.resources > 0
        answered[name] = answered.get(name, False) or good
    return [name for name, good in answered.items() if not good]


def _why(scopes: Iterable[Scope], failures: dict[str, str]) -> str:
    reasons = [
        *failures.values(),
        *(f"{s.reason}{f' ({s.remedy})' if s.remedy else ''}" for s in scopes if s.state not in ANSWERED),
    ]
    told = list(dict.fromkeys(reasons))
    more = f" (and {len(told) - 3} more reasons)" if len(told) > 3 else ""  # noqa: PLR2004 - three lines are read
    return "nothing could be read: " + "; ".join(told[:3]) + more
