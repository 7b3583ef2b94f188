"""The role is what the calls need, in the form Azure takes, and nothing that changes anything."""

import json
from typing import Any

import pytest

from lockscan.connectors.azure import Azure
from lockscan.connectors.azure.calls import ALLOWED, TENANT_WIDE, is_allowed
from lockscan.vocabulary.arm import types_with_facts
from lockscan.vocabulary.armparts import every_list

LONGEST = 2_048
"""Characters of a description that Azure takes."""

SITE = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Web/sites/orders"


@pytest.fixture(scope="module")
def role() -> Any:
    return json.loads(Azure().permissions())


def covers(actions: list[str], wanted: str) -> bool:
    folded = wanted.casefold()
    return any(folded == one.casefold() or folded.startswith(one.casefold().removesuffix("*/read")) for one in actions)


def test_every_action_is_a_read(role: Any) -> None:
    assert all(action.endswith("/read") for action in role["Actions"])
    assert not any(action.startswith("*") for action in role["Actions"])
    assert role["DataActions"] == []


def test_every_call_is_covered(role: Any) -> None:
    called = {action for call in ALLOWED if call not in TENANT_WIDE for action in call.actions} - {"*/read"}
    called |= {part.action for _, part in every_list()}
    called |= {f"{type_}/read" for type_ in types_with_facts()}
    assert {action for action in called if not covers(role["Actions"], action)} == set()


def test_it_says_who_may_sign_in_and_fits_what_azure_takes(role: Any) -> None:
    for way in ("managed identity", "service principal", "workload identity", "az login", "Reservations Reader"):
        assert way in role["Description"]
    assert len(role["Description"]) <= LONGEST
    assert role["AssignableScopes"][0].startswith("/providers/Microsoft.Management/managementGroups/")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (f"{SITE}/functions", True),
        (f"{SITE}/slots/blue/functions", True),
        (f"{SITE}/config/configreferences/appsettings", True),
        (f"{SITE}/providers/Microsoft.Insights/diagnosticSettings", True),
        (f"{SITE}/config/appsettings/list", False),
        (f"{SITE}/publishxml", False),
        (f"{SITE}/functions/../config", False),
        (SITE.replace("Web/sites", "Storage/storageAccounts") + "/listKeys", False),
        ("/providers/Microsoft.Capacity/reservations", True),
        ("/providers/Microsoft.Capacity/calculatePrice", False),
    ],
)
def test_lists_of_parts_are_asked_for_and_no_secrets(path: str, allowed: bool) -> None:
    assert is_allowed("GET", path) is allowed
    assert not is_allowed("POST", path)
