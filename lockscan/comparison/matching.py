"""Which node of one estate is which of another: by id, by what it is known as, by its address in Terraform."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np

from lockscan.comparison.picked import NOWHERE
from lockscan.model.estate import Codes, Estate

Known: TypeAlias = Callable[[Sequence[str]], Mapping[str, int]]
"""Gives the rows of the estate that are known by these keys: identities, and Terraform addresses of a state."""

BEFORE_ADDRESS: Final = "#"
"""What has no id yet is called by its file, this, and its address there."""

NEAR: Final = 4
"""Folders of a file's place, its own name included, by which it is known again elsewhere; first all, then fewer."""


def same_in(estate: Estate, known: Known, other: Estate) -> Codes:
    """Give for each node of the other the row it is in the estate, -1 for none."""
    ids = other.rows.ids(range(len(other)))
    rows = estate.rows.find(ids)
    missing = [node for node, row in enumerate(rows) if row is None]
    keys = {node: ids[node].partition(BEFORE_ADDRESS)[2] or ids[node] for node in missing}
    named = known(list(keys.values())) if keys else {}
    for node, key in keys.items():
        row = named.get(key)
        if row is not None and (key == ids[node] or _alike(estate, row, other, node)):
            rows[node] = row
    return _codes(rows)


def stood_in(before: Estate, after: Estate) -> Codes:
    """Give for each node after a plan the row it had before: by id, or by address where the id is yet to be known."""
    ids = after.rows.ids(range(len(after)))
    rows = before.rows.find(ids)
    places = {address: row for row, address in enumerate(_addresses(before)) if address}
    for node, address in enumerate(_addresses(after)):
        if rows[node] is None:
            rows[node] = places.get(address)
    return _codes(rows)


def elsewhere(gone: Collection[str], come: Collection[str]) -> dict[str, str]:
    """Give for what came what it was, where only its file lies elsewhere: a checkout, a copy, a folder renamed.

    Both ends of the place have to agree, and nothing else on either side may answer to what is compared.
    """
    was: dict[str, str] = {}
    for folders in range(NEAR, 0, -1):
        old, new = _alone(set(gone) - set(was.values()), folders), _alone(set(come) - was.keys(), folders)
        was |= {identifier: old[place] for place, identifier in new.items() if place in old}
    return was


def _alone(ids: Collection[str], folders: int) -> dict[str, str]:
    """Give the end of each place that only one id has."""
    found: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for identifier in ids:
        file, mark, address = identifier.partition(BEFORE_ADDRESS)
        if mark:
            place = mark.join(("/".join(re.split(r"[/\\]", file)[-folders:]), address))
            counted[place] += 1
            found[place] = identifier
    return {place: identifier for place, identifier in found.items() if counted[place] == 1}


def _alike(estate: Estate, row: int, other: Estate, node: int) -> bool:
    """An address means the same thing only where neither side knows better by an id."""
    same_type = estate.profiles[estate.profile[row]].type == other.profiles[other.profile[node]].type
    return same_type and BEFORE_ADDRESS in estate.rows.ids([row])[0]


def _addresses(estate: Estate) -> list[str]:
    origins = estate.rows.origins(range(estate.resources))
    return [next((origin.address or "" for origin in seen), "") for seen in origins]


def _codes(rows: Sequence[int | None]) -> Codes:
    return np.array([NOWHERE if row is None else row for row in rows], dtype=np.int32)
