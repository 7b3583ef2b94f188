"""Estates of everyday kinds beside what one would plan for them: judgement, and told as such."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lockscan.knowledge import Knowledge
from lockscan.model.report import ExitCase
from lockscan.vocabulary.data import read_yaml
from tests.backtest.estates import planned
from tests.backtest.model import EXITS, SCENARIO

ARCHETYPES = EXITS.with_name("archetypes.yaml")
HEADINGS = ["Estate", "One would plan", "Model P10/P50/P80/P90", "P50 lies", "Months P50/P90"]
MONTH = 365 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An estate, and the model's planned exit of it by a body that asks nobody for approval."""

    archetype: dict[str, Any]
    modelled: ExitCase

    @property
    def off(self) -> float:
        """How many times beyond the nearer end of the range the P50 lies; 1 inside."""
        low, high = (float(end) for end in self.archetype["person_days"])
        middle = self.modelled.person_days.p50
        return max(low / middle, middle / high, 1.0)


def archetypes(knowledge: Knowledge) -> Iterator[Planned]:
    for entry in read_yaml(ARCHETYPES)["archetypes"]:
        yield Planned(archetype=entry, modelled=planned(entry["things"], knowledge, SCENARIO))


def table(found: Iterable[Planned]) -> list[list[str]]:
    rows = []
    for one in found:
        low, high = one.archetype["person_days"]
        days, calendar = one.modelled.person_days, one.modelled.calendar.days
        rows.append(
            [
                one.archetype["name"],
                f"{low:,} to {high:,}",
                f"{days.p10:,.0f} / {days.p50:,.0f} / {days.p80:,.0f} / {days.p90:,.0f}",
                "inside" if one.off == 1 else f"{one.off - 1:.0%} beyond",
                f"{calendar.p50 / MONTH:,.0f} / {calendar.p90 / MONTH:,.0f}",
            ]
        )
    return rows
