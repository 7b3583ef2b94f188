"""A resource's share of its application's cost, by what makes it cost: work, data, spend."""

from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.columns import tally
from lockscan.exitcost.ground import Ground
from lockscan.exitcost.simulation import Outcome
from lockscan.exitcost.work import Work
from lockscan.model.estate import Column, Estate, Floats
from lockscan.model.scores import Costs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shares:
    """Middle estimates a resource, good for sharing and for nothing else."""

    work: Floats
    """Person-days."""

    money: Floats


def work_shares(work: Work) -> Floats:
    """Share each learning group's middle estimate evenly by weight."""
    items = work.items
    carried = items.weight * items.count
    in_group = tally(items.group, carried, len(items.names))
    each = np.divide(work.middle(), in_group, out=np.zeros_like(in_group), where=in_group > 0)
    return carried * each[items.group]


def shares_of(estate: Estate, ground: Ground, by_work: Floats, price_a_gb: Floats) -> Shares:
    figures, rows = ground.figures, estate.resources
    aside = estate.amounts.column("allocated_gb", rows) * figures.middle("allocated-used-share")
    sizes = np.where(np.isnan(estate.size_gb[:rows]), aside, estate.size_gb[:rows])
    sizes = np.nan_to_num(sizes, nan=figures.middle("unknown-size-gb"))
    data = np.where(ground.volumes.stores, sizes, 0) * price_a_gb[estate.provider.codes[:rows]]
    months = figures.middle("parallel-share") * figures.middle("parallel-months")
    parallel = np.maximum(np.nan_to_num(ground.spend.by_row[:rows]), 0) * months
    a_day = figures.usual_rate() * figures.middle("organisation-multiplier") * figures.middle("overrun-usual")
    return Shares(work=by_work, money=by_work * a_day + data + parallel)


def costs_of(estate: Estate, application: Column, shares: Shares, outcome: Outcome, monthly: Floats) -> Costs:
    """Split each application's quantiles over its resources; shares of one application sum to it."""
    rows = estate.resources
    codes = application.codes[:rows]
    whole = tally(codes, shares.money, len(application.values))[codes]
    part = np.divide(shares.money, whole, out=np.zeros(rows), where=whole > 0)
    p50, p90 = np.zeros(len(estate)), np.zeros(len(estate))
    for target, point in ((p50, "p50"), (p90, "p90")):
        figures = np.zeros(len(application.values))
        for index, cost in outcome.applications.items():
            figures[index] = getattr(cost.range, point)
        target[:rows] = part * figures[codes]
    return Costs(p50=p50, p90=p90, monthly=monthly)
