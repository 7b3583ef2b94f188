"""Bare names are mentions only under a key that hints at a type, and never when everything is called so."""

from functools import cache

from lockscan.vocabulary.data import read_yaml, rules_folder


@cache
def _entry() -> dict[str, object]:
    entry: dict[str, object] = read_yaml(rules_folder() / "vocabulary" / "names.yaml")
    return entry


def shortest_name() -> int:
    """Give the length below which a bare name is no evidence."""
    return int(str(_entry()["shortest"]))


def stopped_names() -> frozenset[str]:
    """Give the names that mean nothing because everybody uses them, in lower case."""
    words = _entry()["stopped"]
    return frozenset(str(word).lower() for word in words) if isinstance(words, list) else frozenset()
