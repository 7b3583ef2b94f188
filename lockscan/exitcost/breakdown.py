"""With which parts of the estate the cost lies: applications as simulated, suppliers and move groups by share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from lockscan.exitcost.columns import tally
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.quantiles import explained
from lockscan.model.estate import Column, Estate, Floats
from lockscan.model.report import CostShare
from lockscan.model.scores import Placement

GROUPS = 20
"""Move groups told one by one, the dearest."""

_NEGLIGIBLE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Buckets:
    """Parts of the estate that cut across applications, and what share of each application lies in them."""

    names: tuple[str, ...]
    resources: tuple[int, ...]
    suppliers: int
    """How many of them are suppliers; the others are move groups."""

    shares: Floats
    """Shape (applications, buckets): middle estimates, good for sharing an application's cost and for nothing else."""

    def of(self, application: int) -> Iterator[tuple[int, float]]:
        for bucket in np.flatnonzero(self.shares[application] > _NEGLIGIBLE):
            yield int(bucket), float(self.shares[application, bucket])


@dataclass(slots=True)
class Tally:
    """Parts of the cost added up in every draw, a bucket each."""

    buckets: Buckets
    parts: dict[int, dict[str, Draws]] = field(default_factory=dict)

    def add(self, application: int, parts: Mapping[str, Draws]) -> None:
        for bucket, share in self.buckets.of(application):
            held = self.parts.setdefault(bucket, {})
            for name, draws in parts.items():
                if name in held:
                    held[name] += share * draws
                else:
                    held[name] = share * draws

    def suppliers(self) -> tuple[CostShare, ...]:
        return self._shares(range(self.buckets.suppliers))

    def groups(self) -> tuple[CostShare, ...]:
        return self._shares(range(self.buckets.suppliers, len(self.buckets.names)))

    def _shares(self, wanted: range) -> tuple[CostShare, ...]:
        found = [
            cost_share(self.buckets.names[bucket], self.parts[bucket], self.buckets.resources[bucket])
            for bucket in wanted
            if bucket in self.parts
        ]
        return dearest_first(found)


def cost_share(name: str, parts: Mapping[str, Draws], resources: int) -> CostShare:
    whole, made_of = explained(parts)
    return CostShare(name=name, range=whole, components=made_of, resources=resources)


def dearest_first(found: list[CostShare]) -> tuple[CostShare, ...]:
    return tuple(sorted(found, key=lambda share: (-share.range.p50, share.name)))


def buckets_of(estate: Estate, application: Column, placement: Placement, money: Floats) -> Buckets:
    """Cut the estate by provider, and by the dearest move groups of more than one resource."""
    rows = estate.resources
    group = placement.group[:rows]
    members = np.bincount(group, minlength=1)
    worth = np.where(members > 1, tally(group, money, len(members)), 0)
    chosen = [int(code) for code in np.argsort(-worth, kind="stable")[:GROUPS] if worth[code] > 0]
    provider = estate.provider.codes[:rows]
    inside = [np.flatnonzero(provider == code) for code in range(len(estate.provider.values))]
    inside += [np.flatnonzero(group == code) for code in chosen]
    size = len(application.values)
    codes = application.codes[:rows]
    whole = tally(codes, money, size)
    columns = [tally(codes[at], money[at], size) for at in inside]
    shares = [np.divide(column, whole, out=np.zeros(size), where=whole > 0) for column in columns]
    leaders = [int(at[np.argmax(money[at])]) for at in inside[len(estate.provider.values) :]]
    return Buckets(
        names=(*estate.provider.values, *estate.rows.names(leaders)),
        resources=tuple(len(at) for at in inside),
        suppliers=len(estate.provider.values),
        shares=np.stack(shares, axis=1) if shares else np.zeros((size, 0)),
    )
