"""Azure's answers are read by published tables."""

import re

import pytest

from lockscan.vocabulary.arm import ArmFact, arm_reading, arm_spelling

ROW = {"sku": {"name": "P1v3", "capacity": "3"}, "kind": "app", "properties": {"pools": [{"os": "Linux"}], "v": "16.2"}}


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (ArmFact(paths=(("sku", "name"),)), "P1v3"),
        (ArmFact(paths=(("sku", "tier"), ("kind",))), "app"),
        (ArmFact(paths=(("properties", "pools", "os"),), map={"linux": "linux"}), "linux"),
        (ArmFact(paths=(("properties", "pools", "0", "os"),)), "Linux"),
        (ArmFact(paths=(("properties", "v"),), match=re.compile(r"^\d+")), "16"),
        (ArmFact(paths=(("sku", "capacity"),), scale=2.0), 6.0),
        (ArmFact(paths=(("kind",),), scale=2.0), None),
        (ArmFact(paths=(("kind",),), map={"linux": "linux"}), None),
        (ArmFact(paths=(("no", "where"),)), None),
        (ArmFact(paths=(("no", "where"),), default="x"), "x"),
        (ArmFact(paths=(("properties", "pools"),), present=True), True),
        (ArmFact(paths=(("no",),), present=True), False),
        (ArmFact(paths=(("properties", "pools"),)), None),
        (ArmFact(value=True), True),
    ],
)
def test_a_fact_is_read_or_unknown(fact: ArmFact, expected: object) -> None:
    assert fact(ROW) == expected


def test_types_are_read_whatever_their_case() -> None:
    assert arm_reading("MICROSOFT.COMPUTE/DISKS") == arm_reading("Microsoft.Compute/disks")
    assert arm_spelling("microsoft.compute/virtualmachines") == "Microsoft.Compute/virtualMachines"
    assert arm_spelling("Contoso.Odd/Things") == arm_spelling("contoso.odd/things")
