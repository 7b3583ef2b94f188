"""Things that take work, sorted into learning groups: (application, capability, effort class), and nothing finer."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.columns import by_code, equals
from lockscan.exitcost.crossing import crossing_factor
from lockscan.exitcost.figures import Figures
from lockscan.exitcost.interface import CostRules
from lockscan.knowledge.model import Capability
from lockscan.model.estate import Codes, Column, Estate, Floats
from lockscan.model.scores import EFFORT_CLASSES, ROLES, Scores

CLASSES = len(EFFORT_CLASSES)
DROP_IN = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Items:
    """Every resource as an item; external nodes are somebody else's work."""

    weight: Floats
    """Size times crossing references: how much harder than the first of its kind."""

    count: Floats
    """How much of an item it is: settings are a small part of one."""

    group: Codes
    names: tuple[str, ...]
    """A stable name for each group: its seed."""

    application: Codes
    """Application of each group."""

    easiest: Codes
    """Effort class of each group; where facts are missing, the range drawn from."""

    hardest: Codes
    unknown: Codes
    """1 for groups no rule knows: how much of an item they are is drawn too."""

    def starts(self) -> Floats:
        """Give the count done before each item of its group, the heaviest first, so that more never costs less."""
        order = np.lexsort((self.count, -self.weight, self.group))
        done = np.cumsum(self.count[order]) - self.count[order]
        groups = self.group[order]
        first = np.flatnonzero(np.diff(groups, prepend=-1))
        lengths = np.diff(np.append(first, len(groups)))
        starts = np.empty_like(done)
        starts[order] = np.maximum(done - np.repeat(done[first], lengths), 0)
        return starts


def items_of(estate: Estate, scores: Scores, application: Column, rules: CostRules, figures: Figures) -> Items:
    rows = estate.resources
    setting = equals(scores.role, "configuration", rows)
    known = scores.effort[:rows] >= 0
    easiest = np.where(setting, DROP_IN, np.where(known, scores.effort_low[:rows], 0))
    hardest = np.where(setting, DROP_IN, np.where(known, scores.effort_high[:rows], CLASSES - 1))
    unknown = (~np.isin(scores.role.codes[:rows], _codes(scores.role))).astype(np.int64)
    key = application.codes[:rows].astype(np.int64)
    for part, size in (
        (scores.capability.codes[:rows], len(scores.capability.values)),
        (easiest, CLASSES),
        (hardest, CLASSES),
        (unknown, 2),
    ):
        key = key * size + part
    keys, first, group = np.unique(key, return_index=True, return_inverse=True)
    return Items(
        weight=_size_factor(estate, scores.capability, rules.capabilities, figures)
        * crossing_factor(estate, application, rules.couplings, figures),
        count=by_code(scores.role, {role: figures.middle(f"work-share-{role}") for role in ROLES}, 1.0, rows),
        group=group.astype(np.int32),
        names=tuple(
            f"{application[row]}|{scores.capability[row]}|{easiest[row]}-{hardest[row]}|{unknown[row]}"
            for row in first.tolist()
        ),
        application=application.codes[first],
        easiest=easiest[first].astype(np.int32),
        hardest=hardest[first].astype(np.int32),
        unknown=(keys % 2).astype(np.int32),
    )


def _codes(role: Column) -> list[int]:
    return [code for code, value in enumerate(role.values) if value in ROLES]


def _size_factor(
    estate: Estate, capability: Column, capabilities: Mapping[str, Capability], figures: Figures
) -> Floats:
    """Scale work by the size its capability names; an unknown size counts as the reference."""
    rows = estate.resources
    factor = np.ones(rows)
    drivers = [capabilities[value].size_driver if value in capabilities else "" for value in capability.values]
    power = figures.middle("size-exponent")
    floor, cap = figures.middle("size-factor-floor"), figures.middle("size-factor-cap")
    for driver, sizes, reference in (
        ("size_gb", estate.size_gb, "size-reference-gb"),
        ("vcpus", estate.vcpus, "size-reference-vcpus"),
        ("instances", estate.instances, "size-reference-instances"),
    ):
        chosen = np.array([value == driver for value in drivers], dtype=np.bool_)[capability.codes[:rows]]
        chosen &= ~np.isnan(sizes[:rows])
        relative = sizes[:rows][chosen] / figures.middle(reference)
        factor[chosen] = np.clip(relative**power, floor, cap)
    return factor
