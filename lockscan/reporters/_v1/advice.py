"""What to do: applications, hedges, findings."""

from lockscan.model.report import Application, Finding, Hedge
from lockscan.reporters._v1.figures import Json, number, quantiles


def application(application: Application) -> Json:
    return {
        "name": application.name,
        "resources": application.resources,
        "portability": number(application.portability),
        "low": number(application.low),
        "high": number(application.high),
        "exit_cost": quantiles(application.exit_cost),
        "value": number(application.value),
        "monthly_cost": number(application.monthly_cost),
        "recommendation": application.recommendation,
        "reason": application.reason,
        "break_even": number(application.break_even, 4),
    }


def hedge(hedge: Hedge) -> Json:
    return {
        "id": hedge.id,
        "action": hedge.action,
        "saves": quantiles(hedge.saves),
        "costs": quantiles(hedge.costs),
        "adds": number(hedge.adds),
        "applies_to": hedge.applies_to,
        "applications": list(hedge.applications),
        "side_effects": hedge.side_effects,
        "examples": list(hedge.examples),
    }


def finding(finding: Finding) -> Json:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity,
        "resource": finding.resource,
        "origin": finding.origin,
        "message": finding.message,
        "remedy": finding.remedy,
    }
