"""Sizes as providers publish them; what is no size says nothing, and nothing is guessed."""

import pytest

from lockscan.vocabulary.machines import GIB, machine_size


@pytest.mark.parametrize(
    ("provider", "name", "vcpus", "memory"),
    [
        ("aws", "m5.large", 2, 8),
        ("aws", "c6i.4xlarge", 16, 32),
        ("aws", "r7g.medium", 1, 8),
        ("aws", "t3.micro", 2, 1),
        ("aws", "t2.micro", 1, 1),
        ("aws", "t3a.2xlarge", 8, 32),
        ("aws", "m7i-flex.xlarge", 4, 16),
        ("aws", "db.r5.12xlarge", 48, 384),
        ("aws", "cache.m6g.large", 2, 8),
        ("aws", "r6g.large.search", 2, 16),
        ("aws", "c4.8xlarge", 36, 67.5),
        ("aws", "u-6tb1.metal", None, None),
        ("aws", "db.serverless", None, None),
        ("azure", "Standard_D4s_v5", 4, 16),
        ("azure", "Standard_E16-4as_v5", 4, 32),
        ("azure", "Standard_DS3_v2", 4, 14),
        ("azure", "Standard_D2ls_v5", 2, 4),
        ("azure", "Standard_B2ms", 2, 8),
        ("azure", "GP_Standard_D2ds_v4", 2, 8),
        ("azure", "GP_Gen5_4", 4, None),
        ("azure", "P1v3", 2, None),
        ("azure", "Standard_NC6s_v3", 6, None),
        ("azure", "Standard_LRS", None, None),
        ("azure", "Premium", None, None),
        ("google", "n2-standard-8", 8, 32),
        ("google", "zones/europe-west2-a/machineTypes/e2-medium", 2, 4),
        ("google", "n1-highmem-4", 4, 26),
        ("google", "db-custom-2-7680", 2, 7.5),
        ("google", "n2-custom-6-20480", 6, 20),
        ("ibm", "bx2-4x16", 4, 16),
        ("oracle", "m5.large", None, None),
    ],
)
def test_a_size_says_what_its_provider_publishes(
    provider: str, name: str, vcpus: float | None, memory: float | None
) -> None:
    said = machine_size(provider, name)
    assert said.vcpus == vcpus
    assert said.memory_gb == (None if memory is None else pytest.approx(memory * GIB, abs=0.001))
