"""What the schema cannot see: dangling ids, bad days, shares and ranges, and lists that must be whole."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from lockscan.knowledge.examples import example_problems
from lockscan.knowledge.tables import Entry, Table, Tables
from lockscan.knowledge.variants import variant_problems
from lockscan.model.scores import EFFORT_CLASSES, FACETS
from lockscan.vocabulary.kinds import Kind

DAYS = ("seen", "retires", "effective", "date", "from", "until")
BANDS = ("managed_saves", "effort_days", "yearly_cost", "recovers")
NEARLY = 1e-6

POINTS = {
    "sources": "sources",
    "cite": "sources",
    "source": "sources",
    "supplier": "suppliers",
    "parent": "suppliers",
    "capabilities": "capabilities",
    "capability": "capabilities",
    "interfaces": "interfaces",
    "data": "interfaces",
    "runtime": "interfaces",
    "operations": "interfaces",
    "commercial": "ties",
}
"""Field -> the section whose ids it names."""


def problems_of(tables: Tables) -> list[str]:
    """List every contradiction between rules, each with file and line."""
    problems = [problem for section in tables.values() for problem in _each(section, tables)]
    problems += _whole(tables)
    problems += [problem for entry in _once(tables["types"]) for problem in _type(entry, tables)]
    return problems


def _each(section: Table, tables: Tables) -> Iterator[str]:
    for entry in _once(section):
        yield from dangling(entry, (), entry.value, tables)
        yield from _days(entry, (), entry.value)
        yield from _ranges(entry)


def _once(section: Table) -> list[Entry]:
    """Types written in one entry share it: each is looked at once."""
    return list({id(entry.value): entry for entry in section.values()}.values())


def dangling(entry: Entry, place: tuple[str | int, ...], value: Mapping[str, Any], tables: Tables) -> Iterator[str]:
    """Tell every id that names nothing."""
    for field, section in POINTS.items():
        for identifier in _named(value.get(field)):
            if identifier and identifier not in tables[section]:
                yield f"{entry.where(*place)}: {field}: there is no {_singular(section)} {identifier!r}"


def _named(value: Any) -> list[str]:
    """Give the ids in a field: one, a list, the keys of a mapping, or the lists a mapping holds."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict) and any(isinstance(item, list) for item in value.values()):
        return [name for item in value.values() for name in _named(item)]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | dict) else []


def _singular(section: str) -> str:
    return {"capabilities": "capability", "ties": "commercial tie of scoring.yaml"}.get(section, section[:-1])


def _days(entry: Entry, place: tuple[str | int, ...], value: Mapping[str, Any]) -> Iterator[str]:
    for field in DAYS:
        written = value.get(field)
        if isinstance(written, str) and not _is_day(written):
            yield f"{entry.where(*place)}: {field}: {written!r} is not a day; write it as 2026-11-22"


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _ranges(entry: Entry) -> Iterator[str]:
    for name, band in (("", entry.value), *((field, entry.value.get(field)) for field in BANDS)):
        if isinstance(band, dict) and not _ordered(band):
            yield f"{entry.where()}: {name or 'band'}: needs 0 < p10 <= p50 <= p90, or three equal figures"


def _ordered(band: Mapping[str, Any]) -> bool:
    figures = [band.get(key) for key in ("p10", "p50", "p90")]
    known = [figure for figure in figures if isinstance(figure, int | float)]
    if len(known) != len(figures):
        return True
    low, middle, high = known
    return low == middle == high or 0 < low <= middle <= high


def _type(entry: Entry, tables: Tables) -> Iterator[str]:
    yield from _shares(entry, (), entry.value)
    for index, variant in enumerate(_variants(entry)):
        place = ("variants", index)
        yield from dangling(entry, place, variant, tables)
        yield from _days(entry, place, variant)
        yield from _shares(entry, place, variant)
        yield from variant_problems(entry, index, variant)
    yield from example_problems(entry, _variants(entry))


def _variants(entry: Entry) -> list[dict[str, Any]]:
    variants = entry.value.get("variants")
    return [variant for variant in variants if isinstance(variant, dict)] if isinstance(variants, list) else []


