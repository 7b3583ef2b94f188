"""What running elsewhere costs is told for what can be priced, and for nothing more."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lockscan.exitcost import estimate
from lockscan.knowledge import Knowledge
from lockscan.knowledge.model import Supplier
from lockscan.knowledge.prices import BilledUnit
from lockscan.model.report import RunCost
from lockscan.model.resource import TypeName
from tests.exitcost.conftest import AS_OF, SOURCE, charge


def unit(kind: str, **told: Any) -> BilledUnit:
    return BilledUnit(id="unit", types=(TypeName(kind),), when={}, effective=AS_OF, source=SOURCE, **told)


@pytest.fixture
def run(world: Any, rules: Any, scenario: Any, fixed: Any) -> Any:
    own = Supplier(id="self-hosted", name="", parent="self-hosted", country="GB", self_hosted=True)
    known = replace(rules, suppliers={**rules.suppliers, "self-hosted": own})

    def price(things: Any, amounts: Any, target: str, *units: BilledUnit) -> RunCost | None:
        charges = tuple(charge(f"r{row:04}", date(2026, 10, 1), amount) for row, amount in enumerate(amounts) if amount)
        plan = replace(fixed(scenario), target=target)
        prices = replace(known.prices, billed_units={str(at): each for at, each in enumerate(units)})
        knowledge = replace(known, prices=prices)
        return estimate(**world(things, charges=charges).parts(), knowledge=knowledge, scenario=plan)[0].run_cost

    return price


def test_a_machine_is_priced_by_what_it_is_made_of(run: Any, thing: Any) -> None:
    # 4 processors x 27 + 16 GB x 2 = 140 USD = 105 GBP a month at Azure, against 150 now: 45 saved a month
    found = run([thing(vcpus=4, memory_gb=16)], [150], "azure")
    assert found.monthly.p50 == pytest.approx(105)
    assert found.saving.p50 == pytest.approx(45)
    assert found.share == pytest.approx(1)
    assert found.payback.p50 * 45 == pytest.approx(found.three_years.p50 + 36 * 45)
    assert found.suppliers == ("azure",)


def test_what_has_no_size_or_no_price_is_in_no_figure_and_named(run: Any, thing: Any) -> None:
    things = [thing(vcpus=4, memory_gb=16), thing(), thing(capability="workflow")]
    found = run(things, [150, 300, 50], "self-hosted")
    assert found.priced == pytest.approx(150)
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


def test_what_nothing_counts_is_counted_by_its_bill(run: Any, thing: Any) -> None:
    # 481.80 GBP are 642.40 USD, two units of 321.20: 8 processors and 32 GB, 8 x 5 + 32 x 0.8 = 65.60 GBP; 1.1 of it
    job = unit("T::etl", price=Decimal("321.20"), holds={"vcpu": 4, "memory_gb": 16})
    found = run([thing(capability="etl")], [481.80], "self-hosted", job)
    assert found.monthly.p50 == pytest.approx(65.60 * 1.1)


def test_space_set_aside_is_taken_off_a_bill_before_it_is_counted_by(run: Any, thing: Any) -> None:
    # 300 GBP are 400 USD; 1,000 GB at 0.10 leave 300 for three units: 3 x 5 + 12 x 0.8 + 1,000 x 0.03 = 54.60 GBP
    database = unit(
        "T::relational-database",
        price=Decimal(100),
        stored_gb=Decimal("0.10"),
        holds={"vcpu": 1, "memory_gb": 4},
    )
    things = [thing(capability="relational-database", size_gb=1_000)]
    assert run(things, [300], "self-hosted", database).monthly.p50 == pytest.approx(54.60 * 1.1)


def test_a_size_that_is_known_goes_before_the_bill(run: Any, thing: Any) -> None:
    # One unit by its processors, so 16 GB of memory: 4 x 5 + 16 x 0.8 = 32.80 GBP
    job = unit("T::etl", price=Decimal("321.20"), holds={"vcpu": 4, "memory_gb": 16})
    found = run([thing(capability="etl", vcpus=4)], [200], "self-hosted", job)
    assert found.monthly.p50 == pytest.approx(32.80)


def test_what_stands_on_another_bill_is_priced_there(run: Any, thing: Any) -> None:
    instance = unit("T::relational-database", elsewhere=("stored_gb",))
    machine = thing(capability="relational-database", vcpus=4, memory_gb=16)
    assert run([machine], [300], "self-hosted", instance).monthly.p50 == pytest.approx(4 * 5 + 16 * 0.8)
    assert run([machine], [300], "self-hosted") is None


def test_of_a_bill_only_what_the_size_explains_is_compared(run: Any, thing: Any) -> None:
    # 1,000 GB are 23 USD at list, 17.25 GBP; at most 1.5 times that is storage, the rest is traffic nobody told of
    found = run([thing(capability="object-storage", size_gb=1_000)], [500], "azure")
    assert found.priced == pytest.approx(17.25 * 1.5)
    assert found.unpriced == ("object-storage",)


def test_software_that_comes_with_a_service_is_priced_with_it(run: Any, thing: Any) -> None:
    # 4 processors x 184.10 + 100 GB x 0.115 = 747.90 USD
    things = [
        thing(capability="relational-database", vcpus=4, memory_gb=16, size_gb=100, facts=(("engine", "sqlserver-se"),))
    ]
    assert run(things, [500], "azure").monthly.p50 == pytest.approx(747.90 * 0.75)


def test_what_is_archived_costs_what_archives_cost(run: Any, thing: Any) -> None:
    # 100 GB x 0.0184 + 900 GB x 0.002 = 3.64 USD
    things = [thing(capability="object-storage", size_gb=1_000, amounts=(("archive_gb", 900),))]
    assert run(things, [3], "azure").monthly.p50 == pytest.approx(3.64 * 0.75)


def test_what_is_at_the_target_stays_and_is_not_missing(run: Any, thing: Any) -> None:
    things = [thing(vcpus=4, memory_gb=16), thing(vcpus=4, memory_gb=16, provider="azure")]
    found = run(things, [150, 150], "azure")
    assert found.priced == pytest.approx(150)
    assert found.unpriced == ()


def test_a_dear_supplier_of_one_thing_is_a_dear_one_of_all(run: Any, thing: Any) -> None:
    one = run([thing(vcpus=4, memory_gb=16)], [150], "any").monthly
    pair = [thing(vcpus=4, memory_gb=16), thing(vcpus=4, memory_gb=16, capability="scaling-group")]
    two = run(pair, [150, 150], "any").monthly
    assert two.p90 - two.p10 == pytest.approx(2 * (one.p90 - one.p10))


def test_prices_that_were_used_say_where_they_stand(run: Any, thing: Any) -> None:
    job = unit("T::etl", price=Decimal("321.20"), holds={"vcpu": 4, "memory_gb": 16})
    found = run([thing(capability="etl")], [200], "self-hosted", job)
    assert SOURCE in found.sources
    assert {"aws" in source.publisher.casefold() for source in found.sources} == {True, False}


def test_every_price_is_of_something_its_supplier_offers() -> None:
    knowledge = Knowledge.load()
    offered = {(offering.supplier, each) for offering in knowledge.offerings.values() for each in offering.capabilities}
    asked = {(price.supplier, each) for price in knowledge.prices.run_prices.values() for each in price.capabilities}
    assert asked <= offered
