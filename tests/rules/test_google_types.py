"""What the rules say of Google Cloud: every name readers give is known, and facts move the answer the right way."""

from collections.abc import Iterator, Mapping
from statistics import mean
from typing import Any

import pytest

from lockscan.connectors.terraform.neutral import neutral_facts
from lockscan.knowledge.knowledge import Knowledge
from lockscan.knowledge.model import Understanding
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.scoring.understanding import understanding_scores
from lockscan.vocabulary.types import terraform_types

INFRASTRUCTURE = (
    "compute.googleapis.com/Instance",
    "compute.googleapis.com/Disk",
    "compute.googleapis.com/Network",
    "compute.googleapis.com/Subnetwork",
    "compute.googleapis.com/Firewall",
    "compute.googleapis.com/ForwardingRule",
    "file.googleapis.com/Instance",
)
PLATFORM = (
    "run.googleapis.com/Job",
    "appengine.googleapis.com/Version",
    "cloudfunctions.googleapis.com/Function",
    "bigtableadmin.googleapis.com/Instance",
    "apigateway.googleapis.com/Gateway",
    "dataflow.googleapis.com/Job",
    "pubsub.googleapis.com/Topic",
)
PROVIDER_ONLY = (
    "workflows.googleapis.com/Workflow",
    "bigquery.googleapis.com/Model",
    "dialogflow.googleapis.com/Agent",
    "cloudkms.googleapis.com/CryptoKey",
    "iam.googleapis.com/Role",
    "firestore.googleapis.com/Database",
)
LESS_PORTABLE = (
    ("google-container-cluster-identity", "container-googleapis-com-cluster"),
    ("google-container-cluster-identity-and-addons", "google-container-cluster-identity"),
    ("google-storage-bucket-locked", "storage-googleapis-com-bucket"),
    ("google-storage-bucket-archive", "storage-googleapis-com-bucket"),
    ("storage-googleapis-com-bucket", "aws-s3-bucket"),
    ("google-sqladmin-instance-sqlserver", "google-sqladmin-instance-postgresql"),
    ("alloydb-googleapis-com-cluster", "google-sqladmin-instance-postgresql"),
    ("spanner-googleapis-com-database", "google-spanner-database-postgresql"),
    ("firestore-googleapis-com-database", "google-firestore-database-mongodb"),
    ("bigquery-googleapis-com-table", "google-bigquery-table-iceberg"),
    ("google-compute-instance-windows", "compute-googleapis-com-instance"),
    ("cloudkms-googleapis-com-cryptokey", "google-kms-key-external-material"),
)
"""The rule that must score below the other, and that other."""

ALIKE = (
    ("compute-googleapis-com-instance", "aws-ec2-instance"),
    ("compute-googleapis-com-disk", "aws-ec2-volume"),
    ("compute-googleapis-com-network", "aws-ec2-vpc"),
    ("google-sqladmin-instance-postgresql", "aws-rds-db-instance-postgresql"),
    ("redis-googleapis-com-instance", "aws-elasticache-replicationgroup"),
    ("container-googleapis-com-cluster", "aws-eks-cluster"),
    ("composer-googleapis-com-environment", "aws-mwaa-environment"),
    ("managedkafka-googleapis-com-cluster", "aws-msk-cluster"),
    ("cloudkms-googleapis-com-cryptokey", "aws-kms-key"),
)
WITHOUT_A_COPY = {"memcache-googleapis-com-instance"}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def understandings(knowledge: Knowledge) -> Iterator[tuple[str, Understanding]]:
    for name in knowledge.types():
        if ".googleapis.com/" in name:
            for understanding in knowledge.understandings(name):
                yield name, understanding


def portability(knowledge: Knowledge, rule: str) -> float:
    understanding = knowledge.understanding(rule)
    assert understanding is not None, rule
    return understanding_scores(knowledge, understanding, "aws" if rule.startswith("aws-") else "google").own


def portability_of_type(knowledge: Knowledge, name: str) -> float:
    return understanding_scores(knowledge, knowledge.understandings(name)[0], "google").own


def test_every_terraform_name_maps_onto_a_type_with_its_own_rule(knowledge: Knowledge) -> None:
    ours = [name for name in terraform_types() if name.startswith("google_")]
    assert len(ours) > 1_700
    assert {name for name in ours if knowledge.resolve(name)[1] != "type"} == set()


