"""340 list calls at 60 ms latency: the connector against a bare threaded boto3 script making the same calls."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from time import sleep

from tests.bench.timing import Row, process
from tests.loopback import Answering

Answer = Callable[[str, str], tuple[int, str, str]]

LATENCY = 0.060
SERVICES = {
    "ecs": "AWS::ECS::Cluster", "codebuild": "AWS::CodeBuild::Project", "athena": "AWS::Athena::WorkGroup",
    "glue": "AWS::Glue::Crawler", "kinesis": "AWS::Kinesis::Stream", "logs": "AWS::Logs::LogGroup",
    "sagemaker": "AWS::SageMaker::Model",
    "secretsmanager": "AWS::SecretsManager::Secret",
    "stepfunctions": "AWS::StepFunctions::StateMachine", "ssm": "AWS::SSM::Parameter", "kms": "AWS::KMS::Key",
    "ecr": "AWS::ECR::Repository", "events": "AWS::Events::EventBus",
    "firehose": "AWS::KinesisFirehose::DeliveryStream",
    "cognito-idp": "AWS::Cognito::UserPool", "dms": "AWS::DMS::ReplicationInstance", "fsx": "AWS::FSx::FileSystem",
    "ds": "AWS::DirectoryService::MicrosoftAD", "acm": "AWS::CertificateManager::Certificate",
    "dynamodb": "AWS::DynamoDB::Table",
}  # fmt: skip
REGIONS = (
    *("eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1", "us-east-1", "us-east-2", "us-west-1"),
    *("us-west-2", "ca-central-1", "sa-east-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2"),
    *("ap-northeast-1", "ap-northeast-2", "ap-northeast-3"),
)

IDENTITY = (
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
    "<Arn>arn:aws:iam::123456789012:user/bench</Arn><UserId>bench</UserId><Account>123456789012</Account>"
    "</GetCallerIdentityResult></GetCallerIdentityResponse>"
)

ANSWERS = {
    "DescribeRegions": (
        "text/xml",
        '<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><regionInfo>'
        + "".join(
            f"<item><regionName>{region}</regionName><optInStatus>opt-in-not-required</optInStatus></item>"
            for region in REGIONS
        )
        + "</regionInfo></DescribeRegionsResponse>",
    ),
    "GetCallerIdentity": ("text/xml", IDENTITY),
}


def rows(_folder: Path) -> list[Row]:
    with _server() as (endpoint, calls):
        env = {
            "AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench",
            "AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "eu-west-2",
        }  # fmt: skip
        ours = process([sys.executable, "-m", "tests.bench.scanned"], env=env)
        made = len(calls) // 3
        bare = process([sys.executable, "-m", "tests.bench.bare"], env=env)
    note = f"bare boto3, a client a service and region: {bare}: {ours.seconds / bare.seconds:.2f}x"
    return [(f"list {made} calls at 60 ms, whole process", str(ours), "1.5 s, 180 MB; 1.3x bare", note)]


@contextmanager
def _server() -> Iterator[tuple[str, list[str]]]:
    calls: list[str] = []

    def answer(operation: str, _body: str) -> tuple[int, str, str]:
        sleep(LATENCY)
        calls.append(operation)
        return 200, *ANSWERS.get(operation, ("application/x-amz-json-1.1", "{}"))

    with answering(answer) as endpoint:
        yield endpoint, calls


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """Serve on loopback what a function of operation and body gives: status, kind and text."""

    class Handler(Answering):
        def respond(self) -> None:
            body = self.asked().decode()
            operation = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
            status, kind, text = answer(operation or body.partition("Action=")[2].partition("&")[0], body)
            self.send(status, {"content-type": kind}, text.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
