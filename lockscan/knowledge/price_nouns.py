"""Compiled prices and programmes made into nouns; they have been checked, so nothing here can go wrong."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from lockscan.knowledge.nouns import Sources, Value, band, day, source
from lockscan.knowledge.prices import BilledUnit, ColdTier, Licence, Prices, Resale, RunPrice
from lockscan.model.report import BacktestPart, BacktestRow, Quantiles
from lockscan.model.resource import TypeName


def prices(compiled: Mapping[str, Any], sources: Sources) -> Prices:
    return Prices(
        resales={key: _resale(value, sources) for key, value in compiled["resales"].items()},
        cold_tiers={key: _cold_tier(value, sources) for key, value in compiled["cold_tiers"].items()},
        licences={key: _licence(value, sources) for key, value in compiled["licences"].items()},
        run_prices={key: _run_price(value, sources) for key, value in compiled["run_prices"].items()},
        billed_units={key: _billed_unit(value, sources) for key, value in compiled["billed_units"].items()},
        backtest=tuple(_past_move(value) for value in compiled["backtest"].values()),
        backtest_parts=tuple(_past_part(value) for value in compiled["backtest_parts"].values()),
    )


def _resale(value: Value, sources: Sources) -> Resale:
    return Resale(
        id=value["id"],
        provider=value["provider"],
        covers=tuple(TypeName(name) for name in value["covers"]),
        recovers=band(value["recovers"]),
        chance=value["chance"],
        conditions=tuple(value["conditions"]),
        source=sources[value["source"]],
        cap=_price(value.get("cap")),
        currency=value.get("currency", "USD"),
        since=day(value.get("from")),
        until=day(value.get("until")),
    )


def _cold_tier(value: Value, sources: Sources) -> ColdTier:
    return ColdTier(
        id=value["id"],
        provider=value["provider"],
        storage_classes=tuple(value["storage_classes"]),
        currency=value["currency"],
        storage=Decimal(str(value["storage"])),
        retrieval=Decimal(str(value["retrieval"])),
        minimum_days=value["minimum_days"],
        restored=value.get("restored", False),
        effective=date.fromisoformat(value["effective"]),
        source=sources[value["source"]],
    )


def _licence(value: Value, sources: Sources) -> Licence:
    return Licence(
        id=value["id"],
        name=value["name"],
        when=_when(value),
        currency=value["currency"],
        price=Decimal(str(value["price"])),
        unit=value["unit"],
        least=float(value["least"]),
        effective=date.fromisoformat(value["effective"]),
        source=sources[value["source"]],
    )


def _run_price(value: Value, sources: Sources) -> RunPrice:
    return RunPrice(
        id=value["id"],
        supplier=value["supplier"],
        capabilities=tuple(value["capabilities"]),
        currency=value["currency"],
        effective=date.fromisoformat(value["effective"]),
        source=sources[value["source"]],
        vcpu=_price(value.get("vcpu")),
        memory_gb=_price(value.get("memory_gb")),
        stored_gb=_price(value.get("stored_gb")),
        archived_gb=_price(value.get("archived_gb")),
        taken_in_gb=_price(value.get("taken_in_gb")),
        gb_second=_price(value.get("gb_second")),
        each=_price(value.get("each")),
        when=_when(value),
    )


def _billed_unit(value: Value, sources: Sources) -> BilledUnit:
    return BilledUnit(
        id=value["id"],
        types=tuple(TypeName(name) for name in value["types"]),
        when=_when(value),
        effective=date.fromisoformat(value["effective"]),
        source=sources[value["source"]],
        currency=value.get("currency", "USD"),
        price=_price(value.get("price")),
        stored_gb=_price(value.get("stored_gb")),
        holds={size: float(amount) for size, amount in value.get("holds", {}).items()},
        elsewhere=tuple(value.get("elsewhere", ())),
    )


def _when(value: Value) -> Mapping[str, tuple[str, ...]]:
    return {fact: tuple(values) for fact, values in value.get("when", {}).items()}


def _past_move(value: Value) -> BacktestRow:
    kept = {key: value[key] for key in ("name", "known", "actual_days", "informed", "leaves")}
    return BacktestRow(**kept, person_days=_quantiles(value["person_days"]), source=source(value["told_by"]))


def _past_part(value: Value) -> BacktestPart:
    kept = {key: value[key] for key in ("name", "what", "actual", "informed")}
    return BacktestPart(**kept, modelled=_quantiles(value["modelled"]), source=source(value["told_by"]))


def _quantiles(values: Sequence[float]) -> Quantiles:
    p10, p50, p80, p90 = values
    return Quantiles(p10=p10, p50=p50, p80=p80, p90=p90)


def _price(value: str | float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
