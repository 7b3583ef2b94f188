"""`lockscan scan`: collect, assess, report."""

from pathlib import Path
from typing import Any

import click

from lockscan.cli._options import FOLDER, assessment_options, output_options, source_options


@click.command(name="scan")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--snapshot", type=FOLDER, metavar="DIR", help="Keep what was read here; an interrupted scan resumes.")
@click.option("--fail-under", type=click.FloatRange(0, 1), metavar="F", help="Exit 3 if coverage is under F (0-1).")
@click.option("--plan", is_flag=True, help="Tell what would be called, what of it is charged for, and stop.")
@source_options
@assessment_options
@output_options
@click.pass_context
def command(
    ctx: click.Context, /, sources: tuple[str, ...], snapshot: Path | None, *, plan: bool, **options: Any
) -> None:
    """Read SOURCEs and report on them; a source is a name (aws, azure ...) or a path.

    Files are recognised by their content: Terraform plans and states, and more; see `lockscan sources`.

    \b
    Examples:
      lockscan scan aws
      lockscan scan aws --plan
      lockscan scan aws --role lockscan        every account of the organization
      lockscan scan aws --profile audit --region eu-west-2 --output report.html
      lockscan scan aws site.tfstate --format json --format html --output reports/
      terraform show -json plan.out > plan.json; lockscan scan plan.json
    """
    from lockscan.cli._scan import READING, scan_and_report

    if plan:
        from lockscan.cli._plan import tell_plan

        tell_plan(sources, {name: options[name] for name in READING}, options["formats"])
        return
    ctx.exit(scan_and_report(sources, snapshot, options))
