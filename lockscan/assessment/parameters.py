"""Which figures and sources an assessment stood on."""

from lockscan.knowledge import Knowledge
from lockscan.model.estate import Column
from lockscan.model.report import ParameterUsed, RunCost, Source
from lockscan.model.scenario import Scenario


def parameters_used(knowledge: Knowledge, scenario: Scenario) -> tuple[ParameterUsed, ...]:
    """Give every figure of the cost model with its band, the scenario's overrides in place."""
    known = {**knowledge.parameters, **{f"effort.{name}": effort for name, effort in knowledge.effort.items()}}
    return tuple(
        ParameterUsed(
            id=identifier,
            meaning=parameter.meaning,
            unit=parameter.unit,
            band=scenario.overrides.get(identifier, parameter.band),
            source=parameter.source,
            overridden=identifier in scenario.overrides,
        )
        for identifier, parameter in sorted(known.items())
    )


def sources_used(knowledge: Knowledge, rule: Column, run_cost: RunCost | None) -> tuple[Source, ...]:
    """Give the sources of every rule that decided something here, of every parameter, and of the target's prices."""
    cited = {identifier for name in rule.values for identifier in knowledge.citations(name)}
    found = {knowledge.sources[identifier] for identifier in cited if identifier in knowledge.sources}
    found |= {parameter.source for parameter in (*knowledge.parameters.values(), *knowledge.effort.values())}
    found |= set(run_cost.sources if run_cost else ())
    return tuple(sorted(found, key=lambda source: (source.publisher, source.url)))
