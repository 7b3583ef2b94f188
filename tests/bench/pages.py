"""Memory of a scan as the estate grows: pages of a thousand resources from a loopback server."""

import json
import sys
from pathlib import Path

from tests.bench.scanning import ANSWERS, Answer, answering
from tests.bench.timing import Row, process

SIZES = (10_000, 500_000)
REGION = "eu-west-2"
PAGE = 1_000
JSON = "application/x-amz-json-1.1"


def rows(_folder: Path) -> list[Row]:
    found = []
    for resources in SIZES:
        with answering(_estate(resources)) as endpoint:
            env = {
                "AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench",
                "AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "eu-west-2",
            }  # fmt: skip
            measured = process([sys.executable, "-m", "tests.bench.paged", str(resources)], runs=1, env=env)
        each = f"{measured.seconds / resources * 1e6:.0f} us a resource, sealed"
        found.append((f"scan {resources:,} resources with tags", str(measured), "flat, 400 MB", each))
    return found


def _estate(resources: int) -> Answer:
    """Give what answers for so many secrets and Glue jobs, half of them each, with the region's tags."""
    pages = resources // (2 * PAGE)

    def answer(operation: str, body: str) -> tuple[int, str, str]:
        if operation in ANSWERS:
            return 200, *ANSWERS[operation]
        asked = json.loads(body or "{}")
        number = int(asked.get("NextToken") or asked.get("PaginationToken") or 0)
        following = str(number + 1) if number + 1 < pages else ""
        numbers = range(number * PAGE, (number + 1) * PAGE)
        token = "PaginationToken" if operation == "GetResources" else "NextToken"
        rows = {name: [row(one) for one in numbers] for name, row in ROWS.get(operation, {}).items()}
        return 200, JSON, json.dumps({**rows, **({token: following} if following else {})})

    return answer


def _tags(number: int) -> list[dict[str, str]]:
    tags = {"application": f"app-{number % 50}", "owner": f"team-{number % 9}", "ticket": f"T-{number}"}
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def _secret(number: int) -> dict[str, object]:
    return {
        "ARN": f"arn:aws:secretsmanager:{REGION}:123456789012:secret:council/service-{number}",
        "Name": f"council/service-{number}",
        "KmsKeyId": f"arn:aws:kms:{REGION}:123456789012:key/{number % 40}",
        "Tags": _tags(number),
    }


def _job(number: int) -> dict[str, object]:
    command = {"Name": "glueetl", "ScriptLocation": f"s3://council-{number % 90}/job.py"}
    return {"Name": f"nightly-{number}", "Role": f"arn:aws:iam::123456789012:role/r{number % 9}", "Command": command}


def _tagged(number: int) -> dict[str, object]:
    return {"ResourceARN": f"arn:aws:glue:{REGION}:123456789012:job/nightly-{number}", "Tags": _tags(number)}


ROWS = {
    "ListSecrets": {"SecretList": _secret},
    "GetJobs": {"Jobs": _job},
    "GetResources": {"ResourceTagMappingList": _tagged},
}
