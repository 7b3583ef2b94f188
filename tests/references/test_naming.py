"""A resource is known by every spelling others use for it."""

import pytest

from lockscan.model.reference import Identity, IdentityClass
from lockscan.model.resource import Resource, ResourceId, TypeName
from lockscan.references import fold, identities


def keys(identifier: str, name: str = "", extra: tuple[Identity, ...] = ()) -> set[tuple[str, str]]:
    resource = Resource(id=ResourceId(identifier), type=TypeName("T"), provider="p", account="a", region="r", name=name)
    return {(identity.kind.value, identity.key) for identity in identities(resource, extra)}


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("arn:aws:ec2:eu-west-2:1:vpc/vpc-0123456789abcdef0", ("scoped", "vpc-0123456789abcdef0")),
        (
            "arn:aws:kms:eu-west-2:1:key/1f2e3d4c-0000-1111-2222-333344445555",
            ("scoped", "1f2e3d4c-0000-1111-2222-333344445555"),
        ),
        ("arn:aws:sqs:eu-west-2:111122223333:orders", ("name", "orders")),
        (
            "arn:aws:secretsmanager:eu-west-2:1:secret:db/main-AbC123",
            ("global", "arn:aws:secretsmanager:eu-west-2:1:secret:db/main"),
        ),
        ("arn:aws:ecs:eu-west-2:1:task-definition/web:7", ("global", "arn:aws:ecs:eu-west-2:1:task-definition/web")),
        (
            "/subscriptions/AB/resourceGroups/RG/providers/Microsoft.Web/sites/App",
            ("global", "/subscriptions/ab/resourcegroups/rg/providers/microsoft.web/sites/app"),
        ),
    ],
)
def test_an_id_gives_the_spellings_that_mentions_use(identifier: str, expected: tuple[str, str]) -> None:
    assert expected in keys(identifier)


def test_a_part_is_not_known_by_its_wholes_name() -> None:
    alias = "arn:aws:lambda:eu-west-2:1:function:book:live"
    assert ("global", "arn:aws:lambda:eu-west-2:1:function:book") not in keys(alias)


def test_extra_names_are_spelled_as_mentions_will_be() -> None:
    url = Identity(kind=IdentityClass.GLOBAL, key="https://sqs.eu-west-2.amazonaws.com/111122223333/orders")
    host = Identity(kind=IdentityClass.GLOBAL, key="Web-1.eu-west-2.elb.amazonaws.com")
    known = keys("arn:x", extra=(url, host))
    assert ("global", "arn:aws:sqs:eu-west-2:111122223333:orders") in known
    assert ("global", "web-1.eu-west-2.elb.amazonaws.com") in known


def test_only_arm_ids_know_no_case() -> None:
    assert fold("/SUBSCRIPTIONS/A/") == "/subscriptions/a"
    assert fold("arn:aws:s3:::Bucket") == "arn:aws:s3:::Bucket"
