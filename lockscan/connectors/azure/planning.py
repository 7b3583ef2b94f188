"""What a scan would ask of Azure: few questions, each about a whole subscription."""

from pathlib import Path
from typing import Final

from lockscan.collection.interface import Request
from lockscan.collection.planning import Plan, Question, prices_and_watchers
from lockscan.connectors.azure.details import MOST
from lockscan.connectors.azure.parts import MOST as PARTS

CALLS: Final = Path(__file__).with_name("calls.yaml")


def plan(request: Request) -> Plan:
    """Give what reading the subscriptions takes; what is narrowed to some services asks for less."""
    whole = not (request.only or request.skip)
    prices, seen = prices_and_watchers(CALLS)
    questions = (
        Question(
            service="Microsoft.ResourceGraph", operation="resources", once=7 if whole else 5, further="1,000 rows"
        ),
        Question(service="Microsoft.Resources", operation="subscriptions", further="the sign-in"),
        Question(service="Microsoft.Resources", operation="resources", once=int(whole), further="each further page"),
        Question(service="Microsoft.Resources", operation="providers", further="a subscription with such a resource"),
        Question(
            service="Microsoft.Resources",
            operation="resource",
            further=f"each resource that Resource Graph does not hold or whose parts count, up to {MOST:,}",
        ),
        Question(
            service="Microsoft.Resources", operation="parts", further=f"each list below a resource, up to {PARTS:,}"
        ),
        Question(
            service="Microsoft.Capacity", operation="reservations", further="the sign-in, and each reservation's order"
        ),
        Question(service="Microsoft.BillingBenefits", operation="savingsPlans", further="the sign-in"),
        Question(service="Microsoft.Graph", operation="applications", further="the sign-in"),
        Question(service="Microsoft.Graph", operation="servicePrincipals", further="the sign-in"),
        Question(service="Microsoft.Insights", operation="metrics", further="each resource whose size is measured"),
    )
    return Plan(
        questions=tuple(sorted(questions, key=lambda one: (one.service, one.operation))),
        accounts=len(request.subscriptions) or None,
        regions=0,
        prices=prices,
        seen=seen,
    )
