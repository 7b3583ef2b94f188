"""Other bills as FOCUS rows: the view `bill` is put over the file's own columns, and no row is copied."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lockscan.spend.grouping import COSTS, EXACT, quoted
from lockscan.vocabulary.billing import folded_heading
from lockscan.vocabulary.bills import BillFormat, bill_formats

if TYPE_CHECKING:
    import duckdb


def format_of(headings: Mapping[str, str]) -> BillFormat | None:
    """Tell whose bill it is by its headings; None: FOCUS, or nothing we know."""
    if {heading.casefold() for heading in headings} & {cost.casefold() for cost in COSTS}:
        return None
    return next((each for each in bill_formats() if each.fits(headings)), None)


def convert(bill: "duckdb.DuckDBPyRelation", types: Mapping[str, str], known: BillFormat) -> "duckdb.DuckDBPyRelation":
    """Give the bill as FOCUS rows; an amount that is none raises when it is read."""
    own = {folded_heading(heading): heading for heading in types}
    picked = [f'{_amount(own.get(name), types)} AS "{name}"' for name in known.amounts]
    picked += [f'{_text(own.get(name))} AS "{name}"' for name in known.texts]
    rows = bill.project(", ".join(picked))
    return rows.project(", ".join(f'{expression} AS "{column}"' for column, expression in known.columns.items()))


def _amount(heading: str | None, types: Mapping[str, str]) -> str:
    if heading is None:
        return f"NULL::{EXACT}"
    cell = quoted(heading)
    return f"CAST({_text(heading) if types[heading] == 'VARCHAR' else cell} AS {EXACT})"


def _text(heading: str | None) -> str:
    return "NULL::VARCHAR" if heading is None else f"nullif(trim({quoted(heading)}::VARCHAR), '')"
