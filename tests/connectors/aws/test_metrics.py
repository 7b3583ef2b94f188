"""Sizes come from CloudWatch, tier by tier; what it has no point for stays unknown."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from lockscan.collection.interface import Request
from lockscan.connectors.aws import Aws, metrics
from lockscan.connectors.aws.loading import shipped_catalog
from lockscan.vocabulary.facts import Fact

REGION = "eu-west-2"
GB = 1e9


@pytest.fixture
def measure(moto_endpoint: str, anywhere: Callable[[str], None]) -> Callable[..., None]:
    anywhere(moto_endpoint)

    def put(namespace: str, name: str, value: float, **dimensions: str) -> None:
        cloudwatch: Any = boto3.client("cloudwatch", REGION)
        cloudwatch.put_metric_data(
            Namespace=namespace,
            MetricData=[
                {
                    "MetricName": name,
                    "Timestamp": datetime.now(UTC) - timedelta(hours=30),
                    "Value": value,
                    "Dimensions": [{"Name": key, "Value": text} for key, text in dimensions.items()],
                }
            ],
        )

    return put


def bucket(name: str) -> str:
    s3: Any = boto3.client("s3", REGION)
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    return name


def facts_of_one(read_all: Callable[..., Any], kind: str, ending: str) -> dict[str, Fact]:
    read = read_all(Aws(attempts=1).units(Request(regions=(REGION,), only=(kind,))))
    (found,) = [
        record.resource
        for record in read.records
        if record.resource.type == kind and record.resource.id.endswith(ending)
    ]
    return dict(found.facts)


def test_a_bucket_tells_its_bytes_tier_by_tier(measure: Callable[..., None], read_all: Callable[..., Any]) -> None:
    name = bucket("tiered-bucket")
    for tier, size in (("StandardStorage", 10), ("StandardIAStorage", 20), ("DeepArchiveStorage", 500)):
        measure("AWS/S3", "BucketSizeBytes", size * GB, BucketName=name, StorageType=tier)
    facts = facts_of_one(read_all, "AWS::S3::Bucket", name)
    assert (facts["size_gb"], facts["cold_gb"], facts["archive_gb"]) == (530, 20, 500)
    assert (facts["storage_class"], facts["min_storage_days"]) == ("DEEP_ARCHIVE", 180)


def test_a_tier_nobody_uses_is_empty_once_a_neighbour_is_measured(
    measure: Callable[..., None], read_all: Callable[..., Any]
) -> None:
    name = bucket("warm-bucket")
    measure("AWS/S3", "BucketSizeBytes", 3 * GB, BucketName=name, StorageType="StandardStorage")
    facts = facts_of_one(read_all, "AWS::S3::Bucket", name)
    assert (facts["size_gb"], facts["cold_gb"], facts["archive_gb"], facts["min_storage_days"]) == (3, 0, 0, 0)


@pytest.mark.usefixtures("measure")
def test_a_bucket_nobody_measured_has_no_size_at_all(read_all: Callable[..., Any]) -> None:
    name = bucket("unmeasured-bucket")
    assert not {"size_gb", "cold_gb", "archive_gb", "storage_class"} & set(
        facts_of_one(read_all, "AWS::S3::Bucket", name)
    )


def test_a_database_holds_what_is_not_free(measure: Callable[..., None], read_all: Callable[..., Any]) -> None:
    rds: Any = boto3.client("rds", REGION)
    rds.create_db_instance(
        DBInstanceIdentifier="measured", Engine="postgres", DBInstanceClass="db.t3.micro", AllocatedStorage=100,
        MasterUsername="boss", MasterUserPassword="planted-Zq81",
    )  # fmt: skip
    free = 100 * 2**30 - 25 * GB
    measure("AWS/RDS", "FreeStorageSpace", free, DBInstanceIdentifier="measured")
    assert facts_of_one(read_all, "AWS::RDS::DBInstance", ":measured")["size_gb"] == pytest.approx(25)


def test_a_warehouse_holds_its_share_of_its_capacity() -> None:
    (cluster,) = [entry for entry in shipped_catalog() if entry.type == "AWS::Redshift::Cluster"]
    (metric,) = cluster.metrics
    facts = metrics._facts(metric, [("", 50.0)], {"TotalStorageCapacityInMegaBytes": 1_000_000})
    assert facts == {"size_gb": pytest.approx(524.288)}
    assert metrics._facts(metric, [("", 50.0)], {}) == {}
