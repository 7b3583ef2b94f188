"""Names and headings on bills and spend lists, mapped onto ours; the data is `rules/vocabulary/billing.yaml`."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from lockscan.vocabulary.data import read_yaml, rules_folder

OWN_COLUMN = "x_"
"""How a sender's own FOCUS columns begin."""


@cache
def billing_names() -> dict[str, str]:
    """Case-folded name on a bill -> short name."""
    return {name.casefold(): provider for provider, names in _published()["providers"].items() for name in names}


def provider_of(name: str) -> str:
    """Give a provider's short name; an unknown one keeps its own in lower case."""
    folded = name.strip().casefold()
    return billing_names().get(folded, folded)


@cache
def focus_columns() -> frozenset[str]:
    """Give the case-folded columns of every FOCUS version we read."""
    return frozenset(column.casefold() for columns in _published()["focus"].values() for column in columns)


@cache
def spend_headings() -> Mapping[str, Sequence[str]]:
    """What we read of published supplier spend -> the folded headings that may give it, by preference."""
    return {
        field: tuple(folded_heading(heading) for heading in headings)
        for field, headings in _published()["supplier_spend"].items()
    }


def folded_heading(heading: str) -> str:
    """Give a heading without case, spaces and signs."""
    return "".join(char for char in heading.casefold() if char.isalnum())


@cache
def _published() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(rules_folder() / "vocabulary" / "billing.yaml")
    return found
