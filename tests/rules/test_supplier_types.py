"""What holds of suppliers beside the general clouds, whose types are Terraform's own names."""

from collections.abc import Mapping

import pytest

from lockscan.connectors.terraform.neutral import neutral_facts
from lockscan.knowledge.knowledge import Knowledge
from lockscan.knowledge.model import Understanding
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.scoring import understanding_scores

SUPPLIERS = (
    "auth0",
    "cloudflare",
    "databricks",
    "datadog",
    "ec",
    "github",
    "grafana",
    "hcloud",
    "okta",
    "vault",
    "vultr",
)
HOSTED = ("cloudflare", "confluent", "datadog", "digitalocean", "ec", "fastly", "github", "hcloud", "okta", "pagerduty")


def meant(knowledge: Knowledge, type_: str, values: Mapping[str, object] | None = None) -> Understanding:
    facts = tuple(sorted((k, v) for k, v in neutral_facts(type_, values or {}).items() if isinstance(v, str | bool)))
    return knowledge.classify(Profile(TypeName(type_), facts)).understandings[0]


def portability(knowledge: Knowledge, type_: str) -> float:
    return understanding_scores(knowledge, meant(knowledge, type_), type_.partition("_")[0]).own


@pytest.mark.parametrize("supplier", SUPPLIERS)
def test_what_a_supplier_adds_next_year_is_still_known_as_its_own(knowledge: Knowledge, supplier: str) -> None:
    assert knowledge.resolve(f"{supplier}_of_next_year")[1] == "service"


@pytest.mark.parametrize("supplier", HOSTED)
def test_who_hosts_is_known_by_the_name_that_terraform_gives(knowledge: Knowledge, supplier: str) -> None:
    assert supplier in {known.provider for known in knowledge.suppliers.values()}


@pytest.mark.parametrize(
    ("freer", "tied"),
    [
        ("cloudflare_zone", "cloudflare_ruleset"),
        ("cloudflare_r2_bucket", "cloudflare_workers_kv_namespace"),
        ("grafana_dashboard", "datadog_dashboard"),
        ("grafana_rule_group", "newrelic_nrql_alert_condition"),
        ("okta_app_oauth", "okta_app_signon_policy"),
        ("confluent_kafka_cluster", "confluent_ksql_cluster"),
        ("mongodbatlas_advanced_cluster", "mongodbatlas_search_index"),
        ("databricks_cluster", "databricks_dashboard"),
        ("snowflake_table", "snowflake_task"),
        ("github_repository", "datadog_monitor"),
    ],
)
def test_open_interfaces_leave_more_freely_than_a_suppliers_own(knowledge: Knowledge, freer: str, tied: str) -> None:
    assert portability(knowledge, freer) > portability(knowledge, tied) + 15


@pytest.mark.parametrize(
    ("supplied", "alike"),
    [
        ("digitalocean_droplet", "AWS::EC2::Instance"),
        ("hcloud_volume", "AWS::EC2::Volume"),
        ("scaleway_object_bucket", "AWS::S3::Bucket"),
        ("ovh_cloud_project_kube", "AWS::EKS::Cluster"),
    ],
)
def test_small_clouds_are_measured_as_the_large_ones(knowledge: Knowledge, supplied: str, alike: str) -> None:
    own, other = meant(knowledge, supplied), meant(knowledge, alike)
    assert own.capability == other.capability
    large = understanding_scores(knowledge, other, "aws").own
    assert portability(knowledge, supplied) == pytest.approx(large, abs=5)


@pytest.mark.parametrize(
    ("type_", "values", "interface"),
    [
        ("digitalocean_database_cluster", {"engine": "pg"}, "postgresql-wire"),
        ("digitalocean_database_cluster", {"engine": "valkey"}, "redis-resp"),
        ("exoscale_dbaas", {"type": "kafka"}, "kafka-protocol"),
        ("ovh_cloud_project_database", {"engine": "mongodb"}, "mongodb-wire"),
        ("scaleway_rdb_instance", {"engine": "MySQL-8"}, "mysql-wire"),
        ("vultr_database", {"database_engine": "mysql"}, "mysql-wire"),
        ("vsphere_virtual_machine", {"guest_id": "windows2019srv_64Guest"}, "windows-server"),
    ],
)
def test_a_plan_says_which_engine_runs(
    knowledge: Knowledge, type_: str, values: Mapping[str, object], interface: str
) -> None:
    assert interface in meant(knowledge, type_, values).interfaces


@pytest.mark.parametrize("name", ["random_password", "null_resource", "local_file", "tls_private_key", "time_sleep"])
def test_what_terraform_keeps_for_itself_holds_nobody(knowledge: Knowledge, name: str) -> None:
    known = meant(knowledge, name)
    assert (known.role, known.capability, dict(known.interfaces), known.operations) == (
        "configuration",
        "stack-settings",
        {},
        (),
    )
