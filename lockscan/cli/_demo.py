"""The demo's run: create the tenants, scan them like any others, report, compare with last year, ask the gate."""

import shutil
from datetime import date
from pathlib import Path

import click

from lockscan import api
from lockscan.cli._formats import write_rendered
from lockscan.cli._output import note, write_report
from lockscan.cli._progress import progress
from lockscan.comparison import compare
from lockscan.demo.tenant import REGIONS, aws_tenant, azure_tenant, estate_folder, not_served
from lockscan.gate import judge, read_policy
from lockscan.gate.case import Case
from lockscan.knowledge import Knowledge
from lockscan.snapshot import Snapshot

COUNCIL = "Wexbridge Borough Council"
FORMATS = ("html", "json", "markdown", "csv")


def run_demo(output: Path, as_of: date | None) -> None:
    snapshot = Snapshot.open(_collect(output))
    beside = estate_folder()
    before, report = api.assess_alike(
        (Snapshot.open(beside / "last-year").estate(), snapshot.estate()),
        as_of=as_of,
        spend=sorted(beside.glob("focus-*.csv.gz")),
        contracts=beside / "contracts.csv",
        supplier_spend=[beside / "supplier-spend.csv"],
        title=f"{COUNCIL}: cloud exit and diversification",
    )
    write_report(report, ["terminal"], None, resources=False)
    _heading("Since last year (lockscan diff)")
    write_rendered("lockscan.comparison.formats", compare(before, report), (), None, stem="difference")
    _heading("May it pass? (lockscan gate)")
    knowledge = Knowledge.load()
    verdict = judge(Case(report=report, knowledge=knowledge), read_policy(beside / "lockscan.toml", knowledge))
    write_rendered("lockscan.gate.formats", verdict, (), None, stem="verdict")
    click.echo()
    for path in write_report(report, FORMATS, output, resources=True):
        click.echo(f"wrote {path}")


def _collect(output: Path) -> Path:
    note(f"creating the estate of {COUNCIL} (fictional) on this machine ...")
    shutil.rmtree(output / "snapshot", ignore_errors=True)
    with aws_tenant() as calls, azure_tenant() as served, progress() as shown:
        note(f"created with {calls} calls to AWS and {served} resources of Azure; scanning both over HTTP ...")
        collected = api.collect(
            ["aws", "azure"], snapshot=output / "snapshot", regions=REGIONS, skip=not_served("aws"), progress=shown
        )
    return collected.path


def _heading(text: str) -> None:
    click.echo(f"\n{text}\n{'=' * len(text)}")
