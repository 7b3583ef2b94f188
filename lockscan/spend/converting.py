"""Other bills as FOCUS rows: the view `bill` is put over the file's own columns, and no row is copied."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

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
    cells = {name: _Cell(quoted(own[name]), types[own[name]]) if name in own else None for name in known.used}
    picked = [f'{_amount(cells[name])} AS "{name}"' for name in known.amounts]
    picked += [f'{_text(cells[name])} AS "{name}"' for name in known.texts]
    picked += [f'{_day(cells[name], known.forms)} AS "{name}"' for name in known.days]
    rows = bill.project(", ".join(picked))
    return rows.project(", ".join(f'{expression} AS "{column}"' for column, expression in known.columns.items()))


class _Cell(NamedTuple):
    sql: str
    type: str

    @property
    def said(self) -> str:
        return f"nullif({self.sql}, '')" if self.type == "VARCHAR" else self.sql


def _amount(cell: _Cell | None) -> str:
    return f"NULL::{EXACT}" if cell is None else f"CAST({cell.said} AS {EXACT})"


def _text(cell: _Cell | None) -> str:
    return "NULL::VARCHAR" if cell is None else f"{cell.said}::VARCHAR"


def _day(cell: _Cell | None, forms: Sequence[str]) -> str:
    if cell is None:
        return "NULL::TIMESTAMP"
    read = f"TRY_CAST({cell.said} AS TIMESTAMP)"
    return f"coalesce(try_strptime({cell.sql}, {list(forms)}), {read})" if forms and cell.type == "VARCHAR" else read
