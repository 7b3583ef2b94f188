"""What of a configuration may be kept as facts: booleans and numbers, never a text."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from lockscan.references.vocabulary import shapes
from lockscan.references.walking import ROOT, Place, Skipped

DEEPEST: Final = 6
MOST: Final = 200
_KEY = re.compile(r"[A-Za-z][\w-]{0,63}")


def facts_of(config: Any, skip: Sequence[str] = ()) -> dict[str, bool | int | float]:
    """Give every boolean and number by its dotted path; nothing inside lists, secrets or what users wrote freely."""
    skipped = Skipped(skip)
    found: dict[str, bool | int | float] = {}
    for path, value in _scalars(config, ROOT, skipped, 0):
        found[path] = value
        if len(found) == MOST:
            break
    return found


def _scalars(config: Any, place: Place, skipped: Skipped, depth: int) -> Iterator[tuple[str, bool | int | float]]:
    if isinstance(config, bool | int | float):
        if math.isfinite(config):
            yield place.shown, config
    elif isinstance(config, Mapping) and depth < DEEPEST:
        for key, value in config.items():
            below = place.at(str(key))
            if _KEY.fullmatch(str(key)) and not _private(below) and below not in skipped:
                yield from _scalars(value, below, skipped, depth + 1)


def _private(place: Place) -> bool:
    known = shapes()
    return place.free or place.key in known.unread or known.secret.search(place.key) is not None
