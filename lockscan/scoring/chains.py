"""Chains in words: from a held resource, link by link, to what holds it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from lockscan.graph import Step, chain
from lockscan.model.estate import Codes, Column, Estate
from lockscan.model.report import Chain, ChainLink, Holder
from lockscan.model.scores import Contagion, Scores

SHOWN = 10

Mask = npt.NDArray[np.bool_]


def explain(
    estate: Estate, scores: Scores, contagion: Contagion, application: Column, rows: Sequence[int]
) -> tuple[Chain, ...]:
    """Tell why each row is held; the strings of all their links are fetched at once."""
    chains = [chain(contagion, row) for row in rows]
    every = [step for steps in chains for step in steps]
    at = [step.row for step in every]
    names = iter(zip(estate.rows.ids(at), estate.rows.names(at), strict=True))
    evidence = iter(estate.rows.evidence([step.edge for step in every if step.edge >= 0]))

    def link(before: Step | None, step: Step) -> ChainLink:
        identifier, name = next(names)
        return ChainLink(
            row=step.row,
            id=identifier,
            name=name,
            type=estate.profiles[int(estate.profile[step.row])].type,
            application=application[step.row],
            kind=estate.edges.kind[step.edge] if before else "",
            evidence=next(evidence) if before else "",
            coupling=_coupling(contagion, before, step) if before else 1.0,
            lock_in=1 - float(scores.own[step.row]) / 100,
        )

    return tuple(
        Chain(
            links=tuple(link(before, step) for before, step in zip((None, *steps), steps, strict=False)),
            inherited=float(contagion.inherited[steps[0].row]),
        )
        for steps in chains
    )


def weakest(
    estate: Estate, scores: Scores, contagion: Contagion, application: Column, counted: Mask
) -> tuple[Chain, ...]:
    """Give the strongest chain of each holder, different applications first; then those held by themselves alone."""
    rows = np.flatnonzero(counted).astype(np.int32)
    holder = contagion.holder[rows]
    held = _spread_over_applications(_strongest_by_holder(contagion, rows[holder != rows], len(estate)), application)
    shown = {int(contagion.holder[row]) for row in held}
    alone = _by_inherited(contagion, rows[(holder == rows) & (contagion.inherited[rows] > 0)])
    # As many as are shown already may have to be passed over.
    held += [int(row) for row in alone[: 2 * SHOWN] if int(row) not in shown]
    return explain(estate, scores, contagion, application, held[:SHOWN])


def holders(
    estate: Estate, scores: Scores, contagion: Contagion, application: Column, counted: Mask
) -> tuple[Holder, ...]:
    """Give those that hold several others, the most dependents first."""
    rows = np.flatnonzero(counted).astype(np.int32)
    holder = contagion.holder[rows]
    held, holder = rows[holder != rows], holder[holder != rows]
    dependents = np.bincount(holder, minlength=len(estate))
    several = np.flatnonzero(dependents > 1)
    chosen = several[np.lexsort((several, scores.own[several], -dependents[several]))][:SHOWN].tolist()
    return tuple(
        Holder(
            row=row,
            id=identifier,
            name=name,
            type=estate.profiles[int(estate.profile[row])].type,
            lock_in=1 - float(scores.own[row]) / 100,
            dependents=int(dependents[row]),
            applications=_applications(application, held[holder == row]),
        )
        for row, identifier, name in zip(chosen, estate.rows.ids(chosen), estate.rows.names(chosen), strict=True)
    )


def _coupling(contagion: Contagion, before: Step, step: Step) -> float:
    """Read the strength off the values on both sides of the reference; logarithms leave a rounding behind."""
    return round(float(contagion.inherited[before.row] / contagion.inherited[step.row]), 9)


def _strongest_by_holder(contagion: Contagion, rows: Codes, nodes: int) -> Codes:
    """Give one row a holder, ordered by what it inherits."""
    best = np.full(nodes, -1, dtype=np.int32)
    ordered = _by_inherited(contagion, rows)[::-1]
    best[contagion.holder[ordered]] = ordered
    return _by_inherited(contagion, best[best >= 0])


def _by_inherited(contagion: Contagion, rows: Codes) -> Codes:
    order: Codes = rows[np.lexsort((rows, -contagion.inherited[rows]))]
    return order


def _spread_over_applications(rows: Codes, application: Column) -> list[int]:
    """Take each application's first, then the others; in the end the order is kept."""
    _, first = np.unique(application.codes[rows], return_index=True)
    firsts = sorted(first.tolist())[:SHOWN]
    others = [place for place in range(min(len(rows), 2 * SHOWN)) if place not in firsts]
    return [int(rows[place]) for place in sorted([*firsts, *others][:SHOWN])]


def _applications(application: Column, rows: Codes) -> tuple[str, ...]:
    return tuple(application.values[code] for code in np.unique(application.codes[rows]))
