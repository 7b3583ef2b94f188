"""A type's name alone says whose it is and which service it belongs to."""

import pytest

from lockscan.knowledge.naming import provider_of, readable, services_of, slug


@pytest.mark.parametrize(
    ("type_", "provider"),
    [
        ("AWS::S3::Bucket", "aws"),
        ("Microsoft.Storage/storageAccounts", "azure"),
        ("microsoft.sql/servers/databases", "azure"),
        ("storage.googleapis.com/Bucket", "google"),
        ("oci_core_instance", "oracle"),
        ("OCI::Core::Instance", "oracle"),
        ("IBM::is::instance", "ibm"),
        ("ibm_is_instance", "ibm"),
        ("OS::Nova::Server", "openstack"),
        ("apps/v1/Deployment", "kubernetes"),
        ("v1/Pod", "kubernetes"),
        ("cert-manager.io/v1/Certificate", "kubernetes"),
        ("Dynatrace.Observability/monitors", "azure"),
        ("acid.zalan.do/v1/postgresql", "kubernetes"),
        ("inventory/server", ""),
        ("nonsense", ""),
    ],
)
def test_the_provider_shows_in_the_name(type_: str, provider: str) -> None:
    assert provider_of(type_) == provider


def test_services_are_tried_from_the_narrowest() -> None:
    assert list(services_of("microsoft.sql/servers/databases")) == ["microsoft.sql/servers", "microsoft.sql"]
    assert list(services_of("AWS::RDS::DBInstance")) == ["AWS::RDS", "AWS"]


def test_names_are_readable_where_a_rule_gives_none() -> None:
    assert readable("AWS::RDS::DBInstance") == "RDS DB Instance"
    assert readable("storage.googleapis.com/Bucket") == "storage Bucket"
    assert slug("Microsoft.Storage/storageAccounts") == "microsoft-storage-storageaccounts"


def test_a_supplier_known_by_terraforms_names_is_not_its_own_alternative() -> None:
    assert [provider_of(name) for name in ("cloudflare_zone", "mongodbatlas_cluster", "inventory/server")] == [
        "cloudflare", "mongodbatlas", "",
    ]  # fmt: skip
