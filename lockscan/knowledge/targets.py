"""Which suppliers a target set holds: where one may go."""

from collections.abc import Mapping

from lockscan.knowledge.model import Supplier

SELF_HOSTED = "self-hosted"
ANY = "any"
UK_EU = "uk-eu"
SETS = (ANY, UK_EU, SELF_HOSTED)
"""Targets that stand for several suppliers; any other is the id of one."""

UK_AND_EEA = frozenset(
    "GB AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO".split()  # noqa: SIM905 - thirty lines otherwise
)
"""ISO codes of the United Kingdom, the EU's members and the other three of the EEA."""


def in_target(supplier: Supplier, target: str, suppliers: Mapping[str, Supplier]) -> bool:
    if target == ANY:
        return True
    if target == SELF_HOSTED:
        return supplier.self_hosted
    if target == UK_EU:
        return suppliers.get(supplier.parent, supplier).country in UK_AND_EEA
    return supplier.id == target
