"""Terraform's operators, where both sides are written down; one side may decide `&&` and `||` alone."""

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

from lockscan.connectors.hcl.values import UNKNOWN, is_number, plain, whole

LARGEST: Final = 10**30
"""Numbers beyond it are not followed: Python refuses to write out one of thousands of digits."""

RANKS: Final = {
    "||": 1,
    "&&": 2,
    "==": 3,
    "!=": 3,
    "<": 4,
    ">": 4,
    "<=": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "%": 6,
}
_OF_NUMBERS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "%": math.fmod,
}


def combined(sign: str, left: Any, right: Any) -> Any:
    if sign in {"&&", "||"}:
        decisive = sign == "||"
        if left is decisive or right is decisive:
            return decisive
        return not decisive if left is right is (not decisive) else UNKNOWN
    if sign in {"==", "!="}:
        return _alike(left, right) is (sign == "==") if whole(left) and whole(right) else UNKNOWN
    return _reckoned(sign, left, right) if is_number(left) and is_number(right) else UNKNOWN


def _alike(left: Any, right: Any) -> bool:
    # To Python, true is 1.
    return bool(left == right) and isinstance(left, bool) is isinstance(right, bool)


def _reckoned(sign: str, left: float, right: float) -> Any:
    try:
        made = _OF_NUMBERS[sign](left, right)
    except (ValueError, ArithmeticError):
        return UNKNOWN
    if isinstance(made, bool):
        return made
    return plain(made) if abs(made) < LARGEST else UNKNOWN
