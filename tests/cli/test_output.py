"""What cannot be written is refused before anything is read for it."""

from pathlib import Path

import pytest

from lockscan.cli import lockscan
from lockscan.errors import UsageError


@pytest.mark.parametrize("command", ["scan", "gate"])
def test_formats_without_a_place_cost_no_scan(command: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="2 formats need a place"):
        lockscan.main(
            [command, str(tmp_path / "never-looked-for.json"), "--format", "json", "--format", "markdown"],
            standalone_mode=False,
        )
