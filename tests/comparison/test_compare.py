"""A difference holds what changed, and nothing that did not."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from lockscan import api
from lockscan.collection.interface import Request
from lockscan.comparison import compare as compare_reports
from lockscan.comparison.resources import _counts, _Side
from lockscan.model.estate import Floats
from lockscan.model.report import Report
from lockscan.model.reported import Reported
from lockscan.sides import compare, sides
from lockscan.snapshot import Snapshot
from tests.comparison.states import arn, bucket, database, function, table, write_state

AS_OF = date(2026, 11, 22)
ESTATE = [
    database("bookings"),
    database("payments", application="payments"),
    table("sessions"),
    table("events", application="payments"),
    function("api", uses=[arn(table("sessions"))]),
    function("mailer", uses=[arn(table("events"))], application="payments"),
    bucket("site"),
]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return snapshot(tmp_path, "old", ESTATE)


def snapshot(folder: Path, name: str, resources: list[dict[str, object]]) -> Path:
    state = write_state(folder / "terraform.tfstate", resources)
    return api.collect([state], snapshot=folder / name).path


def test_a_snapshot_differs_from_itself_in_nothing(old: Path) -> None:
    difference = compare(old, old, as_of=AS_OF)
    assert difference.empty
    assert difference.planned.difference.p90 == difference.planned.difference.p10 == 0
    assert difference.applications == ()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_shuffled_copy_differs_in_nothing(old: Path, tmp_path: Path, seed: int) -> None:
    shuffled = random.Random(seed).sample(ESTATE, len(ESTATE))  # noqa: S311 - no secret
    difference = compare(old, snapshot(tmp_path, "shuffled", shuffled), as_of=AS_OF)
    assert difference.empty
    assert difference.stressed.difference.p90 == difference.stressed.difference.p10 == 0
    assert difference.applications == ()


def test_what_came_went_and_changed_is_told_by_id(old: Path, tmp_path: Path) -> None:
    later = [
        *(one for one in ESTATE if one["name"] not in {"site", "bookings"}),
        database("bookings", engine="mysql"),
        table("audit"),
    ]
    difference = compare(old, snapshot(tmp_path, "new", later), as_of=AS_OF)
    assert [change.id for change in difference.added] == [arn(table("audit"))]
    assert [change.id for change in difference.removed] == [arn(bucket("site"))]
    (changed,) = difference.changed
    assert changed.id == arn(database("bookings"))
    assert ("engine", "postgres", "mysql") in changed.fields


def test_the_range_of_a_difference_is_narrower_than_the_difference_of_the_ranges(old: Path, tmp_path: Path) -> None:
    difference = compare(old, snapshot(tmp_path, "new", [*ESTATE, table("audit")]), as_of=AS_OF)
    change, before, after = difference.planned.difference, difference.planned.before, difference.planned.after
    assert change.p90 - change.p10 < (after.p90 - before.p10) - (after.p10 - before.p90)
    assert change.p50 > 0


def test_changing_one_resource_moves_only_its_learning_group_its_dependents_and_the_totals(old: Path) -> None:
    estate = Snapshot.open(old).estate()
    (row, other) = (found or 0 for found in estate.rows.find([arn(table("events")), arn(database("payments"))]))
    profile = estate.profile.copy()
    profile[row] = profile[other]
    before, after = api.assess_alike([estate, replace(estate, profile=profile)], as_of=AS_OF)
    dependent = estate.rows.find([arn(function("mailer"))])[0]
    assert moved(before.scores.own, after.scores.own, before) == {row}
    assert moved(before.contagion.inherited, after.contagion.inherited, before) <= {row, dependent}
    group = {
        one
        for one in range(estate.resources)
        if before.application[one] == "payments" and before.scores.capability[one] == before.scores.capability[other]
    }
    assert {row, *group} <= moved(before.costs.p50, after.costs.p50, before, part=0.1)
    # How far organising is felt hangs on the whole move's work: all other rows follow a little.
    same = {one for one in range(estate.resources) if before.application[one] == "payments"}
    assert moved(before.costs.p50, after.costs.p50, before, part=0.05) <= same
    assert before.exit_cost.planned.total != after.exit_cost.planned.total
    assert {change.name for change in compare_reports(before, after).applications} == {"payments"}


def test_changing_how_a_thing_is_spoken_to_moves_no_other_score(old: Path, tmp_path: Path) -> None:
    later = [one for one in ESTATE if one["name"] != "payments"]
    later.append(database("payments", engine="sqlserver-ee", application="payments"))
    with sides(old, snapshot(tmp_path, "new", later), as_of=AS_OF) as both:
        row = ids(both.before).index(arn(database("payments")))
        assert moved(both.before.scores.own, both.after.scores.own, both.before) == {row}
        assert moved(both.before.contagion.inherited, both.after.contagion.inherited, both.before) == {row}
        assert both.before.portability.score != both.after.portability.score


def test_a_dependent_feels_what_it_comes_to_depend_on_and_nothing_else_does(tmp_path: Path) -> None:
    plain = [table("sessions"), function("api"), function("other"), bucket("site")]
    old = snapshot(tmp_path, "plain", [*plain, function("front", uses=[arn(function("api"))])])
    later = [table("sessions"), function("api", uses=[arn(table("sessions"))]), function("other"), bucket("site")]
    new = snapshot(tmp_path, "held", [*later, function("front", uses=[arn(function("api"))])])
    with sides(old, new, as_of=AS_OF) as both:
        names = both.before.estate.rows.names(range(both.before.estate.resources))
        assert moved(both.before.scores.own, both.after.scores.own, both.before) == set()
        felt = moved(both.before.contagion.inherited, both.after.contagion.inherited, both.before)
        assert {names[row] for row in felt} <= {"api", "front"}
    (changed,) = compare(old, new, as_of=AS_OF).changed
    assert (changed.name, changed.fields) == ("api", (("depends on", "", "sessions"),))


def test_short_lived_resources_are_counted_and_not_named() -> None:
    (count,) = _counts(counter(3), counter(5))
    assert (count.before, count.after) == (3, 5)
    assert _counts(counter(3), counter(3)) == ()


def test_a_report_by_other_rules_is_told_apart(old: Path) -> None:
    report = api.assess(old, as_of=AS_OF)
    then = Reported.of(report)
    assert not compare(old, old, then=then, as_of=AS_OF).rules_changed
    assert compare(old, old, then=replace(then, rules_digest="another"), as_of=AS_OF).rules_changed


def test_arm_ids_are_the_same_in_any_case() -> None:
    assert _Side._key("/subscriptions/A/resourceGroups/B") == _Side._key("/SUBSCRIPTIONS/a/resourcegroups/b")
    assert _Side._key("arn:aws:s3:::Logs") != _Side._key("arn:aws:s3:::logs")


def test_what_is_asked_of_a_source_is_what_stands_after_unless_said() -> None:
    assert not Request().before


def ids(report: Report) -> list[str]:
    return report.estate.rows.ids(range(report.estate.resources))


def moved(old: Floats, new: Floats, report: Report, *, part: float = 1e-9) -> set[int]:
    count = report.estate.resources
    return {int(row) for row in np.flatnonzero(~np.isclose(old[:count], new[:count], rtol=part, atol=1e-9))}


def counter(many: int) -> Counter[tuple[str, str]]:
    return Counter({("bookings", "AWS::ECS::Task"): many})
