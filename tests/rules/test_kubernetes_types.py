"""What the rules say of things inside clusters: they leave freely, but for what only the cluster's provider reads."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from lockscan.connectors.terraform.neutral import neutral_facts
from lockscan.knowledge.knowledge import Knowledge
from lockscan.knowledge.model import Understanding
from lockscan.knowledge.naming import provider_of
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.scoring.understanding import understanding_scores
from lockscan.vocabulary.types import terraform_types

CORE = (
    "v1/Pod",
    "v1/Service",
    "v1/ConfigMap",
    "v1/Secret",
    "v1/Namespace",
    "v1/PersistentVolumeClaim",
    "apps/v1/Deployment",
    "apps/v1/StatefulSet",
    "batch/v1/CronJob",
    "networking.k8s.io/v1/Ingress",
    "networking.k8s.io/v1/NetworkPolicy",
    "rbac.authorization.k8s.io/v1/ClusterRole",
    "storage.k8s.io/v1/StorageClass",
    "autoscaling/v2/HorizontalPodAutoscaler",
    "policy/v1/PodDisruptionBudget",
    "apiextensions.k8s.io/v1/CustomResourceDefinition",
    "apps.k8s.io/Deployment",
    "k8s.io/Pod",
)
OPERATORS = {
    "cert-manager.io/v1/Certificate": "certificates",
    "gateway.networking.k8s.io/v1/HTTPRoute": "load-balancer",
    "argoproj.io/v1alpha1/Application": "ci-cd",
    "kustomize.toolkit.fluxcd.io/v1/Kustomization": "ci-cd",
    "monitoring.coreos.com/v1/Prometheus": "metrics",
    "networking.istio.io/v1beta1/VirtualService": "service-mesh",
    "serving.knative.dev/v1/Service": "container-service",
    "kafka.strimzi.io/v1beta2/Kafka": "stream",
    "postgresql.cnpg.io/v1/Cluster": "relational-database",
    "acid.zalan.do/v1/postgresql": "relational-database",
    "elasticsearch.k8s.elastic.co/v1/Elasticsearch": "search",
    "external-secrets.io/v1beta1/ExternalSecret": "secrets",
    "bitnami.com/v1alpha1/SealedSecret": "secrets",
    "apiextensions.crossplane.io/v1/Composition": "iac-stack",
    "keda.sh/v1alpha1/ScaledObject": "scaling-group",
    "karpenter.sh/v1/NodePool": "scaling-group",
    "tekton.dev/v1/Pipeline": "ci-cd",
    "velero.io/v1/Schedule": "backup",
    "ceph.rook.io/v1/CephCluster": "block-volume",
    "longhorn.io/v1beta2/Volume": "block-volume",
    "cluster.x-k8s.io/v1beta1/Cluster": "container-orchestration",
}
TERRAFORM = ("kubernetes_", "helm_", "kubectl_", "argocd_", "flux_")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def understandings(knowledge: Knowledge) -> Iterator[tuple[str, Understanding]]:
    for name in knowledge.types():
        if provider_of(name) == "kubernetes":
            for understanding in knowledge.understandings(name):
                yield name, understanding


def own(knowledge: Knowledge, understanding: Understanding) -> float:
    return understanding_scores(knowledge, understanding, "kubernetes").own


def named(knowledge: Knowledge, rule: str) -> Understanding:
    understanding = knowledge.understanding(rule)
    assert understanding is not None, rule
    return understanding


@pytest.mark.parametrize("name", CORE)
def test_core_kinds_are_known_by_their_own_rule(knowledge: Knowledge, name: str) -> None:
    assert knowledge.resolve(name)[1] == "type"
    assert provider_of(name) == "kubernetes"


@pytest.mark.parametrize(("name", "capability"), OPERATORS.items())
def test_what_operators_rule_is_judged_by_what_it_does(knowledge: Knowledge, name: str, capability: str) -> None:
    assert knowledge.resolve(name)[1] == "type"
    assert knowledge.understandings(name)[0].capability == capability


def test_every_terraform_name_maps_onto_a_kind_with_its_own_rule(knowledge: Knowledge) -> None:
    ours = [name for name in terraform_types() if name.startswith(TERRAFORM)]
    assert len(ours) > 80
    assert {name for name in ours if knowledge.resolve(name)[1] != "type"} == set()


def test_both_ages_of_a_terraform_name_are_one_kind(knowledge: Knowledge) -> None:
    for name in ("deployment", "service", "config_map", "ingress", "cluster_role_binding"):
        assert knowledge.resolve(f"kubernetes_{name}")[0] == knowledge.resolve(f"kubernetes_{name}_v1")[0]


def test_only_settings_have_nothing_that_speaks_to_them(knowledge: Knowledge) -> None:
    wrong = {name for name, one in understandings(knowledge) if bool(one.interfaces) == (one.role == "configuration")}
    assert wrong == set()


def test_what_runs_in_a_cluster_runs_in_any(knowledge: Knowledge) -> None:
    for name in ("apps/v1/Deployment", "apps/v1/StatefulSet", "batch/v1/CronJob", "helm.sh/v1/Release"):
        assert own(knowledge, knowledge.understandings(name)[0]) > 90, name


def test_what_only_the_clusters_provider_reads_holds(knowledge: Knowledge) -> None:
    account, carrying = knowledge.understandings("v1/ServiceAccount")
    assert carrying.rule == "kubernetes-service-account-provider-identity"
    assert own(knowledge, carrying) < own(knowledge, account) - 20
    inside, outside = knowledge.understandings("v1/Service")
    assert own(knowledge, outside) < own(knowledge, inside)


def test_a_database_by_an_operator_leaves_more_freely_than_the_same_managed(knowledge: Knowledge) -> None:
    managed = named(knowledge, "aws-rds-db-instance-postgresql")
    operated = knowledge.understandings("postgresql.cnpg.io/v1/Cluster")[0]
    assert own(knowledge, operated) > understanding_scores(knowledge, managed, "aws").own


def test_what_another_kind_made_counts_with_its_maker(knowledge: Knowledge) -> None:
    for name in ("v1/Pod", "apps/v1/ReplicaSet", "batch/v1/Job"):
        made = Profile(type=TypeName(name), facts=(("lifecycle", "short-lived"),))
        assert [one.role for one in knowledge.classify(made).understandings] == ["configuration"], name


def planned(knowledge: Knowledge, name: str, values: Mapping[str, Any]) -> set[str]:
    """Give the rules that a planned resource may fall under."""
    said = neutral_facts(name, values).items()
    facts = tuple(sorted((fact, value) for fact, value in said if isinstance(value, str | bool)))
    return {one.rule for one in knowledge.classify(Profile(type=TypeName(name), facts=facts)).understandings}


@pytest.mark.parametrize(
    ("name", "values", "rule"),
    [
        ("kubernetes_service_v1", {"spec": [{"type": "LoadBalancer"}]}, "kubernetes-service-load-balancer"),
        ("kubernetes_service_v1", {"spec": [{}]}, "v1-service"),
    ],
)
def test_a_plan_says_what_the_rules_ask_for(
    knowledge: Knowledge, name: str, values: Mapping[str, Any], rule: str
) -> None:
    assert planned(knowledge, name, values) == {rule}
