"""Figures and terms in plain English, the same words in every format a person reads."""

import math
from datetime import date
from typing import Final

from lockscan.model.report import Quantiles

NOT_KNOWN: Final = "not known"
UNREAD: Final = "named only"
"""Instead of the type of what is mentioned and was not read itself."""

_SYMBOLS: Final = {"GBP": "£", "EUR": "€", "USD": "$"}
_BILLION, _MILLION, _THOUSAND = 1e9, 1e6, 1e3
_WEEK, _MONTH, _YEAR = 7, 30.44, 365.25
_FEW_WEEKS, _MANY_MONTHS = 70, 35.5
_LITTLE: Final = 0.005
_HALF: Final = 0.5

BANDS: Final = {
    "free": "Free to leave",
    "moderate": "Some work",
    "held": "Held",
    "locked": "Locked in",
    "unknown": "Not known",
}
BAND_RANGES: Final = {
    "free": "80 to 100",
    "moderate": "60 to 79",
    "held": "40 to 59",
    "locked": "under 40",
    "unknown": "too little known to say",
}
FACETS: Final = {
    "interface": "Programming interfaces only this supplier speaks",
    "data": "Getting the data out",
    "runtime": "Running it elsewhere unchanged",
    "operations": "Identity and tooling tied to the supplier",
    "commercial": "Commitments, licences and terms",
}
RECOMMENDATIONS: Final = {
    "keep": "Keep",
    "keep and write down": "Keep, and write down why",
    "hedge": "Hedge",
    "move": "Move",
}
PROVIDERS: Final = {
    "aws": "AWS",
    "azure": "Azure",
    "google": "Google Cloud",
    "oracle": "Oracle Cloud",
    "ibm": "IBM Cloud",
    "openstack": "OpenStack",
    "kubernetes": "Kubernetes",
}
NO_APPLICATION: Final = {"shared": "Shared by several", "unassigned": "Not assigned"}
STATES: Final = {
    "ok": "read",
    "empty": "read, nothing there",
    "partial": "read in part",
    "capped": "cut short by the provider",
    "denied": "not allowed",
    "unavailable": "not offered there",
    "throttled": "slowed down until we gave up",
    "error": "failed",
    "skipped": "skipped",
}
BASES: Final = {
    "spend": "spend",
    "resources": "resources",
    "applications": "applications",
    "data": "data volume",
    "contracts": "contract value",
    "supplier-spend": "all supplier spend",
}
_MANY: Final = frozenset({"resources", "applications"})
_ACRONYMS: Final = frozenset(
    {"ai", "api", "cdn", "ci", "dns", "etl", "iac", "iot", "ip", "ml", "nat", "sql", "tls", "vm", "vpn", "waf"}
)
TARGETS: Final = {
    "any": "any other supplier",
    "uk-eu": "suppliers of the UK and the EU",
    "self-hosted": "running it ourselves",
}
DIMENSIONS: Final = {
    "provider": "Provider",
    "parent": "Owner",
    "jurisdiction": "Jurisdiction",
    "region": "Region",
}
DATES: Final = {
    "notice": "Give notice",
    "end": "Contract ends",
    "extension": "Extension ends",
    "retirement": "Service retires",
}
_HELD_FROM: Final = ((80.0, "free"), (60.0, "moderate"), (40.0, "held"))


def band_of(score: float) -> str:
    """Give the band a portability score lies in."""
    return next((band for floor, band in _HELD_FROM if score >= floor), "locked")


def money(amount: float | None, currency: str) -> str:
    """Give an amount to the precision an estimate deserves; unknown is said, never nought."""
    if amount is None or not math.isfinite(amount):
        return NOT_KNOWN
    symbol = _SYMBOLS.get(currency, f"{currency} ")
    sign, size = ("-" if amount < 0 else ""), abs(amount)
    for unit, worth in (("bn", _BILLION), ("m", _MILLION), ("k", _THOUSAND)):
        if size >= worth * 0.9995:
            return f"{sign}{symbol}{_significant(size / worth)}{unit}"
    return f"{sign if size > _HALF else ''}{symbol}{size:,.0f}"


def money_tick(amount: float, currency: str) -> str:
    """Give a round amount as an axis has it: exact, in thousands or millions."""
    symbol = _SYMBOLS.get(currency, f"{currency} ")
    if amount >= _MILLION:
        return f"{symbol}{amount / _MILLION:g}m"
    return f"{symbol}{amount / _THOUSAND:g}k" if amount >= _THOUSAND else f"{symbol}{amount:g}"


def money_range(quantiles: Quantiles, currency: str) -> str:
    """Give the range that eight outcomes in ten lie in."""
    return f"{money(quantiles.p10, currency)} to {money(quantiles.p90, currency)}"


