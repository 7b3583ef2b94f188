"""What is known of a type or a resource in plain English, 80 columns wide."""

from collections.abc import Iterator
from textwrap import fill

from lockscan.cli._rules_explain import Explained, days_of, sources_of
from lockscan.knowledge import Knowledge
from lockscan.knowledge.documents import OURS
from lockscan.knowledge.model import Understanding
from lockscan.model.scores import EFFORT_CLASSES, FACETS
from lockscan.scoring import UnderstandingScore
from lockscan.wording.clean import clean
from lockscan.wording.words import FACETS as FACET_WORDS

WIDTH = 80
NAMED = 8
SOURCES = 12
SMALL = 10
MOVING = {
    "drop-in": "point it at the substitute; hardly any work",
    "rehost": "set it up anew and copy what it holds; code stays as it is",
    "replatform": "adapt packaging, configuration and some code",
    "refactor": "rewrite the parts of the code that speak to it",
    "rewrite": "build it anew",
}


def in_prose(knowledge: Knowledge, found: Explained) -> Iterator[str]:
    """Tell what a type is, what holds it, who else offers it, and what moving means."""
    yield clean(f"{found.understanding.name}  ({found.known.canonical})")
    yield from what_it_is(knowledge, found)
    yield ""
    yield from what_holds_it(found, "with its default facts")
    yield ""
    yield from where_else(knowledge, found)


def what_it_is(knowledge: Knowledge, found: Explained) -> Iterator[str]:
    """Tell what it does and who says so."""
    understanding = found.understanding
    capability = knowledge.capabilities[understanding.capability]
    yield wrapped(f"{capability.name}: {capability.definition}. Its role in an estate: {understanding.role}.")
    if found.known.level == "service":
        yield wrapped("No rule speaks for this very type; this is what its service says.")
    if understanding.pack != OURS:
        yield wrapped(f"Decided by the rule pack {understanding.pack}.")


def what_holds_it(found: Explained, how: str) -> Iterator[str]:
    """Tell the score, its range, and the facets that keep it below 100."""
    score, every = found.score, [score.own for score in found.scores]
    yield f"Portability {score.own:.0f} of 100 (100 leaves freely), {how}"
    if round(min(every)) != round(max(every)):
        yield f"{min(every):.0f} to {max(every):.0f}, depending on what is not known here"
    tied = sorted((value, facet) for facet, value in zip(FACETS, score.facets, strict=True) if value < 1)
    if tied:
        yield "What ties it, and how free it is in each (100% is not tied at all)"
    yield from (f"  {value:4.0%}  {FACET_WORDS[facet]}" for value, facet in tied)


def where_else(knowledge: Knowledge, found: Explained) -> Iterator[str]:
    """Tell who else offers it, what moving means, what makes it cheaper, and on what all this stands."""
    yield from _spoken(knowledge, found.understanding)
    yield from _elsewhere(knowledge, found.score)
    yield ""
    yield from _moving(knowledge, found)
    yield from _cheaper(knowledge, found)
    yield "Sources"
    sources = sources_of(knowledge, found)
    for source in sources[:SOURCES]:
        yield clean(f"  {source['publisher']}, seen {source['seen']}  {source['url'] or 'our own judgement'}")
    if len(sources) > SOURCES:
        yield f"  ... and {len(sources) - SOURCES} more; --format json lists all"


def wrapped(text: str) -> str:
    return fill(clean(text), WIDTH)


def _spoken(knowledge: Knowledge, understanding: Understanding) -> Iterator[str]:
    if not understanding.interfaces:
        yield "Nothing speaks to it: it is a setting of something else."
        return
    yield "Spoken to through"
    for name, share in understanding.interfaces.items():
        interface = knowledge.interfaces[name]
        yield _item(f"  {share:4.0%}  ", f"{interface.name} ({interface.kind}, {interface.steward})")


def _elsewhere(knowledge: Knowledge, score: UnderstandingScore) -> Iterator[str]:
    if not score.alternatives:
        yield "Nobody else is known to offer it through the same interfaces."
        return
    yield "Also offered by"
    for alternative in score.alternatives[:NAMED]:
        offering, supplier = knowledge.offerings[alternative.offering], knowledge.suppliers[alternative.supplier]
        yield _item(f"  {alternative.fidelity:4.0%}  ", f"{offering.name} ({supplier.name}, {alternative.country})")
    if len(score.alternatives) > NAMED:
        yield f"        ... and {len(score.alternatives) - NAMED} more; --format json lists all"


def _moving(knowledge: Knowledge, found: Explained) -> Iterator[str]:
    understanding, effort = found.understanding, found.score.effort_class
    capability = knowledge.capabilities[understanding.capability]
    days = days_of(knowledge, found)
    if days is None:
        yield wrapped("Moving it costs next to nothing of its own: it goes with what it is a setting of.")
    else:
        low, middle, high = (_days(figure) for figure in days)
        yield wrapped(
            f"Moving it means {effort}: {MOVING[effort]}. Some {middle} days of work for the first of its kind in"
            f" an application ({low} to {high} in eight of ten cases), less for each later one."
        )
    if capability.export and understanding.data:
        yield wrapped(f"Its data leaves as: {capability.export} ({knowledge.interfaces[understanding.data].name}).")
    if understanding.retires:
        then = f", replaced by {understanding.replacement}" if understanding.replacement else ""
        yield wrapped(f"It retires on {understanding.retires}{then}.")
    if found.known.unknown_facts:
        yield wrapped(f"The answer depends on {', '.join(sorted(found.known.unknown_facts))}:")
        for other, score in zip(found.known.understandings[1:], found.scores[1:], strict=True):
            yield _item(f"  {score.own:4.0f}  ", other.name)
    yield ""


def _cheaper(knowledge: Knowledge, found: Explained) -> Iterator[str]:
    """Name the steps before which a move is no easier."""
    understanding, now = found.understanding, EFFORT_CLASSES.index(found.score.effort_class)
    hedges = [
        hedge
        for hedge in knowledge.hedges.values()
        if (understanding.capability in hedge.capabilities or set(understanding.interfaces) & set(hedge.interfaces))
        and EFFORT_CLASSES.index(hedge.effort_class) <= now
    ]
    if hedges and understanding.interfaces:
        yield "What would make leaving cheaper"
        for hedge in hedges:
            days = f"{_days(hedge.effort_days.p10)} to {_days(hedge.effort_days.p90)} days"
            then = f"; moving then means {hedge.effort_class}" if hedge.effort_class != found.score.effort_class else ""
            yield _item("  - ", f"{hedge.action} ({days}{then})")
        yield ""


def _days(figure: float) -> str:
    return f"{figure:.0f}" if figure >= SMALL else f"{figure:.2g}"


def _item(mark: str, text: str) -> str:
    return fill(clean(text), WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
