"""The program explains itself, on eighty columns and on any terminal."""

import os
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from lockscan import __version__
from lockscan.cli import COMMANDS
from lockscan.cli import lockscan as program
from tests.functional.running import LONGEST, PLAN, ROOT, lockscan


def commands() -> Iterator[tuple[str, ...]]:
    yield ()
    for name in COMMANDS:
        yield (name,)
        command = COMMANDS[name]
        if isinstance(command, click.Group):
            yield from ((name, inner) for inner in command.commands)


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_help_fits_eighty_columns_and_shows_an_example(words: tuple[str, ...]) -> None:
    command: click.Command = program
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found
        command = found
    name = " ".join(("lockscan", *words))
    text = command.get_help(click.Context(command, info_name=name, terminal_width=80))
    assert [line for line in text.splitlines() if len(line) > 80] == []
    assert f"  {name}" in text.partition("Example")[2]


def test_the_version_is_told() -> None:
    ended = lockscan("--version")
    assert (ended.returncode, ended.stdout) == (0, f"lockscan, version {__version__}\n")


@pytest.mark.parametrize("words", [(), ("sculpt",), ("scan",), ("scan", "--sideways", "x"), ("graph", "sing")])
def test_wrong_use_is_two_and_says_what_there_is(words: tuple[str, ...]) -> None:
    ended = lockscan(*words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "--help" in ended.stderr


def test_progress_and_notes_go_to_stderr_alone() -> None:
    ended = lockscan("scan", PLAN, "--format", "json")
    assert ended.returncode == 0
    assert ended.stdout[0] == "{"
    assert ended.stdout.rstrip()[-1] == "}"
    assert "read 1 of 1" in ended.stderr


@pytest.mark.parametrize(
    "words", [("scan", str(PLAN)), ("rules", "list", "suppliers"), ("rules", "explain", "AWS::S3::Bucket")]
)
def test_a_terminal_that_knows_only_ascii_is_no_reason_to_stop(words: tuple[str, ...]) -> None:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    ended = subprocess.run(
        [sys.executable, "-m", "lockscan", *words],
        capture_output=True, check=False, timeout=LONGEST, env={**plain, **ascii_only, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout
