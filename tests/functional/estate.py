"""A small tenant of quick services, with a secret in every place where people leave one."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import boto3

REGION = "eu-west-2"
OTHER = "eu-west-1"
ACCOUNTS = ("123456789012", "210987654321")
"""The one the credentials are of, and one that is entered by a role."""

SERVICES = ("s3", "sqs", "sns", "lambda", "dynamodb", "ssm", "secretsmanager", "rds", "ecs", "ec2", "iam")
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/nonexistent",
    "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
}

PLACES = ("environment", "user-data", "tag", "parameter", "secret", "master", "container", "attribute")


def secret(place: str) -> str:
    """Give what must be found in no file; each place has its own."""
    return f"Zq81planted-{place}-hunter2"


def only(services: tuple[str, ...]) -> list[str]:
    return [word for service in services for word in ("--only", service)]


def plant(endpoint: str) -> None:
    session = boto3.Session("testing", "testing", region_name=REGION)

    def client(service: str, region: str = REGION) -> Any:
        return session.client(service, region_name=region, endpoint_url=endpoint)  # type: ignore[call-overload]

    role = _role(client("iam"))
    for region in (REGION, OTHER):
        _queues(client("sqs", region), client("sns", region))
        _tables(client("dynamodb", region))
    _buckets(client("s3"))
    _function(client("lambda"), role)
    _machine(client("ec2"))
    _kept(client("ssm"), client("secretsmanager"), client("rds"))
    _task(client("ecs"), role)
    _elsewhere(client("sts"), endpoint)


def _elsewhere(sts: Any, endpoint: str) -> None:
    """Plant a few things in the second account."""
    role = f"arn:aws:iam::{ACCOUNTS[1]}:role/reader"
    given = sts.assume_role(RoleArn=role, RoleSessionName="plant")["Credentials"]
    session = boto3.Session(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], region_name=REGION)
    _queues(session.client("sqs", endpoint_url=endpoint), session.client("sns", endpoint_url=endpoint))
    _tables(session.client("dynamodb", endpoint_url=endpoint))


def _tags(application: str) -> list[Mapping[str, str]]:
    return [{"Key": "application", "Value": application}, {"Key": "note", "Value": secret("tag")}]


def _role(iam: Any) -> str:
    statement = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return str(iam.create_role(RoleName="worker", AssumeRolePolicyDocument=trust)["Role"]["Arn"])


def _queues(sqs: Any, sns: Any) -> None:
    tags = {str(tag["Key"]): tag["Value"] for tag in _tags("benefits")}
    for number in range(6):
        queue = sqs.create_queue(QueueName=f"jobs-{number}", tags=tags)["QueueUrl"]
        topic = sns.create_topic(Name=f"events-{number}", Tags=_tags("benefits"))["TopicArn"]
        arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)


def _tables(dynamodb: Any) -> None:
    for number in range(6):
        dynamodb.create_table(
            TableName=f"claims-{number}",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
            Tags=_tags("housing"),
        )


def _buckets(s3: Any) -> None:
    for number in range(4):
        name = f"council-{number}"
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": _tags("website")})


def _function(functions: Any, role: str) -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("f.py", "def h(e, c): pass")
    functions.create_function(
        FunctionName="assess",
        Runtime="python3.12",
        Role=role,
        Handler="f.h",
        Code={"ZipFile": package.getvalue()},
        Environment={
            "Variables": {
                "QUEUE_ARN": f"arn:aws:sqs:{REGION}:123456789012:jobs-1",
                "DB_PASSWORD": secret("environment"),
                "QUEUE_NAME": secret("environment"),
                "ENDPOINT": f"postgres://boss:{secret('environment')}@db.council.example/claims",
            }
        },
        Tags={str(tag["Key"]): tag["Value"] for tag in _tags("benefits")},
    )


def _machine(ec2: Any) -> None:
    ec2.run_instances(
        ImageId=ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"],
        MinCount=1,
        MaxCount=1,
        InstanceType="t3.micro",
        UserData=f"#!/bin/sh\nexport PASSWORD={secret('user-data')}\n",
        TagSpecifications=[{"ResourceType": "instance", "Tags": _tags("website")}],
    )


def _kept(ssm: Any, secrets: Any, rds: Any) -> None:
    ssm.put_parameter(Name="/app/password", Value=secret("parameter"), Type="SecureString", Tags=_tags("website"))
    ssm.put_parameter(Name="/app/plain", Value=secret("parameter"), Type="String")
    secrets.create_secret(Name="db-login", SecretString=secret("secret"), Tags=_tags("website"))
    rds.create_db_instance(
        DBInstanceIdentifier="ledger",
        Engine="postgres",
        EngineVersion="15.4",
        DBInstanceClass="db.t3.micro",
        AllocatedStorage=50,
        MasterUsername="boss",
        MasterUserPassword=secret("master"),
        Tags=_tags("benefits"),
    )


def _task(ecs: Any, role: str) -> None:
    ecs.create_cluster(clusterName="apps")
    environment = [{"name": "PASSWORD", "value": secret("container")}]
    container = {"name": "w", "image": "nginx", "memory": 128, "environment": environment}
    ecs.register_task_definition(family="web", containerDefinitions=[container], taskRoleArn=role)