@pytest.mark.parametrize("kind", ["member", "binding", "policy", "audit_config"])
def test_bindings_are_settings_whatever_they_bind_to(knowledge: Knowledge, kind: str) -> None:
    for name in ("project", "storage_bucket", "cloud_run_v2_service", "pubsub_topic", "service_account"):
        assert knowledge.understandings(f"google_{name}_iam_{kind}")[0].role == "configuration", name


def test_a_new_type_of_a_known_service_falls_to_its_service(knowledge: Knowledge) -> None:
    services = {name.partition("/")[0] for name in knowledge.types() if ".googleapis.com/" in name}
    assert {service for service in services if knowledge.resolve(f"{service}/NotYetKnown")[1] != "service"} == set()


def test_only_settings_have_nothing_that_speaks_to_them(knowledge: Knowledge) -> None:
    wrong = {name for name, one in understandings(knowledge) if bool(one.interfaces) == (one.role == "configuration")}
    assert wrong == set()


def test_what_keeps_data_says_how_it_leaves(knowledge: Knowledge) -> None:
    stores = {c.id for c in knowledge.capabilities.values() if c.category in {"Storage", "Databases"}}
    silent = {
        one.rule
        for _, one in understandings(knowledge)
        if one.role == "data" and one.capability in stores and not one.data
    }
    assert silent <= WITHOUT_A_COPY


def test_an_announced_end_is_a_tie_with_a_source_and_a_way_on(knowledge: Knowledge) -> None:
    ending = [one for _, one in understandings(knowledge) if one.retires]
    assert len({one.rule for one in ending}) >= 5
    for one in ending:
        assert "retired" in one.commercial, one.rule
        assert one.replacement, one.rule
        assert one.sources, one.rule


@pytest.mark.parametrize(("lower", "higher"), LESS_PORTABLE)
def test_facts_move_portability_the_way_an_engineer_expects(knowledge: Knowledge, lower: str, higher: str) -> None:
    assert portability(knowledge, lower) < portability(knowledge, higher)


@pytest.mark.parametrize(("ours", "theirs"), ALIKE)
def test_what_speaks_the_same_scores_the_same_as_at_aws(knowledge: Knowledge, ours: str, theirs: str) -> None:
    assert portability(knowledge, ours) == pytest.approx(portability(knowledge, theirs), abs=3)


def test_infrastructure_leaves_more_freely_than_platform_and_platform_than_what_only_google_has(
    knowledge: Knowledge,
) -> None:
    infrastructure, platform, provider_only = (
        [portability_of_type(knowledge, name) for name in names] for names in (INFRASTRUCTURE, PLATFORM, PROVIDER_ONLY)
    )
    assert min(infrastructure) > max(platform)
    assert min(platform) > max(provider_only)
    assert mean(infrastructure) - mean(provider_only) > 40


def planned(knowledge: Knowledge, name: str, values: Mapping[str, Any]) -> set[str]:
    """Give the rules that a planned resource may fall under."""
    said = neutral_facts(name, values).items()
    facts = tuple(sorted((fact, value) for fact, value in said if isinstance(value, str | bool)))
    return {one.rule for one in knowledge.classify(Profile(type=TypeName(name), facts=facts)).understandings}


@pytest.mark.parametrize(
    ("name", "values", "rule"),
    [
        ("google_sql_database_instance", {"database_version": "POSTGRES_99"}, "google-sqladmin-instance-postgresql"),
        (
            "google_sql_database_instance",
            {"database_version": "SQLSERVER_2022_WEB"},
            "google-sqladmin-instance-sqlserver",
        ),
        (
            "google_compute_instance",
            {"boot_disk": [{"initialize_params": [{"image": "windows-cloud/windows-2022"}]}]},
            "google-compute-instance-windows",
        ),
        (
            "google_compute_instance",
            {"boot_disk": [{"initialize_params": [{"image": "debian-cloud/debian-12"}]}]},
            "compute-googleapis-com-instance",
        ),
        ("google_spanner_database", {"database_dialect": "POSTGRESQL"}, "google-spanner-database-postgresql"),
        ("google_kms_crypto_key", {"import_only": True}, "google-kms-key-external-material"),
        ("google_artifact_registry_repository", {"format": "DOCKER"}, "artifactregistry-googleapis-com-repository"),
    ],
)
def test_a_plan_says_what_the_rules_ask_for(
    knowledge: Knowledge, name: str, values: Mapping[str, Any], rule: str
) -> None:
    assert planned(knowledge, name, values) == {rule}
