"""What `lockscan exit` asks: the scenario completed from the command line, the report, and what of it is wanted."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from lockscan import api
from lockscan.errors import UsageError
from lockscan.knowledge import Knowledge
from lockscan.knowledge.targets import SETS
from lockscan.model.report import Application, Report
from lockscan.model.scenario import Scenario
from lockscan.reporters._exit.interface import ExitQuestion
from lockscan.scenario import read_scenario, scenario_from

WHOLE = frozenset({"html", "csv"})
"""Formats that tell the whole exit and nothing else."""


def question(snapshot: Path, asked: Mapping[str, Any], formats: Sequence[str], output: Path | None) -> ExitQuestion:
    _fits(asked, formats, output)
    scenario = _scenario(asked)
    judging = {
        name: asked[name] for name in ("spend", "contracts", "supplier_spend", "applications", "rules", "marking")
    }
    report = api.assess(snapshot, scenario=scenario, title="What leaving would cost", **judging)
    return ExitQuestion(
        report=report,
        application=_application(report, asked["application"]) if asked["application"] else None,
        why=_component(report, asked["why"]) if asked["why"] else "",
    )


def _fits(asked: Mapping[str, Any], formats: Sequence[str], output: Path | None) -> None:
    wanted = {*formats, *({output.suffix.removeprefix(".")} if output and not formats else ())}
    one = next((f"--{name}" for name in ("application", "why") if asked[name]), "")
    if one and wanted & WHOLE:
        raise UsageError(f"{one} is told by terminal, json and markdown; html and csv tell the whole exit")


def _scenario(asked: Mapping[str, Any]) -> Scenario:
    knowledge = Knowledge.load(packs=tuple(asked["rules"]))
    day = asked["as_of"] or datetime.now(UTC).date()
    base = read_scenario(asked["scenario"], knowledge, day) if asked["scenario"] else Scenario(as_of=day)
    target = asked["target"]
    if target and target not in (*SETS, *knowledge.suppliers):
        sellers = sorted({offering.supplier for offering in knowledge.offerings.values()})
        near = get_close_matches(target, (*SETS, *sellers), n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise UsageError(f"no target {target!r}{hint}; there are {', '.join((*SETS, *sellers))}")
    given = {"target": target, "in-days": asked["in_days"]}
    return scenario_from({name: value for name, value in given.items() if value}, knowledge, base, what="options")


def _application(report: Report, name: str) -> Application:
    for application in report.applications:
        if application.name.casefold() == name.casefold():
            return application
    known = ", ".join(sorted(application.name for application in report.applications))
    raise UsageError(f"no application {name!r}; there are {known or 'none'}")


def _component(report: Report, name: str) -> str:
    known = [part.id for case in (report.exit_cost.planned, report.exit_cost.stressed) for part in case.components]
    if name not in known:
        raise UsageError(f"no component {name!r}; there are {', '.join(dict.fromkeys(known)) or 'none'}")
    return name
