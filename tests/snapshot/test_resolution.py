"""Mentions lead to the one node that is meant, and to none where two are meant alike."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lockscan.model.record import Record
from lockscan.model.reference import Candidate, Confidence, Identity, IdentityClass
from lockscan.model.resource import ResourceId, TypeName
from lockscan.snapshot import Snapshot
from lockscan.vocabulary.kinds import Kind

ARN = "arn:aws:sqs:eu-west-2:111122223333:"
GLOBAL, SCOPED, NAME = IdentityClass.GLOBAL, IdentityClass.SCOPED, IdentityClass.NAME
QUEUE = TypeName("AWS::SQS::Queue")
REACH = {GLOBAL: 4, SCOPED: 3, NAME: 1}


@pytest.fixture(autouse=True, scope="module", params=["whole", "in pieces"])
def _pieces(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is worked on a few at a time, as in a large estate, must come out the same."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "in pieces":
            patch.setattr("lockscan.snapshot.resolution.PIECE", 3)
        yield


def edges(snapshot: Snapshot) -> set[tuple[str, str, str]]:
    return {(row["source"], row["target"], row["kind"]) for row in snapshot.table("references")}


@dataclass(frozen=True)
class Node:
    record: Record
    number: int

    @property
    def known(self) -> set[tuple[IdentityClass, str]]:
        return {(GLOBAL, self.record.resource.id)} | {(one.kind, one.key) for one in self.record.identities}


def distance(source: Node, target: Node) -> int:
    here, there = source.record.resource, target.record.resource
    if here.account == there.account:
        return 1 if there.region in {here.region, "global"} else 2
    return 3 if "" in {here.account, there.account} else 4


def fits(source: Node, mention: Candidate, target: Node) -> bool:
    bare = mention.match is NAME
    kinds = [kind for kind, key in target.known if key == mention.key and (kind is NAME) == bare]
    if not kinds or (bare and (len(mention.key) < 4 or target.record.resource.type != mention.target_type)):
        return False
    return distance(source, target) <= min(REACH[mention.match], max(REACH[kind] for kind in kinds))


def meant(source: Node, mention: Candidate, nodes: Sequence[Node]) -> str | None:
    """The definition: the nearest that fits if no other is so near; the key itself if it may be outside."""
    if any(key == mention.key and (kind is NAME) == (mention.match is NAME) for kind, key in source.known):
        own = mention.match is not NAME or len(mention.key) >= 4
        if own:
            return None
    fitting = [node for node in nodes if fits(source, mention, node)]
    nearest = min((distance(source, node) for node in fitting), default=0)
    best = [node for node in fitting if distance(source, node) == nearest]
    if best:
        return str(best[0].record.resource.id) if len(best) == 1 and best[0] != source else None
    return mention.key if mention.external and mention.match is not NAME else None


KEYS = st.sampled_from(["vpc-1", "vpc-2", "jobs", "orders", "abc", "host.example", f"{ARN}n0", f"{ARN}n1"])
RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["", "1", "2"]),
        st.sampled_from(["a", "b", "global"]),
        st.sampled_from([QUEUE, TypeName("AWS::SNS::Topic")]),
        st.lists(st.tuples(st.sampled_from(list(IdentityClass)), KEYS), max_size=3),
        st.lists(st.tuples(KEYS, st.sampled_from(list(IdentityClass)), st.booleans()), max_size=4),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=RECORDS)
def test_resolution_agrees_with_its_definition(
    drawn: list[tuple[str, str, TypeName, list[tuple[IdentityClass, str]], list[tuple[str, IdentityClass, bool]]]],
    make: Callable[..., Record],
    mention: Callable[..., Candidate],
    sealed: Callable[..., Snapshot],
) -> None:
    records = [
        make(
            f"n{number}",
            account=account,
            region=region,
            type=kind,
            names=[Identity(kind=one, key=key) for one, key in names],
            mentions=[mention(key, match, external=outside, target_type=QUEUE) for key, match, outside in said],
        )
        for number, (account, region, kind, names, said) in enumerate(drawn)
    ]
    nodes = [Node(record, number) for number, record in enumerate(records)]
    expected = {
        (str(node.record.resource.id), target, "writes_to")
        for node in nodes
        for one in node.record.candidates
        if (target := meant(node, one, nodes)) is not None
    }
    assert edges(sealed(records)) == expected


def test_an_arm_id_is_found_in_any_case_and_a_part_nobody_lists_leads_to_its_whole(
    make: Callable[..., Record], mention: Callable[..., Candidate], sealed: Callable[..., Snapshot]
) -> None:
    net = "/subscriptions/S/resourceGroups/RG/providers/Microsoft.Network/virtualNetworks/Vn"
    vm = make("vm", id="vm", provider="azure", mentions=[mention(f"{net}/subnets/Web".lower()), mention(net.lower())])
    snapshot = sealed([vm, make("vn", id=ResourceId(net), provider="azure")])
    assert edges(snapshot) == {("vm", net, "writes_to")}
    assert snapshot.estate().rows.find([net.upper(), net, "VM"]) == [0, 0, None]


def test_what_is_outside_the_estate_becomes_a_node_after_the_resources(
    make: Callable[..., Record], mention: Callable[..., Candidate], sealed: Callable[..., Snapshot]
) -> None:
    away = "arn:aws:sqs:us-east-1:999988887777:theirs"
    seen = [mention(away, target_type=QUEUE), mention("vpc-0ab", SCOPED), mention("gone", external=False)]
    estate = sealed([make("mine", mentions=seen), make("ours", mentions=[mention(away)])]).estate()
    assert (estate.resources, len(estate)) == (2, 4)
    assert estate.rows.ids([2, 3]) == [away, "vpc-0ab"]
    assert (estate.account[2], estate.region[2]) == ("999988887777", "us-east-1")
    profile = estate.profiles[int(estate.profile[2])]
    assert (profile.type, profile.external) == (QUEUE, True)
    assert len(estate.edges) == 3


def test_a_kind_that_says_nothing_gives_way_to_one_that_does(
    make: Callable[..., Record], mention: Callable[..., Candidate], sealed: Callable[..., Snapshot]
) -> None:
    to = f"{ARN}b"
    seen = [mention(to, kind=kind) for kind in (Kind.REFERENCES, Kind.MAY_ACCESS, Kind.DEAD_LETTER)]
    assert {kind for _, _, kind in edges(sealed([make("a", mentions=seen), make("b")]))} == {
        "may_access",
        "dead_letter",
    }
    assert {kind for _, _, kind in edges(sealed([make("a", mentions=seen[:2]), make("b")]))} == {
        "may_access",
        "references",
    }


def test_one_reference_a_kind_with_its_surest_evidence(
    make: Callable[..., Record], mention: Callable[..., Candidate], sealed: Callable[..., Snapshot]
) -> None:
    seen = [
        mention(f"{ARN}b", evidence="z", confidence=Confidence.HIGH),
        mention(f"{ARN}b", evidence="a", confidence=Confidence.LOW),
        mention(f"{ARN}b", evidence="y", confidence=Confidence.HIGH),
    ]
    (row,) = sealed([make("a", mentions=seen), make("b")]).table("references")
    assert (row["confidence"], row["evidence"]) == ("high", "y")
