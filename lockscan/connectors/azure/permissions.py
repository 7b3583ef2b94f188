"""The least a scan may be allowed, drawn from the same lists that decide what is asked."""

import json
from typing import Final

from lockscan.connectors.azure.calls import ALLOWED, DIRECTORY, TENANT_WIDE
from lockscan.vocabulary.arm import ended, read_namespaces
from lockscan.vocabulary.armparts import every_list, graph_tables

GROUP: Final = "/providers/Microsoft.Management/managementGroups/YOUR-MANAGEMENT-GROUP"
EVERYTHING: Final = "*/read"

DESCRIPTION: Final = (
    "Reads settings and metrics, as lockscan does: no data, no keys, no secrets, nothing written."
    " Resource Graph shows only what the role may read, so a type that is not on the list goes missing without a word:"
    f' where that must not happen, put "{EVERYTHING}" (the same as Reader) in place of the actions.'
    " Azure refuses the whole role for one namespace that your cloud does not offer: take out the one it names."
    " In AssignableScopes name one management group, or subscriptions."
    " Whoever signs in gets it: a managed identity (AZURE_CLIENT_ID where it is one of several), a service principal"
    " (AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH), workload identity"
    " federation (AZURE_FEDERATED_TOKEN_FILE with the first two), or you, by `az login`."
    " Reservations and savings plans are granted apart, at the tenant: Reservations Reader and Savings plan Reader."
    f" Applications of Entra ID are counted with {DIRECTORY.actions[0]} in Microsoft Graph, or by a Directory Reader."
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
    """Give reading of each namespace that a call asks for, or of which a type is read.

    Not of each type: Azure refuses a role that names an action which a provider does not publish, and many publish
    none for types that Resource Graph shows all the same.
    """
    called = {action for call in ALLOWED if call not in TENANT_WIDE for action in call.actions} - {EVERYTHING}
    called |= {part.action for _, part in every_list()} | {type_ for table in graph_tables() for type_ in table.types}
    spaces = {one.casefold(): one for one in (*map(_namespace, sorted(called)), *read_namespaces())}
    return tuple(f"{spaces[folded]}/*/read" for folded in sorted(spaces.keys() - {one.casefold() for one in ended()}))


def _namespace(action: str) -> str:
    return action.partition("/")[0]
