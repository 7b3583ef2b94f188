"""An estate with known content, created in an emulated region."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

SECRET = "hunter2-planted-secret-Zq81"
TAGS = [{"Key": "application", "Value": "benefits"}, {"Key": "note", "Value": SECRET}]
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)
FLOW = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})


class Planted:
    """What was created: type -> ids or endings of ids, and the references between them."""

    def __init__(self, region: str) -> None:
        self.region = region
        self.ids: list[tuple[str, str]] = []
        self.references: list[tuple[str, str]] = []
        self._session: Any = boto3.Session(region_name=region)

    def client(self, service: str) -> Any:
        return self._session.client(service)

    def add(self, kind: str, found: str) -> str:
        self.ids.append((kind, found))
        return found

    def refer(self, source: str, target: str) -> None:
        self.references.append((source, target))


def plant(region: str, role: str) -> Planted:
    """Create the estate of one region; `role` is a role that all regions share."""
    planted = Planted(region)
    subnet = _network(planted)
    key = planted.add("AWS::KMS::Key", planted.client("kms").create_key(Description="k")["KeyMetadata"]["Arn"])
    queue = _messaging(planted, key)
    _data(planted, key, subnet)
    _compute(planted, role, queue, subnet)
    _rest(planted, role)
    return planted


def plant_role() -> str:
    iam: Any = boto3.client("iam")
    return str(iam.create_role(RoleName="worker", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"])


def _network(planted: Planted) -> str:
    ec2 = planted.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    planted.add("AWS::EC2::VPC", f"vpc/{vpc}")
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.1.0/24")["Subnet"]["SubnetId"]
    planted.add("AWS::EC2::Subnet", f"subnet/{subnet}")
    planted.refer(f"subnet/{subnet}", f"vpc/{vpc}")
    group = ec2.create_security_group(GroupName="web", Description="w", VpcId=vpc)["GroupId"]
    planted.add("AWS::EC2::SecurityGroup", f"security-group/{group}")
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    planted.add("AWS::EC2::InternetGateway", f"internet-gateway/{gateway}")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    instance = ec2.run_instances(
        ImageId=image,
        MinCount=1,
        MaxCount=1,
        SubnetId=subnet,
        SecurityGroupIds=[group],
        InstanceType="t3.micro",
        UserData=SECRET,
        TagSpecifications=[{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "web-1"}, *TAGS]}],
    )["Instances"][0]["InstanceId"]
    planted.add("AWS::EC2::Instance", f"instance/{instance}")
    planted.refer(f"instance/{instance}", f"subnet/{subnet}")
    planted.refer(f"instance/{instance}", f"security-group/{group}")
    volume = ec2.create_volume(AvailabilityZone=f"{planted.region}a", Size=20)["VolumeId"]
    planted.add("AWS::EC2::Volume", f"volume/{volume}")
    snapshot = ec2.create_snapshot(VolumeId=volume)["SnapshotId"]
    planted.add("AWS::EC2::Snapshot", f"snapshot/{snapshot}")
    planted.refer(f"snapshot/{snapshot}", f"volume/{volume}")
    own = ec2.create_image(InstanceId=instance, Name="golden")["ImageId"]
    planted.add("AWS::EC2::Image", f"image/{own}")
    planted.add("AWS::EC2::EIP", f"elastic-ip/{ec2.allocate_address(Domain='vpc')['AllocationId']}")
    planted.add("AWS::EC2::KeyPair", f"key-pair/{ec2.create_key_pair(KeyName='ops')['KeyPairId']}")
    customer = ec2.create_customer_gateway(Type="ipsec.1", PublicIp="203.0.113.9", BgpAsn=65000)
    planted.add("AWS::EC2::CustomerGateway", f"customer-gateway/{customer['CustomerGateway']['CustomerGatewayId']}")
    _balancer(planted, vpc, subnet, group)
    return str(subnet)


def _balancer(planted: Planted, vpc: str, subnet: str, group: str) -> None:
    elb = planted.client("elbv2")
    other = planted.client("ec2").create_subnet(
        VpcId=vpc, CidrBlock="10.9.2.0/24", AvailabilityZone=f"{planted.region}b"
    )["Subnet"]["SubnetId"]
    planted.add("AWS::EC2::Subnet", f"subnet/{other}")
    balancer = elb.create_load_balancer(Name="front", Subnets=[subnet, other], SecurityGroups=[group], Tags=TAGS)
    arn = planted.add("AWS::ElasticLoadBalancingV2::LoadBalancer", balancer["LoadBalancers"][0]["LoadBalancerArn"])
    target = elb.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0][
        "TargetGroupArn"
    ]
    planted.add("AWS::ElasticLoadBalancingV2::TargetGroup", target)
    listener = elb.create_listener(
        LoadBalancerArn=arn, Protocol="HTTP", Port=80, DefaultActions=[{"Type": "forward", "TargetGroupArn": target}]
    )["Listeners"][0]["ListenerArn"]
    planted.add("AWS::ElasticLoadBalancingV2::Listener", listener)
    planted.refer(listener, target)


def _messaging(planted: Planted, key: str) -> str:
    sqs, sns = planted.client("sqs"), planted.client("sns")
    dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
    dead_arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    planted.add("AWS::SQS::Queue", dead_arn)
    jobs = sqs.create_queue(
        QueueName="jobs",
        Attributes={
            "RedrivePolicy": json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": "3"}),
            "KmsMasterKeyId": key,
        },
        tags={"application": "benefits", "note": SECRET},
    )["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=jobs, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    planted.add("AWS::SQS::Queue", arn)
    planted.refer(arn, dead_arn)
    planted.refer(arn, key)
    topic = planted.add("AWS::SNS::Topic", sns.create_topic(Name="events", Tags=TAGS)["TopicArn"])
    subscription = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)["SubscriptionArn"]
    planted.add("AWS::SNS::Subscription", subscription)
    planted.refer(subscription, arn)
    events = planted.client("events")
    rule = planted.add(
        "AWS::Events::Rule", events.put_rule(Name="nightly", ScheduleExpression="rate(1 day)")["RuleArn"]
    )
    events.put_targets(Rule="nightly", Targets=[{"Id": "1", "Arn": arn, "Input": json.dumps({"password": SECRET})}])
    planted.refer(rule, arn)
    kinesis = planted.client("kinesis")
    kinesis.create_stream(StreamName="clicks", ShardCount=1)
    planted.add("AWS::Kinesis::Stream", f":{planted.region}:123456789012:stream/clicks")
    return str(arn)


def _data(planted: Planted, key: str, subnet: str) -> None:
    bucket = f"council-{planted.region}"
    s3 = planted.client("s3")
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": planted.region})
    s3.put_bucket_encryption(
        Bucket=bucket,
        ServerSideEncryptionConfiguration={
            "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}]
        },
    )
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": TAGS})
    planted.add("AWS::S3::Bucket", f"arn:aws:s3:::{bucket}")
    planted.refer(f"arn:aws:s3:::{bucket}", key)
    table = planted.client("dynamodb").create_table(
        TableName="claims",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
        SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key},
        Tags=TAGS,
    )["TableDescription"]["TableArn"]
    planted.add("AWS::DynamoDB::Table", table)
    planted.refer(table, key)
    _databases(planted, key, subnet)
    efs = planted.client("efs")
    planted.add("AWS::EFS::FileSystem", efs.create_file_system(CreationToken="t", Tags=TAGS)["FileSystemArn"])
    secrets = planted.client("secretsmanager")
    planted.add(
        "AWS::SecretsManager::Secret", secrets.create_secret(Name="db-login", SecretString=SECRET, Tags=TAGS)["ARN"]
    )
    planted.client("ssm").put_parameter(Name="/app/password", Value=SECRET, Type="SecureString")
    planted.add("AWS::SSM::Parameter", ":parameter/app/password")
    ecr = planted.client("ecr").create_repository(repositoryName="web")["repository"]["repositoryArn"]
    planted.add("AWS::ECR::Repository", ecr)


def _databases(planted: Planted, key: str, subnet: str) -> None:
    rds = planted.client("rds")
    instance = rds.create_db_instance(
        DBInstanceIdentifier="ledger", Engine="postgres", EngineVersion="15.4", DBInstanceClass="db.t3.micro",
        AllocatedStorage=50, MasterUsername="boss", MasterUserPassword=SECRET, StorageEncrypted=True, KmsKeyId=key,
        Tags=TAGS,
    )["DBInstance"]["DBInstanceArn"]  # fmt: skip
    planted.add("AWS::RDS::DBInstance", instance)
    planted.refer(instance, key)
    for engine, kind in (("aurora-postgresql", "RDS"), ("neptune", "Neptune")):
        cluster = rds.create_db_cluster(
            DBClusterIdentifier=f"c-{engine}", Engine=engine, MasterUsername="boss", MasterUserPassword=SECRET
        )["DBCluster"]["DBClusterArn"]
        planted.add(f"AWS::{kind}::DBCluster", cluster)
    rds.create_db_snapshot(DBSnapshotIdentifier="before-upgrade", DBInstanceIdentifier="ledger")
    planted.add("AWS::RDS::DBSnapshot", ":snapshot:before-upgrade")
    cache = planted.client("elasticache").create_cache_cluster(
        CacheClusterId="sessions", Engine="redis", NumCacheNodes=1, CacheNodeType="cache.t3.micro"
    )
    planted.add("AWS::ElastiCache::CacheCluster", cache["CacheCluster"]["ARN"])
    domain = planted.client("opensearch").create_domain(DomainName="search", EngineVersion="OpenSearch_2.11")
    planted.add("AWS::OpenSearchService::Domain", domain["DomainStatus"]["ARN"])
    planted.client("redshift").create_cluster(
        ClusterIdentifier="dwh", NodeType="ra3.xlplus", MasterUsername="boss", MasterUserPassword="Passw0rdX"
    )
    planted.add("AWS::Redshift::Cluster", ":cluster:dwh")
    assert subnet


def _compute(planted: Planted, role: str, queue: str, subnet: str) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("f.py", "def h(e, c): pass")
    functions = planted.client("lambda")
    function = functions.create_function(
        FunctionName="assess", Runtime="python3.12", Role=role, Handler="f.h", Code={"ZipFile": package.getvalue()},
        Environment={"Variables": {"QUEUE_ARN": queue, "DB_PASSWORD": SECRET, "QUEUE_SECRET": SECRET}},
        Tags={"application": "benefits", "note": SECRET},
    )["FunctionArn"]  # fmt: skip
    planted.add("AWS::Lambda::Function", function)
    planted.refer(function, role)
    planted.refer(function, queue)
    mapping = functions.create_event_source_mapping(EventSourceArn=queue, FunctionName="assess")["UUID"]
    planted.add("AWS::Lambda::EventSourceMapping", f"event-source-mapping:{mapping}")
    planted.refer(f"event-source-mapping:{mapping}", queue)
    planted.refer(f"event-source-mapping:{mapping}", function)
    ecs = planted.client("ecs")
    cluster = planted.add("AWS::ECS::Cluster", ecs.create_cluster(clusterName="apps")["cluster"]["clusterArn"])
    task = ecs.register_task_definition(
        family="web",
        containerDefinitions=[
            {"name": "w", "image": "nginx", "memory": 128, "environment": [{"name": "PASSWORD", "value": SECRET}]}
        ],
        taskRoleArn=role,
    )["taskDefinition"]["taskDefinitionArn"]
    planted.add("AWS::ECS::TaskDefinition", task)
    planted.refer(task, role)
    service = ecs.create_service(cluster="apps", serviceName="web", taskDefinition="web", desiredCount=0)
    service_arn = planted.add("AWS::ECS::Service", service["service"]["serviceArn"])
    planted.refer(service_arn, task)
    planted.refer(service_arn, cluster)
    eks = planted.client("eks")
    control = eks.create_cluster(name="kube", version="1.31", roleArn=role, resourcesVpcConfig={"subnetIds": [subnet]})
    planted.add("AWS::EKS::Cluster", control["cluster"]["arn"])
    planted.refer(control["cluster"]["arn"], role)
    group = eks.create_nodegroup(clusterName="kube", nodegroupName="nodes", nodeRole=role, subnets=[subnet])
    planted.add("AWS::EKS::Nodegroup", group["nodegroup"]["nodegroupArn"])
    machine = planted.client("stepfunctions").create_state_machine(name="flow", definition=FLOW, roleArn=role)
    planted.add("AWS::StepFunctions::StateMachine", machine["stateMachineArn"])
    planted.refer(machine["stateMachineArn"], role)


def _rest(planted: Planted, role: str) -> None:
    api = planted.client("apigateway").create_rest_api(name="public")["id"]
    planted.add("AWS::ApiGateway::RestApi", f"::/restapis/{api}")
    http = planted.client("apigatewayv2").create_api(Name="http", ProtocolType="HTTP")["ApiId"]
    planted.add("AWS::ApiGatewayV2::Api", f"::/apis/{http}")
    cognito = planted.client("cognito-idp")
    pool = planted.add("AWS::Cognito::UserPool", cognito.create_user_pool(PoolName="citizens")["UserPool"]["Arn"])
    client = cognito.create_user_pool_client(UserPoolId=pool.split("/")[-1], ClientName="web", GenerateSecret=True)
    planted.add("AWS::Cognito::UserPoolClient", f"/client/{client['UserPoolClient']['ClientId']}")
    planted.client("logs").create_log_group(logGroupName="/aws/lambda/assess")
    planted.add("AWS::Logs::LogGroup", ":log-group:/aws/lambda/assess")
    planted.client("cloudwatch").put_metric_alarm(
        AlarmName="late", MetricName="Age", Namespace="AWS/SQS", Period=60, EvaluationPeriods=1, Threshold=1.0,
        ComparisonOperator="GreaterThanThreshold", Statistic="Maximum",
    )  # fmt: skip
    planted.add("AWS::CloudWatch::Alarm", ":alarm:late")
    certificate = planted.client("acm").request_certificate(DomainName="council.example")["CertificateArn"]
    planted.add("AWS::CertificateManager::Certificate", certificate)
    glue = planted.client("glue")
    glue.create_database(DatabaseInput={"Name": "lake"})
    planted.add("AWS::Glue::Database", ":database/lake")
    glue.create_table(DatabaseName="lake", TableInput={"Name": "facts"})
    planted.add("AWS::Glue::Table", ":table/lake/facts")
    vault = planted.client("backup").create_backup_vault(BackupVaultName="safe")["BackupVaultArn"]
    planted.add("AWS::Backup::BackupVault", vault)
    stack = planted.client("cloudformation").create_stack(
        StackName="site",
        TemplateBody=json.dumps(
            {"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "stacked"}}}}
        ),
    )
    planted.add("AWS::CloudFormation::Stack", stack["StackId"])
    planted.add("AWS::SQS::Queue", f":{planted.region}:123456789012:stacked")
    planted.client("sagemaker").create_model(
        ModelName="risk", ExecutionRoleArn=role, PrimaryContainer={"Image": "x", "Environment": {"TOKEN": SECRET}}
    )
    planted.add("AWS::SageMaker::Model", ":model/risk")


@pytest.fixture(scope="module")
def planted(moto_endpoint: str) -> Iterator[list[Planted]]:
    """The same estate in two regions, and a role they share."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", moto_endpoint)
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        role = plant_role()
        yield [plant(region, role) for region in ("eu-west-2", "eu-west-1")]
