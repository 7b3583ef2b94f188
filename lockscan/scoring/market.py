"""Who else gives the same, in the scenario's target set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from lockscan.errors import UsageError
from lockscan.knowledge.model import Offering, Supplier
from lockscan.knowledge.targets import ANY, SELF_HOSTED, UK_EU, in_target
from lockscan.scoring.interface import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """An offering that speaks an interface elsewhere."""

    offering: str
    supplier: str
    country: str
    interface: str
    fidelity: float
    independent: str
    """Who would have to fail or change its mind with it: the parent supplier, or `self-hosted` for all of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Offerings of the target set, by the capability they give."""

    offered: Mapping[str, tuple[tuple[Offering, Supplier], ...]]
    stays: bool
    """The target is where the thing already is: nothing has to move."""

    @classmethod
    def of(cls, rules: Rules, provider: str, target: str) -> "Market":
        """Gather what the target set offers, without the present provider's own parent."""
        target_known(rules, target)
        own = {independent(s) for s in rules.suppliers.values() if provider and s.provider == provider}
        wanted = {s.id for s in rules.suppliers.values() if in_target(s, target, rules.suppliers)}
        offered: dict[str, list[tuple[Offering, Supplier]]] = {}
        for offering in rules.offerings.values():
            supplier = rules.suppliers[offering.supplier]
            if supplier.id in wanted and independent(supplier) not in own:
                for capability in offering.capabilities:
                    offered.setdefault(capability, []).append((offering, supplier))
        return cls(
            offered={capability: tuple(pairs) for capability, pairs in offered.items()},
            stays=bool(own) and {independent(rules.suppliers[name]) for name in wanted} <= own,
        )

    def alternatives(self, capability: str, interfaces: Iterable[str]) -> tuple[Alternative, ...]:
        """Give what takes the capability's place through any of these interfaces, the most faithful first."""
        used = tuple(interfaces)
        found = [
            Alternative(
                offering=offering.id,
                supplier=supplier.id,
                country=supplier.country,
                interface=interface,
                fidelity=offering.interfaces[interface],
                independent=independent(supplier),
            )
            for offering, supplier in self.offered.get(capability, ())
            for interface in used
            if offering.interfaces.get(interface, 0) > 0
        ]
        return tuple(sorted(found, key=lambda a: (-a.fidelity, a.offering, a.interface)))


def target_known(rules: Rules, target: str) -> None:
    """Refuse a target that is neither a set nor a supplier."""
    known = [ANY, SELF_HOSTED, UK_EU, *rules.suppliers]
    if target not in known:
        near = get_close_matches(target, known, n=3)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise UsageError(f"target {target!r} is not any, uk-eu, self-hosted or a supplier's id{hint}")


def independent(supplier: Supplier) -> str:
    """Suppliers of one parent fail together; so does all that one runs oneself."""
    return SELF_HOSTED if supplier.self_hosted else supplier.parent
