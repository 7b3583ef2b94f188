"""What running elsewhere costs is told for what can be priced, and for nothing more."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lockscan.exitcost import estimate
from lockscan.knowledge.model import Supplier
from lockscan.model.report import RunCost
from tests.exitcost.conftest import charge


@pytest.fixture
def run(world: Any, rules: Any, scenario: Any, fixed: Any) -> Any:
    own = Supplier(id="self-hosted", name="", parent="self-hosted", country="GB", self_hosted=True)
    known = replace(rules, suppliers={**rules.suppliers, "self-hosted": own})

    def price(things: Any, amounts: Any, target: str) -> RunCost | None:
        charges = tuple(charge(f"r{row:04}", date(2026, 10, 1), amount) for row, amount in enumerate(amounts) if amount)
        plan = replace(fixed(scenario), target=target)
        return estimate(**world(things, charges=charges).parts(), knowledge=known, scenario=plan)[0].run_cost

    return price


def test_a_machine_is_priced_by_what_it_is_made_of(run: Any, thing: Any) -> None:
    # 4 processors x 27 + 16 GB x 2 = 140 USD = 105 GBP a month at Azure, against 300 now: 195 saved a month
    found = run([thing(vcpus=4, memory_gb=16)], [300], "azure")
    assert found.monthly.p50 == pytest.approx(105)
    assert found.saving.p50 == pytest.approx(195)
    assert found.share == pytest.approx(1)
    assert found.payback.p50 * 195 == pytest.approx(found.three_years.p50 + 36 * 195)
    assert found.suppliers == ("azure",)


def test_what_has_no_size_or_no_price_is_in_no_figure_and_named(run: Any, thing: Any) -> None:
    things = [thing(vcpus=4, memory_gb=16), thing(), thing(capability="workflow")]
    found = run(things, [300, 500, 200], "self-hosted")
    assert found.priced == pytest.approx(300)
    assert found.share == pytest.approx(0.3)
    assert found.unpriced == ("virtual-machine", "workflow")


def test_a_dearer_target_is_never_paid_back(run: Any, thing: Any) -> None:
    found = run([thing(vcpus=64, memory_gb=256)], [100], "azure")
    assert found.payback is None
    assert found.repaid == 0
    assert found.saving.p50 < 0


def test_without_a_bill_or_a_price_nothing_is_said(run: Any, thing: Any) -> None:
    assert run([thing(vcpus=4, memory_gb=16)], [0], "azure") is None
    assert run([thing(vcpus=4, memory_gb=16)], [300], "aws") is None
