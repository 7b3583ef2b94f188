"""AWS names: cut to the thing itself, and the type they tell."""

import re
from collections.abc import Iterator
from typing import Final

from lockscan.references.vocabulary import shapes

ARN: Final = re.compile(
    r"arn:aws[a-z-]*:[a-z0-9*-]+:[a-z0-9*-]*:(?:\d{12}|aws|cloudfront|\*|[a-z-]*|\$\{[\w:.-]{1,60}\})"
    r":(?:(?!arn:aws)[\w+=@./:*?$!#~%-]|\{[\w:.-]{1,60}\}){1,1024}"
)
_INVOCATIONS: Final = "/invocations"
_PARTS: Final = 6
_ANYTHING: Final = re.compile(r"[*?$]")
_VERSION: Final = re.compile(
    r"(:(?:(?:ecs|batch):[^:]*:[^:]*:(?:task|job)-definition/|lambda:[^:]*:[^:]*:layer:)[^:]+):\d+$"
)
_SECRET: Final = re.compile(r"(:secretsmanager:[^:]*:[^:]*:secret:.+)-(?:[A-Za-z0-9]{6}|\?{6})$")
_PARTITIONS: Final = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}


def partition_of(region: str) -> str:
    """AWS is another cloud in China and for the government of the United States."""
    return next((name for start, name in _PARTITIONS.items() if region.startswith(start)), "aws")


def keys_of(arn: str) -> Iterator[tuple[str, bool]]:
    """Give the name of the thing itself and whether it is that; where parts are things too, the full name as well."""
    arn = arn.removesuffix(_INVOCATIONS).rstrip(".,:/")
    fields = arn.split(":", 5)
    if len(fields) < _PARTS or not fields[5]:
        return
    if fields[2] == "sts" and fields[5].startswith("assumed-role/"):
        role = fields[5].split("/")[1]
        yield f"{fields[0]}:{fields[1]}:iam::{fields[4]}:role/{role}", True
        return
    whole = shapes().whole.get(fields[2])
    match = whole.match(fields[5]) if whole else None
    base = ":".join([*fields[:5], match[0]]) if match else arn
    yield base, True
    if base != arn and fields[2] in shapes().parts:
        yield arn, False


def has_pattern(arn: str) -> bool:
    """Whether it stands for many: wildcards and policy variables."""
    return _ANYTHING.search(arn) is not None


def without_suffix(arn: str) -> str:
    """Give a secret's ARN without the six characters that AWS appends, as configurations often have it."""
    match = _SECRET.search(arn)
    return arn[: match.end(1)] if match else arn


def without_version(arn: str) -> str:
    """Give the ARN of what a numbered revision is one of, as configurations often have it."""
    match = _VERSION.search(arn)
    return arn[: match.end(1)] if match else arn.removesuffix(":*")


def type_of(arn: str) -> str:
    """Give the type an ARN's shape tells; empty where it tells none."""
    fields = arn.split(":", 5)
    if len(fields) < _PARTS:
        return ""
    return next((name for start, name in shapes().arn.get(fields[2], ()) if fields[5].startswith(start)), "")
