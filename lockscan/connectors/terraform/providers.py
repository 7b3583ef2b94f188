"""Providers by their source address, and what ours call them."""

from functools import lru_cache

SHORT = {
    "aws": "aws",
    "awscc": "aws",
    "azurerm": "azure",
    "azuread": "azure",
    "azapi": "azure",
    "azurestack": "azure",
    "google": "google",
    "google-beta": "google",
    "oci": "oracle",
    "ibm": "ibm",
    "openstack": "openstack",
    "kubernetes": "kubernetes",
    "kubernetes-alpha": "kubernetes",
    "helm": "kubernetes",
    "kubectl": "kubernetes",
}
"""The last part of a source address -> short name; every other provider goes by its own."""

BY_TYPE = {
    "aws": "aws",
    "awscc": "aws",
    "azurerm": "azure",
    "azuread": "azure",
    "azapi": "azure",
    "google": "google",
    "oci": "oracle",
    "ibm": "ibm",
    "openstack": "openstack",
    "kubernetes": "kubernetes",
    "helm": "kubernetes",
}
"""The first part of a type's name, for files that do not name the provider."""


@lru_cache(maxsize=4_096)
def short_name(address: str, type_: str) -> str:
    """Give `aws` for `registry.terraform.io/hashicorp/aws`, whichever registry it came from."""
    own = address.rpartition("/")[2].lower()
    prefix = type_.partition("_")[0].lower()
    return SHORT.get(own) or own or BY_TYPE.get(prefix) or prefix
