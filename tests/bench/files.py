"""How long large files take: a template of 50 MB, a state of 300 MB, a hundred templates at once."""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.timing import Row, process

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
KINDS = ("AWS::EC2::Instance", "AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::Lambda::Function")
PADDING = "x" * 400


def rows(folder: Path) -> list[Row]:
    many = folder / "hundred"
    many.mkdir()
    for at in range(100):
        written(many / f"{at}.json", '{"Resources": {', stack_entry, "}}", entries=100)
    template, arm, state = folder / "stack.json", folder / "main.json", folder / "big.tfstate"
    written(template, '{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {', stack_entry, "}}", megabytes=50)
    written(arm, f'{{"$schema": "{SCHEMA}", "contentVersion": "1", "resources": [', arm_entry, "]}", megabytes=50)
    head = '{"version": 4, "serial": 1, "lineage": "x", "terraform_version": "1.9.8", "resources": ['
    written(state, head, state_entry, "]}", megabytes=300)
    return [
        ("100 templates of 100 resources", scanned(many, folder), "5 s", ""),
        ("CloudFormation template of 50 MB", scanned(template, folder), "bounded", ""),
        ("ARM template of 50 MB", scanned(arm, folder), "bounded", ""),
        ("Terraform state of 300 MB", scanned(state, folder), "bounded", ""),
    ]


def scanned(source: Path, folder: Path) -> str:
    kept = folder / f"snapshot-{source.name}"
    words = [sys.executable, "-m", "lockscan", "scan", str(source), "--snapshot", str(kept), "--format", "json"]
    before = processor_seconds()
    measured = process(words, runs=1)
    return f"{measured}, {processor_seconds() - before:.1f} s of processor"


def processor_seconds() -> float:
    """Give what all processes that were waited for have used: other work on the machine adds little to it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def written(
    path: Path, head: str, entry: Callable[[int], str], tail: str, *, megabytes: int = 0, entries: int = 0
) -> None:
    """Write entries until there are enough or the file is large enough."""
    with path.open("w") as stream:
        stream.write(head)
        at = 0
        while at < entries or stream.tell() < megabytes * 1_000_000:
            stream.write(f"{',' if at else ''}\n{entry(at)}")
            at += 1
        stream.write(tail)


def stack_entry(at: int) -> str:
    properties: dict[str, Any] = {"Code": {"ZipFile": PADDING}, "Tags": [{"Key": "team", "Value": "housing"}]}
    if at:
        properties |= {"Role": {"Fn::GetAtt": [f"R{at - 1}", "Arn"]}, "SubnetId": {"Ref": f"R{at // 2}"}}
    return f'"R{at}": {json.dumps({"Type": KINDS[at % len(KINDS)], "Properties": properties}, indent=1)}'


def arm_entry(at: int) -> str:
    server = f"[resourceId('Microsoft.Web/serverfarms', 'p{at // 9 * 9}')]"
    kind = "Microsoft.Web/sites" if at % 9 else "Microsoft.Web/serverfarms"
    body = {"serverFarmId": server, "note": PADDING} if at % 9 else {"note": PADDING}
    one = {"type": kind, "apiVersion": "1", "name": f"p{at}", "dependsOn": [server] * (at % 9 > 0), "properties": body}
    return json.dumps(one, indent=1)


def state_entry(at: int) -> str:
    attributes = {
        "id": f"i-{at:017x}",
        "arn": f"arn:aws:ec2:eu-west-2:123456789012:instance/i-{at:017x}",
        "subnet_id": f"subnet-{at % 50:017x}",
        "vpc_security_group_ids": [f"sg-{at % 100:017x}"],
        "tags": {"Name": f"server {at}", "Team": "housing"},
        "root_block_device": [{"volume_size": 100, "encrypted": True, "volume_id": f"vol-{at:017x}"}],
        "user_data": PADDING,
    }
    one = {
        "mode": "managed",
        "type": "aws_instance",
        "name": f"r{at}",
        "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
        "instances": [{"attributes": attributes, "sensitive_attributes": []}],
    }
    return json.dumps(one, indent=1)
