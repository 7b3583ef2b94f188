"""Where a resource is: the account and region it says, else those its provider is configured with."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lockscan.connectors._shape import items, table, text
from lockscan.connectors.terraform.instance import Instance

EVERYWHERE = "global"
ARN_PARTS = 6

_ZONE = re.compile(r"([a-z]{2}(?:-[a-z]+)+-\d+)(?:-[a-z]+-\d+)?[a-z]?")
_GOOGLE_ZONE = re.compile(r"([a-z]+-[a-z]+\d+)(?:-[a-z])?")
_SUBSCRIPTION = re.compile(r"/subscriptions/([0-9a-fA-F-]{36})(?:/|$)", re.IGNORECASE)
_PROJECT = re.compile(r"(?:^|/)projects/([^/]+)/")
_NO_REGION = re.compile(
    r"AWS::(?:IAM|CloudFront|Route53|Organizations|GlobalAccelerator|WAF|Shield|NetworkManager|Budgets|CUR)::"
)
"""AWS services that live in no region."""


@dataclass(frozen=True, slots=True)
class Place:
    account: str = ""
    region: str = ""


def stated(values: Mapping[str, Any], provider: str, type_: str) -> Place:
    """What the attributes themselves say; empty where they say nothing."""
    match provider:
        case "aws":
            return _aws(values, type_)
        case "azure":
            found = _SUBSCRIPTION.search(text(values.get("id")) or text(values.get("parent_id")))
            region = text(values.get("location")).replace(" ", "").lower()
            return Place(found[1].lower() if found else text(values.get("subscription_id")).lower(), region)
        case "google":
            return _google(values)
        case _:
            account = text(values.get("compartment_id")) or text(values.get("tenant_id"))
            return Place(account, text(values.get("region")) or text(values.get("location")))


def _aws(values: Mapping[str, Any], type_: str) -> Place:
    arn = next((one for one in (text(values.get("arn")), text(values.get("id"))) if one.startswith("arn:")), "")
    parts = arn.split(":", ARN_PARTS - 1) if arn else [""] * ARN_PARTS
    region, account = parts[3:5] if len(parts) == ARN_PARTS else ("", "")
    zone = _ZONE.fullmatch(text(values.get("availability_zone")))
    region = region or text(values.get("region")) or (zone[1] if zone else "")
    if _NO_REGION.match(type_):
        region = EVERYWHERE
    return Place(account or text(values.get("owner_id")), region)


def _google(values: Mapping[str, Any]) -> Place:
    path = text(values.get("self_link")) or text(values.get("id"))
    found = _PROJECT.search(path)
    where = next((text(values.get(name)) for name in ("region", "zone", "location") if text(values.get(name))), "")
    last = where.rpartition("/")[2].lower()
    zone = _GOOGLE_ZONE.fullmatch(last)
    region = zone[1] if zone else last
    return Place(
        text(values.get("project")) or (found[1] if found else ""),
        region or (EVERYWHERE if "/global/" in path else ""),
    )


class Places:
    """What the resources under one provider configuration agree on holds for those that say nothing."""

    def __init__(self, configured: Mapping[str, Place]) -> None:
        self._configured = configured
        self._accounts: dict[str, set[str]] = defaultdict(set)
        self._regions: dict[str, set[str]] = defaultdict(set)

    def learn(self, instance: Instance, place: Place) -> None:
        if place.account:
            self._accounts[instance.configured].add(place.account)
        if place.region not in {"", EVERYWHERE}:
            self._regions[instance.configured].add(place.region)

    def of(self, instance: Instance, place: Place) -> Place:
        configured = self._configured.get(instance.configured, Place())
        return Place(
            place.account or configured.account or _only(self._accounts.get(instance.configured, ())),
            place.region or configured.region or _only(self._regions.get(instance.configured, ())),
        )


def _only(values: Iterable[str]) -> str:
    found = list(values)
    return found[0] if len(found) == 1 else ""


def configured_places(providers: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Place]:
    """Places that a plan's provider blocks name outright or by a root variable."""
    places = {}
    for key, provider in providers.items():
        expressions = table(table(provider).get("expressions"))
        # A variable of a module is not the root's of the same name.
        known = {} if text(table(provider).get("module_address")) else variables
        said = {name: _constant(expression, known) for name, expression in expressions.items()}
        account = said.get("subscription_id") or said.get("project") or _allowed(expressions)
        places[key] = Place((account or "").lower(), said.get("region") or "")
    return places


def _allowed(expressions: Mapping[str, Any]) -> str:
    """One allowed account is the account."""
    accounts = items(table(expressions.get("allowed_account_ids")).get("constant_value"))
    return text(accounts[0]) if len(accounts) == 1 else ""


def _constant(expression: Any, variables: Mapping[str, Any]) -> str:
    one = table(expression)
    references = items(one.get("references"))
    if len(references) == 1 and text(references[0]).startswith("var."):
        return text(table(variables.get(references[0].removeprefix("var."))).get("value"))
    return text(one.get("constant_value"))
