"""A short run of the fuzzing script that holds one resource's damage to that resource."""

from pathlib import Path

import pytest

from tests.fuzz.files import READERS
from tests.fuzz.sparing import run


@pytest.mark.parametrize("reader", [*READERS[:-1], "terraform"])
def test_damage_to_one_resource_costs_no_other(tmp_path: Path, reader: str) -> None:
    assert run(tmp_path, reader, rounds=60, seed=11) == 60
