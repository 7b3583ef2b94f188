"""Ids are taken apart as Azure put them together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockscan.connectors.azure.ids import container_of, parsed

S = "/subscriptions/11111111-2222-3333-4444-555555555555"


@pytest.mark.parametrize(
    ("text", "group", "kind", "name", "parent"),
    [
        (S, "", "", "11111111-2222-3333-4444-555555555555", ""),
        (f"{S}/resourceGroups/rg", "rg", "", "rg", ""),
        (f"{S}/resourceGroups/rg/providers/A.B/c/d", "rg", "A.B/c", "d", ""),
        (
            f"{S}/resourceGroups/rg/providers/A.B/c/d/e/f",
            "rg",
            "A.B/c/e",
            "f",
            f"{S}/resourceGroups/rg/providers/A.B/c/d",
        ),
        (f"{S}/providers/A.B/c/d", "", "A.B/c", "d", ""),
        (
            f"{S}/resourceGroups/rg/providers/A.B/c/d/providers/X.Y/z/w",
            "rg",
            "X.Y/z",
            "w",
            f"{S}/resourceGroups/rg/providers/A.B/c/d",
        ),
        (f"{S}/resourcegroups/rg/providers/X.Y/z/w", "rg", "X.Y/z", "w", ""),
    ],
)
def test_an_id_says_what_it_is_a_part_of(text: str, group: str, kind: str, name: str, parent: str) -> None:
    arm = parsed(text)
    assert arm is not None
    assert (arm.group, arm.type, arm.name, arm.parent) == (group, kind, name, parent)


@pytest.mark.parametrize("text", ["", "/", "x", "/subscriptions/", "arn:aws:s3:::a", f"{S}/providers/A.B/c", "//a/b"])
def test_what_is_no_id_is_none(text: str) -> None:
    assert parsed(text) is None


def test_a_resource_stands_in_its_group_and_what_has_none_in_its_subscription() -> None:
    inside, outside = parsed(f"{S}/resourceGroups/RG/providers/A.B/c/d"), parsed(f"{S}/providers/A.B/c/d")
    assert inside is not None
    assert outside is not None
    assert container_of(inside) == f"{S}/resourcegroups/rg"
    assert container_of(outside) == S


@given(st.text(alphabet="/abAB.-1s", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    arm = parsed(f"/subscriptions/{text}")
    assert arm is None or arm.text.startswith("/subscriptions/")
