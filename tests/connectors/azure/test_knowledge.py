"""What is collected of Azure is known, and what is known of it is collected."""

from typing import Any

import pytest

from lockscan.knowledge import Knowledge
from lockscan.vocabulary.arm import arm_reading, arm_spelling, types_with_facts, without_facts
from lockscan.vocabulary.armparts import every_list, graph_tables, tracked_parts, unread_parts
from lockscan.vocabulary.data import read_yaml, rules_folder, yaml_files
from lockscan.vocabulary.facts import fact_definitions

PASSING = frozenset({"state", "lifecycle"})
"""Facts that say how a thing is today, and decide nothing about leaving it."""


def entries() -> list[dict[str, Any]]:
    found = [entry for path in yaml_files(rules_folder() / "types" / "azure") for entry in read_yaml(path)["types"]]
    return [{**entry, "type": type_} for entry in found for type_ in entry.get("types", [entry.get("type")])]


def test_four_hundred_types_are_read_with_a_fact_that_decides() -> None:
    deciding = {type_ for type_, facts in types_with_facts().items() if set(facts) - PASSING}
    assert len(deciding) >= 400
    assert len(deciding | without_facts()) >= 500


def test_no_type_is_both_read_and_said_to_hold_nothing() -> None:
    assert types_with_facts().keys() & without_facts() == set()


def test_every_fact_is_a_defined_one() -> None:
    assert {fact for facts in types_with_facts().values() for fact in facts} <= fact_definitions().keys()


def test_every_type_with_facts_is_known_by_name() -> None:
    known = {entry["type"].casefold() for entry in entries()}
    assert (types_with_facts().keys() | without_facts()) - known <= {"microsoft.web/sites/workflows"}


def test_every_fact_that_a_rule_asks_for_is_read() -> None:
    asked = {
        (entry["type"], fact)
        for entry in entries()
        for variant in entry.get("variants", ())
        for fact in variant.get("when", {})
    }
    lost = {(type_, fact) for type_, fact in asked if fact not in arm_reading(type_).facts}
    # Azure's answers do not say where a key's material came from, nor a hub what its namespace allows.
    assert lost == {
        ("Microsoft.KeyVault/vaults/keys", "key_origin"),
        ("Microsoft.EventHub/namespaces/eventhubs", "protocol"),
    }


def test_every_part_with_weight_is_read_or_left_out_for_a_reason() -> None:
    tables = {type_.casefold() for table in graph_tables() for type_ in table.types}
    lists = {part.type.casefold() for _, part in every_list()}
    nested = {
        f"{row['type']}/{row['part']}".casefold()
        for row in read_yaml(rules_folder() / "vocabulary" / "arm.yaml")["nested"]
    }
    read = tables | lists | nested | tracked_parts()
    weighty = {
        entry["type"].casefold()
        for entry in entries()
        if entry["role"] in {"data", "workload"}
        and entry["type"].count("/") > 1
        and ".admin/" not in entry["type"].lower()
    }
    assert weighty - read - unread_parts().keys() == set()
    assert read & unread_parts().keys() == set()


@pytest.mark.parametrize("what", ["lists", "tables"])
def test_what_is_listed_has_its_usual_spelling_and_is_classified(what: str) -> None:
    listed = (
        {part.type for _, part in every_list()}
        if what == "lists"
        else {t for g in graph_tables() if not g.about for t in g.types}
    )
    knowledge = Knowledge.load()
    for type_ in sorted(listed - {"Microsoft.Web/sites/workflows"}):
        assert arm_spelling(type_).casefold() == type_.casefold()
        assert knowledge.resolve(type_)[1] == "type", type_