def _shares(entry: Entry, place: tuple[str | int, ...], value: Mapping[str, Any]) -> Iterator[str]:
    shares = value.get("interfaces")
    if not isinstance(shares, dict) or not all(isinstance(share, int | float) for share in shares.values()):
        return
    total = sum(shares.values())
    if shares and abs(total - 1) > NEARLY:
        yield f"{entry.where(*place)}: interfaces: the shares sum to {total:g}, not 1"


def _whole(tables: Tables) -> Iterator[str]:
    yield from _exactly(tables["couplings"], [kind.value for kind in Kind], "couplings: kind of reference")
    yield from _exactly(tables["effort"], EFFORT_CLASSES, "effort: class")
    yield from _rule_ids(tables)
    for entry in tables["capabilities"].values():
        yield from _effort(entry)
    for entry in tables["couplings"].values():
        if (entry.value.get("direction") == "none") != (entry.value.get("strength") == 0):
            yield f"{entry.where()}: strength: 0 if and only if the direction is none"
    for entry in tables["tariff"].values():
        yield from _tiers(entry)
    for section in ("scoring", "exchange"):
        if not tables[section]:
            yield f"rules: {section}: missing"
    for entry in tables["scoring"].values():
        yield from _scoring(entry)


def _exactly(section: Table, wanted: Iterable[str], what: str) -> Iterator[str]:
    for missing in sorted(set(wanted) - section.keys()):
        yield f"rules: {what} {missing!r} is missing"
    for strange in sorted(section.keys() - set(wanted)):
        yield f"{section[strange].where()}: {what} {strange!r} does not exist"


def _rule_ids(tables: Tables) -> Iterator[str]:
    seen: dict[str, Entry] = {}
    for entry in _once(tables["types"]):
        for index, variant in enumerate(_variants(entry)):
            first = seen.setdefault(str(variant.get("id")), entry)
            if first is not entry:
                where = entry.where("variants", index)
                yield f"{where}: variants: {variant.get('id')!r} stands twice, first at {first.where()}"


def _effort(entry: Entry) -> Iterator[str]:
    effort = entry.value.get("effort")
    classes = [effort.get(key) for key in ("same", "near", "different")] if isinstance(effort, dict) else []
    if all(name in EFFORT_CLASSES for name in classes):
        ranks = [EFFORT_CLASSES.index(str(name)) for name in classes]
        if ranks != sorted(ranks):
            yield f"{entry.where()}: effort: a nearer substitute cannot mean more work"


def _tiers(entry: Entry) -> Iterator[str]:
    tiers = entry.value.get("tiers")
    ends = [tier.get("up_to_gb") for tier in tiers if isinstance(tier, dict)] if isinstance(tiers, list) else []
    bounded = [end for end in ends if isinstance(end, int | float)]
    if ends and (ends[-1] is not None or len(bounded) != len(ends) - 1 or bounded != sorted(set(bounded))):
        yield f"{entry.where()}: tiers: each must end above the one before, and the last have no end"


def _scoring(entry: Entry) -> Iterator[str]:
    weights = entry.value.get("weights")
    if not isinstance(weights, dict):
        return
    figures = [weight for weight in weights.values() if isinstance(weight, int | float)]
    yield from _surface(entry)
    if set(weights) != set(FACETS):
        yield f"{entry.where('weights')}: weights: needs exactly {', '.join(FACETS)}"
    elif len(figures) == len(weights) and abs(sum(figures) - 1) > NEARLY:
        yield f"{entry.where('weights')}: weights: they sum to {sum(figures):g}, not 1"


def _surface(entry: Entry) -> Iterator[str]:
    surface = entry.value.get("surface")
    figures = [surface.get(size) for size in ("small", "medium", "large")] if isinstance(surface, dict) else []
    known = [figure for figure in figures if isinstance(figure, int | float)]
    if known != sorted(known, reverse=True):
        yield f"{entry.where('surface')}: surface: an adapter to a larger surface cannot free one more"
