"""A region's tags are read once and kept small."""

from collections.abc import Mapping
from typing import Any, cast

import pytest

from lockscan.connectors.aws.clients import Clients
from lockscan.connectors.aws.entry import Operation
from lockscan.connectors.aws.tagging import TagIndex


class Asked:
    """Answers as the tagging service does."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows
        self.times = 0

    def call(self, _operation: Operation, _params: Mapping[str, Any], _region: str) -> dict[str, Any]:
        self.times += 1
        return {"ResourceTagMappingList": self.rows}

    def tokens(self, _operation: Operation) -> None:
        return None


def row(arn: str, **tags: str) -> dict[str, Any]:
    return {"ResourceARN": arn, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}


@pytest.fixture
def asked() -> Asked:
    return Asked(
        [
            row("arn:1", application="benefits", ticket="a private note", Name="one"),
            row("arn:2", application="benefits", ticket="another"),
            row("arn:3", application="benefits", ticket="a third"),
        ]
    )


def test_values_that_nobody_looks_at_are_not_held(asked: Asked) -> None:
    index = TagIndex(cast("Clients", asked)).of("eu-west-2")
    assert index["arn:1"] == {"application": "benefits", "ticket": "", "Name": "one"}
    assert "another" not in str(index)


def test_resources_with_alike_tags_share_them(asked: Asked) -> None:
    index = TagIndex(cast("Clients", asked)).of("eu-west-2")
    assert index["arn:2"] is index["arn:3"]


def test_a_region_is_read_once(asked: Asked) -> None:
    tags = TagIndex(cast("Clients", asked))
    assert tags.of("eu-west-2") is tags.of("eu-west-2")
    assert asked.times == 1
