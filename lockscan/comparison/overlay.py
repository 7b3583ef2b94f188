"""A plan laid over the estate it changes: what stands before it, and what will stand after."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from lockscan.comparison.matching import Known, same_in, stood_in
from lockscan.comparison.patching import patched
from lockscan.comparison.picked import NOWHERE, moved
from lockscan.comparison.stacking import Joined, Mask, join, without
from lockscan.model.estate import Codes, Estate


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The two ends of a plan, each as an estate of its own."""

    before: Estate
    after: Estate


def overlay(estate: Estate, known: Known, plan: Plan) -> tuple[Estate, Estate]:
    """Give the estate as it stands before the plan, and as the plan will leave it.

    What the plan says stood there and the estate does not hold is added to both, so that the two differ by the plan
    alone. What is replaced stays the same thing: what depends on it goes on to depend on it.
    """
    same = same_in(estate, known, plan.before)
    before = join(estate, plan.before, same, _touching(plan.before, same == NOWHERE))
    return _asked(before.estate, estate, plan.before), _after(estate, known, before, plan)


def _after(estate: Estate, known: Known, before: Joined, plan: Plan) -> Estate:
    stood, known_rows = stood_in(plan.before, plan.after), same_in(estate, known, plan.after)
    same = np.where(stood == NOWHERE, moved(before.old, known_rows), moved(before.new, stood)).astype(np.int32)
    unknown_pairs = _fresh_pairs(plan.after, stood, plan.before) & _fresh_pairs(plan.after, same, before.estate)
    added = join(before.estate, plan.after, same, _touching(plan.after, same == NOWHERE) | unknown_pairs)
    changed = patched(added, plan.before, plan.after, stood)
    place = added.old[before.new]
    left = without(changed, _ended(changed, added, plan, stood, place), _dropped(changed, plan, stood, place))
    return _asked(left, estate, plan.after)


def _ended(changed: Estate, added: Joined, plan: Plan, stood: Codes, place: Codes) -> Mask:
    """Mark what stood before the plan and will not after it."""
    ended = np.zeros(len(changed), dtype=np.bool_)
    ended[place[np.setdiff1d(np.arange(plan.before.resources), stood[: plan.after.resources])]] = True
    ended[added.new[: plan.after.resources]] = False
    return ended


def _dropped(changed: Estate, plan: Plan, stood: Codes, place: Codes) -> Mask:
    """Mark the references that things had before the plan and will no longer have."""
    edges, now = plan.before.edges, plan.after.edges
    stays = np.isin(np.arange(len(plan.before)), stood)
    over = stays[edges.source] & stays[edges.target]
    over &= ~np.isin(_pairs(edges.source, edges.target), _pairs(stood[now.source], stood[now.target]))
    ended = _pairs(place[edges.source[over]], place[edges.target[over]])
    return np.isin(_pairs(changed.edges.source, changed.edges.target), ended)


def _touching(estate: Estate, marked: Mask) -> Mask:
    found: Mask = marked[estate.edges.source] | marked[estate.edges.target]
    return found


def _fresh_pairs(estate: Estate, place: Codes, other: Estate) -> Mask:
    """Mark the references that the other, where both ends have their place in it, does not have in any kind."""
    pairs = _pairs(place[estate.edges.source], place[estate.edges.target])
    return ~np.isin(pairs, _pairs(other.edges.source, other.edges.target))


def _pairs(source: Codes, target: Codes) -> npt.NDArray[np.int64]:
    return source.astype(np.int64) * np.int64(2**31) + target


def _asked(estate: Estate, first: Estate, second: Estate) -> Estate:
    return replace(estate, scopes=tuple(dict.fromkeys((*first.scopes, *second.scopes))))
