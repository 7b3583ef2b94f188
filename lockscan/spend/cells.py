"""Dates and amounts as people write them in spreadsheets; what cannot be read raises `ValueError` with the reason."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

_FORMS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y")
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
_SIGNS = re.compile(r"[£$€\s\xa0]|GBP|EUR|USD")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_CONTINENTAL = re.compile(r"[+-]?\d{1,3}(?:\.?\d{3})*,\d{1,2}")
"""The comma before the cents: never a thousands' sign, which three figures follow."""

_LARGEST = Decimal(10) ** 15
"""No body pays so much: a number in another column's place."""

_NOTHING = frozenset({"-", "--", "\u2013", "\u2014"})
"""What accountants' formats show for nought."""


def read_date(text: str) -> date:
    """Read a day; the day comes before the month, as in the UK, unless the year comes first."""
    day = _CLOCK.sub("", text.strip())
    try:
        return date.fromisoformat(day)
    except ValueError:
        for form in _FORMS:
            try:
                return datetime.strptime(day, form).date()  # noqa: DTZ007 - a day has no time zone
            except ValueError:
                continue
    raise ValueError(f"{text!r} is not a date; write 2026-11-22 or 22/11/2026")


def read_amount(text: str) -> Decimal:
    """Read an amount: pound signs, thousands, brackets or a sign after it for what was paid back."""
    cell = _SIGNS.sub("", text)
    if cell in _NOTHING:
        return Decimal(0)
    negative = cell.startswith("(") and cell.endswith(")")
    if negative:
        cell = cell[1:-1]
    if cell.endswith(("-", "CR")):
        negative, cell = not negative, cell.removesuffix("CR").removesuffix("-")
    if _GROUPED.fullmatch(cell):
        cell = cell.replace(",", "")
    elif _CONTINENTAL.fullmatch(cell):
        cell = cell.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(cell)
    except InvalidOperation:
        raise ValueError(f"{text!r} is not an amount") from None
    if not amount.is_finite() or amount.copy_abs() >= _LARGEST:
        raise ValueError(f"{text!r} is not an amount")
    return -amount if negative else amount
