"""Tag keys whose values may be kept, and which of them name the application."""

from dataclasses import dataclass
from functools import cache

from lockscan.vocabulary.data import read_yaml, rules_folder


@dataclass(frozen=True, slots=True)
class TagKeys:
    application: tuple[str, ...]
    """Keys that name the application, in order of precedence, case-folded without separators."""

    kept: frozenset[str]
    """Every key whose value may be stored, the application's included."""


def fold(key: str) -> str:
    """Give `Application-Name`, `application_name` and `applicationName` one spelling."""
    return "".join(c for c in key.casefold() if c.isalnum())


@cache
def tag_keys() -> TagKeys:
    """The shipped lists, from `rules/vocabulary/tags.yaml`."""
    entry = read_yaml(rules_folder() / "vocabulary" / "tags.yaml")
    application = tuple(fold(key) for key in entry["application"])
    return TagKeys(application, frozenset(application) | {fold(key) for key in entry["kept"]})
