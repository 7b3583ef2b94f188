"""Formats of what is not a report: found by discovery, rendered to where the user wants them."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import click

from lockscan.cli._output import note, refuse_unplaced, write_whole

F = TypeVar("F", bound=Callable[..., Any])


class FormatOf(click.ParamType[str]):
    """The name of a format that a package holds as `FORMATS`."""

    name = "format"

    def __init__(self, package: str) -> None:
        self._package = package

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        known = list(import_module(self._package).FORMATS)
        if value not in known:
            self.fail(f"there is no format {value!r}; there are {', '.join(known)}", param, ctx)
        return str(value)


def format_options(package: str) -> Callable[[F], F]:
    """Say what to write, and where."""

    def decorate(command: F) -> F:
        output = click.option(
            "--output",
            type=click.Path(path_type=Path),
            metavar="PATH",
            help="A file, or a folder when several formats are asked for; default stdout.",
        )
        formats = click.option(
            "--format",
            "formats",
            multiple=True,
            type=FormatOf(package),
            metavar="F",
            help="terminal, json, markdown ... (repeatable); default terminal.",
        )
        return formats(output(command))

    return decorate


def write_rendered(package: str, value: object, formats: Sequence[str], output: Path | None, *, stem: str) -> None:
    """Render each format to where the user wants it."""
    known = import_module(package).FORMATS
    refuse_unplaced(formats, output)
    wanted = list(dict.fromkeys(formats)) or [_guess(known, output)]
    if output is None:
        sys.stdout.buffer.write(known[wanted[0]].render(value))
        sys.stdout.buffer.flush()
        return
    folder = output.is_dir() or len(wanted) > 1 or str(output).endswith(os.sep)
    for name in wanted:
        path = output / f"{stem}{known[name].suffix}" if folder else output
        write_whole(path, known[name].render(value))
        note(f"wrote {path}")


def _guess(known: Any, output: Path | None) -> str:
    """Give the format a file's ending names; the terminal's without one."""
    if output is None:
        return "terminal"
    return next((name for name, one in known.items() if one.suffix == "".join(output.suffixes[-1:])), "terminal")
