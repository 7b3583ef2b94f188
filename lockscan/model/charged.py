"""Which resource each charge is for: by its id, else by the one string it alone goes by."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import numpy as np

from lockscan.model.charge import Charge
from lockscan.model.estate import Codes, Estate, Mentions

NONE = -1


def charged_rows(estate: Estate) -> Codes:
    """Give the row of the resource that each of the estate's charges names, -1 where it names none that we know.

    Bills name things by ARN, by ARM id in any case, or barely (`i-0abc`, a bucket's name); what could be meant by two
    resources is meant by none.
    """
    names = {(charge.provider, charge.resource_id) for charge in estate.charges if charge.resource_id}
    ids = sorted({name for _, name in names})
    rows = {name: row for name, row in zip(ids, estate.rows.find(ids), strict=True) if row is not None}
    mentioned = _mentioned(estate, {name for name in names if name[1] not in rows})
    return np.array(
        [
            _inside(estate, rows.get(c.resource_id, mentioned.get((c.provider, c.resource_id), NONE)))
            for c in estate.charges
        ],
        dtype=np.int32,
    )


def _mentioned(estate: Estate, names: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    if not isinstance(estate.rows, Mentions):
        return {}
    keys: dict[str, list[str]] = defaultdict(list)
    for provider, name in sorted(names):
        keys[provider].append(name)
    return {
        (provider, name): row
        for provider, asked in keys.items()
        for name, row in zip(asked, estate.rows.find_mentioned(asked, provider), strict=True)
        if row is not None
    }


def _inside(estate: Estate, row: int) -> int:
    """External nodes are mentioned, not owned: what is billed for them is billed for none of ours."""
    return row if row < estate.resources else NONE


def months_billed(charges: Iterable[Charge]) -> dict[str, int]:
    """Count the months each provider's bills span, so that a year's bills do not look like a month's."""
    seen: dict[str, set[date]] = defaultdict(set)
    for charge in charges:
        seen[charge.provider].add(charge.month)
    return {provider: len(months) for provider, months in seen.items()}
