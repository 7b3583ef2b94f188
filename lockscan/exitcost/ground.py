"""What both ways of leaving start from: the estate measured once."""

from dataclasses import dataclass

import numpy as np

from lockscan.exitcost.cold import Cold, cold_of
from lockscan.exitcost.columns import equals, tally
from lockscan.exitcost.commitments import Commitments, commitments_of
from lockscan.exitcost.figures import Figures
from lockscan.exitcost.interface import CostRules
from lockscan.exitcost.licences import Licences, licences_of
from lockscan.exitcost.money import Converter
from lockscan.exitcost.reservations import Remainder, Reservation, remainders, reservations_of
from lockscan.exitcost.spend import Spend, spend_of
from lockscan.exitcost.volumes import Volumes, volumes_of
from lockscan.knowledge.supplier_names import SupplierNames
from lockscan.model.estate import Column, Estate, Floats
from lockscan.model.scenario import Scenario
from lockscan.model.scores import Scores


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    scenario: Scenario
    rules: CostRules
    converter: Converter
    figures: Figures
    applications: tuple[str, ...]
    resources: Floats
    """Resources of each application."""

    things: float
    """Whole workloads and data stores of the estate, parts counted as parts; settings and plumbing left out."""

    servers: Floats
    stores: Floats
    """Data stores of each application."""

    public: Floats
    """Resources of each application known to be reachable from the internet."""

    volumes: Volumes
    cold: Cold
    licences: Licences
    spend: Spend
    commitments: Commitments
    reservations: tuple[Reservation, ...]
    remainders: tuple[Remainder, ...]
    """The same reservations added up."""

    @property
    def delay(self) -> float:
        """Days from the assessment to the decision."""
        decided = self.scenario.decided
        return 0.0 if decided is None else float((decided - self.scenario.as_of).days)


def ground_of(
    estate: Estate, scores: Scores, application: Column, rules: CostRules, figures: Figures, things: float
) -> Ground:
    rows, scenario = estate.resources, figures.scenario
    converter = Converter(exchange=rules.exchange, scenario=scenario)
    volumes = volumes_of(estate, scores, application, figures)
    public = np.array([("public", True) in profile.facts for profile in estate.profiles])[estate.profile[:rows]]

    def per_application(weights: Floats) -> Floats:
        return tally(application.codes[:rows], weights, len(application.values))

    reservations = reservations_of(estate, scores, rules, converter, scenario.as_of)
    return Ground(
        scenario=scenario,
        rules=rules,
        converter=converter,
        figures=figures,
        applications=application.values,
        resources=per_application(np.ones(rows)),
        things=things,
        servers=per_application(_servers(estate, scores, rules)),
        stores=per_application(volumes.stores.astype(np.float64)),
        public=per_application(public.astype(np.float64)),
        volumes=volumes,
        cold=cold_of(estate, application, volumes.sized, rules.prices.cold_tiers, converter),
        licences=licences_of(estate, application, scores.capability, rules, converter, scenario),
        spend=spend_of(estate, application, converter),
        commitments=commitments_of(
            estate.contracts, estate.provider.values, SupplierNames.of(rules.suppliers), converter, scenario.as_of
        ),
        reservations=reservations,
        remainders=remainders(reservations, scenario.as_of),
    )


def _servers(estate: Estate, scores: Scores, rules: CostRules) -> Floats:
    """Count servers: a row that stands for several counts as several, a setting of one as none."""
    rows = estate.resources
    known = rules.capabilities
    serves = np.array([value in known and known[value].server for value in scores.capability.values], dtype=np.bool_)
    instances = np.nan_to_num(estate.instances[:rows], nan=1.0)
    server = serves[scores.capability.codes[:rows]] & ~equals(scores.role, "configuration", rows)
    return np.where(server, np.maximum(instances, 1.0), 0.0)
