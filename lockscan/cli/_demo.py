"""The demo's run: create the tenant, scan it like any other, write both reports, print the summary."""

import shutil
from datetime import date
from pathlib import Path

import click

from lockscan import api
from lockscan.cli._output import note, write_report
from lockscan.cli._progress import progress
from lockscan.demo.tenant import REGIONS, aws_tenant, azure_tenant, not_served


def run_demo(output: Path, as_of: date | None) -> None:
    note("creating the estate of Wexbridge Borough Council (fictional) on this machine ...")
    shutil.rmtree(output / "snapshot", ignore_errors=True)
    with aws_tenant() as calls, azure_tenant() as served, progress() as shown:
        note(f"created with {calls} calls to AWS and {served} resources of Azure; scanning both over HTTP ...")
        collected = api.collect(
            ["aws", "azure"], snapshot=output / "snapshot", regions=REGIONS, skip=not_served("aws"), progress=shown
        )
    report = api.assess(collected.path, as_of=as_of, title="Wexbridge Borough Council: cloud exit and diversification")
    written = write_report(report, ["html", "json"], output, resources=True)
    write_report(report, ["terminal"], None, resources=False)
    click.echo()
    for path in written:
        click.echo(f"wrote {path}")