def percent(fraction: float | None) -> str:
    """Give a share; the last half per cent is never rounded into all or nothing."""
    if fraction is None or not math.isfinite(fraction):
        return NOT_KNOWN
    if 0 < fraction < _LITTLE:
        return "under 1%"
    if 1 - _LITTLE < fraction < 1:
        return "over 99%"
    return f"{round(fraction * 100) + 0}%"


def factor(value: float) -> str:
    """Give how many times one thing is another."""
    return _significant(value).removesuffix(".0")


def duration(days: float) -> str:
    """Give a length of time in the unit a person would plan in."""
    if days <= _FEW_WEEKS:
        return plural(round(days / _WEEK), "week") if days >= _WEEK else plural(round(days), "day")
    if days <= _MANY_MONTHS * _MONTH:
        return plural(round(days / _MONTH), "month")
    return f"{_significant(days / _YEAR).removesuffix('.0')} years"


def duration_range(days: Quantiles) -> str:
    """Give the range that eight outcomes in ten lie in."""
    short, long = duration(days.p10), duration(days.p90)
    count, _, unit = short.partition(" ")
    return f"{count} to {long}" if unit.rstrip("s") == long.partition(" ")[2].rstrip("s") else f"{short} to {long}"


def chance(fraction: float) -> str:
    """Give a chance as so many outcomes in a hundred; the last one is never rounded into none or all."""
    if 0 < fraction < _LITTLE:
        return "fewer than 1 in 100"
    if 1 - _LITTLE < fraction < 1:
        return "more than 99 in 100"
    return f"{fraction * 100:.0f} in 100"


def size(gigabytes: float) -> str:
    """Give an amount of data in the unit that keeps it short."""
    for unit, worth in (("PB", _MILLION), ("TB", _THOUSAND)):
        if gigabytes >= worth * 0.9995:
            return f"{_significant(gigabytes / worth)} {unit}"
    return f"{gigabytes:,.0f} GB" if gigabytes >= 1 or not gigabytes else "under 1 GB"


def day(when: date) -> str:
    """Give a date as it is written in the UK."""
    return f"{when.day} {when:%B %Y}"


def month(when: date) -> str:
    """Give a month with its year."""
    return f"{when:%B %Y}"


def period(first: date, last: date) -> str:
    """Give one month, or the first and last of several."""
    return month(first) if month(first) == month(last) else f"{month(first)} to {month(last)}"


def plural(count: int, noun: str, many: str | None = None) -> str:
    """Give a count with its noun."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def score(value: float) -> str:
    """Give a portability score as shown to people: whole points, nobody can tell apart more."""
    return f"{value:.0f}"


def score_range(low: float, high: float) -> str:
    """Give one score, or the interval what is unknown allows."""
    return score(low) if score(low) == score(high) else f"{score(low)} to {score(high)}"


def provider(name: str) -> str:
    """Give a provider's usual name."""
    return PROVIDERS.get(name, name)


def share_with(basis: str, share: float) -> str:
    """Give `54% of spend is with`, `all resources are with`."""
    how_much = "all" if share == 1 else f"{percent(share)} of"
    return f"{how_much} {BASES[basis].removeprefix('all ')} {'are' if basis in _MANY else 'is'} with"


def estate(resources: int, applications: int) -> str:
    """Count an estate; what belongs to no application that anybody named is no application."""
    named = plural(applications, "named application") if applications else "no application named"
    return f"{plural(resources, 'resource')}{' in ' if applications else ', '}{named}"


def term(identifier: str) -> str:
    """Give an identifier of ours (`relational-database`) as words."""
    parts = (part.upper() if part in _ACRONYMS else part for part in identifier.split("-"))
    return sentence(" ".join(parts))


def within(identifier: str) -> str:
    """Give an identifier of ours as words inside a sentence (`API gateway`, `relational database`)."""
    text = term(identifier)
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def application(name: str) -> str:
    """Give an application's name; what belongs to none is said in words."""
    return NO_APPLICATION.get(name, name)


def target(name: str) -> str:
    """Give whereto: a kind of supplier in words, or a supplier's usual name."""
    return TARGETS.get(name, provider(name))


def break_even(chance: float | None) -> str:
    """Give the yearly chance of having to leave above which staying no longer pays."""
    if chance is None or not math.isfinite(chance):
        return NOT_KNOWN
    if chance <= 0:
        return "saves nothing"
    return "always pays" if chance >= 1 else f"{percent(chance)} a year"


def sentence(text: str) -> str:
    """Give text with its first letter large."""
    return text[:1].upper() + text[1:].replace("`", "")


def kind(name: str) -> str:
    """Give a reference kind as words."""
    return name.replace("_", " ")


def _significant(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"  # noqa: PLR2004 - two figures
