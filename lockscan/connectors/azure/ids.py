"""The anatomy of a Resource Manager id: whose it is, what it is, and what it is a part of."""

from dataclasses import dataclass
from typing import Final

_GROUP: Final = 4
"""Place of the resource group's name in `/subscriptions/S/resourceGroups/G/...`."""


@dataclass(frozen=True, slots=True)
class ArmId:
    text: str
    subscription: str
    group: str
    """Empty for what belongs to no resource group."""

    type: str
    """As the id spells it; empty for a subscription or a group."""

    name: str
    parent: str
    """The id of the whole this is a part of or a setting for; empty for what stands by itself."""


def parsed(text: str) -> ArmId | None:
    """Give the parts of an id; None for what is none."""
    words = text.split("/")
    if len(words) < 3 or words[0] or words[1].lower() != "subscriptions" or not words[2]:  # noqa: PLR2004 - /subscriptions/S
        return None
    group = words[_GROUP] if len(words) > _GROUP and words[3].lower() == "resourcegroups" else ""
    scope, _, below = _last_provider(text)
    if not below:
        return ArmId(text, words[2].lower(), group, "", words[-1], "")
    namespace, *segments = below.split("/")
    if not segments or len(segments) % 2:
        return None
    parent = text.rsplit("/", 2)[0] if len(segments) > 2 else scope if "/providers/" in scope.lower() else ""  # noqa: PLR2004 - type and name
    return ArmId(text, words[2].lower(), group, "/".join([namespace, *segments[::2]]), segments[-1], parent)


def container_of(arm: ArmId) -> str:
    """Give the id of the resource group it stands in, else of its subscription, in the spelling ids are compared in."""
    base = f"/subscriptions/{arm.subscription}"
    return f"{base}/resourcegroups/{arm.group.lower()}" if arm.group else base


def _last_provider(text: str) -> tuple[str, str, str]:
    at = text.lower().rfind("/providers/")
    return (text, "", "") if at < 0 else (text[:at], "/providers/", text[at + 11 :])
