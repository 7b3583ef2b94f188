"""What a computed value may be: texts, numbers, lists and maps, parts of which nobody may know."""

from typing import Any, Final

UNKNOWN: Final = object()
"""What only a plan could tell."""

ABSENT: Final = object()
"""What a known value does not hold: an error in Terraform, unless `try` stands round it."""

LONGEST: Final = 100_000
"""Characters of a computed text, parts of a computed list or map."""


def is_known(value: Any) -> bool:
    return value is not UNKNOWN and value is not ABSENT


def whole(value: Any) -> bool:
    """Whether no part of a value is unknown."""
    if isinstance(value, dict):
        return all(map(whole, value.values()))
    return all(map(whole, value)) if isinstance(value, list) else is_known(value)


def known(value: Any) -> Any:
    """Give a value without the parts that are unknown."""
    if isinstance(value, dict):
        return {key: known(one) for key, one in value.items() if is_known(one)}
    return [known(one) for one in value if is_known(one)] if isinstance(value, list) else value


def limited(value: Any) -> Any:
    """Give a value unless it has too many parts: a few lists that hold each other ten times over have billions."""
    waiting = [value]
    for _ in range(LONGEST):
        if not waiting:
            return value
        one = waiting.pop()
        waiting.extend(one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
    return UNKNOWN


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def plain(number: float) -> float:
    """Terraform has one kind of number: a whole one has no point, however it was written or computed."""
    return int(number) if number % 1 == 0 else number


def spelled(value: Any) -> str:
    if not isinstance(value, str | int | float):
        raise TypeError(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
