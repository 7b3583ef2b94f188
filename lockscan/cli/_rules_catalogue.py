"""The rules as pages to browse: an index, and for each provider every type with what it is and how portable."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

from lockscan.cli._output import write_whole
from lockscan.errors import UsageError
from lockscan.knowledge import Knowledge
from lockscan.knowledge.model import Understanding
from lockscan.knowledge.naming import provider_of
from lockscan.model.resource import TypeName
from lockscan.model.scores import EFFORT_CLASSES
from lockscan.scoring import Scorer, UnderstandingScore
from lockscan.wording.clean import clean
from lockscan.wording.words import PROVIDERS

OTHERS = "other"
INDEX = "CATALOGUE.md"
HOW_TO_READ = """\
Made from the YAML beside it by `lockscan rules catalogue`; do not edit. Portability is 0 to 100 (100 leaves freely),
with default facts first and the range over all variants behind it. Effort is the class of work that moving takes. What
ties a thing, who else offers it, and the sources: `lockscan rules explain TYPE`."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A type with its understandings, each scored; the first is that of its default facts."""

    type: TypeName
    known: tuple[Understanding, ...]
    scores: tuple[UnderstandingScore, ...]

    @property
    def is_setting(self) -> bool:
        return all(one.role == "configuration" for one in self.known)


def catalogue(knowledge: Knowledge) -> dict[str, str]:
    """Give every page by its path."""
    lines = _lines(knowledge)
    pages = {f"catalogue/{name}.md": "\n".join(_page(name, lines[name])) + "\n" for name in sorted(lines)}
    return {INDEX: "\n".join(_index(knowledge, lines)) + "\n", **pages}


def written(pages: Mapping[str, str], folder: Path) -> Iterator[str]:
    """Write the pages and say so."""
    for name, text in pages.items():
        write_whole(folder / name, text.encode())
    yield f"{len(pages)} pages in {folder}"


def in_step(pages: Mapping[str, str], folder: Path) -> Iterator[str]:
    """Refuse pages that are not what the rules say today."""
    old = [name for name, text in pages.items() if not _is(folder / name, text)]
    strange = {f"catalogue/{path.name}" for path in (folder / "catalogue").glob("*.md")} - pages.keys()
    if old or strange:
        names = ", ".join([*old, *sorted(strange)])
        raise UsageError(f"{folder}: not in step with the rules: {names}; run `lockscan rules catalogue {folder}`")
    yield f"{len(pages)} pages in step with the rules"


def _is(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == text
    except OSError:
        return False


def _lines(knowledge: Knowledge) -> dict[str, list[_Line]]:
    """Group the types by provider."""

    @cache
    def scorer(provider: str) -> Scorer:
        return Scorer(knowledge, provider)

    lines: dict[str, list[_Line]] = defaultdict(list)
    for name in sorted(knowledge.types(), key=str.casefold):
        provider, known = provider_of(name), knowledge.understandings(name)
        scores = tuple(scorer(provider).score(one) for one in known)
        lines[provider if provider in PROVIDERS else OTHERS].append(_Line(name, known, scores))
    return lines


def _index(knowledge: Knowledge, lines: Mapping[str, list[_Line]]) -> Iterator[str]:
    yield f"# What lockscan knows\n\n{HOW_TO_READ}\n"
    yield "| provider | types | of which settings | rules | median portability |\n|---|---|---|---|---|"
    for name, listed in sorted(lines.items(), key=lambda item: (-len(item[1]), item[0])):
        own = [line.scores[0].own for line in listed if not line.is_setting]
        middle = f"{median(own):.0f}" if own else ""
        rules = len({one.rule for line in listed for one in line.known})
        settings = len(listed) - len(own)
        yield f"| [{_provider(name)}](catalogue/{name}.md) | {len(listed):,} | {settings:,} | {rules:,} | {middle} |"
    yield "\n## Capabilities\n"
    yield f"{len(knowledge.capabilities)} things a resource can do, whoever runs it: how many types"
    yield "of each provider do it, how many offerings give it, and how many companies stand behind these.\n"
    yield from _capabilities(knowledge, lines)


def _capabilities(knowledge: Knowledge, lines: Mapping[str, list[_Line]]) -> Iterator[str]:
    names = [name for name in (*PROVIDERS, OTHERS) if name in lines]
    types: Counter[tuple[str, str]] = Counter()
    for name, listed in lines.items():
        types.update((line.known[0].capability, name) for line in listed)
    offered: dict[str, set[str]] = defaultdict(set)
    parents: dict[str, set[str]] = defaultdict(set)
    for offering in knowledge.offerings.values():
        for given in offering.capabilities:
            offered[given].add(offering.id)
            parents[given].add(knowledge.suppliers[offering.supplier].parent)
    yield f"| capability | category | {' | '.join(map(_provider, names))} | offerings | companies |"
    yield "|---|---|" + "---|" * (len(names) + 2)
    for key, capability in sorted(knowledge.capabilities.items(), key=lambda item: (item[1].category, item[0])):
        counts = " | ".join(str(types[key, name] or "") for name in names)
        yield f"| {key} | {capability.category} | {counts} | {len(offered[key])} | {len(parents[key])} |"


def _page(name: str, listed: Iterable[_Line]) -> Iterator[str]:
    yield f"# {_provider(name)}\n\n{HOW_TO_READ}"
    services: dict[str, list[_Line]] = defaultdict(list)
    for line in listed:
        services[_service(line.type)].append(line)
    for service, lines in services.items():
        yield f"\n## {service}\n"
        things = [line for line in lines if not line.is_setting]
        if things:
            yield (
                "| type | name | role | capability | effort | portability | interfaces | variants |\n"
                + "|---" * 8
                + "|"
            )
            yield from (_row(line, service) for line in things)
        settings = [f"`{_within(line.type, service)}`" for line in lines if line.is_setting]
        if settings:
            lead = "\nSettings that go with" if things else "Settings that go with"
            yield f"{lead} what they belong to: {', '.join(settings)}"


def _row(line: _Line, service: str) -> str:
    first, score = line.known[0], line.scores[0]
    cells = (
        f"`{_within(line.type, service)}`",
        first.name,
        first.role,
        first.capability,
        _range([EFFORT_CLASSES.index(one.effort_class) for one in line.scores], score.effort_class),
        _figures([one.own for one in line.scores]),
        ", ".join(first.interfaces),
        ", ".join(one.rule for one in line.known[1:]),
    )
    return f"| {' | '.join(clean(cell).replace('|', '/') for cell in cells)} |"


def _range(ranks: list[int], usual: str) -> str:
    """Give the usual class, and the span of all variants where it is wider."""
    low, high = EFFORT_CLASSES[min(ranks)], EFFORT_CLASSES[max(ranks)]
    return usual if low == high else f"{usual} ({low} to {high})"


def _figures(every: list[float]) -> str:
    low, high = round(min(every)), round(max(every))
    return f"{every[0]:.0f}" if low == high else f"{every[0]:.0f} ({low} to {high})"


def _service(type_: str) -> str:
    """Give the part of a type that its neighbours share."""
    if "::" in type_:
        return "::".join(type_.split("::")[:2])
    if "/" in type_:
        return type_.partition("/")[0]
    return "_".join(type_.split("_")[:2])


def _within(type_: str, service: str) -> str:
    """Give the type's name without what its heading says already."""
    return type_.removeprefix(service).lstrip(":/_") or type_


def _provider(name: str) -> str:
    return PROVIDERS.get(name, name)
