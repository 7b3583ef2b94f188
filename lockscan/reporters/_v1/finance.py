"""The exit in finance's own language."""

from lockscan.model.report import Finance
from lockscan.reporters._v1.figures import Json, number, quantiles


def finance(finance: Finance | None) -> Json | None:
    if finance is None:
        return None
    lower, upper = finance.published_bias
    return {
        "basis": finance.basis,
        "discount_rate": number(finance.discount_rate, 6),
        "total": quantiles(finance.total),
        "present": quantiles(finance.present),
        "base": quantiles(finance.base),
        "bias": quantiles(finance.bias),
        "overrun": quantiles(finance.overrun),
        "published_bias": {"lower": number(lower, 4), "upper": number(upper, 4)},
        "capital": quantiles(finance.capital),
        "revenue": quantiles(finance.revenue),
        "vat": quantiles(finance.vat),
        "vat_recoverable": finance.vat_recoverable,
        "with_vat": quantiles(finance.with_vat),
        "years": [
            {
                "label": year.label,
                "first": year.first.isoformat(),
                "capital": quantiles(year.capital),
                "revenue": quantiles(year.revenue),
                "present": quantiles(year.present),
            }
            for year in finance.years
        ],
    }
