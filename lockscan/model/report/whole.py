"""The value of an assessment, columnar: reporters render it, the gate judges it, nothing here computes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from lockscan.model.estate import Column, Estate
from lockscan.model.report.acting import Application, DateToAct, Finding, Hedge
from lockscan.model.report.coverage import Coverage, EstateSummary
from lockscan.model.report.diversity import Diversification
from lockscan.model.report.leaving import ExitCost
from lockscan.model.report.portability import Portability
from lockscan.model.report.provenance import ParameterUsed, Source
from lockscan.model.report.spending import SpendSummary, SupplierSpend
from lockscan.model.scenario import Scenario
from lockscan.model.scores import Contagion, Costs, Placement, Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An assessment's value; same inputs, same bytes in every format."""

    version: str
    as_of: date
    rules_version: str
    rules_digest: str
    packs: tuple[str, ...]
    scenario: Scenario
    parameters: tuple[ParameterUsed, ...]
    sources: tuple[Source, ...]
    coverage: Coverage
    summary: EstateSummary
    portability: Portability
    exit_cost: ExitCost
    diversification: Diversification
    applications: tuple[Application, ...]
    hedges: tuple[Hedge, ...]
    findings: tuple[Finding, ...]
    scores: Scores
    application: Column
    """Application of every node after sharing: its name, `shared`, or `unassigned`."""

    contagion: Contagion
    placement: Placement
    costs: Costs
    estate: Estate
    title: str = "Cloud exit and diversification report"
    marking: str = ""
    """Protective marking for every printed page."""

    spend: SpendSummary | None = None
    """None: no bill was given, so spend is unknown, not nought."""

    supplier_spend: SupplierSpend | None = None
    dates: tuple[DateToAct, ...] = ()
    """In order of time."""

    def ranked(self, limit: int | None = None) -> Sequence[int]:
        """Rows of resources, the most locked-in first (own score, then inherited, then id order)."""
        own, rows = self.scores.own[: self.estate.resources], np.arange(self.estate.resources)
        if limit is not None and 0 < limit < len(rows):
            rows = np.flatnonzero(own <= np.partition(own, limit - 1)[limit - 1])
        order = rows[np.lexsort((rows, -self.contagion.inherited[rows], own[rows]))]
        return [int(row) for row in order[:limit]]
