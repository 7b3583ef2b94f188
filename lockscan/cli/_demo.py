"""The demo's run: create the tenants, scan them like any others, report, compare with last year, ask the gate."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from lockscan import api
from lockscan.cli._output import note, write_report
from lockscan.cli._progress import progress
from lockscan.demo.tenant import REGIONS, aws_tenant, azure_tenant, estate_folder, not_served
from lockscan.plugins import Plugins

COUNCIL = "Wexbridge Borough Council"
FORMATS = ("html", "json", "markdown", "csv")


def run_demo(output: Path, as_of: date | None) -> None:
    snapshot = _collect(output)
    beside = estate_folder()
    judging: dict[str, Any] = {
        "as_of": as_of,
        "spend": sorted(beside.glob("focus-*.csv.gz")),
        "contracts": beside / "contracts.csv",
        "supplier_spend": [beside / "supplier-spend.csv"],
    }
    report = api.assess(snapshot, title=f"{COUNCIL}: cloud exit and diversification", **judging)
    write_report(report, ["terminal"], None, resources=False)
    _heading("Since last year (lockscan diff last-year snapshot)")
    _command("diff", [str(beside / "last-year"), str(snapshot), *_as_of(as_of)])
    _heading("May it pass? (lockscan gate snapshot --policy lockscan.toml)")
    _command("gate", [str(snapshot), "--policy", str(beside / "lockscan.toml"), "--exit-zero", *_as_of(as_of)])
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


def _command(name: str, words: Sequence[str]) -> None:
    """Run another command as its user would."""
    commands = Plugins[click.Command]("lockscan.cli", [str(Path(__file__).parent)], "command")
    commands[name].main(args=list(words), standalone_mode=False)


def _as_of(day: date | None) -> list[str]:
    return ["--as-of", day.isoformat()] if day else []


def _heading(text: str) -> None:
    click.echo(f"\n{text}\n{'=' * len(text)}")
