"""`lockscan diff`: what changed between two snapshots, or what a plan will change."""

from pathlib import Path
from typing import Any

import click

from lockscan.cli._formats import format_options
from lockscan.cli._options import FILE, assessment_options

FORMATS = "lockscan.comparison.formats"


@click.command(name="diff")
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--then", type=FILE, metavar="REPORT.json", help="The report made of OLD then: tells the rules' part.")
@assessment_options
@format_options(FORMATS)
def command(
    old: Path,
    new: Path | None,
    then: Path | None,
    formats: tuple[str, ...],
    output: Path | None,
    **judging: Any,
) -> None:
    """Tell what changed from OLD to NEW, both assessed by the same rules, scenario and day.

    OLD is a snapshot; NEW is a snapshot or a file. A Terraform plan is laid over the estate it changes; given alone,
    over what it says stood there before. Where nothing changed, one line says so.

    \b
    Examples:
      lockscan diff snapshot-2025 snapshot-2026
      lockscan diff snapshot-2026 plan.json --format markdown
      lockscan diff plan.json
    """
    from lockscan.cli._formats import write_rendered
    from lockscan.cli._progress import progress
    from lockscan.reported import read_report
    from lockscan.sides import compare

    sides = (old, new) if new else (None, old)
    reported = read_report(then) if then else None
    with progress() as shown:
        difference = compare(*sides, then=reported, progress=shown, **judging)
    write_rendered(FORMATS, difference, formats, output, stem="difference")
