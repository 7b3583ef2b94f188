"""What IAM calls the operations of the SDK, which it does not always call the same."""

from functools import cache
from pathlib import Path

from lockscan.connectors.aws.entry import Operation
from lockscan.vocabulary.data import read_yaml

HERE = Path(__file__).parent


@cache
def iam_names() -> dict[str, dict[str, str]]:
    """How IAM calls services and operations where it does not as the SDK does, and what an action is kept to."""
    names: dict[str, dict[str, str]] = read_yaml(HERE / "iam-actions.yaml")
    return names


def operation(service: str, name: str) -> Operation:
    """Give an operation with the IAM action that allows it."""
    names = iam_names()
    usual = f"{names['prefixes'].get(service, service)}:{name}"
    return Operation(service=service, name=name, action=names["actions"].get(f"{service}:{name}", usual))
