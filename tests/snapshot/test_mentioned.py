"""A resource is found by whatever a bill calls it, and never by what could be meant by two."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from lockscan.model.charge import Charge
from lockscan.model.charged import NONE, charged_rows
from lockscan.model.money import Money
from lockscan.references import identities

ARM = "/subscriptions/0F3E/resourceGroups/Planning/providers/Microsoft.Web/sites/Planning-App"
ONE = Money(Decimal(1), "GBP")


def charge(resource: str, provider: str = "aws") -> Charge:
    texts = dict.fromkeys(("publisher", "invoice_issuer", "service", "service_category", "sub_account", "region"), "")
    return Charge(
        provider=provider, charge_category="Usage", resource_id=resource, month=date(2026, 10, 1),
        billed=ONE, effective=ONE, **texts,
    )  # fmt: skip


def known(record: Any) -> Any:
    return replace(record, identities=identities(record.resource))


def test_arn_arm_id_in_any_case_and_bare_id_find_the_resource(sealed: Any, make: Any) -> None:
    records = [
        known(make("web", id="arn:aws:ec2:eu-west-2:111122223333:instance/i-0123456789abcdef0")),
        known(make("media", id="arn:aws:s3:::wexbridge-media")),
        known(make("Planning-App", id=ARM.lower(), provider="azure", type="Microsoft.Web/sites")),
    ]
    estate = sealed(records).estate()
    asked = ["i-0123456789abcdef0", "wexbridge-media", "arn:aws:s3:::wexbridge-media", "nothing", ""]
    charges = (*map(charge, asked), charge(ARM, "azure"), charge("wexbridge-media", "azure"))
    rows = charged_rows(replace(estate, charges=charges)).tolist()
    found = [None if row == NONE else estate.rows.ids([row])[0] for row in rows]
    instance, bucket, site = (record.resource.id for record in records)
    assert found == [instance, bucket, bucket, None, None, site, None]


def test_a_name_two_resources_go_by_is_neither(sealed: Any, make: Any) -> None:
    records = [
        known(make("booking", id="arn:aws:lambda:eu-west-2:111122223333:function:booking")),
        known(make("booking", id="arn:aws:dynamodb:eu-west-2:111122223333:table/booking")),
    ]
    estate = replace(sealed(records).estate(), charges=(charge("booking"),))
    assert charged_rows(estate).tolist() == [NONE]
