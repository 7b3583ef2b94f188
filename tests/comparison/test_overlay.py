"""A plan laid over an estate: what it does, and nothing else."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lockscan import api
from lockscan.errors import UsageError
from lockscan.model.difference import Difference
from lockscan.sides import compare, sides
from tests.comparison.states import arn, bucket, database, function, table, write_plan, write_state

AS_OF = date(2026, 11, 22)
FIXTURES = Path(__file__).parents[2] / "fixtures" / "terraform"
ESTATE = [database("bookings"), table("sessions"), function("api", uses=[arn(table("sessions"))]), bucket("site")]


def changed(
    tmp_path: Path, before: list[Any], after: list[Any], *, estate: list[Any] | None = None, **plan: Any
) -> Difference:
    path = write_plan(tmp_path / "plan.json", before=before, after=after, **plan)
    old = None if estate is None else snapshot(tmp_path, estate)
    return compare(old, path, as_of=AS_OF)


def snapshot(folder: Path, resources: list[Any]) -> Path:
    state = write_state(folder / "terraform.tfstate", resources)
    return api.collect([state], snapshot=folder / "estate").path


@pytest.mark.parametrize("estate", [None, ESTATE, ESTATE[:2], []])
def test_a_plan_that_changes_nothing_changes_nothing(tmp_path: Path, estate: list[Any] | None) -> None:
    difference = changed(tmp_path, ESTATE, ESTATE, estate=estate)
    assert difference.empty
    assert difference.planned.difference.p10 == difference.planned.difference.p90 == 0


@pytest.mark.parametrize("estate", [None, ESTATE, ESTATE[:2]])
def test_what_a_plan_adds_is_told_with_its_address_and_line(tmp_path: Path, estate: list[Any] | None) -> None:
    difference = changed(tmp_path, ESTATE[:2], [*ESTATE[:2], table("audit")], estate=estate)
    (added,) = difference.added
    assert (added.type, added.address) == ("AWS::DynamoDB::Table", "aws_dynamodb_table.audit")
    line = (tmp_path / "plan.json").read_text().splitlines()[(added.line or 0) - 1]
    assert "aws_dynamodb_table.audit" in line
    assert not difference.removed
    assert not difference.changed
    assert difference.after.resources == difference.before.resources + 1


def test_what_a_plan_deletes_leaves_the_estate_and_so_does_what_led_to_it(tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plan.json", before=ESTATE, after=[one for one in ESTATE if one["name"] != "sessions"])
    with sides(snapshot(tmp_path, ESTATE), path, as_of=AS_OF) as both:
        (removed,) = both.difference().removed
        assert removed.id == arn(table("sessions"))
        assert both.after.summary.resources == both.before.summary.resources - 1
        assert both.after.summary.external == both.before.summary.external == 0
        assert len(both.before.estate.edges) == 1
        assert len(both.after.estate.edges) == 0


def test_what_a_plan_only_forgets_stays_in_the_estate(tmp_path: Path) -> None:
    difference = changed(tmp_path, ESTATE, ESTATE[1:], estate=ESTATE, forgets=["aws_db_instance.bookings"])
    assert difference.empty


def test_an_update_changes_what_it_changes_and_keeps_what_only_the_estate_knows(tmp_path: Path) -> None:
    live = database("bookings")
    live["values"]["multi_az"] = True
    after = [database("bookings", engine="mysql"), *ESTATE[1:]]
    path = write_plan(tmp_path / "plan.json", before=ESTATE, after=after)
    difference = compare(snapshot(tmp_path, [live, *ESTATE[1:]]), path, as_of=AS_OF)
    (change,) = difference.changed
    assert change.id == arn(live)
    assert [field[0] for field in change.fields] == ["engine"]


def test_a_plan_connects_what_it_adds_to_what_the_estate_holds(tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plan.json", before=[], after=[function("report", uses=[arn(table("sessions"))])])
    with sides(snapshot(tmp_path, ESTATE), path, as_of=AS_OF) as both:
        estate = both.after.estate
        (target,) = estate.rows.find([arn(table("sessions"))])
        sources = estate.rows.ids(
            [int(s) for s, t in zip(estate.edges.source, estate.edges.target, strict=True) if t == target]
        )
        assert any("aws_lambda_function.report" in source for source in sources)
        assert len(estate) == both.before.summary.resources + 1


def test_what_the_estate_knew_from_outside_becomes_a_resource_once_a_plan_says_it_stands(tmp_path: Path) -> None:
    estate = [function("api", uses=[arn(table("sessions"))])]
    path = write_plan(tmp_path / "plan.json", before=[table("sessions")], after=[table("sessions")])
    with sides(snapshot(tmp_path, estate), path, as_of=AS_OF) as both:
        assert both.difference().empty
        assert both.before.summary.external == 0
        assert both.before.summary.resources == 2
        assert len(both.before.estate.edges) == 1


def test_long_strings_are_those_of_the_estate_they_came_from(tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plan.json", before=ESTATE, after=[*ESTATE[1:], table("audit")])
    with sides(snapshot(tmp_path, ESTATE), path, as_of=AS_OF) as both:
        rows = both.after.estate.rows
        everything = list(range(len(both.after.estate)))
        ids = rows.ids(everything)
        assert rows.find(ids) == everything
        assert rows.ids([2, 0, 2]) == [ids[2], ids[0], ids[2]]
        assert rows.find(["nobody"]) == [None]
        assert all("uses" in one or "environment" in one.lower() for one in rows.evidence([0]))


def test_a_plan_of_another_stack_adds_what_it_adds_and_takes_nothing_for_its_own(tmp_path: Path) -> None:
    estate = [bucket("logs-of-another-account")]
    other = bucket("logs")
    other["name"] = "logs-of-another-account"
    difference = changed(tmp_path, [other], [other, table("audit")], estate=estate)
    assert [change.address for change in difference.added] == ["aws_dynamodb_table.audit"]
    assert difference.before.resources == 2


def test_replacing_moving_and_forgetting_in_one_recorded_plan() -> None:
    difference = compare(None, FIXTURES / "changes.plan.json", as_of=AS_OF)
    assert [change.address for change in difference.added] == ["aws_sns_topic.alerts"]
    assert [change.address for change in difference.removed] == ["aws_sqs_queue.legacy"]


def test_a_moved_resource_is_the_same_one(tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plan.json", before=[table("old")], after=[{**table("old"), "name": "new"}])
    document = json.loads(path.read_text())
    document["resource_changes"] = [one for one in document["resource_changes"] if one["name"] == "new"]
    document["resource_changes"][0] |= {"previous_address": "aws_dynamodb_table.old"}
    path.write_text(json.dumps(document))
    assert compare(None, path, as_of=AS_OF).empty


def test_only_a_plan_says_what_stood_before_it(tmp_path: Path) -> None:
    state = write_state(tmp_path / "terraform.tfstate", ESTATE)
    with pytest.raises(UsageError, match="older snapshot"):
        compare(None, state, as_of=AS_OF)
    with pytest.raises(UsageError, match="scan it into a snapshot"):
        compare(None, "aws", as_of=AS_OF)
