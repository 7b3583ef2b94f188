"""A resource's own id: the provider's, in the spelling the provider's API would give it."""

import re
from collections.abc import Mapping
from typing import Any

from lockscan.connectors._shape import items, table, text
from lockscan.connectors.terraform.others import OWN_ARNS, Others
from lockscan.connectors.terraform.place import Place
from lockscan.references.arns import partition_of
from lockscan.references.identifiers import ARM_ROOTS

_SELF_TELLING = (*ARM_ROOTS, "ocid1.")
"""How ids begin that are unique everywhere: ARM's and Oracle's."""

_SELF_LINK = re.compile(r"https://(?:www|[a-z]+)\.googleapis\.com/(?:[a-z]+/)?(?:v\d\w*|beta)/(projects/.+)$")
_EC2_ID = re.compile(r"([a-z]{1,10})-[0-9a-f]{8,17}")
_EC2_PARTS = {
    "acl": "network-acl",
    "cgw": "customer-gateway",
    "dopt": "dhcp-options",
    "eigw": "egress-only-internet-gateway",
    "eipalloc": "elastic-ip",
    "eni": "network-interface",
    "fl": "vpc-flow-log",
    "i": "instance",
    "igw": "internet-gateway",
    "lt": "launch-template",
    "nat": "natgateway",
    "pcx": "vpc-peering-connection",
    "pl": "prefix-list",
    "rtb": "route-table",
    "sg": "security-group",
    "sgr": "security-group-rule",
    "subnet": "subnet",
    "tgw": "transit-gateway",
    "vgw": "vpn-gateway",
    "vol": "volume",
    "vpc": "vpc",
    "vpce": "vpc-endpoint",
    "vpn": "vpn-connection",
}
"""What the prefix of an EC2 id stands for in an ARN; Terraform gives some of them no ARN."""


_NOBODYS = re.compile(r"^(arn:[^:]+:ec2:[^:]+)::(?=(?:image|snapshot)/)")

_NO_ARN = {
    "AWS::Cognito::UserPoolClient": "cognito-idp:{region}:{account}:userpool/{user_pool_id}/client/{id}",
    "AWS::DirectoryService::MicrosoftAD": "ds:{region}:{account}:directory/{id}",
    "AWS::DirectoryService::SimpleAD": "ds:{region}:{account}:directory/{id}",
    "AWS::EFS::MountTarget": "elasticfilesystem:{region}:{account}:mount-target/{id}",
    "AWS::WorkSpaces::Workspace": "workspaces:{region}:{account}:workspace/{id}",
}
"""Types outside EC2 that Terraform gives no ARN, and what it is."""


def own_id(values: Mapping[str, Any], *, provider: str, type_: str, place: Place, others: Others) -> str:
    """Give the id by which a live scan would know it; empty where the file does not hold one yet."""
    id_ = text(values.get("id"))
    match provider:
        case "aws":
            return _owned(_arn(values, id_, others), values, place) or _composed(values, id_, type_, place)
        case "google":
            return _asset_name(values, id_, type_)
        case "kubernetes":
            return text(table(next(iter(items(values.get("metadata"))), None)).get("uid"))
        case "ibm":
            return next((one for one in (text(values.get("crn")), id_) if one.startswith("crn:")), "")
    return id_ if id_.lower().startswith(_SELF_TELLING) and not others.lent else ""


def _arn(values: Mapping[str, Any], id_: str, others: Others) -> str:
    said = (text(values.get(name)) for name in OWN_ARNS)
    own = (one for one in said if one.startswith("arn:") and one not in others.named)
    return next(own, "" if others.lent or not id_.startswith("arn:") else id_)


def _owned(arn: str, values: Mapping[str, Any], place: Place) -> str:
    """Say whose it is where AWS leaves that out: of images and copies of volumes, which others may use too."""
    owner = text(values.get("owner_id")) or place.account
    return _NOBODYS.sub(rf"\g<1>:{owner}:", arn) if owner else arn


def _composed(values: Mapping[str, Any], id_: str, type_: str, place: Place) -> str:
    if not (id_ and place.account and place.region):
        return ""
    match = _EC2_ID.fullmatch(id_)
    part = _EC2_PARTS.get(match[1]) if match else None
    form = f"ec2:{{region}}:{{account}}:{part}/{{id}}" if part else _NO_ARN.get(type_, "")
    known = {"id": id_, "user_pool_id": text(values.get("user_pool_id"))}
    if not form or not all(known[name] for name in known if f"{{{name}}}" in form):
        return ""
    return f"arn:{partition_of(place.region)}:" + form.format(region=place.region, account=place.account, **known)


def _asset_name(values: Mapping[str, Any], id_: str, type_: str) -> str:
    """Cloud Asset Inventory's name: the service of the type, then the path of the resource."""
    service = type_.partition("/")[0]
    if not service.endswith(".googleapis.com"):
        return text(values.get("self_link"))
    if service == "storage.googleapis.com" and type_.endswith("/Bucket"):
        name = text(values.get("name")) or id_
        return f"//storage.googleapis.com/{name}" if id_ else ""
    linked = _SELF_LINK.match(text(values.get("self_link")))
    path = linked[1] if linked else id_
    return f"//{service}/{path}" if path.startswith("projects/") else ""
