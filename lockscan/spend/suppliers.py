"""Supplier spend (CSV) as councils and departments publish it: whatever the headings, every line counted or told."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lockscan.errors import InvalidInput, UsageError
from lockscan.model.charge import Payment
from lockscan.model.money import Money
from lockscan.spend.cells import read_amount, read_date
from lockscan.vocabulary.billing import folded_heading, spend_headings

TITLES = 20
"""Lines that may stand above the headings."""

TOLD = 20
"""Problems told one by one; more are counted."""

UNNAMED = "(not named)"
NEEDED = ("supplier", "amount")
_TOTALS = frozenset({"", "total", "grandtotal", "totals", "totalspend", "sum"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendList:
    """Payments of one or several files, and what was odd about the files."""

    payments: tuple[Payment, ...]
    notes: tuple[str, ...]


def read_supplier_spend(paths: Sequence[Path], *, currency: str = "GBP") -> SpendList:
    """Read lists as one; amounts are in `currency` unless a column says otherwise."""
    payments: list[Payment] = []
    notes: list[str] = []
    problems: list[str] = []
    for path in paths:
        reading = _Reading(path=path, currency=currency, problems=problems, notes=notes)
        payments += reading.payments(_rows(path))
    if problems:
        more = [f"and {len(problems) - TOLD} more"] if len(problems) > TOLD else []
        raise InvalidInput("supplier spend", [*problems[:TOLD], *more])
    return SpendList(payments=tuple(payments), notes=tuple(notes))


def _rows(path: Path) -> list[list[str]]:
    """Give the file's lines as cells; councils write UTF-8 or Windows' own encoding, commas, semicolons or tabs."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    if b"\0" in raw:
        raise UsageError(f"{path}: not a CSV file; save the spreadsheet as CSV first")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    counts = {sign: text[:4096].count(sign) for sign in ",;\t"}
    try:
        return list(csv.reader(io.StringIO(text), delimiter=max(counts, key=lambda sign: counts[sign])))
    except csv.Error as error:
        raise UsageError(f"{path}: not a readable CSV: {error}") from None


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One file on its way."""

    path: Path
    currency: str
    problems: list[str]
    notes: list[str]

    def payments(self, rows: Sequence[Sequence[str]]) -> list[Payment]:
        start, columns = self._headings(rows)
        if "date" not in columns:
            self.notes.append(f"{self.path.name}: no column with a date; when it was paid is not known")
        found: list[Payment] = []
        for number, row in enumerate(rows[start:], start=start + 1):
            cells = {field: row[place].strip() for field, place in columns.items() if place < len(row)}
            payment = self._payment(cells, number) if any(cell.strip() for cell in row) else None
            if payment and not self._is_total(payment, found, number):
                found.append(payment)
        if not found:
            self.notes.append(f"{self.path.name}: no payment below the headings")
        return found

    def _headings(self, rows: Sequence[Sequence[str]]) -> tuple[int, Mapping[str, int]]:
        """Give where the lines begin and which column is which."""
        for number, row in enumerate(rows[:TITLES], start=1):
            columns = dict(_columns(row))
            if all(field in columns for field in NEEDED):
                return number, columns
        known = spend_headings()
        raise UsageError(
            f"{self.path}: no line of headings with a supplier ({', '.join(known['supplier'][:4])} ...) "
            f"and an amount ({', '.join(known['amount'][:4])} ...)"
        )

    def _payment(self, cells: Mapping[str, str], number: int) -> Payment | None:
        where = f"{self.path.name}:{number}"
        supplier, amount = cells.get("supplier", ""), cells.get("amount", "")
        if not amount:
            if supplier:
                self.problems.append(f"{where}: no amount for {supplier}")
            return None
        try:
            return Payment(
                supplier=supplier or UNNAMED,
                amount=Money(read_amount(amount), cells.get("currency", "").upper() or self.currency),
                paid=read_date(cells["date"]) if cells.get("date") else None,
            )
        except ValueError as error:
            self.problems.append(f"{where}: {error}")
            return None

    def _is_total(self, payment: Payment, found: Sequence[Payment], number: int) -> bool:
        """Tell a line that only adds up those above it; a payment of the same amount to someone stays one."""
        named = "" if payment.supplier == UNNAMED else folded_heading(payment.supplier)
        above = sum((each.amount.amount for each in found), Decimal(0))
        if not found or named not in _TOTALS or payment.amount.amount != above:
            return False
        self.notes.append(f"{self.path.name}:{number}: taken as the total of the lines above it")
        return True


def _columns(row: Sequence[str]) -> Iterator[tuple[str, int]]:
    places = {heading: place for place, heading in reversed([(n, folded_heading(cell)) for n, cell in enumerate(row)])}
    for field, headings in spend_headings().items():
        for heading in headings:
            if heading in places:
                yield field, places[heading]
                break
