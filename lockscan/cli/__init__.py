"""The command line: one module a command, and the one place where errors become exit statuses."""

import gc
import sys
from difflib import get_close_matches
from io import TextIOWrapper
from typing import Final

import click

from lockscan import __version__
from lockscan.cli._boundary import run
from lockscan.plugins import Plugins

COMMANDS = Plugins[click.Command](__name__, __path__, "command")

YOUNG: Final = 200_000
"""Objects between two searches for cycles: what is read and told makes millions of them, and hardly a cycle."""


class _Discovered(click.Group):
    """Commands are the modules of this package, imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        return COMMANDS.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and (close := get_close_matches(args[0], COMMANDS, n=1)):
            ctx.fail(f"No such command {args[0]!r}. Did you mean {close[0]!r}?")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Discovered,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  lockscan demo                                 see it work, no account needed
  lockscan scan aws --format html --output report.html
  lockscan scan plan.json --format markdown     judge a change
  lockscan assess lockscan-snapshot --format json
  lockscan exit lockscan-snapshot --in-days 90  can we be out in time?
  lockscan rules explain AWS::DynamoDB::Table   why a thing scores as it does

\b
Exit status: 0 fine, 1 the gate says no, 2 wrong use, 3 incomplete,
4 nothing could be read, 70 a defect of ours, 130 interrupted.""",
)
@click.version_option(__version__, prog_name="lockscan")
@click.option("--debug", is_flag=True, help="Show the traceback of a defect.")
def lockscan(*, debug: bool) -> None:
    """Find out what holds you to your cloud suppliers, what leaving would cost, and what to do first.

    Read-only. Nothing leaves this machine.
    """
    _ = debug  # read by the error boundary


def main() -> None:
    """Run the command line and end with a published exit status."""
    gc.set_threshold(YOUNG)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a letter is no reason to stop
    sys.exit(run(lockscan))
