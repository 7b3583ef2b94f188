"""Options several commands share, declared once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from lockscan.plugins import Plugins

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
SNAPSHOT = click.Path(path_type=Path)
"""What is none is told by who opens it, with what to do."""
BILLS = click.Path(exists=True, path_type=Path)


class Day(click.ParamType[date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2026-11-22", param, ctx)


def formats() -> list[str]:
    """Give the names of all reporters without importing them."""
    import lockscan.reporters

    return list(Plugins[object](lockscan.reporters.__name__, lockscan.reporters.__path__, "REPORTER"))


class Format(click.ParamType[str]):
    """A reporter's name."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        known = formats()
        if value not in known:
            self.fail(f"there is no format {value!r}; there are {', '.join(known)}", param, ctx)
        return str(value)


def _told(_ctx: click.Context, _param: click.Parameter, register: Path | None) -> Path | None:
    """Say which columns of a contract register are the user's own business."""
    if register is not None:
        from lockscan.cli._output import note
        from lockscan.spend import ignored_columns

        ignored = ignored_columns(register)
        if ignored:
            note(f"{register}: columns left out: {', '.join(ignored)}")
    return register


def source_options(command: F) -> F:
    """Say what of a source to read."""
    for option in reversed(
        (
            click.option("--region", "regions", multiple=True, metavar="R", help="Only this region (repeatable)."),
            click.option("--account", "accounts", multiple=True, metavar="A", help="Only this account (repeatable)."),
            click.option(
                "--role",
                default="",
                metavar="NAME",
                help="Assume this role in each account; default all of the organization.",
            ),
            click.option(
                "--external-id", default="", metavar="ID", help="What the role's trust asks for, if anything."
            ),
            click.option(
                "--profile", "profiles", multiple=True, metavar="P", help="Named credentials profile (repeatable)."
            ),
            click.option(
                "--subscription", "subscriptions", multiple=True, metavar="S", help="Azure subscription (repeatable)."
            ),
            click.option(
                "--management-group",
                "management_groups",
                multiple=True,
                metavar="G",
                help="Every Azure subscription below this group, however deep (repeatable).",
            ),
            click.option(
                "--exclude-subscription",
                "excluded_subscriptions",
                multiple=True,
                metavar="S",
                help="Not this Azure subscription (repeatable).",
            ),
            click.option(
                "--entra", is_flag=True, help="Azure: list each app registration and service principal, not only count."
            ),
            click.option("--only", multiple=True, metavar="SERVICE", help="Only this service (repeatable)."),
            click.option("--skip", multiple=True, metavar="SERVICE", help="Not this service (repeatable)."),
            click.option(
                "--workers", default=32, show_default=True, type=click.IntRange(1, 256), help="Calls at a time."
            ),
        )
    ):
        command = option(command)
    return command


def assessment_options(command: F) -> F:
    """Say how to judge an estate."""
    for option in reversed(
        (
            click.option("--as-of", type=Day(), metavar="DATE", help="Assess as of this day; default today."),
            click.option(
                "--spend",
                multiple=True,
                type=BILLS,
                metavar="FILE",
                help="Bill, or a folder of them: FOCUS, AWS CUR, Azure or Oracle cost export (repeatable).",
            ),
            click.option("--contracts", type=FILE, metavar="FILE", callback=_told, help="Contract register (CSV)."),
            click.option(
                "--supplier-spend",
                multiple=True,
                type=FILE,
                metavar="FILE",
                help="Published payments to all suppliers (CSV, repeatable).",
            ),
            click.option("--scenario", type=FILE, metavar="FILE", help="Target, team, overrides (TOML)."),
            click.option(
                "--applications", type=FILE, metavar="FILE", help="Which resource belongs to which application (CSV)."
            ),
            click.option(
                "--rules", multiple=True, type=FOLDER, metavar="DIR", help="Your own rule pack, added to ours."
            ),
            click.option("--marking", default="", metavar="TEXT", help="Protective marking for every printed page."),
        )
    ):
        command = option(command)
    return command


def output_options(command: F) -> F:
    """Say what to write, and where."""
    for option in reversed(
        (
            click.option(
                "--format",
                "formats",
                multiple=True,
                type=Format(),
                metavar="F",
                help="terminal, json, html ... (repeatable); default terminal.",
            ),
            click.option(
                "--output",
                type=click.Path(path_type=Path),
                metavar="PATH",
                help="A file, or a folder when several formats are asked for; default stdout.",
            ),
            click.option("--resources", is_flag=True, help="Put every resource into the report, not only the top."),
        )
    ):
        command = option(command)
    return command
