"""What was promised to AWS is told with its term, its money and its currency."""

from datetime import UTC, datetime
from typing import Any

import pytest

from lockscan.connectors.aws.entry import Entry
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.connectors.aws.shaping import record
from lockscan.vocabulary.facts import Fact

BEGAN = datetime(2025, 3, 1, tzinfo=UTC)
YEAR = 31_536_000
HOURLY = [{"RecurringChargeAmount": 0.1, "RecurringChargeFrequency": "Hourly"}]
NODE = {"StartTime": BEGAN, "Duration": YEAR, "FixedPrice": 300.0, "State": "active", "RecurringCharges": HOURLY}
ANSWERS: dict[str, dict[str, Any]] = {
    "AWS::EC2::ReservedInstances": {
        "ReservedInstancesId": "r-1",
        "Start": BEGAN,
        "End": datetime(2026, 3, 1, tzinfo=UTC),
        "FixedPrice": 300.0,
        "InstanceCount": 4,
        "CurrencyCode": "USD",
        "OfferingType": "Partial Upfront",
        "State": "active",
        "RecurringCharges": [{"Amount": 0.1, "Frequency": "Hourly"}],
    },
    "AWS::RDS::ReservedInstance": {
        **NODE,
        "ReservedDBInstanceArn": "arn:aws:rds:eu-west-2:1:ri:x",
        "DBInstanceCount": 4,
        "CurrencyCode": "USD",
        "OfferingType": "Partial Upfront",
    },
    "AWS::Redshift::ReservedNode": {
        **NODE,
        "ReservedNodeId": "x",
        "NodeCount": 4,
        "CurrencyCode": "USD",
        "OfferingType": "Partial Upfront",
    },
    "AWS::ElastiCache::ReservedCacheNode": {
        **NODE,
        "ReservationARN": "arn:aws:elasticache:eu-west-2:1:reserved-instance:x",
        "CacheNodeCount": 4,
        "OfferingType": "Partial Upfront",
    },
    "AWS::MemoryDB::ReservedNode": {
        **NODE,
        "ARN": "arn:aws:memorydb:eu-west-2:1:reservednode/x",
        "NodeCount": 4,
        "OfferingType": "Partial Upfront",
    },
    "AWS::OpenSearchService::ReservedInstance": {
        **NODE,
        "ReservedInstanceId": "x",
        "InstanceCount": 4,
        "CurrencyCode": "USD",
        "PaymentOption": "PARTIAL_UPFRONT",
    },
}


def entry_of(kind: str) -> Entry:
    return next(entry for entry in shipped_catalog() if entry.type == kind)


def facts_of_answer(kind: str, item: dict[str, Any], partition: str = "aws") -> dict[str, Fact]:
    here = {"partition": partition, "account": "123456789012", "region": "eu-west-2"}
    view = {**item, "here": here, "parent": {}}
    found = record(entry_of(kind), item, view, region="eu-west-2", tags={}, sizes={})
    assert found is not None
    return dict(found.resource.facts)


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_reservation_tells_its_term_and_what_all_its_units_cost(kind: str) -> None:
    facts = facts_of_answer(kind, ANSWERS[kind])
    assert facts["start_date"] == 20250301
    assert facts["end_date"] == 20260301
    assert facts["committed_monthly"] == pytest.approx(0.1 * 730 * 4)
    assert facts["committed_upfront"] == 1200
    assert facts["committed_currency"] == "USD"
    assert facts["payment_option"] == "partial-upfront"
    assert facts["instances"] == 4


def test_a_savings_plan_tells_its_commitment() -> None:
    facts = facts_of_answer(
        "AWS::SavingsPlans::SavingsPlan",
        {
            "savingsPlanArn": "arn:aws:savingsplans::123456789012:savingsplan/x",
            "savingsPlanId": "x",
            "start": "2025-03-01T00:00:00.000Z",
            "end": "2028-02-29T23:59:59.000Z",
            "state": "active",
            "currency": "USD",
            "paymentOption": "No Upfront",
            "recurringPaymentAmount": "1.5",
            "upfrontPaymentAmount": "0.0",
            "savingsPlanType": "Compute",
        },
    )
    assert (facts["start_date"], facts["end_date"]) == (20250301, 20280229)
    assert facts["committed_monthly"] == pytest.approx(1095)
    assert facts["committed_upfront"] == 0
    assert facts["payment_option"] == "no-upfront"


def test_the_currency_follows_the_partition_where_the_answer_names_none() -> None:
    kind = "AWS::ElastiCache::ReservedCacheNode"
    assert facts_of_answer(kind, ANSWERS[kind], "aws-cn")["committed_currency"] == "CNY"


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_reservation_that_is_over_obliges_to_nothing(kind: str) -> None:
    where = entry_of(kind).where
    assert where is not None
    assert where(ANSWERS[kind])
    assert not where({**ANSWERS[kind], "State": "retired"})


def test_an_amount_that_is_not_told_is_not_nothing() -> None:
    untold = {key: value for key, value in ANSWERS["AWS::RDS::ReservedInstance"].items() if key != "FixedPrice"}
    assert "committed_upfront" not in facts_of_answer("AWS::RDS::ReservedInstance", untold)
