"""What the page shows, chosen and ordered; the templates only lay it out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lockscan.model.report import Application, Chain, Concentration, ExitCase, Finding, Hedge, Report, Source, Survival
from lockscan.model.scope import Scope
from lockscan.reporters._answers import (
    Answer,
    answers,
    coverage_line,
    failure_line,
    headline_basis,
    holding,
    next_step,
    standing,
    step_line,
    worst_loss,
    worthwhile,
)
from lockscan.reporters._paying import spend_line, supplier_line
from lockscan.reporters._rows import ResourceRow, resource_rows
from lockscan.reporters._sightings import sighting_lines
from lockscan.reporters.html import charts
from lockscan.reporters.html.drawing import Picture
from lockscan.reporters.html.leaving_notes import Note
from lockscan.reporters.html.leaving_view import Leaving, leaving
from lockscan.reporters.html.notes import notes

RESOURCES: Final = 1000
FINDINGS: Final = 100
"""Rows of the resource table; the JSON report and the snapshot hold all."""

DIMENSIONS_SHOWN: Final = ("provider", "parent", "jurisdiction", "region")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything the page needs beside the report itself."""

    answers: tuple[Answer, ...]
    basis: Concentration | None
    worst: Survival | None
    worst_line: str
    step: Hedge | None
    step_line: str
    coverage_line: str
    spend_line: str
    supplier_line: str
    gauge_top: float
    """The right end of the cost gauge."""

    value: Picture | None
    shares: Picture | None
    leaving: Leaving
    supplier_key: Sequence[tuple[str, str]]
    dimension: str
    applications: Sequence[Application]
    bands: Sequence[tuple[str, int, float]]
    facets: Sequence[tuple[str, float]]
    chains: Sequence[Chain]
    """Those of several links."""

    alone: Sequence[Chain]
    """Those of one: held by nothing but themselves."""

    capabilities: Sequence[tuple[str, int, float]]
    cases: Sequence[tuple[str, ExitCase]]
    dimensions: Sequence[str]
    concentration: Sequence[tuple[str, Sequence[Concentration | None]]]
    """A row a basis, a cell a dimension."""

    buying: Sequence[tuple[str, Concentration | None, Concentration | None]]
    """Basis, and its shares by size of supplier and by framework, where any is known."""

    survival: Sequence[Survival]
    standing_of: str
    """What is counted there: applications, or resources where none is named."""

    hedges: Sequence[Hedge]
    """Those that save more than they cost."""

    dear_hedges: int
    """How many do not."""

    gaps: Sequence[tuple[Scope, Sequence[str]]]
    """What was not read, with every region in which the same happened."""

    sightings: Sequence[str]
    """What several sources say together."""

    rows: Sequence[ResourceRow]
    findings: Sequence[tuple[Finding, str]]
    """Those that are shown, with the name of the resource; empty where it has none but its id."""

    notes: Sequence[Note]
    number: dict[str, int]
    """Note id -> its number on this page."""

    sources: Sequence[Source]


def view(report: Report) -> View:
    """Choose and order what the page shows; touches only the rows that are shown."""
    cost, bases = report.exit_cost, report.diversification.bases
    basis, step, worst, method = headline_basis(report), next_step(report), worst_loss(report), notes(report)
    dimension, steps, held = basis.dimension if basis else "provider", worthwhile(report), holding(report)
    return View(
        answers=answers(report),
        basis=basis,
        worst=worst,
        worst_line=failure_line(worst) if worst else "",
        step=step,
        step_line=step_line(step, cost.currency) if step else "",
        coverage_line=coverage_line(report),
        spend_line=spend_line(report),
        supplier_line=supplier_line(report),
        gauge_top=max(cost.planned.total.p90, cost.stressed.total.p90, 1) * 1.02,
        value=charts.value_against_portability(report.applications, cost.currency),
        shares=charts.supplier_shares(bases, dimension),
        leaving=leaving(cost),
        supplier_key=charts.swatches(bases, dimension),
        dimension=dimension,
        applications=sorted(report.applications, key=lambda app: (-app.exit_cost.p50, app.name)),
        bands=_bands(report),
        facets=sorted(report.portability.facet_shares.items(), key=lambda item: -item[1]),
        chains=[chain for chain in held if len(chain.links) > 1][:8],
        alone=[chain for chain in held if len(chain.links) == 1][:8],
        capabilities=_capabilities(report),
        cases=(("Planned", cost.planned), ("In a hurry", cost.stressed)),
        dimensions=DIMENSIONS_SHOWN,
        concentration=_matrix(bases),
        buying=_buying(bases),
        survival=sorted(
            report.diversification.survival,
            key=lambda loss: (-len(loss.applications_lost), loss.resources_standing, loss.lost),
        ),
        standing_of=standing(worst)[0] if worst else "applications",
        hedges=steps,
        dear_hedges=len(report.hedges) - len(steps),
        gaps=_alike(report.coverage.gaps),
        sightings=tuple(sighting_lines(report)),
        rows=list(resource_rows(report, report.ranked(RESOURCES))),
        findings=list(_findings(report)),
        notes=method,
        number={note.id: index for index, note in enumerate(method, 1)},
        sources=_sources(report),
    )


def _findings(report: Report) -> Iterator[tuple[Finding, str]]:
    shown = report.findings[:FINDINGS]
    rows = report.estate.rows.find([finding.resource for finding in shown])
    held = [row for row in rows if row is not None]
    names = dict(zip(held, report.estate.rows.names(held), strict=True))
    for finding, row in zip(shown, rows, strict=True):
        name = "" if row is None else names[row]
        yield finding, "" if name == finding.resource else name


def _alike(gaps: Sequence[Scope]) -> list[tuple[Scope, Sequence[str]]]:
    """Make one row of what happened alike in several regions."""
    rows: dict[Scope, list[str]] = {}
    for gap in gaps:
        rows.setdefault(replace(gap, region=""), []).append(gap.region)
    return list(rows.items())


def _sources(report: Report) -> list[Source]:
    """Give each place once; a judgement without one is said beside the input it made."""
    places = {(source.publisher, source.url): source for source in report.sources if source.url}
    return [places[place] for place in sorted(places)]


def _bands(report: Report) -> list[tuple[str, int, float]]:
    bands = report.portability.bands
    total = sum(bands.values()) or 1
    return [
        (band, bands.get(band, 0), bands.get(band, 0) / total)
        for band in ("locked", "held", "moderate", "free", "unknown")
    ]


def _matrix(bases: Sequence[Concentration]) -> list[tuple[str, list[Concentration | None]]]:
    shown = {(base.basis, base.dimension): base for base in bases if base.shares}
    rows = dict.fromkeys(basis for basis, _ in shown)
    return [(basis, [shown.get((basis, dimension)) for dimension in DIMENSIONS_SHOWN]) for basis in rows]


def _buying(bases: Sequence[Concentration]) -> list[tuple[str, Concentration | None, Concentration | None]]:
    """Give what says how much goes to small suppliers, and by which framework it was bought."""
    known = {(base.basis, base.dimension): base for base in bases}
    found = dict.fromkeys(base.basis for base in bases if base.dimension in {"sme", "framework"})
    return [(basis, known.get((basis, "sme")), known.get((basis, "framework"))) for basis in found]


def _capabilities(report: Report) -> list[tuple[str, int, float]]:
    """Give the capabilities that hold most: many resources, little portability."""
    rows = [(name, count, mean) for name, (count, mean) in report.portability.by_capability.items()]
    return sorted(rows, key=lambda row: (-row[1] * (100 - row[2]), row[0]))[:10]
