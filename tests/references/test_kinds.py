"""Where a mention stands says what it means."""

import pytest

from lockscan.references import kind_for
from lockscan.vocabulary.kinds import Kind


@pytest.mark.parametrize(
    ("path", "source", "target", "kind"),
    [
        ("kms_key_id", "AWS::RDS::DBInstance", "AWS::KMS::Key", Kind.ENCRYPTS_WITH),
        ("Anything[3].x", "AWS::SQS::Queue", "AWS::KMS::Key", Kind.ENCRYPTS_WITH),
        ("iam_instance_profile", "AWS::EC2::Instance", "AWS::IAM::InstanceProfile", Kind.ASSUMES),
        ("subnet_ids", "AWS::RDS::DBSubnetGroup", "AWS::EC2::Subnet", Kind.IN_NETWORK),
        ("EventSourceArn", "AWS::Lambda::EventSourceMapping", "AWS::SQS::Queue", Kind.READS_FROM),
        ("FunctionArn", "AWS::Lambda::EventSourceMapping", "AWS::Lambda::Function", Kind.NOTIFIES),
        ("Targets[0].RoleArn", "AWS::Events::Rule", "AWS::IAM::Role", Kind.ASSUMES),
        ("NatGatewayAddresses[0].AllocationId", "AWS::EC2::NatGateway", "AWS::EC2::EIP", Kind.IN_NETWORK),
        ("TopicArn", "AWS::SNS::Subscription", "AWS::SNS::Topic", Kind.READS_FROM),
        ("DBClusterMembers[0].DBInstanceIdentifier", "AWS::RDS::DBCluster", "AWS::RDS::DBInstance", Kind.ATTACHED_TO),
        ("AlarmActions[0]", "AWS::CloudWatch::Alarm", "AWS::SNS::Topic", Kind.NOTIFIES),
        ("Dimensions[0].QueueName", "AWS::CloudWatch::Alarm", "AWS::SQS::Queue", Kind.MONITORS),
        ("VolumeId", "AWS::EC2::Snapshot", "AWS::EC2::Volume", Kind.COPY_OF),
        ("Attachments[0].InstanceId", "AWS::EC2::Volume", "AWS::EC2::Instance", Kind.ATTACHED_TO),
        ("TargetGroupArn", "AWS::ECS::Service", "AWS::ElasticLoadBalancingV2::TargetGroup", Kind.ROUTES_TO),
        ("Origins.Items[0].DomainName", "AWS::CloudFront::Distribution", "AWS::S3::Bucket", Kind.ROUTES_TO),
        ("MasterUserSecret.SecretArn", "AWS::RDS::DBInstance", "AWS::SecretsManager::Secret", Kind.READS_SECRET),
        ("ImageUri", "AWS::Lambda::Function", "AWS::ECR::Repository", Kind.PULLS_IMAGE),
        ("clusterArn", "AWS::ECS::Service", "AWS::ECS::Cluster", Kind.RUNS_ON),
        ("Environment.Variables.TABLE", "AWS::Lambda::Function", "AWS::DynamoDB::Table", Kind.STORES_IN),
        ("PolicyDocument.Statement[0].Resource", "AWS::IAM::Role", "AWS::DynamoDB::Table", Kind.MAY_ACCESS),
        ("ManagedPolicyArns[0]", "AWS::IAM::Role", "AWS::IAM::ManagedPolicy", Kind.MAY_ACCESS),
        ("UserPoolId", "AWS::ApiGateway::Authorizer", "AWS::Cognito::UserPool", Kind.AUTHENTICATES_WITH),
        ("Nickname", "AWS::Lambda::Function", "", Kind.REFERENCES),
    ],
)
def test_paths_and_types_tell_the_kind(path: str, source: str, target: str, kind: Kind) -> None:
    assert kind_for(path, source_type=source, target_type=target) is kind
