"""What is paid for in advance: reservations and savings plans of the whole tenant, with what they still cost."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.azure.client import Arm
from lockscan.connectors.azure.ids import parsed
from lockscan.connectors.azure.shaping import region_of
from lockscan.model.record import Page, Record
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.references import identities
from lockscan.vocabulary.facts import Fact

RESERVATIONS: Final = "/providers/Microsoft.Capacity/reservations"
ORDERS: Final = "/providers/Microsoft.Capacity/reservationOrders"
PLANS: Final = "/providers/Microsoft.BillingBenefits/savingsPlans"
API: Final = "2022-11-01"
HOURS: Final = 730.0
"""Hours of a month, as Azure bills them."""

RESERVATION: Final = "Microsoft.Capacity/reservationOrders/reservations"
PLAN: Final = "Microsoft.BillingBenefits/savingsPlanOrders/savingsPlans"
REMEDY: Final = "grant Reservations Reader and Savings plan Reader at the tenant, or leave commitments to --contracts"
TENANT: Final = "tenant"
"""The ledger's account for what belongs to no subscription."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitments:
    """One kind of commitment, and how it is read."""

    type: str
    path: str
    facts: Callable[[Arm, Row], Mapping[str, Fact | None]]

    def read(self, arm: Arm, billed_to: frozenset[str]) -> Iterator[Page]:
        """Give those billed to one of these subscriptions, or to none that is named; all where none is given."""
        try:
            for page in arm.pages(self.path, **{"api-version": API}):
                found = (self._record(arm, row) for row in page if _is_billed_to(row, billed_to))
                yield Page(records=tuple(record for record in found if record is not None))
        except ScopeFailed as failed:
            raise ScopeFailed(failed.state, failed.reason, REMEDY) from failed

    def _record(self, arm: Arm, row: Row) -> Record | None:
        identifier = row.get("id")
        if not isinstance(identifier, str) or not identifier.startswith("/providers/"):
            return None
        facts = {name: value for name, value in self.facts(arm, row).items() if value is not None}
        said = _said(row)
        resource = Resource(
            id=ResourceId(identifier),
            type=TypeName(self.type),
            provider="azure",
            account=_subscription(said) or TENANT,
            region=region_of(row.get("location")),
            name=str(said.get("displayName") or row.get("name") or identifier.rpartition("/")[2]),
            tags={},
            facts=facts,
            origins=(Origin(source="live", location=f"ResourceManager:{self.path.rpartition('/')[2]}"),),
        )
        return Record(resource=resource, identities=identities(resource))


def reservation(arm: Arm, row: Row) -> dict[str, Fact | None]:
    """Give what a reservation says; what it costs stands in its order's schedule."""
    said = _said(row)
    monthly = said.get("billingPlan") == "Monthly"
    amount = _scheduled(arm, row) if said.get("provisioningState") == "Succeeded" else {}
    return {
        **_common(row, said),
        "instances": quantity if isinstance(quantity := said.get("quantity"), int) else None,
        "payment_option": {"Monthly": "monthly", "Upfront": "all-upfront"}.get(str(said.get("billingPlan"))),
        "committed_monthly": amount.get("next") if monthly else 0 if said.get("billingPlan") == "Upfront" else None,
        "committed_upfront": None if monthly else amount.get("total"),
        "committed_currency": amount.get("currency"),
    }


def savings_plan(_arm: Arm, row: Row) -> dict[str, Fact | None]:
    """Give what a savings plan says: an amount for each hour of its term."""
    said = _said(row)
    promised = said.get("commitment")
    hourly = promised if isinstance(promised, Mapping) and promised.get("grain") == "Hourly" else {}
    amount = _number(hourly.get("amount"))
    monthly = said.get("billingPlan") == "P1M"
    return {
        **_common(row, said),
        "payment_option": "monthly" if monthly else None,
        "committed_monthly": round(amount * HOURS, 2) if monthly and amount is not None else None,
        "committed_currency": str(hourly["currencyCode"]) if hourly.get("currencyCode") else None,
    }


KINDS: Final[Sequence[Commitments]] = (
    Commitments(type=RESERVATION, path=RESERVATIONS, facts=reservation),
    Commitments(type=PLAN, path=PLANS, facts=savings_plan),
)


def _common(row: Row, said: Row) -> dict[str, Fact | None]:
    sku = row.get("sku")
    plan = sku.get("name") if isinstance(sku, Mapping) else None
    states = {"succeeded": "running", "expired": "stopped", "cancelled": "stopped"}
    return {
        "plan": plan if isinstance(plan, str) else None,
        "state": states.get(str(said.get("provisioningState")).lower()),
        "start_date": _day(said.get("effectiveDateTime")),
        "end_date": _day(said.get("expiryDateTime") or said.get("expiryDate")),
    }


def _scheduled(arm: Arm, row: Row) -> dict[str, Any]:
    """Give the payments of a reservation's order; nothing where they may not be read or are shared by several."""
    order = str(row.get("id")).lower().partition("/reservationorders/")[2].partition("/")[0]
    try:
        said = _said(arm.get(f"{ORDERS}/{order}", **{"api-version": API, "$expand": "schedule"}))
    except ScopeFailed:
        return {}
    schedule = said.get("planInformation")
    if not isinstance(schedule, Mapping) or len(said.get("reservations") or ()) > 1:
        return {}
    whole = schedule.get("pricingCurrencyTotal")
    payments = [one for one in schedule.get("transactions") or () if isinstance(one, Mapping)]
    following = next((one.get("pricingCurrencyTotal") for one in payments if one.get("status") == "Scheduled"), None)
    return {
        "total": _number(whole.get("amount")) if isinstance(whole, Mapping) else None,
        "currency": whole.get("currencyCode") if isinstance(whole, Mapping) else None,
        "next": _number(following.get("amount")) if isinstance(following, Mapping) else None,
    }


def _said(row: Row) -> Row:
    said = row.get("properties")
    return said if isinstance(said, Mapping) else {}


def _subscription(said: Row) -> str:
    billed = parsed(str(said.get("billingScopeId") or ""))
    return billed.subscription if billed else ""


def _is_billed_to(row: Row, subscriptions: frozenset[str]) -> bool:
    billed = _subscription(_said(row))
    return not subscriptions or not billed or billed in subscriptions


def _day(text: Any) -> int | None:
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-11-22") else datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return int(f"{day:%Y%m%d}")


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
