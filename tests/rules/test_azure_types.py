"""What the rules say of Azure: every name is known, facts move the answer the right way, equals score as at AWS."""

from collections.abc import Iterator
from statistics import mean

import pytest

from lockscan.connectors.terraform.neutral import fact_rules
from lockscan.knowledge.knowledge import Knowledge
from lockscan.knowledge.model import Understanding
from lockscan.scoring.understanding import understanding_scores
from lockscan.vocabulary.data import read_yaml, rules_folder
from lockscan.vocabulary.facts import fact_definitions
from lockscan.vocabulary.types import terraform_types

INFRASTRUCTURE = (
    "Microsoft.Compute/virtualMachines",
    "Microsoft.Compute/disks",
    "Microsoft.Network/virtualNetworks",
    "Microsoft.Network/virtualNetworks/subnets",
    "Microsoft.Network/networkSecurityGroups",
    "Microsoft.Network/natGateways",
    "Microsoft.Network/loadBalancers",
    "Microsoft.Storage/storageAccounts/fileServices/shares",
)
PLATFORM = (
    "Microsoft.App/containerApps",
    "Microsoft.Web/sites",
    "Microsoft.ServiceBus/namespaces/queues",
    "Microsoft.ApiManagement/service/apis",
    "Microsoft.Cdn/profiles",
    "Microsoft.EventHub/namespaces/eventhubs",
    "Microsoft.Databricks/workspaces",
)
PROVIDER_ONLY = (
    "Microsoft.Logic/workflows",
    "Microsoft.MachineLearningServices/workspaces/schedules",
    "Microsoft.CognitiveServices/accounts",
    "Microsoft.StreamAnalytics/streamingjobs",
    "Microsoft.PowerBIDedicated/capacities",
    "Microsoft.KeyVault/vaults/keys",
    "Microsoft.Authorization/policyDefinitions",
    "Microsoft.ManagedIdentity/userAssignedIdentities",
)
EQUALS = (
    ("Microsoft.Compute/virtualMachines", "AWS::EC2::Instance"),
    ("Microsoft.Compute/disks", "AWS::EC2::Volume"),
    ("Microsoft.Network/virtualNetworks", "AWS::EC2::VPC"),
    ("Microsoft.Network/networkSecurityGroups", "AWS::EC2::SecurityGroup"),
    ("Microsoft.ContainerService/managedClusters", "AWS::EKS::Cluster"),
    ("Microsoft.ContainerRegistry/registries", "AWS::ECR::Repository"),
    ("Microsoft.Cache/redisEnterprise", "AWS::ElastiCache::ReplicationGroup"),
    ("Microsoft.Storage/storageAccounts/fileServices/shares", "AWS::EFS::FileSystem"),
    ("Microsoft.KeyVault/vaults/secrets", "AWS::SecretsManager::Secret"),
    ("Microsoft.Insights/metricAlerts", "AWS::CloudWatch::Alarm"),
)
EQUAL_RULES = (
    ("microsoft-dbforpostgresql-flexibleservers", "aws-rds-db-instance-postgresql"),
    ("microsoft-dbformysql-flexibleservers", "aws-rds-db-instance-mysql"),
    ("azure-web-function-app", "aws-lambda-function"),
    ("azure-web-function-app-image", "aws-lambda-function-image"),
    ("azure-aks-cluster-identity", "aws-eks-cluster-aws-identity"),
)
LESS_PORTABLE = (
    ("azure-aks-cluster-identity", "microsoft-containerservice-managedclusters"),
    ("azure-aks-cluster-identity-and-addons", "azure-aks-cluster-identity"),
    ("azure-storage-account-data-lake", "microsoft-storage-storageaccounts"),
    ("azure-storage-account-immutable", "microsoft-storage-storageaccounts"),
    ("microsoft-storage-storageaccounts", "azure-storage-account-files"),
    ("microsoft-storage-storageaccounts", "aws-s3-bucket"),
    ("azure-sql-database-hyperscale", "microsoft-sql-servers-databases"),
    ("microsoft-sql-servers-databases", "azure-sql-database-byol"),
    ("microsoft-sql-servers-databases", "microsoft-dbforpostgresql-flexibleservers"),
    ("microsoft-documentdb-databaseaccounts", "azure-cosmos-account-mongodb"),
    ("azure-cosmos-account-gremlin", "azure-cosmos-account-cassandra"),
    ("azure-web-function-app", "azure-web-function-app-image"),
    ("azure-web-function-app-image", "azure-web-app-image"),
    ("azure-compute-virtual-machine-windows", "microsoft-compute-virtualmachines"),
    ("azure-eventhub-basic", "azure-eventhub-kafka"),
    ("microsoft-cache-redis", "microsoft-cache-redisenterprise"),
)
"""The rule that must score below the other, and that other."""

TRANSIENT = {"in-memory-database", "volume-snapshot"}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def azure_types(knowledge: Knowledge) -> Iterator[str]:
    partners = {path.stem for path in (rules_folder() / "types" / "azure").glob("*.yaml")}
    for name in knowledge.types():
        namespace = name.partition("/")[0].casefold().removeprefix("microsoft.").replace(".", "-")
        if "/" in name and namespace in partners:
            yield name


