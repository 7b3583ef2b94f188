"""A command that is misspelt is told what was meant."""

import click
import pytest

from lockscan.cli import lockscan


@pytest.mark.parametrize(("typed", "meant"), [("scn", "scan"), ("asses", "assess"), ("dif", "diff")])
def test_a_misspelt_command_is_told_its_neighbour(typed: str, meant: str) -> None:
    with pytest.raises(click.UsageError, match=f"Did you mean '{meant}'"):
        lockscan.main([typed], standalone_mode=False)


def test_what_resembles_nothing_is_refused_all_the_same() -> None:
    with pytest.raises(click.UsageError, match="No such command"):
        lockscan.main(["xyzzy"], standalone_mode=False)
