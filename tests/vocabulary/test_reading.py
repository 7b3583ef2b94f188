"""A fact is read by a published rule, or it is unknown."""

import re

import pytest

from lockscan.vocabulary.reading import FactRule

ROW = {"sku": {"name": "P1v3", "capacity": "3"}, "kind": "app", "properties": {"pools": [{"os": "Linux"}], "v": "16.2"}}


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (FactRule(paths=(("sku", "name"),)), "P1v3"),
        (FactRule(paths=(("sku", "tier"), ("kind",))), "app"),
        (FactRule(paths=(("properties", "pools", "os"),), map={"linux": "linux"}), "linux"),
        (FactRule(paths=(("properties", "pools", "0", "os"),)), "Linux"),
        (FactRule(paths=(("properties", "v"),), match=re.compile(r"^\d+")), "16"),
        (FactRule(paths=(("sku", "capacity"),), scale=2.0), 6.0),
        (FactRule(paths=(("kind",),), scale=2.0), None),
        (FactRule(paths=(("kind",),), map={"linux": "linux"}), None),
        (FactRule(paths=(("no", "where"),)), None),
        (FactRule(paths=(("no", "where"),), default="x"), "x"),
        (FactRule(paths=(("properties", "pools"),), present=True), True),
        (FactRule(paths=(("no",),), present=True), False),
        (FactRule(paths=(("properties", "pools"),)), None),
        (FactRule(value=True), True),
        (FactRule(paths=(("no",),), present=True, open=True), None),
        (FactRule(paths=(("no", "where"),), default="x", open=True), "x"),
    ],
)
def test_a_fact_is_read_or_unknown(fact: FactRule, expected: object) -> None:
    assert fact(ROW) == expected
