"""One small AWS estate written three ways: by calls to an account, as Terraform's state, as a CloudFormation template.

Knows nothing of how lockscan reads them; every attribute is spelled as its own tool documents it.
"""

import io
import json
import zipfile
from pathlib import Path
from typing import Any, Final

import boto3

ACCOUNT: Final = "123456789012"
REGION: Final = "eu-west-2"
TYPES: Final = (
    "AWS::SQS::Queue",
    "AWS::DynamoDB::Table",
    "AWS::IAM::Role",
    "AWS::Lambda::Function",
    "AWS::SNS::Topic",
    "AWS::S3::Bucket",
    "AWS::KMS::Key",
    "AWS::RDS::DBInstance",
)
TAGS: Final = {"Application": "orders"}
PAIRS: Final = [{"Key": key, "Value": value} for key, value in TAGS.items()]
TRUST: Final = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def arn(service: str, rest: str, *, region: str = REGION, account: str = ACCOUNT) -> str:
    return f"arn:aws:{service}:{region}:{account}:{rest}"


ROLE: Final = arn("iam", "role/orders", region="")
FAILED: Final = arn("sqs", "orders-failed")
QUEUE: Final = arn("sqs", "orders")
TABLE: Final = arn("dynamodb", "table/orders")
FUNCTION: Final = arn("lambda", "function:orders")
TOPIC: Final = arn("sns", "orders")
DATABASE: Final = arn("rds", "db:orders")
BUCKET: Final = "arn:aws:s3:::orders-receipts"
REDRIVE: Final = {"deadLetterTargetArn": FAILED, "maxReceiveCount": 3}


def create(endpoint: str) -> str:
    """Make the estate by the calls a person would make; gives the key's ARN, which only the provider knows."""
    session: Any = boto3.Session(aws_access_key_id="x", aws_secret_access_key="x", region_name=REGION)

    def client(name: str) -> Any:
        return session.client(name, endpoint_url=endpoint)

    key: str = client("kms").create_key(Tags=[{"TagKey": "Application", "TagValue": "orders"}])["KeyMetadata"]["Arn"]
    client("iam").create_role(RoleName="orders", AssumeRolePolicyDocument=json.dumps(TRUST), Tags=PAIRS)
    client("sqs").create_queue(QueueName="orders-failed", tags=TAGS)
    client("sqs").create_queue(
        QueueName="orders", Attributes={"RedrivePolicy": json.dumps(REDRIVE), "KmsMasterKeyId": key}, tags=TAGS
    )
    client("dynamodb").create_table(
        TableName="orders",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        Tags=PAIRS,
    )
    client("lambda").create_function(
        FunctionName="orders",
        Runtime="python3.13",
        Handler="app.main",
        Role=ROLE,
        Code={"ZipFile": _zip()},
        MemorySize=256,
        DeadLetterConfig={"TargetArn": FAILED},
        Tags=TAGS,
    )
    client("sns").create_topic(Name="orders", Attributes={"KmsMasterKeyId": key}, Tags=PAIRS)
    client("s3").create_bucket(Bucket="orders-receipts", CreateBucketConfiguration={"LocationConstraint": REGION})
    client("s3").put_bucket_tagging(Bucket="orders-receipts", Tagging={"TagSet": PAIRS})
    client("rds").create_db_instance(
        DBInstanceIdentifier="orders",
        Engine="postgres",
        EngineVersion="16.3",
        DBInstanceClass="db.t4g.medium",
        AllocatedStorage=50,
        MasterUsername="orders",
        MasterUserPassword="not-a-secret",
        StorageEncrypted=True,
        KmsKeyId=key,
        Tags=PAIRS,
    )
    return key


def _zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("app.py", "def main(*_): ...\n")
    return stream.getvalue()


