"""Each setting of a scenario file: how its value is read, and what is wrong with it otherwise."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from lockscan.knowledge import Knowledge
from lockscan.knowledge.targets import SETS
from lockscan.model.scenario import Band

RATES = ("in-house", "contractor", "blend")
MIX = "mix"
"""What `rate` says where several are paid."""

DEFAULT = "default"
"""Key of a target table for every capability it does not name."""

NEARLY = 1e-6
BASES = ("green-book", "plain")
LONGEST = 3_650


def _day(value: Any, _knowledge: Knowledge) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("write a date, as 2026-11-22 without quotes")  # noqa: TRY004 - collected as a problem
    return value


def _target(value: Any, knowledge: Knowledge) -> str | dict[str, str]:
    """Read one target, or a table of capability -> target with a default for the rest."""
    if not isinstance(value, dict):
        return _one_target(value, knowledge)
    problems, mix = [], {}
    for capability, target in value.items():
        if capability != DEFAULT and capability not in knowledge.capabilities:
            problems.append(f"no capability {capability!r} in `lockscan rules list capabilities`")
        try:
            mix[capability] = _one_target(target, knowledge)
        except ValueError as error:
            problems.append(f"{capability}: {error}")
    if problems:
        raise ValueError("; ".join(problems))
    return mix


def _one_target(value: Any, knowledge: Knowledge) -> str:
    if value not in SETS and value not in knowledge.suppliers:
        raise ValueError(f"{value!r} is neither {', '.join(SETS)} nor a supplier of `lockscan rules list suppliers`")
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


def _rate(value: Any, _knowledge: Knowledge) -> str | dict[str, float]:
    """Read one day rate, or a table of rate -> share of the work."""
    if not isinstance(value, dict):
        if value not in RATES:
            raise ValueError(f"{value!r} is none of {', '.join(RATES)}")
        return str(value)
    strange = sorted(value.keys() - set(RATES))
    if strange:
        raise ValueError(f"{', '.join(strange)} is none of {', '.join(RATES)}")
    numbers = all(isinstance(part, int | float) and not isinstance(part, bool) and part >= 0 for part in value.values())
    if not numbers or abs(sum(value.values()) - 1) > NEARLY:
        raise ValueError("the shares are numbers from 0 to 1 and sum to 1")
    return {rate: float(part) for rate, part in value.items()}


def _schema_units(value: Any, knowledge: Knowledge) -> dict[str, float]:
    units, problems = {}, []
    for name, entry in _table(value).items():
        try:
            units[name] = _positive(entry, knowledge)
        except ValueError as error:
            problems.append(f"{name}: {error}")
    if problems:
        raise ValueError("; ".join(problems))
    return units


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


READERS: Mapping[str, Callable[[Any, Knowledge], Any]] = {
    "as-of": _day,
    "target": _target,
    "decision-date": _day,
    "exit-date": _day,
    "currency": _currency,
    "team": _positive,
    "rate": _rate,
    "schema-units": _schema_units,
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
