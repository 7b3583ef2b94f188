"""What `lockscan exit` asks: the scenario completed from the command line, the report, and what of it is wanted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from lockscan import api
from lockscan.errors import NothingRead, UsageError
from lockscan.knowledge import Knowledge
from lockscan.knowledge.targets import SETS
from lockscan.model.report import Application, Report
from lockscan.model.scenario import Scenario
from lockscan.reporters._exit.interface import ExitQuestion
from lockscan.scenario import read_scenario, scenario_from
from lockscan.wording import words
from lockscan.wording.clean import shorten

WHOLE = frozenset({"html", "csv"})
"""Formats that tell the whole exit and nothing else."""

_SHOWN = 8
_NEAR = 0.75
"""How alike a slip of the pen and what was meant are."""


def question(snapshot: Path, asked: Mapping[str, Any], formats: Sequence[str], output: Path | None) -> ExitQuestion:
    _fits(asked, formats, output)
    scenario = _scenario(asked)
    judging = {
        name: asked[name] for name in ("spend", "contracts", "supplier_spend", "applications", "rules", "marking")
    }
    report = api.assess(snapshot, scenario=scenario, title="What leaving would cost", **judging)
    if not report.summary.resources:
        raise NothingRead(f"{snapshot}: no resource was read, so what leaving would cost is not known")
    if not report.exit_cost.planned.total.p90:
        there = words.target(report.scenario.target)
        raise UsageError(f"nothing to leave: all that was read is with {there} already; name another --target")
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
    if target is not None and target not in (*SETS, *knowledge.suppliers):
        near = get_close_matches(target, knowledge.suppliers, n=1, cutoff=_NEAR)
        raise UsageError(
            f"no target {target!r}{_meant(near)}; there are {', '.join(SETS)} and the suppliers of "
            "`lockscan rules list suppliers`"
        )
    given = {"target": target, "in-days": asked["in_days"]}
    kept = {name: value for name, value in given.items() if value is not None}
    return scenario_from(kept, knowledge, base, what="options")


def _application(report: Report, name: str) -> Application:
    for application in report.applications:
        if application.name.casefold() == name.casefold():
            return application
    raise UsageError(_none_such("application", name, sorted(application.name for application in report.applications)))


def _component(report: Report, name: str) -> str:
    known = [part.id for case in (report.exit_cost.planned, report.exit_cost.stressed) for part in case.components]
    if name not in known:
        raise UsageError(_none_such("component", name, list(dict.fromkeys(known))))
    return name


def _none_such(what: str, name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=_NEAR)
    more = f" and {len(known) - _SHOWN:,} more" if len(known) > _SHOWN else ""
    there_are = ", ".join(shorten(each, 40) for each in known[:_SHOWN]) or "none"
    return f"no {what} {shorten(name, 40)!r}{_meant(near)}; there are {there_are}{more}"


def _meant(near: Iterable[str]) -> str:
    return "".join(f" (did you mean {shorten(each, 40)}?)" for each in near)
