"""What scoring asks of the rules, and no more."""

from collections.abc import Mapping
from typing import Protocol

from lockscan.knowledge.model import Capability, Classification, Interface, Offering, ScoringRules, Supplier
from lockscan.model.profile import Profile


class Rules(Protocol):
    @property
    def capabilities(self) -> Mapping[str, Capability]: ...

    @property
    def interfaces(self) -> Mapping[str, Interface]: ...

    @property
    def offerings(self) -> Mapping[str, Offering]: ...

    @property
    def suppliers(self) -> Mapping[str, Supplier]: ...

    @property
    def scoring(self) -> ScoringRules: ...

    def classify(self, profile: Profile) -> Classification: ...
