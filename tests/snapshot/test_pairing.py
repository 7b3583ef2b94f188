"""A template's resource and the one that is there are one where their names leave no doubt, and two where they do."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from lockscan.model.record import Record
from lockscan.model.reference import Identity, IdentityClass
from lockscan.snapshot import Snapshot

Make = Callable[..., Record]
Seal = Callable[..., Snapshot]
STACK = {"aws:cloudformation:stack-name": "orders", "aws:cloudformation:logical-id": "Inbox"}


@pytest.fixture(scope="session")
def declared(make: Make) -> Make:
    def record(address: str, *, file: str = "orders.yaml", **given: Any) -> Record:
        key = f"{file}#{address}"
        names = (Identity(kind=IdentityClass.GLOBAL, key=key),)
        wanted = {"id": key, "account": "", "region": "", "source": "template", "names": names, **given}
        return make(wanted.pop("name", address), **wanted)

    return record


def _origins(snapshot: Snapshot) -> dict[str, list[str]]:
    rows = [row for row in snapshot.table("resources") if not row["external"]]
    return {row["id"].rpartition(":")[2]: [one["source"] for one in json.loads(row["origins"])] for row in rows}


def test_stack_and_logical_id_join_a_template_to_what_it_made(make: Make, declared: Make, sealed: Seal) -> None:
    found = _origins(sealed([make("q-1x7", tags=STACK)], [declared("Inbox", application="orders")]))
    assert found == {"q-1x7": ["live", "template"]}


def test_another_stack_with_the_same_logical_id_is_another_thing(make: Make, declared: Make, sealed: Seal) -> None:
    assert len(_origins(sealed([make("q-1x7", tags=STACK)], [declared("Inbox", application="returns")]))) == 2


def test_a_name_of_its_own_in_the_provider_s_id_joins(make: Make, declared: Make, sealed: Seal) -> None:
    found = _origins(sealed([make("inbox-prod")], [declared("Inbox", name="inbox-prod")]))
    assert found == {"inbox-prod": ["live", "template"]}


def test_a_logical_id_is_no_name(make: Make, declared: Make, sealed: Seal) -> None:
    assert len(_origins(sealed([make("Inbox")], [declared("Inbox")]))) == 2


def test_a_tag_that_only_names_is_no_proof(make: Make, declared: Make, sealed: Seal) -> None:
    live = make("shared", id="arn:aws:sqs:eu-west-2:111122223333:q-1x7")
    assert len(_origins(sealed([live], [declared("Inbox", name="shared")]))) == 2


def test_of_two_that_fit_alike_none_is_taken(make: Make, declared: Make, sealed: Seal) -> None:
    elsewhere = {"id": "arn:aws:sqs:eu-west-1:111122223333:inbox", "region": "eu-west-1"}
    live = [make("inbox"), make("inbox", **elsewhere)]
    assert len([*sealed(live, [declared("A", name="inbox")]).table("resources")]) == 3
    one = [*sealed(live, [declared("A", name="inbox", region="eu-west-1")]).table("resources")]
    assert len(one) == 2
    twice = [declared("A", name="inbox"), declared("B", name="inbox")]
    assert len([*sealed([make("inbox")], twice).table("resources")]) == 3


def test_mentions_by_address_follow_what_was_joined(
    make: Make, declared: Make, mention: Callable[..., Any], sealed: Seal
) -> None:
    function = declared("Worker", mentions=[mention("orders.yaml#Inbox")])
    snapshot = sealed([make("inbox-prod")], [declared("Inbox", name="inbox-prod"), function])
    (edge,) = snapshot.table("references")
    assert (edge["source"], edge["target"]) == ("orders.yaml#Worker", "arn:aws:sqs:eu-west-2:111122223333:inbox-prod")


def test_an_arm_template_s_relative_id_joins_in_the_one_group_that_has_it(
    make: Make, declared: Make, sealed: Seal
) -> None:
    kind = {"type": "Microsoft.Storage/storageAccounts", "provider": "azure"}
    below = "Microsoft.Storage/storageAccounts/Docs"
    live = [
        make("docs", id=f"/subscriptions/s/resourceGroups/{group}/providers/{below}", **kind) for group in ("a", "b")
    ]
    template = declared(below, name="docs", file="main.json", **kind)
    assert len([*sealed(live[:1], [template]).table("resources")]) == 1
    assert len([*sealed(live, [template]).table("resources")]) == 3
