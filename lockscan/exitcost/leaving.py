"""What a target leaves where it is: nobody moves to a supplier they are with, nor pays for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np

from lockscan.exitcost.columns import Mask
from lockscan.knowledge.model import Supplier
from lockscan.knowledge.supplier_names import SupplierNames
from lockscan.knowledge.targets import ANY, in_target
from lockscan.model.amounts import NOWHERE
from lockscan.model.charge import Charge
from lockscan.model.charged import NONE, charged_rows
from lockscan.model.estate import Codes, Column, Estate, Floats, Mentions, Rows
from lockscan.model.resource import Origin
from lockscan.model.scenario import Scenario
from lockscan.model.scores import Costs, Placement, Scores

T = TypeVar("T", Scores, Placement)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leaving:
    """The nodes in a new order: what leaves, then all else, which the exit sees as it sees what is not ours."""

    order: Codes
    count: int
    where: Codes
    """The new place of each node."""

    there: "_There"

    def estate(self, whole: Estate) -> Estate:
        parent = np.where(whole.parent >= 0, self.where[whole.parent], NONE)[self.order].astype(np.int32)
        edges = whole.edges
        return replace(
            whole,
            **{**self._taken(whole), "parent": np.where(parent < self.count, parent, NONE)},
            resources=self.count,
            edges=replace(edges, source=self.where[edges.source], target=self.where[edges.target]),
            rows=_Rows(whole.rows, self),
            charges=self._charges(whole),
            contracts=tuple(
                one for one in whole.contracts if not self.there.sold_by(self.there.names.of_contract(one))
            ),
            amounts=whole.amounts.moved(np.where(self.where < self.count, self.where, NOWHERE)),
            sightings=None,
        )

    def column(self, column: Column) -> Column:
        return Column(column.codes[self.order[: len(column)]], column.values)

    def of(self, scored: T) -> T:
        """Put every column of it in the new order."""
        return replace(scored, **self._taken(scored))

    def back(self, costs: Costs, monthly: Floats) -> Costs:
        """Give each node its cost at its old place; what stays costs nothing to leave, and its spend is as before."""
        return Costs(p50=costs.p50[self.where], p90=costs.p90[self.where], monthly=monthly)

    def _taken(self, whole: Estate | Scores | Placement) -> dict[str, Any]:
        """Take each column in the new order."""
        held = {each.name: getattr(whole, each.name) for each in fields(whole)}
        strings = {name: column for name, column in held.items() if isinstance(column, Column)}
        return {
            **{name: Column(column.codes[self.order], column.values) for name, column in strings.items()},
            **{name: column[self.order] for name, column in held.items() if isinstance(column, np.ndarray)},
        }

    def _charges(self, whole: Estate) -> tuple[Charge, ...]:
        """Keep what is paid for things that leave, and what is paid for no thing to suppliers that are left."""
        rows = charged_rows(whole).tolist()
        return tuple(
            charge
            for charge, row in zip(whole.charges, rows, strict=True)
            if (self.where[row] < self.count if row != NONE else not self.there.is_with(charge.provider))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _There:
    """Who is in the target already."""

    names: SupplierNames
    suppliers: Mapping[str, Supplier]
    scenario: Scenario

    def is_with(self, provider: str, capability: str = "") -> bool:
        return self.sold_by(self.names.find(provider), capability)

    def sold_by(self, supplier: Supplier | None, capability: str = "") -> bool:
        target = self.scenario.target_of(capability)
        return supplier is not None and target != ANY and in_target(supplier, target, self.suppliers)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The estate's long strings, asked for by new places."""

    whole: Rows
    leaving: Leaving

    def ids(self, rows: Sequence[int]) -> list[str]:
        return self.whole.ids(self._old(rows))

    def names(self, rows: Sequence[int]) -> list[str]:
        return self.whole.names(self._old(rows))

    def origins(self, rows: Sequence[int]) -> list[tuple[Origin, ...]]:
        return self.whole.origins(self._old(rows))

    def evidence(self, edges: Sequence[int]) -> list[str]:
        return self.whole.evidence(edges)

    def find(self, ids: Sequence[str]) -> list[int | None]:
        return self._new(self.whole.find(ids))

    def find_mentioned(self, keys: Sequence[str], provider: str) -> list[int | None]:
        if not isinstance(self.whole, Mentions):
            return [None] * len(keys)
        return self._new(self.whole.find_mentioned(keys, provider))

    def _old(self, rows: Sequence[int]) -> list[int]:
        return [int(self.leaving.order[row]) for row in rows]

    def _new(self, rows: Sequence[int | None]) -> list[int | None]:
        return [None if row is None else int(self.leaving.where[row]) for row in rows]


def leaving_of(estate: Estate, scores: Scores, suppliers: Mapping[str, Supplier], scenario: Scenario) -> Leaving | None:
    """Part what leaves from what is at its target; None where all leaves."""
    if {scenario.target, *scenario.targets.values()} == {ANY}:
        return None
    there = _There(names=SupplierNames.of(suppliers), suppliers=suppliers, scenario=scenario)
    stays = _stays(estate, scores, there)
    if not stays.any():
        return None
    gone = np.flatnonzero(~stays)
    order = np.concatenate([gone, np.flatnonzero(stays), np.arange(estate.resources, len(estate))]).astype(np.int32)
    where = np.empty_like(order)
    where[order] = np.arange(len(order), dtype=np.int32)
    return Leaving(order=order, count=len(gone), where=where, there=there)


def _stays(estate: Estate, scores: Scores, there: _There) -> Mask:
    """Ask once for each supplier and capability that occur together."""
    rows, capabilities = estate.resources, len(scores.capability.values)
    key = estate.provider.codes[:rows].astype(np.int64) * capabilities + scores.capability.codes[:rows]
    found, place = np.unique(key, return_inverse=True)
    answers = [
        there.is_with(estate.provider.values[each // capabilities], scores.capability.values[each % capabilities])
        for each in found.tolist()
    ]
    mask: Mask = np.array(answers, dtype=np.bool_)[place]
    return mask
