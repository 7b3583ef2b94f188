"""The role is what the calls need, in the form Azure takes, and nothing that changes anything."""

import json
import re
from fnmatch import fnmatch
from typing import Any

import pytest

from lockscan.connectors.azure import Azure
from lockscan.connectors.azure.calls import ALLOWED, TENANT_WIDE, is_allowed
from lockscan.vocabulary.arm import ended, types_with_facts
from lockscan.vocabulary.armparts import every_list

LONGEST = 2_048
"""Characters of a description that Azure takes."""

SITE = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Web/sites/orders"


@pytest.fixture(scope="module")
def role() -> Any:
    return json.loads(Azure().permissions())


def covers(actions: list[str], wanted: str) -> bool:
    """Say whether Azure would let it pass: an asterisk stands for anything, slashes included."""
    return sum(fnmatch(wanted.casefold(), one.casefold()) for one in actions) == 1


def test_every_action_is_a_read_within_one_namespace(role: Any) -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9]+\.[A-Za-z0-9]+/\*/read", action) for action in role["Actions"])
    assert role["DataActions"] == []


def test_no_namespace_is_named_that_azure_would_refuse_the_role_for(role: Any) -> None:
    spaces = {action.partition("/")[0] for action in role["Actions"]}
    assert not spaces & {*ended(), "Microsoft.Graph", "Microsoft.Contoso"}
    assert len({space.casefold() for space in spaces}) == len(role["Actions"])


def test_every_call_is_covered(role: Any) -> None:
    called = {action for call in ALLOWED if call not in TENANT_WIDE for action in call.actions} - {"*/read"}
    called |= {part.action for _, part in every_list()}
    called |= {f"{type_}/read" for type_ in types_with_facts()}
    gone = tuple(f"{name.casefold()}/" for name in ended())
    lost = {action for action in called if not covers(role["Actions"], action)}
    assert {action for action in lost if not action.casefold().startswith(gone)} == set()


def test_it_says_who_may_sign_in_and_fits_what_azure_takes(role: Any) -> None:
    for way in (
        "managed identity",
        "service principal",
        "workload identity",
        "az login",
        "Reservations Reader",
        "Application.Read.All",
    ):
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
