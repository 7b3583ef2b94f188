"""The estate in a few figures: exact shares, intervals carried along, shared holders told once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
import pytest

from lockscan.graph import DependencyGraph
from lockscan.knowledge.model import Understanding
from lockscan.model.coupling import Coupling, Direction
from lockscan.model.estate import Column, Edges, Estate, HeldRows
from lockscan.model.profile import Profile
from lockscan.model.report import Portability
from lockscan.model.resource import TypeName
from lockscan.model.scores import FACETS, Costs, Scores
from lockscan.scoring import score, score_profiles, summarise
from lockscan.vocabulary.kinds import Kind

TYPES = ("AWS::Free", "AWS::Held", "AWS::Setting", "AWS::Nobody::Knows")
FREE, HELD, SETTING, UNKNOWN = range(4)
INVOKES = {
    Kind.INVOKES: Coupling(
        kind=Kind.INVOKES, direction=Direction.FORWARD, strength=0.6, hard=True, together=False, why=""
    )
}
Edge = tuple[int, int]


@dataclass(frozen=True)
class Summary:
    estate: Estate
    scores: Scores
    portability: Portability


Summarise = Callable[..., Summary]


@pytest.fixture(scope="session")
def summary_of(market: Any, thing: Callable[..., Understanding]) -> Summarise:
    rules = (
        market.offer("google", 1.0)
        .speaks(TYPES[FREE], thing(rule="free"))
        .speaks(TYPES[HELD], thing(rule="held", interfaces={"own": 1.0}, data="own", operations=("own",)))
        .speaks(TYPES[SETTING], thing(rule="setting", role="configuration", interfaces={}))
    )

    def make(
        kinds: Sequence[int],
        edges: Sequence[Edge] = (),
        *,
        applications: Sequence[str] = (),
        monthly: Sequence[float] = (),
        external: int = 0,
    ) -> Summary:
        estate = _estate(kinds, edges, external)
        scores = score(estate, score_profiles(rules, estate.profiles))
        contagion = DependencyGraph.of(estate, INVOKES).contagion(1 - scores.own / 100)
        spend = np.array(monthly or [np.nan] * len(kinds))
        costs = Costs(p50=np.zeros(len(kinds)), p90=np.zeros(len(kinds)), monthly=spend)
        application = Column.of(applications or ["app"] * len(kinds))
        return Summary(estate, scores, summarise(estate, scores, contagion, costs, application))

    return make


def _estate(kinds: Sequence[int], edges: Sequence[Edge], external: int) -> Estate:
    blank = Column.of([""] * len(kinds))
    nothing = np.full(len(kinds), np.nan)
    return Estate(
        profiles=tuple(Profile(TypeName(name)) for name in TYPES),
        profile=np.array(kinds, dtype=np.int32),
        resources=len(kinds) - external,
        provider=blank,
        account=blank,
        region=blank,
        application=blank,
        parent=np.full(len(kinds), -1, dtype=np.int32),
        size_gb=nothing,
        vcpus=nothing,
        memory_gb=nothing,
        instances=nothing,
        edges=Edges(
            source=np.array([edge[0] for edge in edges], dtype=np.int32),
            target=np.array([edge[1] for edge in edges], dtype=np.int32),
            kind=Column.of(["invokes"] * len(edges)),
            confidence=Column.of(["high"] * len(edges)),
        ),
        rows=HeldRows(
            tuple(f"r{n}" for n in range(len(kinds))), _evidence=tuple(f"Path{n}" for n in range(len(edges)))
        ),
    )


def test_settings_and_external_nodes_are_in_no_mean(summary_of: Summarise) -> None:
    found = summary_of([FREE, HELD, SETTING, HELD], external=1)
    assert found.portability.score == pytest.approx(found.scores.own[:2].mean())
    assert sum(found.portability.bands.values()) == 2
    assert list(found.portability.by_capability) == ["queue"]
    count, mean = found.portability.by_capability["queue"]
    assert count == 2
    assert mean == pytest.approx(found.portability.score)


def test_the_unknown_widens_the_interval_and_has_a_band_of_its_own(summary_of: Summarise) -> None:
    found = summary_of([FREE, UNKNOWN]).portability
    assert (found.score, found.low, found.high) == (75.5, 51, 100)
    assert found.bands == {"free": 1, "moderate": 0, "held": 0, "locked": 0, "unknown": 1}


def test_an_estate_of_nothing_is_no_clean_bill_of_health(summary_of: Summarise) -> None:
    found = summary_of([SETTING]).portability
    assert (found.score, found.low, found.high) == (51, 2, 100)


def test_spend_weighs_where_it_is_known_and_is_nothing_where_it_is_not(summary_of: Summarise) -> None:
    found = summary_of([FREE, HELD, FREE], monthly=[300, 100, float("nan")])
    assert found.portability.spend_weighted == pytest.approx((300 * 100 + 100 * found.scores.own[1]) / 400)
    assert summary_of([FREE]).portability.spend_weighted is None


def test_facet_shares_are_exact(summary_of: Summarise) -> None:
    found = summary_of([FREE, HELD, HELD, UNKNOWN])
    shares: Mapping[str, float] = found.portability.facet_shares
    assert sum(shares.values()) == pytest.approx(1)
    total = -np.log(found.scores.own / 100).sum()
    assert shares["data"] == pytest.approx((2 * 0.2 * -log(0.3) + 0.2 * -log(0.51)) / total)
    assert set(summary_of([FREE]).portability.facet_shares.values()) == {0.0}
    assert tuple(shares) == FACETS


def test_a_chain_names_every_link_with_its_reference(summary_of: Summarise) -> None:
    found = summary_of([FREE, FREE, HELD], [(0, 1), (1, 2)], applications=["a", "b", "c"])
    lock_in = 1 - found.scores.own[2] / 100
    chains = found.portability.weakest_chains
    assert chains[0].inherited == pytest.approx(lock_in * 0.6)
    assert [link.row for link in chains[0].links] == [1, 2]
    last = chains[0].links[-1]
    assert (last.id, last.kind, last.evidence, last.coupling) == ("r2", "invokes", "Path1", 0.6)
    assert last.lock_in == pytest.approx(lock_in)
    assert chains[0].links[0].coupling == 1


def test_a_holder_is_told_once_with_all_who_depend_on_it(summary_of: Summarise) -> None:
    nodes = [HELD, *[FREE] * 20]
    edges = [(row, 0) for row in range(1, 21)]
    found = summary_of(nodes, edges, applications=["x", *["a", "b"] * 10]).portability
    assert [(holder.row, holder.dependents, holder.applications) for holder in found.holders] == [(0, 20, ("a", "b"))]
    assert len(found.weakest_chains) == 1


def test_what_is_held_by_itself_alone_fills_the_list_of_chains(summary_of: Summarise) -> None:
    found = summary_of([HELD, FREE, HELD, UNKNOWN, *[HELD] * 12], [(1, 0)]).portability
    assert len(found.weakest_chains) == 10
    assert [[link.row for link in chain.links] for chain in found.weakest_chains[:3]] == [[1, 0], [2], [4]]


def test_what_nobody_knows_is_not_told_to_hold_anything(summary_of: Summarise) -> None:
    found = summary_of([UNKNOWN, FREE, FREE], [(1, 0), (2, 0)]).portability
    assert found.weakest_chains == ()
    assert found.holders == ()


def test_the_weakest_chains_show_different_applications_first(summary_of: Summarise) -> None:
    nodes = [*[HELD] * 12, *[FREE] * 11, HELD, FREE]
    edges = [*((12 + n, n) for n in range(11)), (24, 23)]
    found = summary_of(nodes, edges, applications=["big"] * 23 + ["small"] * 2).portability
    assert len(found.weakest_chains) == 10
    assert found.weakest_chains[-1].links[0].application == "small"
