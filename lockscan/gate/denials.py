"""Which resources use what a policy denies."""

from fnmatch import fnmatchcase

import numpy as np

from lockscan.diversification.vendors import Vendors
from lockscan.gate.case import Case, Mask
from lockscan.gate.policy import Denial
from lockscan.knowledge.supplier_names import SupplierNames


def denied(denial: Denial, case: Case) -> Mask:
    """Mark what uses any of the denied names; what a change leaves as it was is not judged again."""
    mask = case.within(denial.scope) & (case.added if case.change else case.everything)
    match denial.kind:
        case "capability":
            return mask & case.marked(case.report.scores.capability, denial.names)
        case "interface":
            return mask & case.marked(case.report.scores.rule, _speaking(denial, case))
        case "type":
            return mask & _typed(denial, case)
    return mask & case.marked(case.report.estate.provider, _providers(denial, case))


def unknown(denial: Denial, case: Case) -> int:
    """Count what no rule knows, so that nobody can say whether it is denied."""
    if denial.kind not in {"capability", "interface"}:
        return 0
    mask = case.within(denial.scope) & (case.added if case.change else case.everything)
    return int(np.count_nonzero(mask & case.marked(case.report.scores.level, ["none"])))


def _speaking(denial: Denial, case: Case) -> list[str]:
    """Give the rules by which a thing is spoken to, keeps its data or runs through a denied interface."""
    found = []
    for rule in case.report.scores.rule.values:
        understood = case.knowledge.understanding(rule)
        if understood and not {*understood.interfaces, understood.data, understood.runtime}.isdisjoint(denial.names):
            found.append(rule)
    return found


def _typed(denial: Denial, case: Case) -> Mask:
    estate, patterns = case.report.estate, [name.casefold() for name in denial.names]
    codes = [
        code
        for code, profile in enumerate(estate.profiles)
        if any(fnmatchcase(profile.type.casefold(), pattern) for pattern in patterns)
    ]
    return np.isin(estate.profile[: estate.resources], codes)


def _providers(denial: Denial, case: Case) -> list[str]:
    """Give the providers that are, belong to, or are seated with the denied."""
    suppliers = case.knowledge.suppliers
    vendors, names = Vendors.of(suppliers, case.report.estate.contracts), SupplierNames.of(suppliers)
    meant = {found.name for name in denial.names if (found := names.find(name))} | set(denial.names)
    dimensions = ("provider", "parent") if denial.kind == "supplier" else ("jurisdiction",)
    return [
        provider
        for provider in case.report.estate.provider.values
        if any(vendors.of_provider(provider).by(dimension) in meant for dimension in dimensions)
    ]
