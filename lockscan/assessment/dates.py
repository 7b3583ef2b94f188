"""Days on which something ends, or after which it can no longer be chosen, in order of time."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from lockscan.knowledge import Knowledge
from lockscan.model.charge import Contract
from lockscan.model.estate import Estate
from lockscan.model.report import DateToAct
from lockscan.model.scores import Scores


def dates_of(estate: Estate, scores: Scores, knowledge: Knowledge, as_of: date) -> tuple[DateToAct, ...]:
    """Give what is still to come, and a notice that was missed while its contract still runs."""
    found = [*_contracts(estate.contracts, as_of), *_retirements(estate, scores, knowledge, as_of)]
    return tuple(sorted(found, key=lambda day: (day.when, day.who, day.kind, day.what)))


def _contracts(contracts: Sequence[Contract], as_of: date) -> Iterator[DateToAct]:
    for contract in contracts:
        last = contract.extension_end or contract.end
        if contract.end is None or last is None or last < as_of:
            continue
        if contract.end >= as_of:
            extended = f"; may be extended to {_day(contract.extension_end)}" if contract.extension_end else ""
            yield _date(contract.end, "end", contract, f"contract ends{extended}")
            yield from _notice(contract, contract.end, as_of)
        if contract.extension_end and contract.extension_end >= as_of:
            yield _date(contract.extension_end, "extension", contract, "ends for good, if it was extended")


def _notice(contract: Contract, end: date, as_of: date) -> Iterator[DateToAct]:
    if contract.notice_days:
        when = end - timedelta(days=contract.notice_days)
        passed = when < as_of
        what = f"last day to give {contract.notice_days} days' notice before {_day(end)}"
        yield DateToAct(
            when=when,
            kind="notice",
            who=contract.supplier,
            what=f"{what}; it is over: ask what is owed" if passed else what,
            passed=passed,
        )


def _retirements(estate: Estate, scores: Scores, knowledge: Knowledge, as_of: date) -> Iterator[DateToAct]:
    """Give the provider's announced ends, one a rule however many resources are of it."""
    counts = np.bincount(scores.rule.codes[: estate.resources], minlength=len(scores.rule.values))
    for code, rule in enumerate(scores.rule.values):
        understanding = knowledge.understanding(rule)
        if counts[code] and understanding is not None and understanding.retires is not None:
            things = f"{counts[code]:,} resource{'' if counts[code] == 1 else 's'}"
            passed = understanding.retires < as_of
            yield DateToAct(
                when=understanding.retires,
                kind="retirement",
                who=understanding.name,
                what=f"{'was' if passed else 'is to be'} retired by its provider; {things} here",
                passed=passed,
            )


def _date(when: date, kind: str, contract: Contract, what: str) -> DateToAct:
    framework = " ".join(filter(None, (contract.framework, contract.lot)))
    return DateToAct(when=when, kind=kind, who=contract.supplier, what=f"{what} ({framework})" if framework else what)


def _day(when: date | None) -> str:
    return f"{when.day} {when:%B %Y}" if when else ""
