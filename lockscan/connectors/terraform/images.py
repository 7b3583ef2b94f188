"""Which system a machine image holds: its instance does not say so, but the image that was looked up does."""

from collections.abc import Iterator, Mapping
from typing import Any

from lockscan.connectors._shape import items, table, text
from lockscan.connectors.terraform.shown import resources
from lockscan.vocabulary.facts import Fact

IMAGE = "aws_ami"

_LICENCES = {
    "Windows": "included",
    "Windows BYOL": "byol",
    "Windows with SQL Server Standard": "sqlserver-included",
    "Windows with SQL Server Web": "sqlserver-included",
    "Windows with SQL Server Enterprise": "sqlserver-included",
    "Red Hat Enterprise Linux": "rhel",
    "SUSE Linux": "suse",
}


def in_values(values: Any) -> Iterator[tuple[str, Mapping[str, Fact]]]:
    """Images among the resources and data sources of a values tree."""
    for entry in resources(values):
        if entry["type"] == IMAGE:
            yield from _image(table(entry.get("values")))


def in_resource(value: Any) -> Iterator[tuple[str, Mapping[str, Fact]]]:
    """Images in one entry of a state's resources."""
    entry = table(value)
    if entry.get("type") == IMAGE:
        for one in map(table, items(entry.get("instances"))):
            yield from _image(table(one.get("attributes")))


def _image(values: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Fact]]]:
    id_, details = text(values.get("id")), text(values.get("platform_details"))
    if not id_ or not isinstance(values.get("platform"), str):
        return
    facts: dict[str, Fact] = {"os": "windows" if values["platform"].lower() == "windows" else "linux"}
    if details in _LICENCES:
        facts["licence"] = _LICENCES[details]
    yield id_, facts
