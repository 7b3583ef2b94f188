"""The least a scan may be allowed, drawn from the same list that decides what is asked."""

import json

from lockscan.connectors.azure.calls import ALLOWED


def role() -> str:
    """Give a custom role as JSON; what reads all settings but no data and no secret."""
    actions = sorted({action for call in ALLOWED for action in call.actions})
    return (
        json.dumps(
            {
                "Name": "lockscan reader",
                "IsCustom": True,
                "Description": "Reads settings and metrics, as lockscan does: no data, no keys, no secrets.",
                "Actions": ["*/read"] if "*/read" in actions else actions,
                "NotActions": [],
                "DataActions": [],
                "NotDataActions": [],
                "AssignableScopes": ["/subscriptions/00000000-0000-0000-0000-000000000000"],
            },
            indent=2,
        )
        + "\n"
    )
