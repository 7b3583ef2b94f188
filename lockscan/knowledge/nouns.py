"""Compiled entries made into the nouns of the model; they have been checked, so nothing here can go wrong."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from lockscan.knowledge.model import (
    Capability,
    CommercialTie,
    HedgeRule,
    Interface,
    Offering,
    Parameter,
    ScoringRules,
    Supplier,
)
from lockscan.knowledge.prices import Exchange, Tariff, Tier, Waiver
from lockscan.model.coupling import Coupling, Direction
from lockscan.model.report import Source
from lockscan.model.scenario import Band
from lockscan.vocabulary.kinds import Kind

Value: TypeAlias = Mapping[str, Any]
Sources: TypeAlias = Mapping[str, Source]


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def band(value: Value) -> Band:
    return Band(p10=float(value["p10"]), p50=float(value["p50"]), p90=float(value["p90"]))


def _with(value: Value, **fixed: Any) -> dict[str, Any]:
    """Lists become tuples; `fixed` replaces."""
    plain = {key: tuple(item) if isinstance(item, list) else item for key, item in value.items()}
    return {**plain, **fixed}


def source(value: Value) -> Source:
    seen = date.fromisoformat(value["seen"])
    return Source(
        url=value.get("url", ""), publisher=value["publisher"], seen=seen, judgement=value.get("judgement", False)
    )


def capability(value: Value) -> Capability:
    usual = {"size_driver": "", "export": ""}
    return Capability(**(usual | _with(value, managed_saves=band(value["managed_saves"]))))


def interface(value: Value) -> Interface:
    return Interface(**_with(value))


def supplier(value: Value) -> Supplier:
    return Supplier(**_with(value))


def offering(value: Value) -> Offering:
    return Offering(**_with(value, retires=day(value.get("retires"))))


def hedge(value: Value) -> HedgeRule:
    bands = {key: band(value[key]) for key in ("effort_days", "yearly_cost")}
    return HedgeRule(**({"capabilities": (), "interfaces": ()} | _with(value, **bands)))


def coupling(kind: str, value: Value) -> Coupling:
    return Coupling(**_with(value, kind=Kind(kind), direction=Direction(value["direction"])))


def parameter(value: Value, sources: Sources) -> Parameter:
    return Parameter(
        id=value.get("id") or value["class"],
        meaning=value.get("meaning", "Hands-on work to move the first of its kind in an application"),
        unit=value.get("unit", "person-days"),
        band=band(value),
        source=sources[value["source"]],
        measure=value.get("measure", ""),
    )


def scoring(value: Value, ties: Value) -> ScoringRules:
    cited = value.get("sources", ())
    return ScoringRules(
        weights=value["weights"],
        openness=value["openness"],
        floor=value["floor"],
        same=value["same"],
        near=value["near"],
        surface=value.get("surface", {}),
        commercial={key: CommercialTie(**_with({"sources": cited, **tie})) for key, tie in ties.items()},
        operations={provider: tuple(names) for provider, names in value["operations"].items()},
    )


def tariff(value: Value, sources: Sources) -> Tariff:
    tiers = tuple(Tier(price=Decimal(str(tier["price"])), up_to_gb=tier.get("up_to_gb")) for tier in value["tiers"])
    effective = date.fromisoformat(value["effective"])
    return Tariff(**_with(value, tiers=tiers, effective=effective, source=sources[value["source"]]))


def waiver(value: Value, sources: Sources) -> Waiver:
    rest = {key: item for key, item in value.items() if key not in {"from", "until"}}
    since, until = day(value.get("from")), day(value.get("until"))
    return Waiver(**_with(rest, source=sources[value["source"]], since=since, until=until))


def exchange(value: Value, sources: Sources) -> Exchange:
    rates = {currency: Decimal(str(rate)) for currency, rate in value["rates"].items()}
    written = date.fromisoformat(value["date"])
    return Exchange(base=value["base"], date=written, rates=rates, source=sources[value["source"]])
