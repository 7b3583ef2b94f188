"""Tags: every key, and no value that is not listed, in whichever shape they come."""

from typing import Any

import pytest

from lockscan.connectors.terraform.tagging import all_tags, kept_tags


@pytest.mark.parametrize(
    ("values", "tags"),
    [
        ({"tags": {"Note": "secret"}, "tags_all": {"Note": "secret", "Owner": "web"}}, {"Note": None, "Owner": "web"}),
        ({"labels": {"application": "lake"}}, {"application": "lake"}),
        (
            {"tags": ["application:booking", "on-call:07700 900000", "plain"]},
            {"application": "booking", "on-call": None, "plain": None},
        ),
        ({"tag": [{"key": "Team", "value": "gis", "propagate_at_launch": True}]}, {"Team": "gis"}),
        ({"tags": None, "labels": [1, {}, None]}, {}),
    ],
)
def test_tags_have_one_form(values: dict[str, Any], tags: dict[str, str | None]) -> None:
    assert kept_tags(all_tags(values)) == tags
