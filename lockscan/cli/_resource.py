"""Which resource a person means: by id, by its unique name, else by what is near."""

from difflib import get_close_matches

from lockscan.errors import UsageError
from lockscan.model.estate import Estate
from lockscan.wording.clean import clean

SHOWN = 5
COMPARED = 20_000
"""Names that are compared letter by letter; in a larger estate only those that contain the word are shown."""


def row_of(estate: Estate, asked: str) -> int:
    """Give the row of an id or a unique name."""
    row = estate.rows.find([asked])[0]
    if row is not None:
        return row
    names = estate.rows.names(range(len(estate)))
    rows = [row for row, name in enumerate(names) if name == asked]
    if not rows:
        raise UsageError(clean(f"there is no resource {asked!r} in the snapshot{_hint(asked, names)}"))
    if len(rows) > 1:
        ids = ", ".join(estate.rows.ids(rows[:SHOWN]))
        more = f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
        raise UsageError(clean(f"{len(rows)} resources are named {asked!r}; give one's id: {ids}{more}"))
    return rows[0]


def _hint(asked: str, names: list[str]) -> str:
    known = sorted(set(filter(None, names)))
    near = [name for name in known if asked.casefold() in name.casefold()][:SHOWN]
    if not near and len(known) <= COMPARED:
        near = get_close_matches(asked, known, n=SHOWN)
    return f"; near: {', '.join(near)}" if near else "; give its id or its name"
