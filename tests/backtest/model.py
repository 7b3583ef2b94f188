"""Real moves laid beside what the model would have said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from lockscan.exitcost import estimate
from lockscan.knowledge import Knowledge
from lockscan.model.estate import Column, Edges, Estate, HeldRows
from lockscan.model.profile import Profile
from lockscan.model.report import ExitCase
from lockscan.model.resource import TypeName
from lockscan.model.scenario import Scenario
from lockscan.model.scores import EFFORT_CLASSES, Placement, Scores
from lockscan.vocabulary.data import read_yaml

EXITS = Path(__file__).parents[2] / "fixtures" / "backtest" / "exits.yaml"
DRAWS = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    exit: dict[str, Any]
    modelled: ExitCase


def exits() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read_yaml(EXITS)["exits"]
    return found


def compared(knowledge: Knowledge) -> Iterator[Compared]:
    for entry in exits():
        scenario = Scenario(as_of=date(2026, 11, 22), draws=DRAWS, public_body=entry.get("public_body", False))
        cost, _ = estimate(**_parts(entry), knowledge=knowledge, scenario=scenario)
        yield Compared(exit=entry, modelled=cost.planned)


def table(found: list[Compared]) -> list[list[str]]:
    """Give a row an exit: the model's range of person-days, what is known of the real one, and how far to trust it."""
    rows = []
    for one in found:
        days, entry = one.modelled.person_days, one.exit
        known = [f"{entry['person_days']:,} person-days"] if "person_days" in entry else []
        known += [f"{entry['days']:,} days"] if "days" in entry else []
        known += [f"at most GBP {entry['money_gbp']:,}"] if "money_gbp" in entry else []
        rows.append(
            [
                entry["name"],
                f"{days.p10:,.0f} / {days.p50:,.0f} / {days.p80:,.0f} / {days.p90:,.0f}",
                f"{days.p90 / days.p10:.0f}",
                ", ".join(known),
                _people(days.p50, entry),
                "yes" if entry["informed"] else "no",
            ]
        )
    return rows


HEADINGS = ["Move", "Person-days P10/P50/P80/P90", "P90/P10", "Known of it", "Full-time people at P50", "Informed us"]


def _people(person_days: float, entry: dict[str, Any]) -> str:
    """Say how many would have had to work all the time for the model's P50 to fit the real calendar."""
    return f"{person_days / (entry['days'] * 220 / 365):,.1f}" if "days" in entry else ""


def _parts(entry: dict[str, Any]) -> dict[str, Any]:
    classes = [name for name, count in entry["things"].items() for _ in range(count)]
    n = len(classes)
    servers = entry.get("servers")
    kind = ["virtual-machine" if servers else f"things to {name}" for name in classes]
    code = np.array([EFFORT_CLASSES.index(name) for name in classes], dtype=np.int32)
    empty, zeros, unknown = np.array([], dtype=np.int32), np.zeros(n, dtype=np.int32), np.full(n, np.nan)
    one = Column(zeros, (entry["id"],))
    half = np.full(n, 50.0)
    estate = Estate(
        profiles=(Profile(type=TypeName("backtest")),),
        profile=zeros,
        resources=n,
        provider=one,
        account=one,
        region=one,
        application=one,
        parent=zeros - 1,
        size_gb=unknown,
        vcpus=unknown,
        memory_gb=unknown,
        instances=np.full(n, servers / n) if servers else unknown,
        edges=Edges(source=empty, target=empty, kind=Column(empty, ()), confidence=Column(empty, ())),
        rows=HeldRows(tuple(str(row) for row in range(n))),
    )
    scores = Scores(
        own=half,
        low=half,
        high=half,
        facets=np.ones((n, 5)),
        effort=code,
        effort_low=code,
        effort_high=code,
        capability=Column.of(kind),
        role=Column(zeros, ("workload",)),
        rule=Column(zeros, ("",)),
        level=Column(zeros, ("type",)),
    )
    placement = Placement(group=np.arange(n, dtype=np.int32), wave=zeros)
    return {"estate": estate, "scores": scores, "application": one, "placement": placement}
