"""Whom a resource needs, by the ids and host names in its properties; its own parts and its users are left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from lockscan.connectors.azure.ids import ArmId
from lockscan.connectors.azure.sifting import mentioning
from lockscan.model.reference import Candidate, Confidence, Identity, IdentityClass
from lockscan.references import fold, mentions
from lockscan.references.shapes import is_uuid
from lockscan.vocabulary.arm import arm_reading, principal_keys
from lockscan.vocabulary.kinds import Kind


def candidates(
    arm: ArmId, kind: str, row: Mapping[str, Any], properties: Mapping[str, Any], names: Sequence[Identity]
) -> Iterator[Candidate]:
    """Give every mention of somebody else."""
    config = {"properties": mentioning(properties), **_identity(row.get("identity"))}
    own = fold(arm.text)
    known = {name.key for name in names}
    found = mentions(
        config,
        provider="azure",
        account=arm.subscription,
        region="",
        resource_type=kind,
        skip=_skipped(kind),
    )
    for candidate in found:
        if candidate.key not in known and not candidate.key.startswith(f"{own}/"):
            yield _grouping(candidate)
    yield from _granted(kind, properties)


def own_names(kind: str, row: Mapping[str, Any], properties: Mapping[str, Any]) -> Iterator[Identity]:
    """Give the host names and the identities of a resource, by which others know it."""
    for path in arm_reading(kind).endpoints:
        for text in _texts(properties, path):
            host = text.lower().partition("://")[2] if "://" in text else text.lower()
            yield Identity(kind=IdentityClass.GLOBAL, key=host.partition("/")[0].partition(":")[0])
    said = row.get("identity")
    for whole in (said, properties):
        if not isinstance(whole, dict):
            continue
        for key in principal_keys():
            principal = whole.get(key)
            if isinstance(principal, str) and is_uuid(principal):
                yield Identity(kind=IdentityClass.GLOBAL, key=principal)


def _identity(said: Any) -> dict[str, Any]:
    """Give the identities it acts under as a list: Azure writes their ids as keys."""
    assigned = said.get("userAssignedIdentities") if isinstance(said, Mapping) else None
    return {"identity": {"userAssignedIdentities": list(assigned)}} if isinstance(assigned, Mapping) else {}


def _grouping(candidate: Candidate) -> Candidate:
    """A group or subscription that is named groups, and no more."""
    if candidate.kind is Kind.MAY_ACCESS or not candidate.key.startswith("/subscriptions/"):
        return candidate
    if "/providers/" in candidate.key:
        return candidate
    return replace(candidate, kind=Kind.CONTAINED_IN)


def _granted(kind: str, properties: Mapping[str, Any]) -> Iterator[Candidate]:
    """Give those whom a vault's policies let in."""
    policies = properties.get("accessPolicies") if kind.casefold() == "microsoft.keyvault/vaults" else None
    for policy in policies if isinstance(policies, list) else ():
        principal = policy.get("objectId") if isinstance(policy, dict) else None
        if isinstance(principal, str) and is_uuid(principal):
            yield Candidate(
                key=principal,
                match=IdentityClass.GLOBAL,
                kind=Kind.MAY_ACCESS,
                evidence="properties.accessPolicies.objectId",
                confidence=Confidence.MEDIUM,
                external=False,
            )


@cache
def _skipped(kind: str) -> tuple[str, ...]:
    return tuple(f"properties.{path}" for path in arm_reading(kind).backlinks)


def _texts(value: Any, path: Sequence[str]) -> Iterator[str]:
    """Give the texts at a path; lists are gone through."""
    if isinstance(value, list):
        for element in value[:50]:
            yield from _texts(element, path)
    elif not path:
        if isinstance(value, str) and value:
            yield value
    elif isinstance(value, Mapping):
        yield from _texts(value.get(path[0]), path[1:])
