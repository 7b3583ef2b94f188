"""What a provider nests is not work twice: frames, replicas, runs and devices are little beside what they belong to."""

import pytest

from lockscan.knowledge import Knowledge
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName


def share(knowledge: Knowledge, name: str, **facts: str) -> float:
    found = knowledge.classify(Profile(TypeName(name), tuple(facts.items()))).understandings[0]
    own = found.workload_share
    return knowledge.capabilities[found.capability].workload_share if own is None else own


@pytest.mark.parametrize(
    ("little", "beside"),
    [
        ("AWS::ECS::Cluster", "AWS::ECS::Service"),
        ("AWS::EKS::Nodegroup", "AWS::EKS::Cluster"),
        ("AWS::Neptune::DBInstance", "AWS::Neptune::DBCluster"),
        ("AWS::RedshiftServerless::Workgroup", "AWS::RedshiftServerless::Namespace"),
        ("AWS::SageMaker::Model", "AWS::SageMaker::Endpoint"),
        ("AWS::EMR::InstanceGroupConfig", "AWS::EMR::Cluster"),
        ("Microsoft.Web/serverfarms", "Microsoft.Web/sites"),
        ("Microsoft.App/managedEnvironments", "Microsoft.App/containerApps"),
        ("Microsoft.ServiceBus/namespaces", "Microsoft.ServiceBus/namespaces/queues"),
        ("Microsoft.Synapse/workspaces", "Microsoft.Synapse/workspaces/sqlPools"),
        ("Microsoft.ContainerService/managedClusters/agentPools", "Microsoft.ContainerService/managedClusters"),
        ("container.googleapis.com/NodePool", "container.googleapis.com/Cluster"),
        ("spanner.googleapis.com/Instance", "spanner.googleapis.com/Database"),
        ("bigquery.googleapis.com/Table", "bigquery.googleapis.com/Dataset"),
        ("OCI::Database::DbHome", "OCI::Database::Database"),
        ("OCI::ContainerEngine::NodePool", "OCI::ContainerEngine::Cluster"),
        ("IBM::containers-kubernetes::worker-pool", "IBM::containers-kubernetes::cluster"),
        ("OS::Magnum::NodeGroup", "OS::Magnum::Cluster"),
        ("cluster.x-k8s.io/v1beta1/MachineDeployment", "cluster.x-k8s.io/v1beta1/Cluster"),
    ],
)
def test_a_frame_or_part_is_less_work_than_what_it_belongs_to(knowledge: Knowledge, little: str, beside: str) -> None:
    assert share(knowledge, little) < share(knowledge, beside)


@pytest.mark.parametrize("engine", ["aurora-postgresql", "aurora-mysql", "docdb", "neptune"])
def test_an_instance_of_a_cluster_is_no_second_database(knowledge: Knowledge, engine: str) -> None:
    assert share(knowledge, "AWS::RDS::DBInstance", engine=engine) <= 0.1
    assert share(knowledge, "AWS::RDS::DBInstance", engine="postgres") == 1


@pytest.mark.parametrize(
    "name",
    [
        "AWS::IoT::Thing",
        "AWS::Logs::LogGroup",
        "AWS::RDS::DBSnapshot",
        "AWS::IdentityStore::User",
        "AWS::WorkSpaces::Workspace",
        "AWS::Glue::Table",
        "Microsoft.DesktopVirtualization/hostPools/sessionHosts",
        "bigquery.googleapis.com/Table",
        "artifactregistry.googleapis.com/DockerImage",
        "OCI::Identity::User",
    ],
)
def test_what_comes_by_the_hundred_is_hardly_work_each(knowledge: Knowledge, name: str) -> None:
    assert share(knowledge, name) <= 0.05


@pytest.mark.parametrize(
    "joint",
    [
        "Microsoft.Web/connections",
        "AWS::Events::Connection",
        "AWS::AppFlow::ConnectorProfile",
        "AWS::Glue::Connection",
        "Microsoft.DataFactory/factories/linkedservices",
        "connectors.googleapis.com/Connection",
        "bigqueryconnection.googleapis.com/Connection",
    ],
)
def test_a_connection_to_a_service_is_a_setting(knowledge: Knowledge, joint: str) -> None:
    assert knowledge.classify(Profile(TypeName(joint))).understandings[0].role == "configuration"
