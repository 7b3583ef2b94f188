"""The contract register (CSV): one line a contract, every mistake told at once, columns of your own left alone."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from lockscan.errors import InvalidInput, UsageError
from lockscan.model.charge import Contract
from lockscan.model.money import Money
from lockscan.spend.cells import read_amount, read_date

YES = frozenset({"yes", "y", "true", "1", "sme"})
NO = frozenset({"no", "n", "false", "0", "large"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A register before its cells are understood."""

    name: str
    heading: tuple[str, ...]
    heading_line: int
    rows: tuple[tuple[int, list[str]], ...]
    """Each row with the line it begins on."""


def read_contracts(path: Path, *, currency: str = "GBP") -> tuple[Contract, ...]:
    """Read a register; amounts are in `currency` unless the column `currency` says otherwise."""
    table = _table(path)
    problems = list(_misheaded(table))
    rows = () if problems else table.rows
    contracts = [_contract(table.heading, row, f"{table.name}:{line}", currency, problems) for line, row in rows]
    if problems:
        raise InvalidInput(str(path), problems)
    return tuple(contracts)


def ignored_columns(path: Path) -> tuple[str, ...]:
    """Give the register's own columns that mean nothing here."""
    return tuple(name for name in _table(path).heading if name and name not in COLUMNS)


def _table(path: Path) -> _Table:
    numbered: list[tuple[int, list[str]]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader, begins = csv.reader(stream), 1
            for row in reader:
                cells = [cell.strip() for cell in row]
                numbered += [(begins, cells)] if any(cells) else []
                begins = reader.line_num + 1
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: not a readable CSV: {error}") from None
    line, heading = numbered[0] if numbered else (1, [])
    return _Table(name=path.name, heading=tuple(map(_column, heading)), heading_line=line, rows=tuple(numbered[1:]))


def _misheaded(table: _Table) -> Iterator[str]:
    where = f"{table.name}:{table.heading_line}"
    if "supplier" not in table.heading:
        yield f"{where}: no column `supplier`; known are {', '.join(COLUMNS)}"
    twice = sorted({name for name in table.heading if name in COLUMNS and table.heading.count(name) > 1})
    if twice:
        yield f"{where}: more than one column {', '.join(twice)}"
    if not table.rows:
        yield f"{where}: no line below the heading"


def _contract(heading: Sequence[str], row: Sequence[str], where: str, currency: str, problems: list[str]) -> Contract:
    cells = dict(zip(heading, row, strict=False))
    if any(row[len(heading) :]):
        problems.append(f"{where}: more cells than the heading has columns")
    if not cells.get("supplier"):
        problems.append(f"{where}: no supplier")
    values: dict[str, Any] = {"supplier": cells.get("supplier", "")}
    values.update({name: cells.get(name, "") for name in _TEXTS})
    paid_in = cells.get("currency", "").upper() or currency
    for name, read in _READERS.items():
        text = cells.get(name, "")
        try:
            value = read(text) if text else None
        except ValueError as error:
            problems.append(f"{where}: {name}: {error}")
            continue
        values[name] = Money(value, paid_in) if isinstance(value, Decimal) else value
    if values.get("start") and values.get("end") and values["end"] < values["start"]:
        problems.append(f"{where}: ends on {values['end']}, before it starts on {values['start']}")
    return Contract(**values)


def _column(name: str) -> str:
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def _amount(text: str) -> Decimal:
    amount = read_amount(text)
    if amount < 0:
        raise ValueError(f"{text!r} is not an amount of 0 or more")
    return amount


def _days(text: str) -> int:
    if not text.isdigit():
        raise ValueError(f"{text!r} is not a number of days")
    return int(text)


def _yes(text: str) -> bool:
    if text.casefold() in YES | NO:
        return text.casefold() in YES
    raise ValueError(f"{text!r} is neither yes nor no")


_TEXTS = ("parent", "reseller_for", "framework", "lot", "data_return")
_READERS: Mapping[str, Callable[[str], Any]] = {
    "sme": _yes,
    "value": _amount,
    "start": read_date,
    "end": read_date,
    "extension_end": read_date,
    "notice_days": _days,
    "committed_spend": _amount,
    "exit_fee": _amount,
}
COLUMNS = ("supplier", *_TEXTS, *_READERS, "currency")
"""Columns of the register; only `supplier` is required, `currency` defaults to the report's."""
