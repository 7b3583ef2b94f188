"""What steps save by easing the move: each thing is drawn with the same luck as it is now and as it would be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lockscan.exitcost.columns import Mask, add_up, tally
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.work import CHUNK, Work
from lockscan.model.estate import Floats

Steps = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Easing:
    """Days saved, added up over all things that the same steps apply to: any set of steps is then a short sum."""

    kinds: tuple[Steps, ...]
    """Kinds of things: which steps apply to them."""

    ceilings: Mapping[str, int]
    """The hardest effort class that a thing has after each step."""

    saved: Mapping[int, Draws]
    """Shape (kinds, draws) for each ceiling."""

    @classmethod
    def of(cls, work: Work, applies: Mapping[str, Mask], ceilings: Mapping[str, int]) -> "Easing":
        kind, kinds = _kinds(applies, len(work.items.group))
        return cls(kinds, ceilings, _saved(work, _shares(work, kind, kinds), set(ceilings.values())))

    def days(self, steps: Iterable[str]) -> Draws:
        """Draw the days that steps taken together save: the one that eases a thing the most decides."""
        taken = frozenset(steps)
        eased: dict[int, list[Draws]] = {ceiling: [] for ceiling in self.saved}
        for number, kind in enumerate(self.kinds):
            if both := taken & kind:
                ceiling = min(self.ceilings[step] for step in both)
                eased[ceiling].append(self.saved[ceiling][number])
        draws = next(iter(self.saved.values())).shape[1]
        return add_up((np.maximum(add_up(parts, draws), 0) for parts in eased.values()), draws)


def _kinds(applies: Mapping[str, Mask], rows: int) -> tuple[npt.NDArray[np.intp], tuple[Steps, ...]]:
    """Number the things by which steps apply to them."""
    kind, kinds = np.zeros(rows, dtype=np.intp), [Steps()]
    for step, mask in applies.items():
        kind = 2 * kind + mask
        present = np.flatnonzero(np.bincount(kind))
        kinds = [kinds[code // 2] | {step} if code % 2 else kinds[code // 2] for code in present.tolist()]
        number = np.zeros(int(kind.max(initial=0)) + 1, dtype=np.intp)
        number[present] = np.arange(len(present))
        kind = number[kind]
    return kind, tuple(kinds)


def _shares(work: Work, kind: npt.NDArray[np.intp], kinds: tuple[Steps, ...]) -> Floats:
    """Give what share of each learning group's work lies in each kind that any step applies to."""
    items, size = work.items, len(work.items.names)
    carried = items.weight * items.count
    in_kind = tally(items.group * len(kinds) + kind, carried, size * len(kinds)).reshape(size, len(kinds))
    in_kind *= [bool(steps) for steps in kinds]
    whole = tally(items.group, carried, size)[:, None]
    return np.divide(in_kind, whole, out=np.zeros_like(in_kind), where=whole > 0)


def _saved(work: Work, shares: Floats, ceilings: Iterable[int]) -> dict[int, Draws]:
    """Add up what each kind's part of every group would take less at each ceiling."""
    easiest, hardest = work.items.easiest, work.items.hardest
    saved = {ceiling: np.zeros((shares.shape[1], work.figures.chance.draws)) for ceiling in ceilings}
    groups = np.flatnonzero(shares.any(axis=1))
    for start in range(0, len(groups), CHUNK):
        chunk = groups[start : start + CHUNK]
        luck, part = work.luck(chunk), shares[chunk].T.astype(np.float32)
        amount = work.amounts[chunk].astype(np.float32) @ work.blend
        now = work.effort(chunk, luck, easiest[chunk], hardest[chunk])
        for ceiling in saved:
            if (hardest[chunk] > ceiling).any():
                eased = np.minimum(easiest[chunk], ceiling), np.minimum(hardest[chunk], ceiling)
                saved[ceiling] += part @ (amount * (now - work.effort(chunk, luck, *eased)))
    return saved
