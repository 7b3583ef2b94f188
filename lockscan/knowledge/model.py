"""What the rules say, frozen: read once from YAML at the edge, trusted from there on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lockscan.model.report import Source
from lockscan.model.resource import TypeName
from lockscan.model.scenario import Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """What a thing does, provider-neutral."""

    id: str
    name: str
    category: str
    """FOCUS ServiceCategory."""

    definition: str
    size_driver: str
    """The number fact that scales its effort: `size_gb`, `vcpus`, `instances`, `object_count`; empty for none."""

    effort: Mapping[str, str]
    """How the substitute speaks -> effort class: keys `same` (fidelity 0.9+), `near` (0.5+), `different`."""

    managed_saves: Band
    """Person-days a year that a managed service of this kind saves against running it oneself."""

    export: str
    """What exporting its data means; empty where it holds none."""

    workload_share: float = 1.0
    """How much work one such thing is against a whole workload or data store of its effort class."""

    server: bool = False
    """Counts towards the server floor of a legacy estate."""

    accounts: bool = False
    """Holds people's accounts: it is moved as a store is, not written anew as a role is."""

    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """How a thing is spoken to, or what leaves it."""

    id: str
    name: str
    role: str
    """wire-protocol, api, data-format, artefact, configuration, language or identity."""

    kind: str
    """ratified-standard, open-de-facto, published (independent implementations exist) or proprietary."""

    steward: str
    sources: tuple[str, ...] = ()
    surface: str = "medium"
    """How much of it its users touch, so how long an adapter takes: small, medium or large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering:
    """A supplier's product that gives capabilities through interfaces."""

    id: str
    name: str
    supplier: str
    capabilities: tuple[str, ...]
    interfaces: Mapping[str, float]
    """Interface -> fidelity in [0, 1]: how much of what its users rely on works unchanged."""

    sources: tuple[str, ...] = ()
    retires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    id: str
    name: str
    parent: str
    """Id of the supplier that controls it; its own id where none does."""

    country: str
    """ISO 3166-1 alpha-2 of the parent's seat: the jurisdiction."""

    provider: str = ""
    """Short name of the cloud it runs, as in `Resource.provider`; empty for none."""

    sme: bool | None = None
    self_hosted: bool = False
    """Not a supplier at all: open source one runs oneself."""

    aliases: tuple[str, ...] = ()
    """Names on bills and registers."""

    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """How a resource of one profile is understood, by one rule."""

    rule: str
    name: str
    capability: str
    role: str
    interfaces: Mapping[str, float]
    """Interface -> its share of how the thing is used; shares sum to 1. Empty: nothing speaks to it."""

    data: str = ""
    """Interface in which its data leaves; empty: it holds none."""

    runtime: str = ""
    """Interface of the artefact it runs; empty: it runs none."""

    operations: tuple[str, ...] = ()
    """Identity and control interfaces it is tied to."""

    commercial: tuple[str, ...] = ()
    """Ids of commercial ties of `rules/scoring.yaml` (licences, commitments, retirement)."""

    sources: tuple[str, ...] = ()
    pack: str = "lockscan"
    retires: date | None = None
    replacement: str = ""
    workload_share: float | None = None
    """How much of a whole workload it is, where its capability does not say: a frame is little beside what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """Every understanding the known facts allow; the first is the point value, several mean an unknown fact."""

    type: TypeName
    canonical: TypeName
    level: str
    """`type`, `service` or `none`; none has no understanding."""

    understandings: tuple[Understanding, ...] = field(default=())
    unknown_facts: tuple[str, ...] = ()
    """Facts that, once known, would narrow it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A figure of the cost model as a range."""

    id: str
    meaning: str
    unit: str
    band: Band
    source: Source
    measure: str = ""
    """How one learns it for one's own estate; empty where only the future tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HedgeRule:
    """A step that reduces one kind of lock-in."""

    id: str
    action: str
    capabilities: tuple[str, ...]
    interfaces: tuple[str, ...]
    """Applies where the thing is of one of these capabilities, or used through one of these interfaces."""

    effort_days: Band
    """Person-days a resource (first of its kind in an application)."""

    effort_class: str
    """The class the later move becomes."""

    yearly_cost: Band
    """Person-days a year to keep it up."""

    side_effects: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommercialTie:
    """A licence, commitment or term that stays behind or has to be bought again."""

    id: str
    name: str
    facet: float
    """What the commercial facet is multiplied by, in (0, 1]."""

    why: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringRules:
    """The published weights of portability, from `rules/scoring.yaml`."""

    weights: Mapping[str, float]
    """Facet -> weight; they sum to 1."""

    openness: Mapping[str, float]
    """Interface kind -> how openly what is named by it leaves, in (0, 1]."""

    floor: float = 0.02
    same: float = 0.9
    """Best fidelity from which a substitute speaks the same; likewise `near`."""

    near: float = 0.5
    surface: Mapping[str, float] = field(default_factory=dict)
    """Surface of an interface -> the interface facet an adapter gives where nobody speaks it; without: the floor."""

    commercial: Mapping[str, CommercialTie] = field(default_factory=dict)
    operations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Provider -> interfaces its resources are tied to where a rule names none."""
