"""`lockscan scan`: collect, assess, report."""

from pathlib import Path
from typing import Any

import click

from lockscan.cli._options import FOLDER, assessment_options, output_options, source_options


@click.command(name="scan")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--snapshot", type=FOLDER, metavar="DIR", help="Keep what was read here; an interrupted scan resumes.")
@click.option("--fail-under", type=click.FloatRange(0, 1), metavar="F", help="Exit 3 if coverage is under F (0-1).")
@source_options
@assessment_options
@output_options
@click.pass_context
def command(ctx: click.Context, /, sources: tuple[str, ...], snapshot: Path | None, **options: Any) -> None:
    """Read SOURCEs and report on them; a source is a name (aws, azure ...) or a path.

    Files are recognised by their content: Terraform plans and states, and more; see `lockscan sources`.

    \b
    Examples:
      lockscan scan aws
      lockscan scan aws --profile audit --region eu-west-2 --output report.html
      lockscan scan aws site.tfstate --format json --format html --output reports/
      terraform show -json plan.out > plan.json; lockscan scan plan.json
    """
    from lockscan.cli._scan import scan_and_report

    ctx.exit(scan_and_report(sources, snapshot, options))
