"""What of a configuration may be kept as facts: booleans and numbers, never a text."""

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from lockscan.references.vocabulary import is_secret
from lockscan.references.walking import Place, Skipped, root

DEEPEST: Final = 6
MOST: Final = 200
_KEY = re.compile(r"[A-Za-z][\w-]{0,63}")
_WITHOUT: Final = frozenset({type(None), str, list})
"""What holds no fact; left out early, for most of a configuration is of these."""


def facts_of(config: Any, skip: Sequence[str] = ()) -> dict[str, bool | int | float]:
    """Give every boolean and number by its dotted path; nothing inside lists, secrets or what users wrote freely."""
    found: dict[str, bool | int | float] = {}
    _fill(found, config, root(), Skipped(skip))
    return found


def _fill(found: dict[str, bool | int | float], config: Any, place: Place, skipped: Skipped) -> None:
    if isinstance(config, bool | int | float):
        if math.isfinite(config) and len(found) < MOST:
            found[place.shown] = config
    elif isinstance(config, dict | Mapping) and place.depth < DEEPEST:
        for key, value in config.items():
            if type(value) in _WITHOUT or not _is_key(str(key)):
                continue
            below = place.at(str(key))
            if not below.free and not below.unread and not is_secret(below.key) and below not in skipped:
                _fill(found, value, below, skipped)


@lru_cache(maxsize=65_536)
def _is_key(key: str) -> bool:
    return _KEY.fullmatch(key) is not None
