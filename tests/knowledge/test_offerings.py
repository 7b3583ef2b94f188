"""Who gives what: what is open is offered somewhere, and no capability is told of the great providers alone."""

from collections import defaultdict

from lockscan.knowledge import Knowledge
from lockscan.knowledge.model import Supplier
from lockscan.knowledge.targets import UK_AND_EEA

OPEN = {"ratified-standard", "open-de-facto"}
ONE_CLOUD_ONLY = {
    *("stack-settings", "marketplace", "support-plan", "account-structure", "commitment", "domain-registration"),
    *("satellite", "confidential-computing", "ddos-protection"),
}
"""Settings, contracts and what nobody can run for oneself."""


def europe(supplier: Supplier, knowledge: Knowledge) -> bool:
    return knowledge.suppliers.get(supplier.parent, supplier).country in UK_AND_EEA


def test_what_is_open_is_offered_by_somebody_for_nearly_every_use(knowledge: Knowledge) -> None:
    offered = {
        (capability, name)
        for o in knowledge.offerings.values()
        for capability in o.capabilities
        for name in o.interfaces
    }
    used = {(one.capability, name) for one in knowledge.rules() for name in one.interfaces}
    missing = {pair for pair in used - offered if knowledge.interfaces[pair[1]].kind in OPEN}
    assert len(missing) <= 0.02 * len(used), sorted(missing)


def test_every_capability_can_be_had_from_open_source_or_from_the_uk_and_the_eu(knowledge: Knowledge) -> None:
    given: dict[str, int] = defaultdict(int)
    for offering in knowledge.offerings.values():
        supplier = knowledge.suppliers[offering.supplier]
        if supplier.self_hosted or europe(supplier, knowledge):
            for capability in offering.capabilities:
                given[capability] += 1
    assert {name for name in knowledge.capabilities if not given[name]} <= ONE_CLOUD_ONLY | {"serverless-application"}


def test_the_great_providers_are_compared_over_most_of_what_there_is(knowledge: Knowledge) -> None:
    given: dict[str, set[str]] = defaultdict(set)
    for offering in knowledge.offerings.values():
        given[knowledge.suppliers[offering.supplier].provider].update(offering.capabilities)
    for provider, least in (("aws", 0.97), ("azure", 0.95), ("google", 0.88), ("oracle", 0.65), ("ibm", 0.6)):
        assert len(given[provider]) >= least * len(knowledge.capabilities), provider
