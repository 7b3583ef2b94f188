"""`lockscan demo`: see it work, with no account and no network but this machine's own."""

from datetime import date
from pathlib import Path

import click

from lockscan.cli._options import Day


@click.command(name="demo")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Folder for report.html, report.json and the snapshot.",
)
@click.option("--as-of", type=Day(), metavar="DATE", help="Assess as of this day; default today.")
def command(output: Path, as_of: date | None) -> None:
    """Scan a fictional council's estate, served on this machine over real HTTP, and write its reports.

    \b
    Example:
      lockscan demo --output demo && xdg-open demo/report.html
    """
    from lockscan.cli._demo import run_demo

    run_demo(output, as_of)
