"""What the rules say of things inside clusters alone: they leave freely, but for what only the provider reads."""

import pytest

from lockscan.knowledge.knowledge import Knowledge
from lockscan.knowledge.naming import provider_of
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from tests.rules.conftest import Own

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


@pytest.mark.parametrize("name", CORE)
def test_core_kinds_are_known_by_their_own_rule(knowledge: Knowledge, name: str) -> None:
    assert knowledge.resolve(name)[1] == "type"
    assert provider_of(name) == "kubernetes"


@pytest.mark.parametrize(("name", "capability"), OPERATORS.items())
def test_what_operators_rule_is_judged_by_what_it_does(knowledge: Knowledge, name: str, capability: str) -> None:
    assert knowledge.resolve(name)[1] == "type"
    assert knowledge.understandings(name)[0].capability == capability


def test_both_ages_of_a_terraform_name_are_one_kind(knowledge: Knowledge) -> None:
    for name in ("deployment", "service", "config_map", "ingress", "cluster_role_binding"):
        assert knowledge.resolve(f"kubernetes_{name}")[0] == knowledge.resolve(f"kubernetes_{name}_v1")[0]


def test_what_runs_in_a_cluster_runs_in_any(own: Own) -> None:
    for name in ("apps/v1/Deployment", "apps/v1/StatefulSet", "batch/v1/CronJob", "helm.sh/v1/Release"):
        assert own(name) > 90, name


def test_an_account_that_carries_the_providers_rights_holds_more(own: Own) -> None:
    assert own("kubernetes-service-account-provider-identity") < own("v1/ServiceAccount") - 20


def test_what_another_kind_made_counts_with_its_maker(knowledge: Knowledge) -> None:
    for name in ("v1/Pod", "apps/v1/ReplicaSet", "batch/v1/Job"):
        made = Profile(type=TypeName(name), facts=(("lifecycle", "short-lived"),))
        assert [one.role for one in knowledge.classify(made).understandings] == ["configuration"], name
