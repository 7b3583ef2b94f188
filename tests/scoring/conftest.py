"""A market of a few suppliers, small enough to reckon by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from lockscan.knowledge.model import (
    Capability,
    Classification,
    CommercialTie,
    Interface,
    Offering,
    ScoringRules,
    Supplier,
    Understanding,
)
from lockscan.model.profile import Profile
from lockscan.model.resource import TypeName
from lockscan.model.scenario import Band

BAND = Band(p10=1, p50=2, p90=3)


@dataclass(frozen=True, kw_only=True)
class Market:
    """Rules by hand; `offer` adds an offering, `speaks` a type's understandings."""

    suppliers: Mapping[str, Supplier]
    interfaces: Mapping[str, Interface]
    capabilities: Mapping[str, Capability]
    scoring: ScoringRules
    offerings: Mapping[str, Offering] = field(default_factory=dict)
    types: Mapping[str, tuple[Understanding, ...]] = field(default_factory=dict)

    def classify(self, profile: Profile) -> Classification:
        known = self.types.get(profile.type, ())
        level = "type" if known else "none"
        return Classification(type=profile.type, canonical=profile.type, level=level, understandings=known)

    def offer(self, supplier: str, fidelity: float, *, interface: str = "queue-api", by: str = "queue") -> "Market":
        offering = Offering(
            id=f"{supplier}-{len(self.offerings)}",
            name=supplier,
            supplier=supplier,
            capabilities=(by,),
            interfaces={interface: fidelity},
        )
        return replace(self, offerings={**self.offerings, offering.id: offering})

    def speaks(self, type_: str, *understandings: Understanding) -> "Market":
        return replace(self, types={**self.types, TypeName(type_): understandings})


def _supplier(identifier: str, country: str, parent: str = "", provider: str = "", **more: Any) -> Supplier:
    return Supplier(
        id=identifier, name=identifier, parent=parent or identifier, country=country, provider=provider, **more
    )


@pytest.fixture(scope="session")
def market() -> Market:
    suppliers = (
        _supplier("aws", "US", provider="aws"),
        _supplier("azure", "US", parent="microsoft", provider="azure"),
        _supplier("github", "US", parent="microsoft"),
        _supplier("google", "US", provider="google"),
        _supplier("civo", "GB"),
        _supplier("ovh", "FR"),
        _supplier("self-hosted", "GB", self_hosted=True),
        _supplier("distribution", "US", self_hosted=True),
    )
    kinds = {"ratified": "ratified-standard", "open": "open-de-facto", "own": "proprietary", "queue-api": "published"}
    capability = Capability(
        id="queue",
        name="Queue",
        category="Integration",
        definition="",
        size_driver="",
        effort={"same": "rehost", "near": "replatform", "different": "refactor"},
        managed_saves=BAND,
        export="",
    )
    return Market(
        suppliers={supplier.id: supplier for supplier in suppliers},
        interfaces={i: Interface(id=i, name=i, role="api", kind=kind, steward="") for i, kind in kinds.items()},
        capabilities={"queue": capability, "other": replace(capability, id="other")},
        scoring=ScoringRules(
            weights={"interface": 0.4, "data": 0.2, "runtime": 0.15, "operations": 0.15, "commercial": 0.1},
            openness={"ratified-standard": 1.0, "open-de-facto": 0.95, "published": 0.7, "proprietary": 0.3},
            commercial={"promise": CommercialTie(id="promise", name="Promise", facet=0.5)},
        ),
    )


@pytest.fixture(scope="session")
def thing() -> Callable[..., Understanding]:
    def make(**more: Any) -> Understanding:
        return Understanding(
            **{
                "rule": "a-queue",
                "name": "Queue",
                "capability": "queue",
                "role": "workload",
                "interfaces": {"queue-api": 1.0},
                **more,
            }
        )

    return make
