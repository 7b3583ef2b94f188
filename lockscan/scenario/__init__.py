"""A scenario file (TOML) -> Scenario, validated against what is known; all problems at once."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from lockscan.errors import InvalidInput, UsageError
from lockscan.knowledge import Knowledge
from lockscan.model.scenario import Scenario
from lockscan.scenario.settings import DEFAULT, MIX, READERS

__all__ = ["read_scenario", "scenario_from"]

_NAMES: Final = {"decision-date": "decided", "exit-date": "exit_by"}
"""Settings whose field is named otherwise."""


def read_scenario(path: Path, knowledge: Knowledge, as_of: date) -> Scenario:
    """Read a scenario; `as_of` holds where the file names no day of its own."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not valid TOML: {error}") from None
    return scenario_from(document, knowledge, Scenario(as_of=as_of), what=str(path))


def scenario_from(document: Mapping[str, Any], knowledge: Knowledge, base: Scenario, *, what: str) -> Scenario:
    """Lay a document over a base scenario."""
    problems: list[str] = []
    values: dict[str, Any] = {}
    for key, value in document.items():
        read = READERS.get(key)
        if read is None:
            problems.append(f"{key}: not a setting; there are {', '.join(READERS)}")
            continue
        try:
            values |= _fields(key, read(value, knowledge))
        except ValueError as error:
            problems.append(f"{key}: {error}")
    found = replace(base, **values)
    problems += _out_of_order(found)
    if problems:
        raise InvalidInput(what, problems)
    return found


def _fields(key: str, value: Any) -> dict[str, Any]:
    """Give what a setting says in the scenario's own words; one table may say two things."""
    if key == "target" and isinstance(value, dict):
        rest = {capability: target for capability, target in value.items() if capability != DEFAULT}
        return {"targets": rest, **({"target": value[DEFAULT]} if DEFAULT in value else {})}
    if key == "rate" and isinstance(value, dict):
        return {"rates": value, "rate": MIX}
    return {_NAMES.get(key, key.replace("-", "_")): value}


def _out_of_order(scenario: Scenario) -> list[str]:
    decided, leaving = scenario.decided or scenario.as_of, scenario.exit_by
    problems = []
    if decided < scenario.as_of:
        problems.append(f"decision-date: {decided} lies before the assessment's day, {scenario.as_of}")
    if leaving is not None and leaving <= decided:
        problems.append(f"exit-date: {leaving} does not lie after the decision, {decided}")
    return problems
