"""The blind judgement's own arithmetic: who is asked about what, and how agreement is reckoned."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from lockscan.knowledge import Knowledge
from lockscan.knowledge.naming import provider_of
from tests.knowledge.judgement.__main__ import pairs, told
from tests.knowledge.judgement.agreement import name_kappa, quadratic_kappa, rank_correlation
from tests.knowledge.judgement.sampling import drawn, use


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def test_twenty_of_each_provider_are_drawn_and_all_are_known_as_types(knowledge: Knowledge) -> None:
    sample = drawn(use(), knowledge.types())
    assert Counter(map(provider_of, sample)) == {"aws": 20, "azure": 20, "google": 20}
    assert all(knowledge.resolve(name)[1] == "type" for name in sample)


def test_what_is_used_more_is_drawn_more_often() -> None:
    counts = {f"AWS::Much::{n}": 9 for n in range(100)} | {f"AWS::Little::{n}": 1 for n in range(100)}
    sample = drawn(counts, counts, each=50)
    assert sum(name.startswith("AWS::Much") for name in sample) > 35


def test_a_new_type_changes_no_others_turn() -> None:
    counts = {f"AWS::S::{n}": n + 1 for n in range(200)}
    before, after = drawn(counts, counts), drawn({**counts, "AWS::S::New": 100_000}, [*counts, "AWS::S::New"])
    assert len(set(before) - set(after)) == 1


def test_agreement_is_one_for_the_same_nought_for_chance_and_worse_the_farther_apart() -> None:
    assert quadratic_kappa([0, 1, 2, 3], [0, 1, 2, 3], 5) == 1
    assert quadratic_kappa([0, 0, 4, 4], [0, 4, 0, 4], 5) == pytest.approx(0)
    assert quadratic_kappa([0, 1, 2, 3], [1, 2, 3, 4], 5) > quadratic_kappa([0, 1, 2, 3], [2, 3, 4, 0], 5)
    assert rank_correlation([1, 2, 3], [10, 20, 90]) == pytest.approx(1)
    assert name_kappa([("a", "a"), ("b", "b")]) == 1
    assert name_kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == pytest.approx(0)


def test_a_judge_who_thinks_as_we_do_agrees_with_us(knowledge: Knowledge, tmp_path: Path) -> None:
    names = ["AWS::EC2::Instance", "AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::EC2::Route"]
    path = tmp_path / "judged.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["type", "role", "effort_class", "portability", "alternatives"])
        writer.writerows(
            [
                ["AWS::EC2::Instance", "workload", "rehost", 85, "OVHcloud; Proxmox"],
                ["AWS::DynamoDB::Table", "data", "refactor", 45, "ScyllaDB"],
                ["AWS::KMS::Key", "identity", "replatform", 30, ""],
                ["AWS::EC2::Route", "configuration", "drop-in", 95, ""],
            ]
        )
    found = pairs(knowledge, path)
    assert [one.judged["type"] for one in found] == names
    answer = list(told(knowledge, found))
    assert "kappa 1.00" in answer[0]
    assert "without settings: 3 types" in answer[1]
    assert "role: 4 of 4 the same, kappa 1.00" in answer
    assert any("of the 3 named" in line for line in answer)


def test_the_latest_sample_still_finds_the_rules_in_agreement(knowledge: Knowledge) -> None:
    """Drawn and judged before its rules were looked at; what was mended since must not go back."""
    every = pairs(knowledge, Path(__file__).parent / "judged-3.csv")
    least = {"role": 0.9, "capability": 0.85, "holds_data": 0.85, "interface": 0.8, "band": 0.7}
    found = {name: name_kappa([one.names[name] for one in every]) for name in every[0].names}
    assert {name: kappa for name, kappa in found.items() if kappa < least[name]} == {}