def understandings(knowledge: Knowledge) -> Iterator[tuple[str, Understanding]]:
    for name in azure_types(knowledge):
        for understanding in knowledge.understandings(name):
            yield name, understanding


def portability(knowledge: Knowledge, rule: str) -> float:
    understanding = knowledge.understanding(rule)
    assert understanding is not None, rule
    provider = "aws" if rule.startswith("aws-") else "azure"
    return understanding_scores(knowledge, understanding, provider).own


def portability_of_type(knowledge: Knowledge, name: str) -> float:
    provider = "aws" if name.startswith("AWS::") else "azure"
    return understanding_scores(knowledge, knowledge.understandings(name)[0], provider).own


def test_every_terraform_name_maps_onto_a_type_with_its_own_rule(knowledge: Knowledge) -> None:
    ours = {name: to for name, to in terraform_types().items() if name.startswith(("azurerm_", "azuread_"))}
    assert len(ours) > 1_200
    assert {name for name in ours if knowledge.resolve(name)[1] != "type"} == set()


def test_the_catalogue_is_known_whole(knowledge: Knowledge) -> None:
    assert len(set(azure_types(knowledge))) > 3_400


def test_a_type_is_known_in_any_case(knowledge: Knowledge) -> None:
    for name in azure_types(knowledge):
        assert knowledge.resolve(name.upper()) == knowledge.resolve(name.lower()) == (name, "type")


def test_a_new_type_of_a_known_namespace_falls_to_its_service(knowledge: Knowledge) -> None:
    namespaces = {name.partition("/")[0] for name in azure_types(knowledge)}
    assert len(namespaces) > 270
    assert {n for n in namespaces if knowledge.resolve(f"{n}/notYetKnown")[1] != "service"} == set()


def test_only_settings_have_nothing_that_speaks_to_them(knowledge: Knowledge) -> None:
    wrong = {name for name, one in understandings(knowledge) if bool(one.interfaces) == (one.role == "configuration")}
    assert wrong == set()


def test_what_keeps_data_says_how_it_leaves(knowledge: Knowledge) -> None:
    stores = {c.id for c in knowledge.capabilities.values() if c.category in {"Storage", "Databases"}} - TRANSIENT
    silent = {one.rule for _, one in understandings(knowledge) if one.role == "data" and one.capability in stores}
    silent -= {one.rule for _, one in understandings(knowledge) if one.data}
    assert silent == set()


def test_an_announced_end_is_a_tie_with_a_source_and_a_way_on(knowledge: Knowledge) -> None:
    ending = [one for _, one in understandings(knowledge) if one.retires]
    assert len({one.rule for one in ending}) > 60
    for one in ending:
        assert "retired" in one.commercial, one.rule
        assert one.replacement, one.rule
        assert one.sources, one.rule


@pytest.mark.parametrize(("lower", "higher"), LESS_PORTABLE)
def test_facts_move_portability_the_way_an_engineer_expects(knowledge: Knowledge, lower: str, higher: str) -> None:
    assert portability(knowledge, lower) < portability(knowledge, higher)


@pytest.mark.parametrize(("ours", "theirs"), EQUALS)
def test_equal_things_score_equal_whoever_sells_them(knowledge: Knowledge, ours: str, theirs: str) -> None:
    assert portability_of_type(knowledge, ours) == pytest.approx(portability_of_type(knowledge, theirs), abs=3)


@pytest.mark.parametrize(("ours", "theirs"), EQUAL_RULES)
def test_equal_variants_score_equal_whoever_sells_them(knowledge: Knowledge, ours: str, theirs: str) -> None:
    assert portability(knowledge, ours) == pytest.approx(portability(knowledge, theirs), abs=3)


def test_infrastructure_leaves_more_freely_than_platform_and_platform_than_what_only_azure_has(
    knowledge: Knowledge,
) -> None:
    infrastructure, platform, provider_only = (
        [portability_of_type(knowledge, name) for name in names] for names in (INFRASTRUCTURE, PLATFORM, PROVIDER_ONLY)
    )
    assert min(infrastructure) > max(platform)
    assert min(platform) > max(provider_only)
    assert mean(infrastructure) - mean(provider_only) > 40


def test_facts_that_rules_ask_for_are_collected_live(knowledge: Knowledge) -> None:
    said = read_yaml(rules_folder() / "vocabulary" / "arm-facts.yaml")["types"]
    known = {name.casefold() for name in azure_types(knowledge)}
    assert {name for name in said if name.casefold() not in known} == set()
    assert {fact for facts in said.values() for fact in facts} <= set(fact_definitions())


def test_facts_read_from_plans_are_facts_of_known_resources() -> None:
    ours = {name: facts for name, facts in fact_rules().items() if name.startswith("azurerm_")}
    assert len(ours) > 60
    assert set(ours) <= set(terraform_types())
    assert {fact for facts in ours.values() for fact in facts} <= set(fact_definitions())
