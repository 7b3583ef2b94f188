"""Real moves laid beside what the model would have said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from lockscan.exitcost.egress import tiered
from lockscan.exitcost.estimation import figures_of
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.link import days_a_gigabyte
from lockscan.exitcost.quantiles import quantiles
from lockscan.knowledge import Knowledge
from lockscan.model.report import ExitCase, Quantiles
from lockscan.model.scenario import Scenario
from lockscan.vocabulary.data import read_yaml
from tests.backtest.classes import planned_by_class
from tests.backtest.estates import planned

EXITS = Path(__file__).parents[2] / "fixtures" / "backtest" / "exits.yaml"
DRAWS = 4_000
TEN = 10


PUBLISHED = Path(__file__).parents[2] / "rules" / "backtest.yaml"
SCENARIO = Scenario(as_of=date(2026, 11, 22), draws=DRAWS, public_body=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    exit: dict[str, Any]
    modelled: ExitCase


def exits() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read_yaml(EXITS)["exits"]
    return found


def compared(knowledge: Knowledge) -> Iterator[Compared]:
    for entry in exits():
        scenario = replace(
            SCENARIO, public_body=entry.get("public_body", False), target=entry.get("target", SCENARIO.target)
        )
        modelled = (
            planned(entry["estate"], knowledge, scenario)
            if "estate" in entry
            else planned_by_class(entry["things"], knowledge, scenario)
        )
        yield Compared(exit=entry, modelled=modelled)


def parts(knowledge: Knowledge) -> Iterator[tuple[dict[str, Any], Quantiles]]:
    """Lay single parts of the model beside what is told of them."""
    for entry in read_yaml(EXITS)["parts"]:
        yield entry, quantiles(_part(entry, knowledge))


def _part(entry: dict[str, Any], knowledge: Knowledge) -> Draws:
    figures = figures_of(knowledge, SCENARIO)
    if "gigabytes" in entry:
        gigabytes = np.full(figures.chance.draws, float(entry["gigabytes"]))
        return gigabytes * days_a_gigabyte(figures, gigabytes)
    if "egress_gigabytes" in entry:
        tariff = next(t for t in knowledge.tariffs.values() if t.provider == entry["provider"])
        return tiered(tariff, np.full(DRAWS, float(entry["egress_gigabytes"])))
    if "monthly_million" in entry:
        return float(entry["monthly_million"]) * figures.draw("stressed-price") * figures.draw("stressed-months")
    return figures.draw(entry["parameter"])


def known_of(entry: dict[str, Any]) -> str:
    known = [f"{entry['person_days']:,} person-days"] if "person_days" in entry else []
    known += [f"{entry['days']:,} days"] if "days" in entry else []
    return ", ".join([*known, *([entry["money"]] if "money" in entry else [])])


def table(found: list[Compared]) -> list[list[str]]:
    """Give a row an exit: the model's range of person-days, what is known of the real one, and how far to trust it."""
    rows = []
    for one in found:
        days, entry = one.modelled.person_days, one.exit
        rows.append(
            [
                entry["name"],
                f"{days.p10:,.0f} / {days.p50:,.0f} / {days.p80:,.0f} / {days.p90:,.0f}",
                f"{days.p90 / days.p10:.0f}",
                known_of(entry),
                _people(days.p50, entry),
                "yes" if entry["informed"] else "no",
            ]
        )
    return rows


def part_table(found: Iterable[tuple[dict[str, Any], Quantiles]]) -> list[list[str]]:
    return [
        [
            entry["name"],
            entry["what"],
            " / ".join(_rounded(value) for value in (each.p10, each.p50, each.p80, each.p90)),
            _rounded(entry["actual"]),
            "yes" if entry["informed"] else "no",
        ]
        for entry, each in found
    ]


PART_HEADINGS = ["Move", "Part", "Model P10/P50/P80/P90", "Told", "Informed us"]


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if value >= TEN else f"{value:.1f}"


def published(found: Iterable[Compared], beside: Iterable[tuple[dict[str, Any], Quantiles]]) -> dict[str, Any]:
    """Give what the report quotes, as it stands in rules/backtest.yaml."""
    return {
        "backtest": [
            {
                "id": one.exit["id"],
                "name": one.exit["name"],
                "person_days": _four(one.modelled.person_days),
                "known": known_of(one.exit),
                "actual_days": one.exit.get("person_days"),
                "informed": one.exit["informed"],
                "leaves": one.exit["leaves"],
                "told_by": one.exit["source"],
            }
            for one in found
        ],
        "backtest_parts": [
            {
                "id": entry["id"],
                "name": entry["name"],
                "what": entry["what"],
                "modelled": _four(each),
                "actual": entry["actual"],
                "informed": entry["informed"],
                "told_by": entry["source"],
            }
            for entry, each in beside
        ],
    }


def _four(found: Quantiles) -> list[float]:
    """Round to two figures that mean something, so that another processor writes the same."""
    return [float(f"{value:.2g}") for value in (found.p10, found.p50, found.p80, found.p90)]


HEADINGS = ["Move", "Person-days P10/P50/P80/P90", "P90/P10", "Known of it", "Full-time people at P50", "Informed us"]


def _people(person_days: float, entry: dict[str, Any]) -> str:
    """Say how many would have had to work all the time for the model's P50 to fit the real calendar."""
    return f"{person_days / (entry['days'] * 220 / 365):,.1f}" if "days" in entry else ""
