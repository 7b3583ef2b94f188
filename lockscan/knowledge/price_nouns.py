"""Compiled prices and programmes made into nouns; they have been checked, so nothing here can go wrong."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from lockscan.knowledge.nouns import Sources, Value, band, day
from lockscan.knowledge.prices import ColdTier, Licence, PastMove, Prices, Resale, RunPrice
from lockscan.model.report import Source
from lockscan.model.resource import TypeName


def prices(compiled: Mapping[str, Any], sources: Sources) -> Prices:
    return Prices(
        resales={key: _resale(value, sources) for key, value in compiled["resales"].items()},
        cold_tiers={key: _cold_tier(value, sources) for key, value in compiled["cold_tiers"].items()},
        licences={key: _licence(value, sources) for key, value in compiled["licences"].items()},
        run_prices={key: _run_price(value, sources) for key, value in compiled["run_prices"].items()},
        backtest={key: _past_move(value) for key, value in compiled["backtest"].items()},
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
        when={fact: tuple(values) for fact, values in value["when"].items()},
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
    )


def _past_move(value: Value) -> PastMove:
    p10, p50, p80, p90 = value["person_days"]
    told = value["told_by"]
    return PastMove(
        id=value["id"],
        name=value["name"],
        person_days=(p10, p50, p80, p90),
        known=value["known"],
        actual_days=value["actual_days"],
        informed=value["informed"],
        leaves=value["leaves"],
        source=Source(url=told["url"], publisher=told["publisher"], seen=date.fromisoformat(told["seen"])),
    )


def _price(value: str | float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
