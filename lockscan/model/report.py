"""The value of an assessment, columnar: reporters render it, the gate judges it, nothing here computes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import numpy as np

from lockscan.model.estate import Column, Estate, Floats
from lockscan.model.scenario import Band, Scenario
from lockscan.model.scope import Scope
from lockscan.model.scores import Contagion, Costs, Placement, Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure or a claim comes from."""

    url: str
    publisher: str
    seen: date
    judgement: bool = False
    """Ours, not measured: said wherever the figure is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantiles:
    """A range in the report's currency (or days); never a mean, never a bare number."""

    p10: float
    p50: float
    p80: float
    p90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterUsed:
    id: str
    meaning: str
    unit: str
    band: Band
    source: Source | None
    overridden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCount:
    type: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    fraction: float | None
    """(ok + empty) / (asked - unavailable); None when nothing was asked."""

    scopes: int
    by_state: Mapping[str, int]
    gaps: tuple[Scope, ...]
    unclassified: tuple[TypeCount, ...]
    """Types no rule knows: their portability is an interval over everything."""

    by_service_default: tuple[TypeCount, ...]
    """Types that only their service's default speaks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstateSummary:
    resources: int
    references: int
    external: int
    applications: int
    by_provider: Mapping[str, int]
    by_type: tuple[TypeCount, ...]
    by_role: Mapping[str, int]
    """Resources a role of `ROLES`; `unknown` where no rule says."""

    size_gb: float
    """Known bytes at rest, in GB."""

    size_unknown: int
    """Resources that hold data but whose size is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """One node of a chain, from the held resource to what holds it."""

    row: int
    id: str
    name: str
    type: str
    application: str
    kind: str
    """Kind of the reference that leads here from the link before; empty on the first."""

    evidence: str
    coupling: float
    """Strength of that reference; 1.0 on the first link."""

    lock_in: float
    """Own lock-in of this node, 0-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Why a resource is held: its lock-in is the last link's times the couplings on the way."""

    links: tuple[ChainLink, ...]
    inherited: float
    """0-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A resource whose lock-in many others inherit: reported once, with its dependents."""

    row: int
    id: str
    name: str
    type: str
    lock_in: float
    dependents: int
    applications: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portability:
    """0-100, 100 leaves freely; means run over resources that are not mere configuration."""

    score: float
    low: float
    high: float
    spend_weighted: float | None
    bands: Mapping[str, int]
    """Resources a band: `free` 80+, `moderate` 60+, `held` 40+, `locked` below, `unknown` where the interval spans
    more than 50 points."""

    facet_shares: Mapping[str, float]
    """Facet -> its share of the estate's -log(portability); they sum to 1 (or all 0)."""

    weakest_chains: tuple[Chain, ...]
    holders: tuple[Holder, ...]
    by_capability: Mapping[str, tuple[int, float]]
    """Capability -> (resources, mean portability)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One part of the exit cost: its own range, and its contribution to the total's quantiles."""

    id: str
    label: str
    range: Quantiles
    contribution: Quantiles
    """Mean of this part over the draws in a band round each quantile of the total: contributions sum to the total's."""

    formula: str
    """In words, with the parameters' ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How long, in days from the decision."""

    days: Quantiles
    waves: int
    critical: tuple[tuple[str, float], ...]
    """Steps on the critical path with their days at P50."""

    within: tuple[tuple[int, float], ...] = ()
    """Days, and the chance of being out by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """What makes the range wide."""

    id: str
    """A parameter's id, or what else is drawn."""

    meaning: str
    correlation: float
    """Spearman's rank correlation with the total, -1 to 1."""

    share: float
    """Its square's part of all squares; the drivers not shown have the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCase:
    """One scenario of leaving: `planned` or `stressed`."""

    id: str
    total: Quantiles
    components: tuple[Component, ...]
    calendar: Calendar
    person_days: Quantiles
    team: float = 0.0
    """People on the move: the scenario's, or as many as the work asks for."""

    drivers: tuple[Driver, ...] = ()
    """The strongest first."""

    draws: Floats = field(default_factory=lambda: np.zeros(0), repr=False, compare=False)
    """The total in every draw: what a comparison takes the difference of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Something that widens the range, and how to learn it."""

    what: str
    count: int
    effect: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCost:
    currency: str
    planned: ExitCase
    stressed: ExitCase
    unknowns: tuple[Unknown, ...]
    cheapest_exit: tuple[tuple[date, float], ...] = ()
    """P50 of the planned total when the exit completes in that month, over 36 months."""

    by_application: Mapping[str, Quantiles] = field(default_factory=dict)
    """Planned cost by application; the estate-wide fixed part stands under the empty name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    name: str
    amount: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """Shares of one basis (spend, resources, applications, data, contracts, supplier-spend) by one dimension."""

    basis: str
    dimension: str
    """`provider`, `parent`, `jurisdiction`, `region`, `sme` or `framework`."""

    unit: str
    hhi: float
    effective: float
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """What still stands when a supplier or region is gone, following hard references."""

    dimension: str
    lost: str
    applications_standing: float
    spend_standing: float | None
    resources_standing: float
    applications_lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversification:
    bases: tuple[Concentration, ...]
    """Ordered: spend, resources, applications, data, contracts, supplier-spend; within each provider, parent,
    jurisdiction, region, sme, framework."""

    survival: tuple[Survival, ...]
    unknowns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    name: str
    resources: int
    portability: float
    low: float
    high: float
    exit_cost: Quantiles
    value: float
    """What the managed services save a year, in the report's currency, P50."""

    monthly_cost: float | None
    """None: not known; never 0 for that."""

    recommendation: str
    """`keep`, `keep and write down`, `hedge` or `move`."""

    reason: str
    break_even: float | None
    """Yearly chance of having to leave above which staying no longer pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """A step that makes a later exit cheaper."""

    id: str
    action: str
    saves: Quantiles
    """Exit cost saved (planned)."""

    costs: Quantiles
    applies_to: int
    applications: tuple[str, ...]
    side_effects: str
    examples: tuple[str, ...] = ()
    break_even: float | None = None
    """Yearly chance of having to leave above which it pays: its cost a year over the exit cost it saves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a person should act on."""

    id: str
    rule: str
    severity: str
    resource: str
    origin: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSpend:
    """Effective cost a month of one service, in the report's currency."""

    provider: str
    service: str
    amount: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendTotal:
    """What the bills say in one currency over their whole period, to the penny."""

    currency: str
    effective: Decimal
    billed: Decimal
    matched: Decimal
    """Effective cost charged for resources of the estate; with all of `unmatched` it is `effective`."""

    unmatched: Mapping[tuple[str, str], Decimal]
    """(provider, service) -> effective cost charged for no resource of the estate, or for one that was not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendSummary:
    """What the bills say; amounts are a month's average in the report's currency unless said otherwise."""

    currency: str
    first: date
    """First day of the first month billed."""

    last: date
    """First day of the last month billed."""

    effective: float
    billed: float
    matched: float
    """Of the effective cost: charged for resources of the estate."""

    committed: float
    """Of the effective cost: covered by a commitment discount that was used."""

    unused: float
    """Of the effective cost: commitment discounts that nothing used."""

    by_provider: Mapping[str, float]
    by_service: tuple[ServiceSpend, ...]
    """The dearest first."""

    unmatched: tuple[ServiceSpend, ...]
    """What was matched to no resource, the dearest first."""

    totals: tuple[SpendTotal, ...]
    unpriced: tuple[str, ...]
    """Currencies no rate is known for: in `totals` only."""

    notes: tuple[str, ...]
    """What was odd about the files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidSupplier:
    """One supplier of published spend, under the name of whose product is bought."""

    name: str
    parent: str
    amount: float
    payments: int
    covered: bool | None
    """Whether this scan covers what it sells; None: a reseller of several, and nothing says which was paid for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierSpend:
    """What a body published that it paid, and how much of that this scan covers."""

    currency: str
    total: float
    covered: float
    unclear: float
    """Paid to resellers of several suppliers: may be covered or not."""

    payments: int
    first: date | None
    last: date | None
    suppliers: tuple[PaidSupplier, ...]
    """The dearest first."""

    unpriced: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """What was odd about the lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateToAct:
    """A day on which something ends, or after which it can no longer be chosen."""

    when: date
    kind: str
    """`notice` (last day to give it), `end`, `extension` (the end if extended) or `retirement`."""

    who: str
    """The supplier, or the service that retires."""

    what: str
    passed: bool = False
    """The day is over, yet what it decided is still to come."""


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
