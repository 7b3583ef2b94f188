"""What the scanning row is held against: threads, boto3, and nothing else."""

from concurrent.futures import ThreadPoolExecutor

import boto3

from tests.bench.scanning import REGIONS, SERVICES

CALLS = {
    "ecs": "list_clusters", "codebuild": "list_projects", "athena": "list_work_groups", "glue": "get_crawlers",
    "kinesis": "list_streams", "logs": "describe_log_groups", "sagemaker": "list_models",
    "secretsmanager": "list_secrets", "stepfunctions": "list_state_machines", "ssm": "describe_parameters",
    "kms": "list_keys", "ecr": "describe_repositories", "events": "list_event_buses",
    "firehose": "list_delivery_streams", "cognito-idp": "list_user_pools", "dms": "describe_replication_instances",
    "fsx": "describe_file_systems", "ds": "describe_directories", "acm": "list_certificates",
    "dynamodb": "list_tables",
}  # fmt: skip
NEEDED = {"cognito-idp": {"MaxResults": 60}}

if __name__ == "__main__":
    session = boto3.Session()
    work = []
    for service in SERVICES:
        for region in REGIONS:
            client = session.client(service, region_name=region)  # type: ignore[call-overload]
            work.append((getattr(client, CALLS[service]), NEEDED.get(service, {})))
    with ThreadPoolExecutor(32) as pool:
        list(pool.map(lambda item: item[0](**item[1]), work))
