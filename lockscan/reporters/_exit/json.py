"""The answer for a machine: the report's own exit part, with its inputs; `lockscan.exit/v1`."""

import json
from typing import Final

from lockscan.reporters._exit.interface import ExitQuestion, Format
from lockscan.reporters._inputs import inputs_of
from lockscan.reporters._v1.advice import application
from lockscan.reporters._v1.figures import Json
from lockscan.reporters._v1.inputs import parameter, scenario, source
from lockscan.reporters._v1.leaving import exit_cost

SCHEMA: Final = "lockscan.exit/v1"


class _Json:
    suffix = ".json"

    def render(self, question: ExitQuestion) -> bytes:
        return f"{json.dumps(_document(question), allow_nan=False, indent=1)}\n".encode()


def _document(question: ExitQuestion) -> Json:
    report = question.report
    return {
        "schema": SCHEMA,
        "generated": report.as_of.isoformat(),
        "title": report.title,
        "marking": report.marking,
        "tool": {"name": "lockscan", "version": report.version},
        "rules": {"version": report.rules_version, "digest": report.rules_digest, "packs": list(report.packs)},
        "scenario": scenario(report.scenario),
        "exit_cost": exit_cost(report.exit_cost),
        "application": application(question.application) if question.application else None,
        "why": _why(question),
        "parameters": [parameter(each) for each in report.parameters],
        "sources": [source(each) for each in report.sources],
    }


def _why(question: ExitQuestion) -> Json | None:
    for _, part in question.explained():
        inputs = inputs_of(part.formula, question.report.parameters)
        return {"component": part.id, "formula": part.formula, "parameters": [each.id for each in inputs]}
    return None


FORMAT: Final[Format] = _Json()
