"""A plan is the whole truth about what would be asked, and asks nothing."""

from collections.abc import Callable

import pytest

from lockscan.collection.interface import Request
from lockscan.connectors.aws import Aws
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.permissions import allowed
from lockscan.connectors.aws.units import chosen


@pytest.fixture(autouse=True)
def nowhere(anywhere: Callable[[str], None]) -> None:
    """Whatever asked would fail."""
    anywhere("http://127.0.0.1:9")


def test_the_plan_names_every_operation_that_may_be_called_and_no_other() -> None:
    plan = Aws().plan(Request(role="reader"))
    assert {(one.service, one.operation) for one in plan.questions} == allowed(shipped_catalog())


def test_a_plan_of_known_accounts_and_regions_counts_their_calls() -> None:
    regional = [entry for entry in chosen(shipped_catalog(), Request(only=("sqs",))) if not entry.everywhere]
    asked = Request(role="reader", accounts=("1" * 12, "2" * 12), regions=("eu-west-2", "eu-west-1"), only=("sqs",))
    plan = Aws().plan(asked)
    entering = 3  # who we are, the role, the regions
    assert plan.least == 2 * (entering + 2 * len(regional))


def test_what_takes_a_call_to_know_is_not_guessed() -> None:
    assert Aws().plan(Request(role="reader", regions=("eu-west-2",))).least is None
    assert Aws().plan(Request(only=("sqs",))).least is None


def test_what_is_charged_for_is_told_with_its_source_and_only_where_it_is_asked() -> None:
    assert {(price.service, price.operation) for price in Aws().plan(Request(only=("s3",))).charged} == {
        ("cloudwatch", "GetMetricData"),
        ("s3", "*"),
    }
    for price in Aws().plan(Request()).prices:
        assert price.url.startswith("https://")
        assert price.seen
        assert price.amount > 0
