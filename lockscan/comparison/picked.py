"""The long strings of an estate that was put together from others, still fetched only for the rows shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from lockscan.model.estate import Codes, Estate, Mentions, Rows
from lockscan.model.resource import Origin

T = TypeVar("T")
NOWHERE = -1


def moved(where: Codes, rows: Codes) -> Codes:
    """Give where rows went; what is nowhere stays nowhere."""
    return np.append(where, np.int32(NOWHERE))[rows]


@dataclass(frozen=True, slots=True, eq=False)
class PickedRows:
    """Implements `lockscan.model.estate.Rows` over nodes and edges picked from estates laid end to end."""

    parts: tuple[Estate, ...]
    nodes: Codes
    """Where each node stands among the nodes of all parts, counted through."""

    edges: Codes
    where: Codes
    """Which row each node of all parts became."""

    def ids(self, rows: Sequence[int]) -> list[str]:
        return self._of_nodes(rows, lambda part, picked: part.ids(picked))

    def names(self, rows: Sequence[int]) -> list[str]:
        return self._of_nodes(rows, lambda part, picked: part.names(picked))

    def origins(self, rows: Sequence[int]) -> list[tuple[Origin, ...]]:
        return self._of_nodes(rows, lambda part, picked: part.origins(picked))

    def evidence(self, edges: Sequence[int]) -> list[str]:
        sizes = [len(part.edges) for part in self.parts]
        return self._fetched(self.edges, sizes, edges, lambda part, picked: part.evidence(picked))

    def find(self, ids: Sequence[str]) -> list[int | None]:
        return self._first(len(ids), lambda rows: rows.find(ids))

    def find_mentioned(self, keys: Sequence[str], provider: str) -> list[int | None]:
        nothing: list[int | None] = [None] * len(keys)
        return self._first(
            len(keys), lambda rows: rows.find_mentioned(keys, provider) if isinstance(rows, Mentions) else nothing
        )

    def _first(self, count: int, look: Callable[[Rows], Sequence[int | None]]) -> list[int | None]:
        """Give, of each thing looked for, where the first part that knows it has it."""
        found: list[int | None] = [None] * count
        start = 0
        for part in self.parts:
            for index, row in enumerate(look(part.rows)):
                if found[index] is None and row is not None and self.where[start + row] != NOWHERE:
                    found[index] = int(self.where[start + row])
            start += len(part)
        return found

    def _of_nodes(self, rows: Sequence[int], fetch: Callable[[Rows, Sequence[int]], list[T]]) -> list[T]:
        return self._fetched(self.nodes, [len(part) for part in self.parts], rows, fetch)

    def _fetched(
        self,
        picked: Codes,
        sizes: Sequence[int],
        wanted: Sequence[int],
        fetch: Callable[[Rows, Sequence[int]], list[T]],
    ) -> list[T]:
        """Ask each part once for what it holds of the wanted, and give it back in the order asked for."""
        places = picked[np.asarray(wanted, dtype=np.int64)]
        given: dict[int, T] = {}
        start = 0
        for part, size in zip(self.parts, sizes, strict=True):
            inside = np.unique(places[(places >= start) & (places < start + size)])
            fetched = fetch(part.rows, [int(place) - start for place in inside])
            given.update(zip(map(int, inside), fetched, strict=True))
            start += size
        return [given[int(place)] for place in places]
