"""`lockscan gate`: yes, no, or too little known to say."""

from pathlib import Path
from typing import Any

import click

from lockscan.cli._formats import format_options
from lockscan.cli._options import FOLDER, SNAPSHOT, assessment_options, source_options


@click.command(name="gate")
@click.argument("sources", nargs=-1, required=True, metavar="SNAPSHOT|SOURCE...")
@click.option(
    "--policy", type=SNAPSHOT, default="lockscan.toml", show_default=True, metavar="FILE", help="What is asked."
)
@click.option(
    "--baseline",
    type=click.Path(exists=True, path_type=Path),
    metavar="SNAPSHOT|REPORT.json",
    help="What relative limits are held against; the estate that a plan changes.",
)
@click.option("--against-change", is_flag=True, help="Judge only what the plan adds to what stands.")
@click.option("--terraform", type=FOLDER, metavar="DIR", help="Point at the files here, not at the plan.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever the verdict: some uploaders take else for a crash.")
@source_options
@assessment_options
@format_options("lockscan.gate.formats")
@click.pass_context
def command(ctx: click.Context, /, sources: tuple[str, ...], *, exit_zero: bool, **options: Any) -> None:
    """Judge a snapshot or SOURCEs by a policy: exit 0 for yes, 1 for no, 3 where too little was read to say.

    The policy is the [gate] part of lockscan.toml: limits on portability, exit cost, coverage and supplier shares;
    what is denied; and lock-in accepted by an owner until a review date. All its mistakes are told at once.

    \b
    Examples:
      lockscan gate lockscan-snapshot
      lockscan gate plan.json --against-change --baseline report.json
      lockscan gate plan.json --against-change --baseline lockscan-snapshot
      lockscan gate lockscan-snapshot --format sarif --output l.sarif --exit-zero
    """
    from lockscan.cli._gate import judged

    status = judged(sources, options)
    ctx.exit(0 if exit_zero else status)
