"""A scenario file (TOML) -> Scenario, validated against what is known; all problems at once."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from lockscan.errors import InvalidInput, UsageError
from lockscan.knowledge import Knowledge
from lockscan.model.scenario import Band, Scenario

TARGETS = ("any", "uk-eu", "self-hosted")
RATES = ("in-house", "contractor", "blend")
BASES = ("green-book", "plain")
LONGEST = 3_650


def read_scenario(path: Path, knowledge: Knowledge, as_of: date) -> Scenario:
    """Read a scenario; `as_of` holds where the file names no day of its own."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not valid TOML: {error}") from None
    return scenario_from(document, knowledge, Scenario(as_of=as_of), what=str(path))


def scenario_from(document: Mapping[str, Any], knowledge: Knowledge, base: Scenario, *, what: str) -> Scenario:
    """Lay a document over a base scenario."""
    problems: list[str] = []
    values: dict[str, Any] = {}
    for key, value in document.items():
        read = _READERS.get(key)
        if read is None:
            problems.append(f"{key}: not a setting; there are {', '.join(_READERS)}")
            continue
        try:
            values[key.replace("-", "_")] = read(value, knowledge)
        except ValueError as error:
            problems.append(f"{key}: {error}")
    if problems:
        raise InvalidInput(what, problems)
    return replace(base, **values)


def _day(value: Any, _knowledge: Knowledge) -> date:
    if not isinstance(value, date):
        raise ValueError("write a date, as 2026-11-22 without quotes")  # noqa: TRY004 - collected as a problem
    return value


def _target(value: Any, knowledge: Knowledge) -> str:
    if value not in TARGETS and value not in knowledge.suppliers:
        raise ValueError(f"{value!r} is neither {', '.join(TARGETS)} nor a supplier of `lockscan rules list suppliers`")
    return str(value)


def _currency(value: Any, knowledge: Knowledge) -> str:
    known = sorted({knowledge.exchange.base, *knowledge.exchange.rates})
    if value not in known:
        raise ValueError(f"no dated exchange rate for {value!r}; there are {', '.join(known)}")
    return str(value)


def _positive(value: Any, _knowledge: Knowledge) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise ValueError(f"{value!r} is not a number above 0")
    return float(value)


def _draws(value: Any, _knowledge: Knowledge) -> int:
    low, high = 1_000, 100_000
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ValueError(f"{value!r} is not a whole number from {low:,} to {high:,}")
    return value


def _in_days(value: Any, _knowledge: Knowledge) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LONGEST:
        raise ValueError(f"{value!r} is not a whole number of days from 1 to {LONGEST:,}")
    return value


def _basis(value: Any, _knowledge: Knowledge) -> str:
    if value not in BASES:
        raise ValueError(f"{value!r} is none of {', '.join(BASES)}")
    return str(value)


def _month(value: Any, _knowledge: Knowledge) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 12:  # noqa: PLR2004 - months
        raise ValueError(f"{value!r} is not a month from 1 to 12")
    return value


def _yearly(value: Any, _knowledge: Knowledge) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1:
        raise ValueError(f"{value!r} is not a share a year, such as 0.035")
    return float(value)


def _rate(value: Any, _knowledge: Knowledge) -> str:
    if value not in RATES:
        raise ValueError(f"{value!r} is none of {', '.join(RATES)}")
    return str(value)


def _truth(value: Any, _knowledge: Knowledge) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is not true or false")  # noqa: TRY004 - collected as a problem
    return value


def _overrides(value: Any, knowledge: Knowledge) -> dict[str, Band]:
    known = {*knowledge.parameters, *(f"effort.{name}" for name in knowledge.effort)}
    bands, problems = {}, []
    for identifier, entry in _table(value).items():
        if identifier not in known:
            problems.append(f"no parameter {identifier!r}")
        elif not _is_band(entry):
            problems.append(f"{identifier} needs {{p10, p50, p90}} with 0 < p10 <= p50 <= p90")
        else:
            bands[identifier] = Band(**{name: float(entry[name]) for name in ("p10", "p50", "p90")})
    if problems:
        raise ValueError("; ".join(problems))
    return bands


def _is_band(entry: Any) -> bool:
    if not isinstance(entry, dict) or set(entry) != {"p10", "p50", "p90"}:
        return False
    p10, p50, p90 = (entry[name] for name in ("p10", "p50", "p90"))
    numbers = all(isinstance(p, int | float) and not isinstance(p, bool) for p in (p10, p50, p90))
    return numbers and 0 < p10 <= p50 <= p90


def _exchange(value: Any, _knowledge: Knowledge) -> dict[str, Decimal]:
    try:
        rates = {currency: Decimal(str(rate)) for currency, rate in _table(value).items()}
    except InvalidOperation:
        raise ValueError("each rate is a number: how much of the report's currency one unit buys") from None
    if any(not rate.is_finite() or rate <= 0 for rate in rates.values()):
        raise ValueError("each rate is above 0")
    return rates


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("needs a table")  # noqa: TRY004 - collected as a problem
    return value


_READERS: Mapping[str, Callable[[Any, Knowledge], Any]] = {
    "as-of": _day,
    "target": _target,
    "currency": _currency,
    "team": _positive,
    "rate": _rate,
    "waiver": _truth,
    "public-body": _truth,
    "customer-in-eu": _truth,
    "draws": _draws,
    "in-days": _in_days,
    "finance": _basis,
    "year-begins": _month,
    "discount-rate": _yearly,
    "vat-recoverable": _truth,
    "overrides": _overrides,
    "exchange": _exchange,
}
