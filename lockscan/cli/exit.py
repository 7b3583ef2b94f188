"""`lockscan exit`: what leaving costs, how long it takes, and what a deadline takes."""

from pathlib import Path
from typing import Any

import click

from lockscan.cli._formats import format_options
from lockscan.cli._options import SNAPSHOT, assessment_options


@click.command(name="exit")
@click.argument("snapshot", type=SNAPSHOT)
@click.option("--target", metavar="T", help="Where to: any, uk-eu, self-hosted, or a supplier's id.")
@click.option("--in-days", type=click.IntRange(1, 3650), metavar="N", help="Can we be out in N days? Default 90.")
@click.option("--application", metavar="A", help="Only this application's part.")
@click.option("--why", metavar="COMPONENT", help="A component's formula, inputs and sources.")
@assessment_options
@format_options("lockscan.reporters._exit")
def command(snapshot: Path, formats: tuple[str, ...], output: Path | None, **asked: Any) -> None:
    """Tell what leaving SNAPSHOT's estate costs, in good order and in a hurry, and whether it can be done in time.

    One application is told as its part of leaving everything. A scenario's own target and days give way to those named
    here. Formats: terminal, json, html, markdown, csv.

    \b
    Examples:
      lockscan exit lockscan-snapshot
      lockscan exit lockscan-snapshot --target uk-eu --in-days 90
      lockscan exit lockscan-snapshot --spend bill.csv.gz --contracts register.csv
      lockscan exit lockscan-snapshot --why labour
      lockscan exit lockscan-snapshot --application "Leisure bookings"
      lockscan exit lockscan-snapshot --scenario exit.toml --output exit.html
    """
    from lockscan.cli._exit import question
    from lockscan.cli._formats import write_rendered

    write_rendered("lockscan.reporters._exit", question(snapshot, asked, formats, output), formats, output, stem="exit")
