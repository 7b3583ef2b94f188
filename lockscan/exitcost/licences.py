"""Software that was rented with a service: what buying it for the target would cost at list price."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lockscan.exitcost.columns import Mask, by_code, tally
from lockscan.exitcost.interface import CostRules
from lockscan.exitcost.money import Converter
from lockscan.knowledge.prices import Licence
from lockscan.knowledge.targets import SELF_HOSTED
from lockscan.model.estate import Column, Estate, Floats
from lockscan.model.profile import Profile
from lockscan.model.scenario import Scenario

OWN = "byol"
RENTED = ("included", "sqlserver-included", "rhel", "suse")
"""Values of the fact `licence` that mean it is rented with the service."""

ENGINES = ("sqlserver", "oracle")
"""Beginnings of engines that need a licence wherever they run."""

FREE = ("sqlserver-ex",)
RENTING = ("aws", "azure", "google", "oracle", "ibm")
"""Suppliers that rent such software out with their machines: it is in the run cost, not in the cost of the exit."""

MAYBE = 0.5
"""Stands for a target that may rent it out or not; the chance itself is `licence-bought-chance`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Licences:
    sure: Floats
    """List price of what each application must buy, in the report's currency: nobody rents it out at the target."""

    open: Floats
    """The same where the target may rent it out or not."""

    unpriced: int
    """Things with a licence of which no list price is known, or not for how many processors."""


def licences_of(
    estate: Estate,
    application: Column,
    capability: Column,
    rules: CostRules,
    converter: Converter,
    scenario: Scenario,
) -> Licences:
    rows, size = estate.resources, len(application.values)
    price, known, needed = np.zeros(rows), np.zeros(rows, dtype=np.bool_), _needed(estate)
    for licence in rules.prices.licences.values():
        rate = converter.rate(licence.currency)
        chosen = np.flatnonzero(needed & _matching(estate, licence))
        units = _units(estate, chosen, licence)
        priced = ~np.isnan(units) & (rate is not None)
        price[chosen[priced]] += units[priced] * float(licence.price) * (rate or 0.0)
        known[chosen[priced]] = True
    bought = by_code(capability, {name: _bought(name, rules, scenario) for name in capability.values}, 0.0, rows)
    return Licences(
        sure=tally(application.codes[:rows], price * (bought == 1), size),
        open=tally(application.codes[:rows], price * (bought == MAYBE), size),
        unpriced=int(np.count_nonzero(needed & ~known & (bought > 0))),
    )


def _bought(capability: str, rules: CostRules, scenario: Scenario) -> float:
    """Tell whether a target makes one buy: one's own racks do, a large cloud rents it out again, others may."""
    target = scenario.target_of(capability)
    if target == SELF_HOSTED:
        return 1.0
    supplier = rules.suppliers.get(target)
    return 0.0 if supplier is not None and supplier.id in RENTING else MAYBE


def _needed(estate: Estate) -> Mask:
    licensed = np.array([rented(profile) for profile in estate.profiles], dtype=np.bool_)
    return licensed[estate.profile[: estate.resources]]


def rented(profile: Profile) -> bool:
    """Tell whether a licence stays behind; one's own goes along."""
    facts = dict(profile.facts)
    engine = str(facts.get("engine", ""))
    if facts.get("licence") == OWN or engine.startswith(FREE):
        return False
    return facts.get("licence") in RENTED or engine.startswith(ENGINES) or facts.get("os") == "windows"


def _matching(estate: Estate, licence: Licence) -> Mask:
    chosen = np.array([_fits(dict(profile.facts), licence) for profile in estate.profiles], dtype=np.bool_)
    return chosen[estate.profile[: estate.resources]]


def _fits(facts: dict[str, str | bool], licence: Licence) -> bool:
    return all(facts.get(fact) in values for fact, values in licence.when.items())


def _units(estate: Estate, rows: npt.NDArray[np.intp], licence: Licence) -> Floats:
    if licence.unit == "instance":
        return np.maximum(np.nan_to_num(estate.instances[rows], nan=1.0), licence.least)
    units: Floats = np.maximum(estate.vcpus[rows], licence.least)
    return units
