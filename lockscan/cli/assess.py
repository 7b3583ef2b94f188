"""`lockscan assess`: a report about a snapshot that already is."""

from pathlib import Path
from typing import Any

import click

from lockscan.cli._options import SNAPSHOT, assessment_options, output_options


@click.command(name="assess")
@click.argument("snapshot", type=SNAPSHOT)
@assessment_options
@output_options
def command(snapshot: Path, formats: tuple[str, ...], output: Path | None, *, resources: bool, **judging: Any) -> None:
    """Assess a sealed SNAPSHOT; touches no network.

    \b
    Examples:
      lockscan assess lockscan-snapshot
      lockscan assess lockscan-snapshot --spend focus.csv.gz --output report.html
      lockscan assess lockscan-snapshot --contracts register.csv --format json
      lockscan assess lockscan-snapshot --scenario leave-by-2028.toml
    """
    from lockscan import api
    from lockscan.cli._output import note, write_report

    report = api.assess(snapshot, **judging)
    for path in write_report(report, formats, output, resources=resources):
        note(f"wrote {path}")
