"""Questions that several parts ask of columns."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from lockscan.model.estate import Codes, Column, Floats

Mask = npt.NDArray[np.bool_]


def equals(column: Column, value: str, rows: int) -> Mask:
    """Tell for each of the first rows whether it has the value."""
    if value not in column.values:
        return np.zeros(rows, dtype=np.bool_)
    same: Mask = column.codes[:rows] == column.values.index(value)
    return same


def by_code(column: Column, figures: dict[str, float], default: float, rows: int) -> Floats:
    """Give each row the figure of its value."""
    return np.array([figures.get(value, default) for value in column.values], dtype=np.float64)[column.codes[:rows]]


def tally(codes: Codes, weights: npt.NDArray[np.generic], size: int) -> Floats:
    """Add up weights by code."""
    return np.asarray(np.bincount(codes, weights=weights, minlength=size)[:size], dtype=np.float64)


def add_up(rows: Iterable[Floats], length: int) -> Floats:
    """Add arrays of one length, be there none."""
    total = np.zeros(length)
    for row in rows:
        total += row
    return total
