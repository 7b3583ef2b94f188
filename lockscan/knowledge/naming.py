"""How types are told apart and named: their provider, their service, a readable name, a rule id."""

import re
from collections.abc import Iterator

SEPARATOR = re.compile(r"::|/|_")
WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+|[0-9]+")
NOT_SLUG = re.compile(r"[^a-z0-9]+")

PREFIXES = {
    "AWS::": "aws",
    "Alexa::": "aws",
    "OS::": "openstack",
    "OCI::": "oracle",
    "oci_": "oracle",
    "IBM::": "ibm",
    "ibm_": "ibm",
    "aws_": "aws",
    "azurerm_": "azure",
    "azuread_": "azure",
    "google_": "google",
    "openstack_": "openstack",
    "kubernetes_": "kubernetes",
    "inventory/": "",
}
VERSIONED = re.compile(r"(?:^|/)v\d+(?:(?:alpha|beta)\d+)?/")
"""The version of a Kubernetes group, which stands before its kind."""


def provider_of(type_: str) -> str:
    """Give the short name of the provider whose type this is; `kubernetes` for what lives inside a cluster."""
    for prefix, provider in PREFIXES.items():
        if type_.startswith(prefix):
            return provider
    if "googleapis.com/" in type_:
        return "google"
    if type_.casefold().startswith("microsoft."):
        return "azure"
    # ARM has a namespace of two words or more and a type (`Vendor.Product/things`); a Kubernetes group ends in a kind.
    group, _, kind = type_.rpartition("/")
    if VERSIONED.search(type_) or (group and kind[:1].isupper()):
        return "kubernetes"
    # What is left is named by Terraform, whose providers stand before the first underscore.
    return "azure" if group else type_.partition("_")[0] if "_" in type_ else ""


def services_of(key: str) -> Iterator[str]:
    """Give every prefix that a service may be named by, the longest first."""
    separators = [match.start() for match in SEPARATOR.finditer(key)]
    for end in reversed(separators):
        yield key[:end]


def slug(type_: str) -> str:
    return NOT_SLUG.sub("-", type_.casefold()).strip("-")


def readable(type_: str) -> str:
    """Give a name to show where a rule gives none."""
    parts = [part for part in re.split(r"::|/", type_) if part]
    last = parts[-1] if len(parts) > 1 else type_
    words = " ".join(WORDS.findall(last))
    service = parts[-2].removesuffix(".googleapis.com") if len(parts) > 1 else ""
    return f"{service} {words}".strip()
