"""Estates told as counts of real types and facts, sealed and read as a scan's would be."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from lockscan.exitcost import estimate
from lockscan.graph import DependencyGraph
from lockscan.knowledge import Knowledge
from lockscan.model.estate import Estate
from lockscan.model.record import Page, Record
from lockscan.model.reference import Candidate, Identity, IdentityClass
from lockscan.model.report import ExitCase
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.model.scenario import Scenario
from lockscan.model.scope import Scope, ScopeState
from lockscan.scoring import score, score_profiles
from lockscan.snapshot import Journal, Snapshot, seal
from lockscan.vocabulary.kinds import Kind

DAY = date(2026, 11, 22)
ASKED = Scope(provider="backtest", account="1", region="1", type="*", state=ScopeState.SKIPPED)
PROVIDERS = {"AWS": "aws", "Microsoft": "azure"}


def planned(things: Sequence[Mapping[str, Any]], knowledge: Knowledge, scenario: Scenario) -> ExitCase:
    """Give the planned exit of these things, each told as fixtures/backtest/archetypes.yaml says."""
    with tempfile.TemporaryDirectory() as folder:
        estate = _sealed(things, Path(folder) / "snapshot")
        graph = DependencyGraph.of(estate, knowledge.couplings)
        scores = score(estate, score_profiles(knowledge, estate.profiles, target=scenario.target))
        cost, _ = estimate(
            estate=estate,
            scores=scores,
            application=graph.memberships(estate, scores.role),
            placement=graph.placement(),
            knowledge=knowledge,
            scenario=scenario,
        )
    return cost.planned


def _sealed(things: Sequence[Mapping[str, Any]], place: Path) -> Estate:
    with Journal.open(place) as journal:
        reading = journal.begin(journal.writer(), "told", ASKED)
        reading.append(Page(records=tuple(_records(things))))
        reading.finish(replace(ASKED, state=ScopeState.OK, resources=reading.resources))
        seal(journal, collected=DAY, program="backtest")
    return Snapshot.open(place).estate()


def _records(things: Sequence[Mapping[str, Any]]) -> Iterator[Record]:
    for each in things:
        for number in range(each.get("count", 1)):
            yield _record(each, number)


def _record(each: Mapping[str, Any], number: int) -> Record:
    """Number like things; what names another names the first of those."""
    name = _name(each, number)
    inside = each.get("inside")
    resource = Resource(
        id=ResourceId(name),
        type=TypeName(each["type"]),
        provider=each.get("provider", PROVIDERS.get(each["type"].partition(":")[0].partition(".")[0], "aws")),
        account="1",
        region=each.get("region", "eu-west-2"),
        name=name,
        facts=each.get("facts", {}),
        origins=(Origin(source="live", location="told"),),
        application=_application(each, number),
        parent=ResourceId(f"{inside}-0") if inside else None,
    )
    uses = tuple(
        Candidate(key=f"{target}-0", match=IdentityClass.GLOBAL, kind=Kind(kind), evidence="told")
        for target, kind in each.get("uses", {}).items()
    )
    known = (Identity(kind=IdentityClass.GLOBAL, key=name),)
    return Record(resource=resource, identities=known, candidates=uses)


def _name(each: Mapping[str, Any], number: int) -> str:
    return f"{each.get('name', each['type'])}-{number}"


def _application(each: Mapping[str, Any], number: int) -> str:
    """Deal like things out over the applications in turn, where there are several."""
    many = each.get("applications", 1)
    return f"{each.get('application', 'everything')}{f' {number % many}' if many > 1 else ''}"
