"""Things that take work, sorted into learning groups: (application, capability, effort class), and nothing finer."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lockscan.exitcost.columns import Mask, equals, tally
from lockscan.exitcost.crossing import crossing_factor
from lockscan.exitcost.extent import extent_of
from lockscan.exitcost.figures import Figures
from lockscan.exitcost.interface import CostRules
from lockscan.exitcost.schemas import schema_units
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

    starts: Floats
    """Count done before it in its group, the heaviest first: then more never costs less."""

    group: Codes
    names: tuple[str, ...]
    """A stable name for each group: its seed."""

    application: Codes
    """Application of each group, ascending."""

    easiest: Codes
    """Effort class of each group; where facts are missing, the range drawn from."""

    hardest: Codes
    unknown: Mask
    """Groups no rule knows: how much of an item they are is drawn too."""

    things: float
    """Whole workloads and data stores of the estate, parts counted as parts; settings and plumbing left out."""

    schemas: Floats
    """Units of converting the schemas of each application that were measured; those databases are no items."""


def items_of(estate: Estate, scores: Scores, application: Column, rules: CostRules, figures: Figures) -> Items:
    rows = estate.resources
    easiest, hardest = _classes(scores, rows)
    unknown = np.array([role not in ROLES for role in scores.role.values], dtype=np.bool_)[scores.role.codes[:rows]]
    weight = _size_factor(estate, scores.capability, rules.capabilities, figures)
    weight *= crossing_factor(estate, application, rules.couplings, figures)
    count = extent_of(estate, scores, rules, figures)
    things = equals(scores.role, "workload", rows) | equals(scores.role, "data", rows)
    whole = float(count[things].sum())
    units = schema_units(estate, scores, figures.scenario)
    count[~np.isnan(units)] = 0
    key = application.codes[:rows].astype(np.int64)
    for part, size in (
        (scores.capability.codes[:rows], len(scores.capability.values)),
        (easiest, CLASSES),
        (hardest, CLASSES),
        (unknown, 2),
    ):
        key = key * size + part
    group, starts, first = _grouped(key, weight, count)
    return Items(
        weight=weight,
        count=count,
        starts=starts,
        group=group,
        names=tuple(
            f"{application[row]}|{scores.capability[row]}|{easiest[row]}-{hardest[row]}|{unknown[row]:d}"
            for row in first.tolist()
        ),
        application=application.codes[first],
        easiest=easiest[first],
        hardest=hardest[first],
        unknown=unknown[first],
        things=whole,
        schemas=tally(application.codes[:rows], np.nan_to_num(units), len(application.values)),
    )


def _classes(scores: Scores, rows: int) -> tuple[Codes, Codes]:
    """Give the easiest and hardest class: settings count as drop-in, what no rule knows may be anything."""
    setting = equals(scores.role, "configuration", rows)
    known = scores.effort[:rows] >= 0
    easiest = np.where(setting, DROP_IN, np.where(known, scores.effort_low[:rows], DROP_IN))
    hardest = np.where(setting, DROP_IN, np.where(known, scores.effort_high[:rows], CLASSES - 1))
    return easiest.astype(np.int32), hardest.astype(np.int32)


def _grouped(key: npt.NDArray[np.int64], weight: Floats, count: Floats) -> tuple[Codes, Floats, Codes]:
    """Number the groups, count what is done before each item, and name one row of each group: one sort for all."""
    order = np.argsort(key * (weight.max(initial=0.0) + 1) - weight)
    ordered = key[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=-1))
    lengths = np.diff(np.append(begins, len(key)))
    group, starts = np.empty(len(key), dtype=np.int32), np.empty(len(key))
    group[order] = np.repeat(np.arange(len(begins), dtype=np.int32), lengths)
    done = np.cumsum(count[order]) - count[order]
    starts[order] = np.maximum(done - np.repeat(done[begins], lengths), 0)
    return group, starts, order[begins].astype(np.int32)


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
        ("object_count", estate.amounts.column("object_count", len(estate)), "size-reference-accounts"),
    ):
        chosen = np.array([value == driver for value in drivers], dtype=np.bool_)[capability.codes[:rows]]
        chosen &= ~np.isnan(sizes[:rows])
        relative = sizes[:rows][chosen] / figures.middle(reference)
        factor[chosen] = np.clip(relative**power, floor, cap)
    return factor
