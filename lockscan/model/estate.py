"""The estate as columns: a row is a node, resources first and external nodes after them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeAlias, runtime_checkable

import numpy as np
import numpy.typing as npt

from lockscan.model.amounts import Amounts
from lockscan.model.charge import Charge, Contract, Payment
from lockscan.model.profile import Profile
from lockscan.model.resource import Origin
from lockscan.model.scope import Scope
from lockscan.model.sightings import Sightings

Codes: TypeAlias = npt.NDArray[np.int32]
Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """Repeated strings kept once: `values[codes[row]]`."""

    codes: Codes
    values: tuple[str, ...]

    def __getitem__(self, row: int) -> str:
        return self.values[int(self.codes[row])]

    def __len__(self) -> int:
        return len(self.codes)

    @classmethod
    def of(cls, strings: Sequence[str]) -> "Column":
        values = sorted(set(strings))
        code = {value: index for index, value in enumerate(values)}
        return cls(np.array([code[s] for s in strings], dtype=np.int32), tuple(values))


class Rows(Protocol):
    """The long strings of the estate, fetched only for the rows that are shown."""

    def ids(self, rows: Sequence[int]) -> list[str]: ...

    def names(self, rows: Sequence[int]) -> list[str]: ...

    def origins(self, rows: Sequence[int]) -> list[tuple[Origin, ...]]: ...

    def find(self, ids: Sequence[str]) -> list[int | None]:
        """Give the row of each id, None where there is none; ARM ids in any case."""

    def evidence(self, edges: Sequence[int]) -> list[str]:
        """Give the path where each reference (a row of the edge table) was seen."""


@runtime_checkable
class Mentions(Protocol):
    """Rows that also know by which other strings each resource is mentioned."""

    def find_mentioned(self, keys: Sequence[str], provider: str) -> list[int | None]:
        """Give the provider's one resource that goes by each key; None where there is none, or more than one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edges:
    """References between rows, in the snapshot's order."""

    source: Codes
    target: Codes
    kind: Column
    confidence: Column

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Estate:
    """Everything an assessment looks at; rows are ordered by id, so results do not depend on reading order."""

    profiles: tuple[Profile, ...]
    profile: Codes
    """Code into `profiles`, a node each; external nodes included."""

    resources: int
    """How many of the nodes are resources; the rest are external."""

    provider: Column
    account: Column
    region: Column
    application: Column
    """Application by tag, source grouping or mapping file; the empty string where nothing says."""

    parent: Codes
    """Row of the resource this one is a part of; -1 for none."""

    size_gb: Floats
    """Bytes at rest in GB (10^9); NaN where unknown."""

    vcpus: Floats
    memory_gb: Floats
    instances: Floats
    """How many like things one row stands for (nodes of a cluster); NaN where unknown, then taken as one."""

    edges: Edges
    rows: Rows
    scopes: tuple[Scope, ...] = ()
    charges: tuple[Charge, ...] = ()
    contracts: tuple[Contract, ...] = ()
    payments: tuple[Payment, ...] = ()
    """What the body published that it paid, to whomever."""

    spend_notes: tuple[str, ...] = ()
    """What was odd about the bills."""

    payment_notes: tuple[str, ...] = ()
    """What was odd about the lists of payments."""

    collected: date | None = None
    """The day the snapshot was sealed."""

    facts_collected: tuple[str, ...] = ()
    """Neutral facts that the snapshot's program knew how to collect."""

    digest: str = ""
    amounts: Amounts = field(default_factory=Amounts)
    """Numbers that few resources have: what is committed, what lies in cold tiers."""

    sightings: Sightings | None = None
    """None where all was read from one kind of source."""

    def __len__(self) -> int:
        return len(self.profile)


@dataclass(frozen=True, slots=True, eq=False)
class HeldRows:
    """Rows held in memory: for estates built in a test or by a caller."""

    _ids: tuple[str, ...]
    _names: tuple[str, ...] = ()
    _evidence: tuple[str, ...] = ()
    _origins: tuple[tuple[Origin, ...], ...] = ()
    _row: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._row.update({identifier.casefold(): row for row, identifier in enumerate(self._ids)})

    def ids(self, rows: Sequence[int]) -> list[str]:
        return [self._ids[row] for row in rows]

    def names(self, rows: Sequence[int]) -> list[str]:
        return [(self._names or self._ids)[row] for row in rows]

    def origins(self, rows: Sequence[int]) -> list[tuple[Origin, ...]]:
        return [self._origins[row] if self._origins else () for row in rows]

    def find(self, ids: Sequence[str]) -> list[int | None]:
        return [self._row.get(identifier.casefold()) for identifier in ids]

    def evidence(self, edges: Sequence[int]) -> list[str]:
        return [self._evidence[edge] if self._evidence else "" for edge in edges]
