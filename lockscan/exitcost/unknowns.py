"""What the estimate does not know, what that does to it, and how to learn it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np

from lockscan.exitcost.ground import Ground
from lockscan.exitcost.interface import Draws
from lockscan.exitcost.quantiles import quantiles
from lockscan.exitcost.reservations import Reservation
from lockscan.knowledge.supplier_names import SupplierNames
from lockscan.model.estate import Estate
from lockscan.model.report import Quantiles, Unknown
from lockscan.model.resource import NOBODY, PLATFORMS
from lockscan.model.scores import Scores


def unknowns_of(estate: Estate, scores: Scores, ground: Ground, unknown_work: Draws) -> tuple[Unknown, ...]:
    """`unknown_work`: the hands-on days of what no rule knows."""
    return tuple(
        unknown
        for unknown in (
            *_of_things(estate, scores, ground, quantiles(unknown_work)),
            *_of_licences(ground),
            *_of_spend(estate, ground),
            *_of_contracts(ground),
        )
        if unknown.count
    )


def _of_things(estate: Estate, scores: Scores, ground: Ground, unknown_work: Quantiles) -> Iterator[Unknown]:
    rows = estate.resources
    yield Unknown(
        what="Data stores whose size could not be read",
        count=ground.volumes.unsized,
        effect=_of_sizes(ground),
        remedy="Allow the scan to read sizes, or measure these stores",
    )
    yield Unknown(
        what=(
            "Resources no rule understands, whose move may take"
            f" {unknown_work.p10:,.1f} to {unknown_work.p90:,.1f} hands-on days"
        ),
        count=int(np.count_nonzero(scores.effort[:rows] < 0)),
        effect="Their work is drawn over every effort class, and their part of the cost is a guess: labour widens",
        remedy="Add a rule for their types (`lockscan rules classify`)",
    )
    open_class = (scores.effort[:rows] >= 0) & (scores.effort_low[:rows] != scores.effort_high[:rows])
    yield Unknown(
        what="Resources whose effort class hangs on a fact that was not read",
        count=int(np.count_nonzero(open_class)),
        effect="Their work is drawn over the classes that remain possible",
        remedy="Allow the scan to read their details",
    )


def _of_sizes(ground: Ground) -> str:
    """Say what is presumed of stores of unknown size, and of how many at least the space set aside is known."""
    band, bounded = ground.figures.band("unknown-size-gb"), ground.volumes.bounded
    anything = f"may hold anything from {band.p10:,.0f} to {band.p90:,.0f} GB"
    widen = "data transfer and the calendar widen"
    if not bounded:
        return f"Each {anything}: {widen}"
    used = ground.figures.band("allocated-used-share")
    known = f"{bounded:,} hold {used.p10:.0%} to {used.p90:.0%} of the space that is set aside for them"
    return f"{known}: {widen}" if bounded == ground.volumes.unsized else f"{known}, each other {anything}: {widen}"


def _of_licences(ground: Ground) -> Iterator[Unknown]:
    yield Unknown(
        what="Licences that are rented with a service and have no known list price, or not for how many processors",
        count=ground.licences.unpriced,
        effect="They stay behind and may have to be bought again: left out, not taken as nothing",
        remedy="Ask the licensor what the target would need, and what may be taken along",
    )


def _of_spend(estate: Estate, ground: Ground) -> Iterator[Unknown]:
    names = SupplierNames.of(ground.rules.suppliers)
    present = {estate.provider[row] for row in _first_rows(estate)}
    unbilled = sorted(_name(provider, names) for provider in present - ground.spend.billed - NOBODY)
    yield Unknown(
        what=f"Spend with {', '.join(unbilled)}",
        count=len(unbilled),
        effect="Parallel running there is left out, not taken as nothing: the true cost is higher",
        remedy="Give bills with --spend (FOCUS)",
    )
    yield Unknown(
        what=f"Charges in {', '.join(sorted(ground.spend.unpriced))}, for which no exchange rate is known",
        count=len(ground.spend.unpriced),
        effect="They are left out of parallel running",
        remedy="Give the rate in the scenario's exchange table",
    )
    priced = {t.provider for t in ground.rules.tariffs.values() if ground.converter.rate(t.currency) is not None}
    volumes = ground.volumes
    untold = [
        _name(provider, names)
        for code, provider in enumerate(volumes.providers)
        if provider not in priced and volumes.held[code].any()
    ]
    yield Unknown(
        what=f"Price of data leaving {', '.join(dict.fromkeys(untold))}",
        count=len(untold),
        effect="Its transfer is left out, not taken as nothing",
        remedy="Add a tariff under rules/tariffs with its source and date",
    )


def _name(provider: str, names: SupplierNames) -> str:
    """Give what people call a provider."""
    if provider in PLATFORMS:
        return "platforms whose supplier is not known"
    supplier = names.find(provider)
    return supplier.name if supplier else provider


def _of_contracts(ground: Ground) -> Iterator[Unknown]:
    held = ground.commitments
    yield Unknown(
        what="Contracts and commitments",
        count=int(not held.held and not held.unmatched and not ground.reservations),
        effect="Shortfall, notice and exit fees are left out, not taken as nothing",
        remedy="Give the register with --contracts",
    )
    unknown = [one for one in ground.reservations if not one.known]
    yield Unknown(
        what=f"Amounts of reservations and savings plans{_until(unknown, ground)}",
        count=len(unknown),
        effect="What they still oblige to after the exit is left out, not taken as nothing",
        remedy="Allow the scan to read them, or give them in the register with --contracts",
    )
    yield Unknown(
        what=f"Contracts with none of the estate's suppliers: {', '.join(sorted(set(held.unmatched)))}",
        count=len(held.unmatched),
        effect="They are left out of leaving the cloud",
        remedy="Nothing, unless one of them resells a cloud: then say so under reseller_for",
    )
    yield Unknown(
        what=f"Dates of committed contracts with {', '.join(sorted(set(held.undated)))}",
        count=len(held.undated),
        effect="Anything between none and all of the commitment may still be owed",
        remedy="Give start and end in the register",
    )
    yield Unknown(
        what=f"Contracts in a currency without a rate: {', '.join(sorted(set(held.unpriced)))}",
        count=len(held.unpriced),
        effect="They are left out",
        remedy="Give the rate in the scenario's exchange table",
    )


def _until(reservations: Sequence[Reservation], ground: Ground) -> str:
    """Say when the first and the last of them end, where that at least is known."""
    ends = sorted(ground.scenario.as_of + timedelta(days=one.ends) for one in reservations if one.ends is not None)
    if not ends:
        return ""
    return f" ending {ends[0]}" if ends[0] == ends[-1] else f" ending from {ends[0]} to {ends[-1]}"


def _first_rows(estate: Estate) -> list[int]:
    """Give one resource of each provider that has any."""
    _, first = np.unique(estate.provider.codes[: estate.resources], return_index=True)
    return [int(row) for row in first]
