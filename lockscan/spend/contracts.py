"""The contract register (CSV): one line a contract, every mistake told at once."""

import csv
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from lockscan.errors import InvalidInput, UsageError
from lockscan.model.charge import Contract
from lockscan.model.money import Money
from lockscan.spend.cells import read_amount, read_date

YES = frozenset({"yes", "y", "true", "1", "sme"})
NO = frozenset({"no", "n", "false", "0", "large"})


def read_contracts(path: Path, *, currency: str = "GBP") -> tuple[Contract, ...]:
    """Read a register; amounts are in `currency` unless the column `currency` says otherwise."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = [(number, row) for number, row in enumerate(csv.DictReader(stream), start=2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: not a readable CSV: {error}") from None
    problems: list[str] = []
    contracts = [_contract(row, f"{path.name}:{line}", currency, problems) for line, row in rows]
    if not rows:
        problems.append("no line below the header")
    if problems:
        raise InvalidInput(str(path), problems)
    return tuple(contracts)


def _contract(row: Mapping[str | None, Any], where: str, currency: str, problems: list[str]) -> Contract:
    cells = {_column(name): str(value or "").strip() for name, value in row.items() if name is not None}
    if None in row:
        problems.append(f"{where}: more cells than the header has columns")
    if not cells.get("supplier"):
        problems.append(f"{where}: no supplier")
    unknown = sorted(set(cells) - {*_TEXTS, *_READERS, "currency", "supplier"})
    if unknown and where.endswith(":2"):
        problems.append(f"{where}: unknown columns {', '.join(unknown)}; known are {', '.join(COLUMNS)}")
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
