"""What a collection tells while it runs and when it ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from lockscan.model.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The accounts, regions or services that are asked, and those of them with questions still open."""

    every: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        return len(self.every)

    @property
    def done(self) -> int:
        return len(self.every) - len(self.open)

    def __or__(self, other: "Part") -> "Part":
        return Part(every=self.every | other.every, open=self.open | other.open)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How far a collection is."""

    done: int = 0
    total: int = 0
    resources: int = 0
    gaps: int = 0
    accounts: Part = Part()
    regions: Part = Part()
    services: Part = Part()


def together(tallies: Iterable[Tally]) -> Tally:
    """Add up what several processes tell."""
    whole = Tally()
    for tally in tallies:
        whole = Tally(
            done=whole.done + tally.done,
            total=whole.total + tally.total,
            resources=whole.resources + tally.resources,
            gaps=whole.gaps + tally.gaps,
            accounts=whole.accounts | tally.accounts,
            regions=whole.regions | tally.regions,
            services=whole.services | tally.services,
        )
    return whole


class Progress(Protocol):
    """Told after every unit and now and then in between, always from one thread."""

    def __call__(self, tally: Tally, /) -> None: ...


def silent(_tally: Tally) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How every question ended."""

    scopes: tuple[Scope, ...]
    resources: int
    """Records read, before the same thing from several units is merged."""

    @property
    def gaps(self) -> tuple[Scope, ...]:
        return tuple(scope for scope in self.scopes if scope.state.is_gap)
