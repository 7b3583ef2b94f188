"""The least a scan may be allowed, drawn from the same lists that decide what is asked."""

import json
from typing import Final

from lockscan.connectors.azure.calls import ALLOWED, TENANT_WIDE
from lockscan.vocabulary.arm import namespaces
from lockscan.vocabulary.armparts import every_list

GROUP: Final = "/providers/Microsoft.Management/managementGroups/YOUR-MANAGEMENT-GROUP"
EVERYTHING: Final = "*/read"

DESCRIPTION: Final = (
    "Reads settings and metrics, as lockscan does: no data, no keys, no secrets, nothing written."
    " Resource Graph shows only what the role may read, so a type that is not on the list goes missing without a word:"
    f' where that must not happen, put "{EVERYTHING}" (the same as Reader) in place of the actions.'
    " In AssignableScopes name one management group, or subscriptions."
    " Whoever signs in gets it: a managed identity (AZURE_CLIENT_ID where it is one of several), a service principal"
    " (AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH), workload identity"
    " federation (AZURE_FEDERATED_TOKEN_FILE with the first two), or you, by `az login`."
    " Reservations and savings plans are granted apart, at the tenant: Reservations Reader and Savings plan Reader."
)


def role() -> str:
    """Give a custom role as `az role definition create --role-definition @FILE` takes it."""
    said = {
        "Name": "lockscan reader",
        "IsCustom": True,
        "Description": DESCRIPTION,
        "Actions": list(actions()),
        "NotActions": [],
        "DataActions": [],
        "NotDataActions": [],
        "AssignableScopes": [GROUP],
    }
    return json.dumps(said, indent=2) + "\n"


def actions() -> tuple[str, ...]:
    """Give every action that a call needs, and reading of every namespace whose types are known."""
    called = {action for call in ALLOWED if call not in TENANT_WIDE for action in call.actions}
    called |= {part.action for _, part in every_list()}
    spaces = {f"{namespace}/*/read" for namespace in namespaces()}
    named = {action for action in called - {EVERYTHING} if f"{action.partition('/')[0]}/*/read" not in spaces}
    return tuple(sorted(spaces | named, key=str.casefold))
