"""Shares and losses that can be checked by hand."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.diversification import diversify
from lockscan.diversification.concentration import concentration
from lockscan.model.charge import Contract
from lockscan.model.report import Concentration, Diversification


def nothing_follows(lost: Any) -> Any:
    return ~lost


@pytest.fixture
def run(suppliers: Any) -> Any:
    def assess(estate: Any, survivors: Any = nothing_follows) -> Diversification:
        return diversify(estate=estate, application=estate.application, suppliers=suppliers, survivors=survivors)

    return assess


def base(found: Diversification, basis: str, dimension: str) -> Concentration:
    return next(b for b in found.bases if (b.basis, b.dimension) == (basis, dimension))


def test_uk_government_split_has_the_hhi_of_its_shares() -> None:
    # 45/45/5/5: 45^2 + 45^2 + 5^2 + 5^2 = 2,025 + 2,025 + 25 + 25 = 4,100; effective number 10,000 / 4,100 = 2.44
    found = concentration({"a": 45, "b": 45, "c": 5, "d": 5}, basis="spend", dimension="provider", unit="GBP")
    assert found is not None
    assert found.hhi == pytest.approx(4_100)
    assert found.effective == pytest.approx(2.439, abs=0.001)


def test_one_family_is_one_parent(estate: Any, run: Any) -> None:
    found = run(
        estate([("azure", "uksouth", "a"), ("github", "global", "a"), ("ovh", "gra", "a"), ("ovh", "gra", "b")])
    )
    assert base(found, "resources", "provider").hhi == pytest.approx(25**2 + 25**2 + 50**2)
    assert base(found, "resources", "parent").hhi == pytest.approx(50**2 + 50**2)
    assert {share.name for share in base(found, "resources", "jurisdiction").shares} == {"US", "FR"}


def test_an_application_counts_once_however_many_resources_it_has(estate: Any, run: Any) -> None:
    places = [("aws", "eu-west-2", "big")] * 9 + [("ovh", "gra", "small"), ("ovh", "gra", "unassigned")]
    assert base(run(estate(places)), "applications", "provider").hhi == pytest.approx(5_000)


def test_data_volume_weighs_by_size(estate: Any, run: Any) -> None:
    found = run(estate([("aws", "eu-west-2", "a"), ("ovh", "gra", "a"), ("ovh", "gra", "b")], [300, 100, float("nan")]))
    assert base(found, "data", "provider").hhi == pytest.approx(75**2 + 25**2)


def test_sizes_are_told_of_only_where_one_is_known(estate: Any, run: Any) -> None:
    place = [("aws", "eu-west-2", "a")]
    assert any("the resource whose size is known" in line for line in run(estate(place, [300])).unknowns)
    assert not any("whose size is known" in line for line in run(estate(place, [float("nan")])).unknowns)


def test_credits_are_netted_within_a_supplier_first(estate: Any, run: Any, charge: Any) -> None:
    # aws 100 in two regions less a credit of 60 without one: 40; azure 60: shares 40 and 60
    charges = (
        charge("aws", 75, region="eu-west-2"),
        charge("aws", 25, region="eu-west-1"),
        charge("aws", -60, charge_category="Credit"),
        charge("azure", 60, region="uksouth"),
    )
    found = run(estate([("aws", "eu-west-2", "a")], charges=charges))
    assert base(found, "spend", "provider").hhi == pytest.approx(40**2 + 60**2)
    # 40 of aws lie 3:1 in its regions: 30, 10, and 60
    assert base(found, "spend", "region").hhi == pytest.approx(30**2 + 10**2 + 60**2)


def test_a_reseller_is_seen_through(estate: Any, run: Any, charge: Any) -> None:
    contracts = (Contract(supplier="Bytes", reseller_for="Microsoft Limited"),)
    charges = (charge("Bytes", 50), charge("azure", 50))
    found = run(estate([("azure", "uksouth", "a")], charges=charges, contracts=contracts))
    assert [share.name for share in base(found, "spend", "parent").shares] == ["Microsoft"]


def test_spend_is_left_out_and_said_when_no_bill_is_given(estate: Any, run: Any) -> None:
    found = run(estate([("aws", "eu-west-2", "a")]))
    assert all(b.basis != "spend" for b in found.bases)
    assert any("Spend is not known" in unknown for unknown in found.unknowns)
    assert all(loss.spend_standing is None for loss in found.survival)


def test_charges_of_another_currency_are_not_added_silently(estate: Any, run: Any, charge: Any) -> None:
    charges = (charge("aws", 10), charge("aws", 10), charge("azure", 99, currency="USD"))
    found = run(estate([("aws", "eu-west-2", "a")], charges=charges))
    assert base(found, "spend", "provider").hhi == pytest.approx(10_000)
    assert any("USD" in unknown for unknown in found.unknowns)


def test_a_lost_region_takes_what_depends_on_it(estate: Any, run: Any, charge: Any) -> None:
    # r0 in the region depends on nothing; r1 elsewhere depends on r0; r2 stands alone
    places = [("aws", "eu-west-2", "website"), ("aws", "eu-west-1", "booking"), ("ovh", "gra", "archive")]

    def follows(lost: Any) -> Any:
        gone = lost.copy()
        gone[1] |= gone[0]
        return ~gone

    charges = (charge("aws", 30, resource_id="r0"), charge("aws", 20, resource_id="r1"), charge("ovh", 50))
    found = run(estate(places, charges=charges), follows)
    loss = next(s for s in found.survival if s.lost == "eu-west-2 (aws)")
    assert loss.applications_lost == ("booking", "website")
    assert loss.applications_standing == pytest.approx(1 / 3)
    assert loss.resources_standing == pytest.approx(1 / 3)
    assert loss.spend_standing == pytest.approx(0.5)


def test_losing_a_trivial_region_is_no_scenario(estate: Any, run: Any) -> None:
    places = [("aws", "eu-west-2", "a")] * 200 + [("aws", "sa-east-1", "a")]
    assert {s.lost for s in run(estate(places)).survival} == {"aws", "eu-west-2 (aws)"}


def test_bases_come_in_their_published_order(estate: Any, run: Any, charge: Any) -> None:
    found = run(estate([("aws", "eu-west-2", "a")], [5.0], charges=(charge("aws", 1, region="eu-west-2"),)))
    order = [(b.basis, b.dimension) for b in found.bases]
    dimensions = ("provider", "parent", "jurisdiction", "region")
    assert order == [(b, d) for b in ("spend", "resources", "applications", "data") for d in dimensions]


@given(st.lists(st.floats(0.01, 1e9), min_size=1, max_size=12))
def test_hhi_lies_between_equal_shares_and_one_supplier(amounts: list[float]) -> None:
    found = concentration({str(n): a for n, a in enumerate(amounts)}, basis="b", dimension="d", unit="u")
    assert found is not None
    assert 10_000 / len(amounts) - 1e-6 <= found.hhi <= 10_000 + 1e-6
    assert np.isclose(sum(share.share for share in found.shares), 1)


def test_where_no_application_is_named_it_is_not_known_how_many_stand(estate: Any, run: Any) -> None:
    found = run(estate([("aws", "eu-west-2", "unassigned"), ("ovh", "gra", "shared")]))
    assert {(loss.applications_standing, loss.resources_standing) for loss in found.survival} == {(None, 0.5)}


def test_what_terraform_keeps_for_itself_has_no_supplier(estate: Any, run: Any) -> None:
    found = run(estate([("aws", "eu-west-2", "a"), ("random", "", "a"), ("null", "", "b"), ("tls", "", "b")]))
    assert [share.name for share in base(found, "resources", "provider").shares] == ["AWS"]
    assert {(loss.lost, loss.resources_standing) for loss in found.survival} == {("aws", 0), ("eu-west-2 (aws)", 0)}


def test_a_platform_that_anyone_can_run_is_no_supplier(estate: Any, run: Any) -> None:
    found = run(estate([("aws", "eu-west-2", "a"), ("kubernetes", "", "a"), ("helm", "", "b")]))
    assert [share.name for share in base(found, "resources", "provider").shares] == ["AWS"]
    assert {loss.lost for loss in found.survival} == {"aws", "eu-west-2 (aws)"}
    (said,) = [one for one in found.unknowns if "Kubernetes" in one]
    assert said.startswith("Who supplies the cluster of 2 Kubernetes objects is not known")
