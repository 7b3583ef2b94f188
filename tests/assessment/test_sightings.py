"""What several sources say together: drift only where absence is known, and every disagreement with who says what."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lockscan.assessment.sightings import sighting_findings
from lockscan.model.estate import Column, Edges, Estate, HeldRows
from lockscan.model.profile import Profile
from lockscan.model.report import Finding
from lockscan.model.resource import Origin, TypeName
from lockscan.model.scope import Scope, ScopeState
from lockscan.model.sightings import Disagreement, Sightings

QUEUE, TOPIC = "AWS::SQS::Queue", "AWS::SNS::Topic"
ACCOUNT, REGION = "111122223333", "eu-west-2"
SEEN = [
    ("orders", QUEUE, "live+state"),
    ("returns", QUEUE, "state"),
    ("news", TOPIC, "state"),
    ("by-hand", QUEUE, "live"),
    ("main.yaml#Inbox", QUEUE, "template"),
]


def _scope(type_: str, state: ScopeState, provider: str = "aws", region: str = REGION) -> Scope:
    return Scope(provider=provider, account=ACCOUNT, region=region, type=type_, state=state)


@pytest.fixture
def estate() -> Estate:
    types = sorted({type_ for _, type_, _ in SEEN})
    sources = sorted({by for *_, by in SEEN})
    n = len(SEEN)
    origins = tuple(
        tuple(Origin(source=one, location="f.tfstate" if one == "state" else one, line=3) for one in by.split("+"))
        for *_, by in SEEN
    )
    unknown = np.full(n, np.nan)
    nothing = np.zeros(0, dtype=np.int32)
    return Estate(
        profiles=tuple(Profile(TypeName(type_), (), external=False) for type_ in types),
        profile=np.array([types.index(type_) for _, type_, _ in SEEN], dtype=np.int32),
        resources=n,
        provider=Column.of(["aws"] * n),
        account=Column.of([ACCOUNT] * n),
        region=Column.of([REGION] * n),
        application=Column.of([""] * n),
        parent=np.full(n, -1, dtype=np.int32),
        size_gb=unknown,
        vcpus=unknown,
        memory_gb=unknown,
        instances=unknown,
        edges=Edges(source=nothing, target=nothing, kind=Column(nothing, ()), confidence=Column(nothing, ())),
        rows=HeldRows(tuple(name for name, *_ in SEEN), _origins=origins),
        scopes=(_scope(QUEUE, ScopeState.OK), _scope(TOPIC, ScopeState.DENIED)),
        sightings=Sightings(
            combinations=tuple(frozenset(by.split("+")) for by in sources),
            combination=np.array([sources.index(by) for *_, by in SEEN], dtype=np.int32),
            local=np.array(["#" in name for name, *_ in SEEN]),
        ),
    )


def _found(estate: Estate, rule: str) -> list[Finding]:
    return [finding for finding in sighting_findings(estate) if finding.rule == rule]


def test_what_is_declared_and_not_live_is_drift(estate: Estate) -> None:
    (drift,) = _found(estate, "declared-not-live")
    assert (drift.resource, drift.origin) == ("returns", "state f.tfstate:3")


@pytest.mark.parametrize("state", [state for state in ScopeState if state.is_gap])
def test_an_answer_that_is_lacking_is_never_drift(estate: Estate, state: ScopeState) -> None:
    unread = replace(estate, scopes=(_scope(QUEUE, state), _scope(QUEUE, ScopeState.OK)))
    assert _found(unread, "declared-not-live") == []
    assert _found(replace(estate, scopes=()), "declared-not-live") == []


def test_a_wide_answer_tells_only_of_what_it_would_have_held(estate: Estate) -> None:
    def names(*scopes: Scope) -> list[str]:
        return [one.resource for one in _found(replace(estate, scopes=scopes), "declared-not-live")]

    wide = _scope("*", ScopeState.OK, region="global")
    assert names(wide) == ["returns"], "no topic was seen live: topics may have been left out"
    assert names(wide, _scope(TOPIC, ScopeState.DENIED)) == []


def test_what_runs_without_code_is_counted_by_type(estate: Estate) -> None:
    (undeclared,) = _found(estate, "live-not-declared")
    assert (undeclared.resource, undeclared.message) == (QUEUE, "1 found live, not in any code given")


def test_what_cannot_be_told_apart_is_said(estate: Estate) -> None:
    (unpaired,) = _found(estate, "declared-unpaired")
    assert unpaired.origin == "template"


def test_a_disagreement_says_who_says_what(estate: Estate) -> None:
    said: Any = {"size_gb": {"live": 20, "state": 10}, "public": {"live": True, "state": False}}
    assert estate.sightings
    known: Any = replace(estate.sightings, disagreements=(Disagreement(row=0, facts=said),), disagreeing=3)
    one, more = _found(replace(estate, sightings=known), "conflicting-sources")
    assert "public is yes by live, no by state; size_gb is 20 by live, 10 by state" in one.message
    assert one.origin == "live live:3, state f.tfstate:3"
    assert more.message.startswith("2 more")


def test_one_kind_of_source_tells_none_of_this(estate: Estate) -> None:
    assert list(sighting_findings(replace(estate, sightings=None))) == []
