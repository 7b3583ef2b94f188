"""Files lie about their shape: what is not the expected container counts as an empty one."""

from collections.abc import Mapping
from typing import Any, Final

_DIGITS: Final = 9


def table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def index(value: Any) -> int | None:
    """Give a place in a list as it is written; None for what is none, or more than any list holds."""
    written = str(value)
    return int(written) if written.isascii() and written.isdecimal() and len(written) < _DIGITS else None


def text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def texts(value: Any) -> list[str]:
    """Give the texts of a list; one that stands alone counts as such a list."""
    return [value] if isinstance(value, str) else [item for item in items(value) if isinstance(item, str)]
