"""Numbers that most resources lack: kept by fact, not as a column of mostly nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

NOWHERE = -1

Rows = npt.NDArray[np.int32]
Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Amounts:
    """Fact -> the rows that have it, ascending, and what it is there."""

    by_fact: Mapping[str, tuple[Rows, Values]] = field(default_factory=dict)

    def of(self, fact: str) -> tuple[Rows, Values]:
        return self.by_fact.get(fact, (np.zeros(0, dtype=np.int32), np.zeros(0)))

    def column(self, fact: str, rows: int) -> Values:
        """Lay a fact out over all rows; NaN where it is not known."""
        found = np.full(rows, np.nan)
        at, values = self.of(fact)
        found[at] = values
        return found

    def moved(self, where: Rows) -> "Amounts":
        """Follow rows to their new places; what has none is left behind."""
        found = {}
        for fact, (at, values) in self.by_fact.items():
            new = where[at]
            kept = np.flatnonzero(new != NOWHERE)
            order = kept[np.argsort(new[kept], kind="stable")]
            found[fact] = (new[order], values[order])
        return Amounts(found)

    def joined(self, other: "Amounts") -> "Amounts":
        """Take both; they speak of different rows."""
        return Amounts({fact: _merged(self.of(fact), other.of(fact)) for fact in {*self.by_fact, *other.by_fact}})


def _merged(one: tuple[Rows, Values], other: tuple[Rows, Values]) -> tuple[Rows, Values]:
    rows, values = np.concatenate([one[0], other[0]]), np.concatenate([one[1], other[1]])
    order = np.argsort(rows, kind="stable")
    return rows[order], values[order]
