"""Neutral facts from a provider's Terraform attributes, by the mapping in `rules/vocabulary/terraform-facts`."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from lockscan.vocabulary.data import read_yaml, rules_folder, yaml_files
from lockscan.vocabulary.facts import Fact
from lockscan.vocabulary.reading import FactRule, fact_rule


@cache
def fact_rules() -> Mapping[str, Mapping[str, FactRule]]:
    """Terraform type -> neutral fact -> how it is read."""
    rules: dict[str, dict[str, FactRule]] = {}
    for path in yaml_files(rules_folder() / "vocabulary" / "terraform-facts"):
        for type_, facts in read_yaml(path)["types"].items():
            rules[type_] = {fact: fact_rule(entry, open_=True) for fact, entry in facts.items()}
    return rules


def neutral_facts(type_: str, values: Mapping[str, Any]) -> dict[str, Fact]:
    found = {fact: rule(values) for fact, rule in fact_rules().get(type_, {}).items()}
    return {fact: value for fact, value in found.items() if value is not None and value != ""}