def write_state(key: str, path: Path) -> Path:
    """Write what `terraform state pull` gives after an apply."""
    tags = {"tags": TAGS, "tags_all": TAGS}
    role, failed, its_key = "aws_iam_role.orders", "aws_sqs_queue.failed", "aws_kms_key.k"
    said: list[tuple[str, str, dict[str, Any], list[str]]] = [
        ("aws_kms_key", "k", {"id": key.rpartition("/")[2], "key_id": key.rpartition("/")[2], "arn": key}, []),
        ("aws_iam_role", "orders", {"id": "orders", "name": "orders", "arn": ROLE, "path": "/",
                                    "assume_role_policy": json.dumps(TRUST)}, []),
        ("aws_sqs_queue", "failed", {"id": "https://sqs/orders-failed", "name": "orders-failed", "arn": FAILED}, []),
        ("aws_sqs_queue", "orders", {"id": "https://sqs/orders", "name": "orders", "arn": QUEUE,
                                     "redrive_policy": json.dumps(REDRIVE), "kms_master_key_id": key},
         [failed, its_key]),
        ("aws_dynamodb_table", "orders", {"id": "orders", "name": "orders", "arn": TABLE, "hash_key": "id",
                                          "replica": [], "stream_enabled": False,
                                          "billing_mode": "PAY_PER_REQUEST"}, []),
        ("aws_lambda_function", "orders", {"id": "orders", "function_name": "orders", "arn": FUNCTION, "role": ROLE,
                                           "runtime": "python3.13", "handler": "app.main", "memory_size": 256,
                                           "package_type": "Zip", "architectures": ["x86_64"],
                                           "dead_letter_config": [{"target_arn": FAILED}]}, [role, failed]),
        ("aws_sns_topic", "orders", {"id": TOPIC, "name": "orders", "arn": TOPIC, "kms_master_key_id": key},
         [its_key]),
        ("aws_s3_bucket", "receipts", {"id": "orders-receipts", "bucket": "orders-receipts", "arn": BUCKET,
                                       "region": REGION}, []),
        ("aws_db_instance", "orders", {"id": "db-X", "identifier": "orders", "arn": DATABASE, "engine": "postgres",
                                       "engine_version": "16.3", "instance_class": "db.t4g.medium",
                                       "allocated_storage": 50, "storage_encrypted": True, "kms_key_id": key,
                                       "multi_az": False, "publicly_accessible": False}, [its_key]),
    ]  # fmt: skip
    entries = [
        {
            "mode": "managed",
            "type": type_,
            "name": name,
            "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
            "instances": [{"attributes": {**values, **tags}, "dependencies": needs}],
        }
        for type_, name, values, needs in said
    ]
    path.write_text(json.dumps({"version": 4, "terraform_version": "1.9.0", "serial": 3, "resources": entries}))
    return path


def write_template(_key: str, path: Path) -> Path:
    """Write the template of a stack that makes the same."""
    key = {"Fn::GetAtt": ["Key", "Arn"]}
    failed = {"Fn::GetAtt": ["Failed", "Arn"]}
    made: dict[str, tuple[str, dict[str, Any]]] = {
        "Key": ("KMS::Key", {"KeyPolicy": {}}),
        "Role": ("IAM::Role", {"RoleName": "orders", "AssumeRolePolicyDocument": TRUST}),
        "Failed": ("SQS::Queue", {"QueueName": "orders-failed"}),
        "Queue": ("SQS::Queue", {"QueueName": "orders", "KmsMasterKeyId": key,
                                 "RedrivePolicy": {"deadLetterTargetArn": failed, "maxReceiveCount": 3}}),
        "Table": ("DynamoDB::Table", {"TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
                                      "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                                      "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}),
        "Function": ("Lambda::Function", {"FunctionName": "orders", "Runtime": "python3.13", "Handler": "app.main",
                                          "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "MemorySize": 256,
                                          "Code": {"S3Bucket": "code", "S3Key": "orders.zip"},
                                          "DeadLetterConfig": {"TargetArn": failed}}),
        "Topic": ("SNS::Topic", {"TopicName": "orders", "KmsMasterKeyId": key}),
        "Receipts": ("S3::Bucket", {"BucketName": "orders-receipts"}),
        "Database": ("RDS::DBInstance", {"DBInstanceIdentifier": "orders", "Engine": "postgres",
                                         "EngineVersion": "16.3", "DBInstanceClass": "db.t4g.medium",
                                         "AllocatedStorage": "50", "StorageEncrypted": True, "KmsKeyId": key}),
    }  # fmt: skip
    resources = {
        name: {"Type": f"AWS::{type_}", "Properties": {**values, "Tags": PAIRS}}
        for name, (type_, values) in made.items()
    }
    path.write_text(json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}, indent=1))
    return path
