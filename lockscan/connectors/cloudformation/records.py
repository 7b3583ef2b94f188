"""A resource of a template becomes one in our own words; its properties go no further."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lockscan.connectors._shape import items, table, text, texts
from lockscan.connectors._uses import ordered_after, together, use
from lockscan.connectors.cloudformation.connections import answered, connections
from lockscan.connectors.cloudformation.serverless import DEPLOYED_AS, FUNCTION, with_globals
from lockscan.connectors.cloudformation.stack import Stack
from lockscan.connectors.cloudformation.values import plain, uses
from lockscan.model.record import Record
from lockscan.model.reference import Candidate, Confidence, Identity, IdentityClass
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.references import facts_of, identities, mentions
from lockscan.vocabulary.cloudformation import cloudformation_facts, own_arns
from lockscan.vocabulary.facts import Fact
from lockscan.vocabulary.kinds import Kind
from lockscan.vocabulary.tags import fold, tag_keys

CUSTOM = "AWS::CloudFormation::CustomResource"
NAMED_BY = (
    "Name",
    "DBInstanceIdentifier",
    "DBClusterIdentifier",
    "ClusterIdentifier",
    "ReplicationGroupId",
    "DomainName",
)
NO_REGION = re.compile(
    r"AWS::(?:IAM|CloudFront|Route53|Organizations|GlobalAccelerator|Shield|NetworkManager|Budgets)::"
)
"""AWS services that live in no region."""

BESIDE = ("Metadata", "UpdatePolicy")
"""Attributes beside the properties in which references may stand: what sets a machine up, who switches over."""

UNSAID = {"Path": "/", "EventBusName": "default"}
"""What a step of an ARN is where the template leaves it out."""

FEEDING = frozenset({Kind.WRITES_TO, Kind.STORES_IN, Kind.CONTAINED_IN})
"""What the path says of that which starts a function: its short form is written as if the function used it."""

_PLACE = re.compile(r"\{(\w+)\}")
_DYNAMIC = re.compile(
    r"\{\{resolve:(secretsmanager|ssm|ssm-secure):((?:arn:[\w-]+:[\w-]+:[\w-]*:\d*:[\w-]+:)?[^:{}]{1,256})"
)
_HELD = {"secretsmanager": "AWS::SecretsManager::Secret", "ssm": "AWS::SSM::Parameter"}


def record(stack: Stack, name: str, exports: Mapping[str, tuple[str, ...]], line: int | None) -> Record:
    """Give one resource of a stack; `exports` are the names under which other templates know its resources."""
    written = stack.resources[name]
    type_ = type_of(written)
    becomes = DEPLOYED_AS.get(type_, type_)
    properties = table(stack.functions.value(with_globals(written, stack.template.section("Globals"))))
    known = plain(properties)
    tags = _tags(known)
    key = stack.key(name)
    arn = _arn(type_, properties, stack)
    resource = Resource(
        id=ResourceId(arn or key),
        type=TypeName(becomes),
        provider="aws",
        account=stack.place.account,
        region="global" if NO_REGION.match(type_) else stack.place.region,
        name=_name(becomes, known) or tags.get("Name") or name,
        tags={tag: value if fold(tag) in tag_keys().kept else None for tag, value in sorted(tags.items())},
        facts={**facts_of(known), **_facts(type_, properties)},
        origins=(_origin(stack, name, line),),
        application=stack.name,
    )
    return Record(
        resource=resource,
        identities=identities(resource, _also(key, exports.get(key, ()))),
        candidates=together(_linked(stack, name, written, properties, type_), _mentioned(known, type_, stack)),
    )


def _origin(stack: Stack, name: str, line: int | None) -> Origin:
    """What nobody wrote is told as such; its line is that of what implies it."""
    owners = stack.owners.get(name)
    address = f"{stack.address(name)} (implied by {owners[0]})" if owners else stack.address(name)
    return Origin(source="template", location=str(stack.template.path), line=line, address=address)


def type_of(written: Mapping[str, Any]) -> str:
    """Every custom resource is one to us, whatever its author calls it."""
    type_ = text(written.get("Type"))
    return CUSTOM if type_.startswith("Custom::") else type_


def _facts(type_: str, properties: Mapping[str, Any]) -> dict[str, Fact]:
    image = {"packaging": "image"} if type_.endswith("::Function") and "ImageUri" in properties else {}
    return {**cloudformation_facts(type_, properties), **image}


def _name(type_: str, known: Mapping[str, Any]) -> str:
    kind = type_.rpartition("::")[2]
    return next(filter(None, (text(known.get(one)) for one in (f"{kind}Name", *NAMED_BY))), "")


def _arn(type_: str, properties: Mapping[str, Any], stack: Stack) -> str:
    """Give the ARN where the template says all of it; half an ARN is none."""
    form = own_arns().get(type_, "")
    said = {**UNSAID, **properties, "account": stack.place.account, "region": stack.place.region}
    parts = {place: text(said.get(place)) for place in _PLACE.findall(form)}
    if not form or not all(parts.values()):
        return ""
    if "EventBusName" in parts:  # an ARN serves as the name of a bus
        parts["EventBusName"] = parts["EventBusName"].rpartition("/")[2]
    form = form.replace("arn:aws:", f"arn:{stack.place.partition}:", 1)
    return form.format(**parts).replace(":parameter//", ":parameter/").replace(":rule/default/", ":rule/")


def _tags(known: Mapping[str, Any]) -> dict[str, str]:
    """Give tags in whichever of the two shapes the type has them."""
    found = known.get("Tags", known.get("FileSystemTags", known.get("HostedZoneTags")))
    if isinstance(found, dict):
        return {key: str(value) for key, value in found.items() if isinstance(value, str | int | float)}
    pairs = (table(one) for one in items(found))
    return {one["Key"]: text(one.get("Value")) for one in pairs if isinstance(one.get("Key"), str)}


def _also(key: str, exports: tuple[str, ...]) -> Iterator[Identity]:
    yield from (Identity(kind=IdentityClass.GLOBAL, key=one) for one in (key, *exports))


def _linked(
    stack: Stack, name: str, written: Mapping[str, Any], properties: Mapping[str, Any], type_: str
) -> Iterator[Candidate]:
    read = {key: value for key, value in properties.items() if not (key == "Parameters" and name in stack.children)}
    beside = {key: stack.functions.value(written[key]) for key in BESIDE if key in written}
    for path, link in (*uses(read), *uses(beside)):
        if link.named:
            yield _put_in(link.key, path, link.type)
            continue
        made = use(link.key, path, type_, DEPLOYED_AS.get(link.type, link.type), external=link.outside)
        yield _fed(made) if type_ == FUNCTION else made
    yield from connections(stack, name)
    yield from answered(stack, name)
    yield from ordered_after((stack.key(one) for one in texts(written.get("DependsOn"))), "DependsOn")


def _fed(candidate: Candidate) -> Candidate:
    """Give what starts a function as its source: the template's short form names a queue as if it were written to."""
    if not candidate.evidence.startswith("Events.") or candidate.kind not in FEEDING:
        return candidate
    return replace(candidate, kind=Kind.READS_FROM)


def _mentioned(known: Mapping[str, Any], type_: str, stack: Stack) -> Iterator[Candidate]:
    place = stack.place
    yield from mentions(known, provider="aws", account=place.account, region=place.region, resource_type=type_)
    if stack.template.resolving:
        yield from _secrets(known, "")


def _secrets(value: Any, path: str) -> Iterator[Candidate]:
    """Give the secrets and parameters that are to be put in when deploying."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _secrets(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _secrets(inner, f"{path}[{index}]")
    elif isinstance(value, str) and "{{resolve:" in value:
        for service, key in _DYNAMIC.findall(value):
            yield _put_in(key, path, _HELD.get(service, _HELD["ssm"]))


def _put_in(key: str, path: str, type_: str) -> Candidate:
    """Give what is looked up when deploying, by its ARN or its name."""
    whole = key.startswith("arn:")
    return Candidate(
        key=key,
        match=IdentityClass.GLOBAL if whole else IdentityClass.NAME,
        kind=Kind.READS_SECRET,
        evidence=path,
        confidence=Confidence.HIGH if whole else Confidence.MEDIUM,
        target_type=TypeName(type_),
        external=whole,
    )
