"""What is at its target already stays there and costs nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from lockscan.exitcost import decide, estimate, hedges
from lockscan.model.charge import Charge, Contract
from lockscan.model.money import Money
from lockscan.vocabulary.kinds import Kind


def charge(provider: str, resource: str) -> Charge:
    paid = Money(Decimal(1_000), "GBP")
    return Charge(
        provider=provider, publisher=provider, invoice_issuer=provider, service="VM", service_category="Compute",
        charge_category="Usage", sub_account="1", region="eu-west-2", resource_id=resource, month=date(2026, 10, 1),
        billed=paid, effective=paid,
    )  # fmt: skip


@pytest.fixture
def run(rules: Any, scenario: Any) -> Any:
    def estimated(world: Any, target: str) -> Any:
        return estimate(**world.parts(), knowledge=rules, scenario=replace(scenario, target=target))

    return estimated


def test_only_what_is_elsewhere_costs_anything(world: Any, thing: Any, run: Any) -> None:
    # one of each kind at both suppliers, the one that stays first, last and in between; part of one stays with it
    store = {"role": "data", "capability": "object-storage", "amounts": (("allocated_gb", 500.0),)}
    there = [thing(provider="azure", application="payroll", **store), thing(provider="azure")]
    leaves = [thing(), thing(**store), thing(application="payroll")]
    mixed = world(
        [there[0], *leaves, there[1], thing(provider="azure", parent=0, **store)],
        edges=[(1, 2, Kind.READS_FROM), (3, 0, Kind.READS_FROM)],
        charges=(charge("azure", "r0004"), charge("aws", "r0001"), charge("azure", "")),
        contracts=(Contract(supplier="azure", committed_spend=Money(Decimal(90_000), "GBP"), notice_days=90),),
    )
    alone = world(leaves, edges=[(0, 1, Kind.READS_FROM)], charges=(charge("aws", "r0000"),))
    cost, costs = run(mixed, "azure")
    assert cost.planned.total == run(alone, "azure")[0].planned.total
    assert cost.stressed.calendar == run(alone, "azure")[0].stressed.calendar
    assert costs.p50[[0, 4, 5]].tolist() == [0, 0, 0]
    assert costs.p50.sum() == pytest.approx(sum(cost.by_application[name].p50 for name in ("website", "payroll")))
    assert np.isnan(costs.monthly[0])
    assert costs.monthly[[1, 4]].tolist() == [1_000, 1_000]
    assert not any("none of the estate's suppliers" in unknown.what for unknown in cost.unknowns)


def test_where_all_is_there_nothing_is_left_to_do(world: Any, thing: Any, run: Any, rules: Any, scenario: Any) -> None:
    settled = world([thing(), thing(role="data", capability="object-storage")])
    cost, costs = run(settled, "aws")
    assert (cost.planned.total.p90, cost.stressed.total.p90, cost.planned.calendar.days.p90) == (0, 0, 0)
    assert cost.planned.drivers == ()
    parts = settled.parts()
    parts.pop("placement")
    asked = replace(scenario, target="aws")
    (advised,) = decide(**parts, exit_cost=cost, costs=costs, knowledge=rules, scenario=asked)
    assert advised.recommendation == "keep"
    assert "where one wants to be already" in advised.reason
    assert hedges(**parts, knowledge=rules, scenario=asked) == ()


def test_a_mix_keeps_only_what_its_own_capability_is_to_go_to(
    world: Any, thing: Any, rules: Any, scenario: Any
) -> None:
    both = world([thing(), thing(capability="workflow")])
    mix = replace(scenario, target="any", targets={"workflow": "aws"})
    _, costs = estimate(**both.parts(), knowledge=rules, scenario=mix)
    assert costs.p50[0] > 0
    assert costs.p50[1] == 0
