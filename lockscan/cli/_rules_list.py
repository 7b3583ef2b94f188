"""The rules as lists: sections, classified types, and how well they are founded."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from tabulate import tabulate

from lockscan.knowledge import Knowledge
from lockscan.knowledge.evidence import Evidence
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.wording.clean import clean

COLUMNS = {
    "capabilities": ("id", "category", "name"),
    "interfaces": ("id", "kind", "steward"),
    "offerings": ("id", "supplier", "name"),
    "suppliers": ("id", "country", "name"),
    "hedges": ("id", "effort_class", "action"),
    "couplings": ("id", "direction", "strength", "why"),
    "parameters": ("id", "p10", "p50", "p90", "unit"),
    "effort": ("id", "p10", "p50", "p90", "unit"),
    "tariffs": ("id", "currency", "effective"),
    "waivers": ("id", "window_days", "chance"),
    "sources": ("id", "publisher", "seen"),
    "types": ("id", "role", "capability"),
}
WIDTH = 80
GAP = 2
SHOWN = 20


def sizes(knowledge: Knowledge, sections: Iterable[str], form: str) -> Iterator[str]:
    """Say how many entries each section has."""
    counted = {section: sum(1 for _ in _rows(knowledge, section)) for section in sections}
    if form == "json":
        yield json.dumps(counted)
    else:
        yield tabulate(list(counted.items()), tablefmt="plain")


def listing(knowledge: Knowledge, section: str, form: str) -> Iterator[str]:
    """Give a section's entries: a table for people, one object a line for machines."""
    if form == "json":
        yield from (json.dumps(row, ensure_ascii=False) for row in _rows(knowledge, section))
        return
    columns = COLUMNS[section]
    rows = [[_text(row.get(column)) for column in columns] for row in _rows(knowledge, section)]
    widths = _fitting([max(map(len, column)) for column in zip(columns, *rows, strict=True)])
    for row in ([*columns], *rows):
        cells = (_short(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True))
        yield (" " * GAP).join(cells).rstrip()


def classified(knowledge: Knowledge, names: Iterable[str], form: str) -> Iterator[str]:
    """Say how each type is understood, in the order asked."""
    for name in names:
        known = knowledge.classify(Profile(TypeName(name)))
        capability = known.understandings[0].capability if known.understandings else None
        if form == "json":
            answer = {"type": name, "canonical": known.canonical, "capability": capability, "level": known.level}
            yield json.dumps(answer, ensure_ascii=False)
        else:
            yield clean(f"{known.level:<8}{capability or '-':<26}{known.canonical}")


def foundation(knowledge: Knowledge, founded: Evidence, as_of: date) -> Iterator[str]:
    """Say how well the rules are founded, and name what is not."""
    types = sum(1 for _ in knowledge.types())
    yield f"{founded.rules} rules for {types} types: nothing to mend"
    yield f"without a source: {len(founded.unsourced)} ({founded.unsourced_share:.1%})"
    yield from _some(founded.unsourced)
    yield f"judgement alone: {founded.judged} ({founded.judged / max(founded.rules, 1):.1%})"
    yield f"sources to read again as of {as_of}: {len(founded.stale)} of {len(knowledge.sources)}"
    yield from _some(founded.stale)


def _some(names: tuple[str, ...]) -> Iterator[str]:
    yield from (f"  {clean(name)}" for name in names[:SHOWN])
    if len(names) > SHOWN:
        yield f"  ... and {len(names) - SHOWN} more"


def _rows(knowledge: Knowledge, section: str) -> Iterator[dict[str, Any]]:
    if section == "types":
        for name in knowledge.types():
            known = knowledge.classify(Profile(name))
            first = known.understandings[0]
            yield {
                "id": name,
                "level": known.level,
                "role": first.role,
                "capability": first.capability,
                "rule": first.rule,
            }
        return
    entries: Mapping[str, Any] = getattr(knowledge, section)
    for identifier, entry in entries.items():
        yield {"id": str(identifier), **_plain(asdict(entry))}


def _plain(value: Any) -> Any:
    """Make it what JSON can carry; a band's figures stand beside the rest."""
    if isinstance(value, dict):
        band = value.get("band")
        rest = {str(key): _plain(item) for key, item in value.items() if key != "band"}
        return {**rest, **band} if isinstance(band, dict) else rest
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _fitting(widths: list[int]) -> list[int]:
    """Narrow the widest column until a line fits a terminal."""
    fitting = list(widths)
    while sum(fitting) + GAP * (len(fitting) - 1) > WIDTH:
        fitting[fitting.index(max(fitting))] -= 1
    return fitting


def _text(value: Any) -> str:
    return clean("" if value is None else str(value))


def _short(text: str, width: int) -> str:
    """Cut what is too wide in the middle: of a type both ends tell something."""
    if len(text) <= width:
        return text
    front = (width - 2) // 2
    return f"{text[:front]}..{text[len(text) - (width - 2 - front) :]}"
