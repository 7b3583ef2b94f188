"""Azure's answers are read by published tables."""

from lockscan.vocabulary.arm import arm_reading, arm_spelling


def test_types_are_read_whatever_their_case() -> None:
    assert arm_reading("MICROSOFT.COMPUTE/DISKS") == arm_reading("Microsoft.Compute/disks")
    assert arm_spelling("microsoft.compute/virtualmachines") == "Microsoft.Compute/virtualMachines"
    assert arm_spelling("Contoso.Odd/Things") == arm_spelling("contoso.odd/things")
