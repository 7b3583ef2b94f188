"""Rule files in, one plain value out: everything read, checked at once, and laid out for quick loading."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from lockscan.errors import InvalidInput
from lockscan.knowledge.checking import problems_of
from lockscan.knowledge.documents import OURS, File, read
from lockscan.knowledge.structure import shape_problems
from lockscan.knowledge.tables import Entry, Tables, merge
from lockscan.vocabulary.types import terraform_types

Compiled: TypeAlias = Mapping[str, Any]

ONLY_FOR_PROOF = ("type", "types", "examples")
BY_ID = (
    *("capabilities", "interfaces", "suppliers", "offerings", "sources", "hedges"),
    *("parameters", "effort", "waivers", "couplings", "tariff", "ties"),
    *("resales", "cold_tiers", "licences", "run_prices", "billed_units", "backtest", "backtest_parts"),
)


def compiled(found: Sequence[File]) -> dict[str, Any]:
    """Read and check all rules; every problem is told together, none alone."""
    problems: list[str] = []
    documents = list(read(found, problems))
    for document in documents:
        problems += shape_problems(document)
    tables = merge(documents, problems)
    problems += problems_of(tables)
    if problems:
        raise InvalidInput("rules", sorted(set(problems), key=_by_place))
    return _laid_out(tables)


def _laid_out(tables: Tables) -> dict[str, Any]:
    entries: list[dict[str, Any]] = []
    places: dict[int, int] = {}
    return {
        **{section: {key: entry.value for key, entry in tables[section].items()} for section in BY_ID},
        "scoring": tables["scoring"]["scoring"].value,
        "exchange": tables["exchange"]["exchange"].value,
        "terraform": terraform_types(),
        "services": {key: [entry.spelled, _place(entry, entries, places)] for key, entry in tables["services"].items()},
        "types": {key: [entry.spelled, _place(entry, entries, places)] for key, entry in tables["types"].items()},
        "entries": entries,
    }


def _place(entry: Entry, entries: list[dict[str, Any]], places: dict[int, int]) -> int:
    place = places.setdefault(id(entry.value), len(entries))
    if place == len(entries):
        kept = _needed(entry.value)
        if "variants" in kept:
            kept["variants"] = [_needed(variant) for variant in kept["variants"]]
        entries.append(kept if entry.pack == OURS else {**kept, "pack": entry.pack})
    return place


def _needed(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key not in ONLY_FOR_PROOF}


def _by_place(problem: str) -> tuple[str, int, str]:
    parts = problem.split(":", 2)
    return (parts[0], int(parts[1]), problem) if len(parts) > 1 and parts[1].isdigit() else (parts[0], 0, problem)
