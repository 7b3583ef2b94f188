"""What is paid, in the sentences every format a person reads shares."""

from lockscan.model.report import Report, SpendSummary
from lockscan.wording import words

UNKNOWN_SPEND = "No bill was given, so what is paid is not known; it is not taken as nought. Give bills with --spend."


def spend_line(report: Report) -> str:
    """Give what is paid a month, and how much of it was matched to resources."""
    spend = report.spend
    if spend is None:
        return UNKNOWN_SPEND
    line = (
        f"{words.money(spend.effective, spend.currency)} a month effective cost "
        f"({words.money(spend.billed, spend.currency)} billed), {words.period(spend.first, spend.last)}; "
        f"{_matched(spend)}."
    )
    if spend.unused > 0:
        line += f" {words.money(spend.unused, spend.currency)} a month of commitments went unused."
    if spend.unpriced:
        line += f" Charges in {', '.join(spend.unpriced)} are not in it: no exchange rate is known."
    return line


def _matched(spend: SpendSummary) -> str:
    if spend.effective <= 0:
        return "how much of it is of which resource is not known"
    share = spend.matched / spend.effective
    if share <= 0:
        return "none of it names a resource that was read, so it is shown by service"
    return (
        f"{words.percent(share)} of it is matched to resources{', the rest is shown by service' if share < 1 else ''}"
    )


def supplier_line(report: Report) -> str:
    """Give how much of the published supplier spend this scan covers; empty where none was given."""
    paid = report.supplier_spend
    if paid is None:
        return ""
    share = words.percent(paid.covered / paid.total) if paid.total > 0 else words.NOT_KNOWN
    when = f" from {words.day(paid.first)} to {words.day(paid.last)}" if paid.first and paid.last else ""
    line = (
        f"{words.money(paid.covered, paid.currency)} of {words.money(paid.total, paid.currency)} supplier spend is "
        f"covered by this scan ({share}; {words.plural(paid.payments, 'payment')}{when})."
    )
    if paid.unclear:
        line += (
            f" {words.money(paid.unclear, paid.currency)} more went to resellers of several suppliers: "
            "nothing says what was bought."
        )
    return line
