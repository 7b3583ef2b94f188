"""A report as far as a later one is held against it: its figures, without its resources."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lockscan.model.report import Concentration, Quantiles, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedApplication:
    portability: float
    low: float
    exit_cost: Quantiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """From a report of this run, or from the JSON of an earlier one."""

    as_of: date
    rules_version: str
    rules_digest: str
    currency: str
    resources: int
    coverage: float | None
    portability: float
    low: float
    planned: Quantiles
    stressed: Quantiles
    bases: tuple[Concentration, ...]
    applications: Mapping[str, ReportedApplication]
    capabilities: Mapping[str, float]
    """Mean portability."""

    @classmethod
    def of(cls, report: Report) -> "Reported":
        return cls(
            as_of=report.as_of,
            rules_version=report.rules_version,
            rules_digest=report.rules_digest,
            currency=report.exit_cost.currency,
            resources=report.summary.resources,
            coverage=report.coverage.fraction,
            portability=report.portability.score,
            low=report.portability.low,
            planned=report.exit_cost.planned.total,
            stressed=report.exit_cost.stressed.total,
            bases=report.diversification.bases,
            applications={
                app.name: ReportedApplication(portability=app.portability, low=app.low, exit_cost=app.exit_cost)
                for app in report.applications
            },
            capabilities={name: mean for name, (_, mean) in report.portability.by_capability.items()},
        )
