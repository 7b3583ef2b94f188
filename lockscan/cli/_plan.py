"""`scan --plan`: what would be called, what of it costs, and who will notice; nothing is asked."""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final

import click

from lockscan.collection.interface import Request
from lockscan.collection.planning import Plan, Planning, Question
from lockscan.connectors import CONNECTORS
from lockscan.errors import UsageError
from lockscan.recognition import refuse_unheeded
from lockscan.wording.clean import folded

LEGEND: Final = "Calls at least and operations, by service (*: more, by what is found):"


def tell_plan(sources: Sequence[str], reading: Mapping[str, Any], formats: Sequence[str]) -> None:
    """Print the plan of every live source, for people or as JSON."""
    wrong = [name for name in formats if name not in {"terminal", "json"}]
    if wrong:
        raise UsageError(f"a plan is told as terminal or json, not as {', '.join(wrong)}")
    request = Request(**reading)
    if all(source in CONNECTORS for source in sources):
        refuse_unheeded(sources, map(CONNECTORS.__getitem__, sources), request)
    plans = {source: _plan(source, request) for source in sources}
    if "json" in formats:
        click.echo(json.dumps({source: _projected(plan) for source, plan in plans.items()}, indent=2))
        return
    for source, plan in plans.items():
        click.echo("\n".join(_lines(source, plan)))


def _plan(source: str, request: Request) -> Plan:
    if source not in CONNECTORS:
        return Plan(questions=(), accounts=1, regions=0, seen=("A file is read where it lies: nobody is asked.",))
    connector = CONNECTORS[source]
    if not isinstance(connector, Planning):
        raise UsageError(f"{source} has no plan to tell")
    return connector.plan(request)


def _lines(source: str, plan: Plan) -> list[str]:
    lines = [folded(f"{source}: {_number(plan)}"), ""]
    if plan.questions:
        services = groupby(plan.questions, lambda one: one.service)
        lines += [LEGEND, "", *(folded(_line(service, list(ones))) for service, ones in services), ""]
    lines += ["Charged for:"] if plan.charged else (["Charged for: nothing of it."] if plan.questions else [])
    lines += [
        folded(
            f"- {price.service} {price.operation}: {price.amount} {price.currency} per {price.per}; {price.note}"
            f" ({price.url}, seen {price.seen})"
        )
        for price in plan.charged
    ]
    return [*lines, "", "Who watches will see:", *(folded(f"- {text}") for text in plan.seen), ""]


def _number(plan: Plan) -> str:
    if not plan.questions:
        return "no call is made"
    services = len({one.service for one in plan.questions})
    what = f"{len(plan.questions)} operations of {services} services, all of them reads"
    if plan.least is not None:
        return f"{plan.least:,} calls at least: {what}"
    once, each = (sum(getattr(one, name) for one in plan.questions) for name in ("once", "each_region"))
    account = "the account" if plan.accounts == 1 else "each account"
    regions = f" and {each:,} for each of its enabled regions" if plan.regions is None else ""
    return f"{once:,} calls for {account}{regions} at least: {what}"


def _line(service: str, questions: list[Question]) -> str:
    names = ", ".join(f"{one.operation}{'*' if one.further else ''}" for one in questions)
    counts = {name: sum(getattr(one, name) for one in questions) for name in ("once", "each_region")}
    calls = [
        f"{counts[name]} {of}" for name, of in (("once", "an account"), ("each_region", "a region")) if counts[name]
    ]
    return f"{service} ({', '.join(calls) or 'as found'}): {names}"


def _projected(plan: Plan) -> dict[str, Any]:
    return {
        "least_calls": plan.least,
        "accounts": plan.accounts,
        "regions": plan.regions,
        "questions": [
            {
                "service": one.service,
                "operation": one.operation,
                "once": one.once,
                "each_region": one.each_region,
                "further": one.further,
            }
            for one in plan.questions
        ],
        "charged": [
            {
                "service": price.service,
                "operation": price.operation,
                "amount": str(price.amount),
                "currency": price.currency,
                "per": price.per,
                "note": price.note,
                "url": price.url,
                "seen": price.seen,
            }
            for price in plan.charged
        ],
        "seen": list(plan.seen),
    }
