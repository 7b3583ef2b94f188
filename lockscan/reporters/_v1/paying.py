"""What is paid: by bills, by what the body published, and until when contracts bind."""

from lockscan.model.report import DateToAct, ServiceSpend, SpendSummary, SpendTotal, SupplierSpend
from lockscan.reporters._v1.figures import Json, number


def spend(summary: SpendSummary | None) -> Json | None:
    """Give the bills' sums; null where none was given: unknown, not nought."""
    if summary is None:
        return None
    return {
        "currency": summary.currency,
        "first_month": summary.first.isoformat(),
        "last_month": summary.last.isoformat(),
        "monthly": {
            "effective": number(summary.effective),
            "billed": number(summary.billed),
            "matched": number(summary.matched),
            "committed": number(summary.committed),
            "unused_commitments": number(summary.unused),
        },
        "by_provider": {provider: number(amount) for provider, amount in sorted(summary.by_provider.items())},
        "by_service": [_service(each) for each in summary.by_service],
        "unmatched": [_service(each) for each in summary.unmatched],
        "totals": [_total(each) for each in summary.totals],
        "unpriced": list(summary.unpriced),
        "notes": list(summary.notes),
    }


def supplier_spend(paid: SupplierSpend | None) -> Json | None:
    if paid is None:
        return None
    return {
        "currency": paid.currency,
        "total": number(paid.total),
        "covered": number(paid.covered),
        "unclear": number(paid.unclear),
        "payments": paid.payments,
        "first": paid.first.isoformat() if paid.first else None,
        "last": paid.last.isoformat() if paid.last else None,
        "suppliers": [
            {
                "name": each.name,
                "parent": each.parent,
                "amount": number(each.amount),
                "payments": each.payments,
                "covered": each.covered,
            }
            for each in paid.suppliers
        ],
        "unpriced": list(paid.unpriced),
        "notes": list(paid.notes),
    }


def day(day: DateToAct) -> Json:
    return {"date": day.when.isoformat(), "kind": day.kind, "who": day.who, "what": day.what, "passed": day.passed}


def _service(each: ServiceSpend) -> Json:
    return {"provider": each.provider, "service": each.service, "amount": number(each.amount)}


def _total(total: SpendTotal) -> Json:
    """Give exact sums as text, so that no reader rounds them."""
    return {
        "currency": total.currency,
        "effective": f"{total.effective:f}",
        "billed": f"{total.billed:f}",
        "matched": f"{total.matched:f}",
        "unmatched": [
            {"provider": provider, "service": service, "effective": f"{amount:f}"}
            for (provider, service), amount in total.unmatched.items()
        ],
    }
