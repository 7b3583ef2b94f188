"""What the report rests on: scenario, parameters, sources, what was read."""

from lockscan.model.report import Coverage, ParameterUsed, Report, Source, TypeCount
from lockscan.model.scenario import Scenario
from lockscan.reporters._v1.figures import Json, band, number


def scenario(scenario: Scenario) -> Json:
    return {
        "as_of": scenario.as_of.isoformat(),
        "target": scenario.target,
        "currency": scenario.currency,
        "team": None if scenario.team is None else number(scenario.team),
        "rate": scenario.rate,
        "waiver": scenario.waiver,
        "public_body": scenario.public_body,
        "customer_in_eu": scenario.customer_in_eu,
        "draws": scenario.draws,
        "overrides": {name: band(each) for name, each in sorted(scenario.overrides.items())},
        "exchange": {currency: str(rate) for currency, rate in sorted(scenario.exchange.items())},
        "targets": dict(sorted(scenario.targets.items())),
        "decided": scenario.decided.isoformat() if scenario.decided else None,
        "exit_by": scenario.exit_by.isoformat() if scenario.exit_by else None,
        "rates": {name: number(share, 4) for name, share in sorted(scenario.rates.items())},
        "schema_units": {name: number(units) for name, units in sorted(scenario.schema_units.items())},
        "in_days": scenario.in_days,
        "finance": scenario.finance,
        "year_begins": scenario.year_begins,
        "discount_rate": number(scenario.discount_rate, 6),
        "vat_recoverable": scenario.vat_recoverable,
    }


def source(source: Source) -> Json:
    return {
        "url": source.url,
        "publisher": source.publisher,
        "seen": source.seen.isoformat(),
        "judgement": source.judgement,
    }


def parameter(parameter: ParameterUsed) -> Json:
    return {
        "id": parameter.id,
        "meaning": parameter.meaning,
        "unit": parameter.unit,
        "band": band(parameter.band),
        "source": source(parameter.source) if parameter.source else None,
        "overridden": parameter.overridden,
    }


def _counts(counts: tuple[TypeCount, ...]) -> list[Json]:
    return [{"type": count.type, "count": count.count} for count in counts]


def coverage(coverage: Coverage) -> Json:
    return {
        "fraction": number(coverage.fraction, 4),
        "scopes": coverage.scopes,
        "by_state": dict(sorted(coverage.by_state.items())),
        "gaps": [
            {
                "provider": gap.provider,
                "account": gap.account,
                "region": gap.region,
                "type": gap.type,
                "state": gap.state.value,
                "reason": gap.reason,
                "remedy": gap.remedy,
            }
            for gap in coverage.gaps
        ],
        "unclassified": _counts(coverage.unclassified),
        "by_service_default": _counts(coverage.by_service_default),
    }


def estate(report: Report) -> Json:
    summary = report.summary
    return {
        "resources": summary.resources,
        "references": summary.references,
        "external": summary.external,
        "applications": summary.applications,
        "by_provider": dict(sorted(summary.by_provider.items())),
        "by_type": _counts(summary.by_type),
        "by_role": dict(sorted(summary.by_role.items())),
        "size_gb": number(summary.size_gb),
        "size_unknown": summary.size_unknown,
        "collected": report.estate.collected.isoformat() if report.estate.collected else None,
        "digest": report.estate.digest,
    }
