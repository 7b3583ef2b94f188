"""What the rules say of Azure alone."""

from lockscan.connectors.terraform.neutral import fact_rules
from lockscan.knowledge.knowledge import Knowledge
from lockscan.knowledge.naming import provider_of
from lockscan.vocabulary.data import read_yaml, rules_folder
from lockscan.vocabulary.facts import fact_definitions
from lockscan.vocabulary.types import terraform_types


def test_a_type_is_known_in_any_case(knowledge: Knowledge) -> None:
    for name in (n for n in knowledge.types() if provider_of(n) == "azure"):
        assert knowledge.resolve(name.upper()) == knowledge.resolve(name.lower()) == (name, "type")


def test_facts_that_rules_ask_for_are_collected_live(knowledge: Knowledge) -> None:
    said = read_yaml(rules_folder() / "vocabulary" / "arm-facts.yaml")["types"]
    known = {name.casefold() for name in (n for n in knowledge.types() if provider_of(n) == "azure")}
    assert {name for name in said if name.casefold() not in known} == set()
    assert {fact for facts in said.values() for fact in facts} <= set(fact_definitions())


def test_facts_read_from_plans_are_facts_of_known_resources() -> None:
    ours = {name: facts for name, facts in fact_rules().items() if name.startswith("azurerm_")}
    assert len(ours) > 60
    assert set(ours) <= set(terraform_types())
    assert {fact for facts in ours.values() for fact in facts} <= set(fact_definitions())
