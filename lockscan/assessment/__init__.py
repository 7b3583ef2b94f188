"""Estate + Knowledge + Scenario -> Report; no clock, no network, no files."""

from lockscan import __version__
from lockscan.assessment.coverage import coverage_of
from lockscan.assessment.dates import dates_of
from lockscan.assessment.findings import findings_of
from lockscan.assessment.parameters import parameters_used, sources_used
from lockscan.assessment.spend import spend_summary
from lockscan.assessment.summary import summary_of
from lockscan.diversification import diversify, supplier_spend
from lockscan.exitcost import decide, estimate, hedges
from lockscan.exitcost.money import Converter
from lockscan.graph import DependencyGraph
from lockscan.knowledge import Knowledge
from lockscan.model.estate import Estate
from lockscan.model.report import Report
from lockscan.model.scenario import Scenario
from lockscan.scoring import score, score_profiles, summarise

__all__ = ["assess"]


def assess(estate: Estate, knowledge: Knowledge, scenario: Scenario, *, title: str = "", marking: str = "") -> Report:
    """Run every stage in order."""
    graph = DependencyGraph.of(estate, knowledge.couplings)
    scores = score(estate, score_profiles(knowledge, estate.profiles, target=scenario.target, targets=scenario.targets))
    contagion = graph.contagion(1 - scores.own / 100)
    placement = graph.placement()
    application = graph.memberships(estate, scores.role)
    worth = Converter(exchange=knowledge.exchange, scenario=scenario).amount
    exit_cost, costs = estimate(
        estate=estate,
        scores=scores,
        application=application,
        placement=placement,
        knowledge=knowledge,
        scenario=scenario,
    )
    return Report(
        version=__version__,
        as_of=scenario.as_of,
        rules_version=knowledge.version,
        rules_digest=knowledge.digest,
        packs=knowledge.packs,
        scenario=scenario,
        parameters=parameters_used(knowledge, scenario),
        sources=sources_used(knowledge, scores.rule, exit_cost.run_cost),
        coverage=coverage_of(estate, scores),
        summary=summary_of(estate, scores, application),
        portability=summarise(estate, scores, contagion, costs, application),
        exit_cost=exit_cost,
        diversification=diversify(
            estate=estate,
            application=application,
            suppliers=knowledge.suppliers,
            survivors=graph.survivors,
            worth=worth,
            currency=scenario.currency,
        ),
        applications=decide(
            estate=estate,
            scores=scores,
            application=application,
            exit_cost=exit_cost,
            costs=costs,
            knowledge=knowledge,
            scenario=scenario,
        ),
        hedges=hedges(estate=estate, scores=scores, application=application, knowledge=knowledge, scenario=scenario),
        findings=findings_of(estate, scores, knowledge, scenario),
        scores=scores,
        application=application,
        contagion=contagion,
        placement=placement,
        costs=costs,
        estate=estate,
        title=title or "Cloud exit and diversification report",
        marking=marking,
        spend=spend_summary(estate, worth, scenario.currency),
        supplier_spend=supplier_spend(
            estate=estate, suppliers=knowledge.suppliers, worth=worth, currency=scenario.currency
        ),
        dates=dates_of(estate, scores, knowledge, scenario.as_of),
    )
