"""Two readings of the same templates, made by different hands, find the same dependencies."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lockscan.api import collect
from lockscan.snapshot import Snapshot
from tests.connectors.reading import FIXTURES
from tests.connectors.second import arm, cloudformation, terraform
from tests.connectors.second.configurations import CONFIGURATIONS
from tests.connectors.second.plans import plan

FOLDER = FIXTURES / "readings"
ENOUGH = 0.98

Pair = tuple[str, str]

TOLERATED: Mapping[str, set[Pair]] = {
    # A pool is joined by a machine's card, but it is the balancer that needs the machines: as Azure itself answers.
    "vm-loop": {
        pair
        for at in "12"
        for one, other in [("networkinterfaces/shop-nic" + at, "loadbalancers/shop-lb")]
        for pair in [(f"microsoft.network/{one}", f"microsoft.network/{other}")]
        for pair in [pair, pair[::-1]]
    },
    # An API calls the function that answers, as live; the second reading sees that the function names it.
    "serverless-app": {("template.yaml#Api", "template.yaml#Create")},
    # What a policy or a role is defined as is a setting of the tenant, live as in templates.
    "linked": {
        ("microsoft.authorization/policyassignments/tags", "microsoft.authorization/policydefinitions/must-tag")
    },
    # A rule needs what its target starts: as the rule itself answers live, where targets are no resources.
    "events": {("aws_cloudwatch_event_rule.each", "module.queues.aws_sqs_queue.main")},
    # A custom resource names a function in a plain text; the second reading knows functions of the language only.
    "serverless-framework": {
        (f"cloudformation-template-update-stack.json#{one}", f"cloudformation-template-update-stack.json#{other}")
        for one, other in [("ListCustomS31", "ListLambdaFunction")]
    },
    # What only joins two resources makes the one depend on the other, as live; the second reading sees the joint.
    "web": {
        ("aws_lb_target_group.web", "aws_instance.web"),
        ("module.vpc.aws_subnet.private", "module.vpc.aws_route_table.this"),
    },
}


@dataclass(frozen=True)
class Read:
    """What the scan made of some files: names by id, and the references between them."""

    names: Mapping[str, str]
    pairs: list[tuple[str, str, str]]

    def edges(self, *, order: bool) -> set[Pair]:
        """Give what is order only, or all else."""
        return {(one, other) for one, other, said in self.pairs if (said == "ordered_after") is order and one != other}


def scanned(paths: Iterable[Path], folder: Path, name: Any) -> Read:
    collected = collect(list(paths), snapshot=folder / "snapshot")
    snapshot = Snapshot.open(collected.path)
    names = {
        row["id"]: name(json.loads(row["origins"])[0]) for row in snapshot.table("resources") if not row["external"]
    }
    pairs = [
        (names[one["source"]], names[one["target"]], one["kind"])
        for one in snapshot.table("references")
        if one["source"] in names and one["target"] in names
    ]
    return Read(names, pairs)


def agree(case: str, found: tuple[set[Pair], set[Pair]], wanted: tuple[set[Pair], set[Pair]]) -> None:
    for ours, theirs in zip(found, wanted, strict=True):
        left, right = (side - TOLERATED.get(case, set()) for side in (ours, theirs))
        both = left & right
        assert len(both) >= ENOUGH * len(right), f"not found: {sorted(right - left)}"
        assert len(both) >= ENOUGH * len(left), f"not there: {sorted(left - right)}"
    assert wanted[0]


@pytest.mark.parametrize("case", sorted((FOLDER / "cloudformation").iterdir()), ids=lambda case: case.name)
def test_cloudformation(case: Path, tmp_path: Path) -> None:
    read = scanned(
        cloudformation.tops(case),
        tmp_path,
        lambda origin: f"{Path(origin['location']).name}#{origin['address'].rpartition('/')[2]}",
    )
    # The second reading knows what is written; what a transform adds is held against lists made by hand.
    uses, orders = (
        {pair for pair in read.edges(order=order) if "implied by" not in str(pair)} for order in (False, True)
    )
    agree(case.name, (uses, orders), cloudformation.edges(case))


@pytest.mark.parametrize("case", sorted((FOLDER / "arm").iterdir()), ids=lambda case: case.name)
def test_arm(case: Path, tmp_path: Path) -> None:
    tops = sorted(case.glob("*.json"))
    read = scanned(tops, tmp_path, lambda origin: anonymous(origin["address"]))
    made = {anonymous(one.node) for top in tops for one in arm.Template(case, arm.load(top)).every()}
    assert {one for one in made if not one.startswith(arm.DEPLOYMENT) and "resourcegroups" not in one} <= {
        *read.names.values()
    }

    def wholes(pairs: set[Pair]) -> set[Pair]:
        """Parts count as what they are part of, and that they are is no use of it."""
        named = {(arm.known(one, made), arm.known(other, made)) for one, other in pairs}
        return {(one, other) for one, other in named if other and not one.startswith(other) and not groups(other)}

    wanted = ({(anonymous(one), anonymous(other)) for one, other in pairs} for pairs in arm.edges(case))
    uses, orders = ({pair for pair in pairs if not groups(pair[1])} for pairs in wanted)
    agree(case.name, (wholes(read.edges(order=False)), wholes(read.edges(order=True))), (uses, orders))


def groups(node: str) -> bool:
    """Where things are deployed to is no dependency of theirs."""
    return node.startswith("microsoft.resources/")


def anonymous(address: str) -> str:
    """What only deploying computes is written differently by each reading."""
    shorter, address = address.lower(), ""
    while shorter != address:
        address, shorter = shorter, re.sub(r"\{[^{}]*\}", "\0", shorter)
    _, inside, below = address.partition("/providers/")
    grouped = address.startswith(("/subscriptions/", "resourcegroups/"))
    return (below if inside and grouped else address).replace("\0", "{}")


@pytest.mark.parametrize("case", CONFIGURATIONS)
def test_terraform(case: str, tmp_path: Path) -> None:
    planned = plan(CONFIGURATIONS[case])
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(planned))
    read = scanned([path], tmp_path, lambda origin: terraform.KEYS.sub("", origin["address"]))
    agree(case, (read.edges(order=False), read.edges(order=True)), terraform.edges(planned))
