"""How an entry of the catalog says that facts and metrics are read; nothing half-understood gets past here."""

import re
from typing import Any

from lockscan.connectors.aws.entry import FactRule, Metric, Tier
from lockscan.connectors.aws.fields import Fields
from lockscan.vocabulary.facts import fact_definitions


def fact_rule(name: str, fields: Fields) -> FactRule:
    _neutral(name, fields)
    pattern = fields.text("match", "")
    mapping: dict[str, Any] = fields.plain("map")
    rule = FactRule(
        path=fields.needed("path"),
        scale=fields.scale("scale"),
        match=_pattern(fields, pattern) if pattern else None,
        map=mapping or None,
    )
    fields.done()
    return rule


def _pattern(fields: Fields, text: str) -> re.Pattern[str] | None:
    try:
        return re.compile(text)
    except re.error as error:
        fields.wrong(f"`match` is not a pattern: {error}")
        return None


def metric(fields: Fields) -> Metric:
    each = {name: tuple(values) for name, values in fields.plain("each").items()}
    tiers = fields.inner("tiers")
    told = tuple(_tier(tier) for tier in tiers.each("of")) if tiers else ()
    if tiers:
        each[tiers.text("by")] = tuple(tier.value for tier in told)
        tiers.done()
    reads = fields.text("reads", "used")
    if reads not in {"used", "free", "percent"} or (reads != "used") != fields.has("whole"):
        fields.wrong("`reads` must be used, or free or percent of a `whole`")
    made = Metric(
        fact=_neutral(fields.text("fact"), fields),
        namespace=fields.text("namespace"),
        name=fields.text("name"),
        dimensions=fields.params("dimensions"),
        each=each,
        tiers=told,
        whole=fields.path("whole"),
        reads=reads,
        scale=fields.scale("scale") or 1.0,
        when=fields.path("when"),
    )
    fields.done()
    return made


def _tier(fields: Fields) -> Tier:
    tier = Tier(
        value=fields.text("value"),
        name=fields.text("class"),
        part=_neutral(fields.text("part"), fields) if fields.has("part") else "",
        days=fields.number("days") or 0,
    )
    fields.done()
    return tier


def _neutral(fact: str, fields: Fields) -> str:
    if fact not in fact_definitions():
        fields.wrong(f"`{fact}` is not a neutral fact")
    return fact
