"""What the gate says of an estate, of a change, and of what somebody accepted."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lockscan import api
from lockscan.gate import Case, judge
from lockscan.gate.reading import policy_from
from lockscan.knowledge import Knowledge
from lockscan.model.reported import Reported
from lockscan.model.verdict import Line, Outcome, Ruling, Verdict
from lockscan.sides import sides
from tests.comparison.states import arn, bucket, database, function, table, write_plan, write_state

AS_OF = date(2026, 11, 22)
ESTATE = [
    database("bookings"),
    table("sessions"),
    function("api", uses=[arn(table("sessions"))]),
    bucket("site"),
]
ACCEPTED = """
[[gate.accept]]
type = "AWS::DynamoDB::Table"
owner = "Head of Platform"
reason = "retired with the booking system"
review = 2026-11-22
"""
NO_DYNAMODB = """
[[gate.deny]]
id = "no-dynamodb"
interface = "aws-dynamodb-api"
"""

Judge = Callable[..., Verdict]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Case:
    folder = tmp_path_factory.mktemp("estate")
    state = write_state(folder / "terraform.tfstate", ESTATE)
    path = api.collect([state], snapshot=folder / "snapshot").path
    return Case(report=api.assess(path, as_of=AS_OF), knowledge=knowledge)


@pytest.fixture(scope="module")
def change(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Iterator[Case]:
    folder = tmp_path_factory.mktemp("change")
    plan = write_plan(folder / "plan.json", before=ESTATE, after=[*ESTATE, table("audit")])
    with ExitStack() as stack:
        both = stack.enter_context(sides(None, plan, as_of=AS_OF))
        before = Reported.of(both.before)
        yield Case(report=both.after, knowledge=knowledge, change=both.difference(), before=before)


def ruled(case: Case, policy: str) -> Verdict:
    return judge(case, policy_from(tomllib.loads(f"[gate]\n{policy}"), case.knowledge, what="lockscan.toml"))


def only(case: Case, policy: str) -> Line:
    (line,) = ruled(case, policy).lines
    return line


def limit(text: str) -> str:
    return f"[[gate.limit]]\n{text}\n"


@pytest.mark.parametrize(
    ("text", "ruling"),
    [
        ('measure = "portability"\nat-least = 1', Ruling.PASS),
        ('measure = "portability"\nat-least = 99', Ruling.FAIL),
        ('measure = "portability"\napplication = "website"\nat-least = 60', Ruling.PASS),
        ('measure = "portability"\ncapability = "relational-database"\nat-least = 60', Ruling.PASS),
        ('measure = "exit-cost"\nat-most = 1', Ruling.FAIL),
        ('measure = "exit-cost"\ncase = "stressed"\nquantile = "p90"\nat-most = 100_000_000', Ruling.PASS),
        ('measure = "exit-cost"\napplication = "bookings"\nat-most = 1', Ruling.FAIL),
        ('measure = "exit-cost"\ncapability = "relational-database"\nat-most = 1', Ruling.FAIL),
        ('measure = "coverage"\nat-least = 0.5', Ruling.PASS),
        ('measure = "share"\nbasis = "resources"\nat-most = 0.6', Ruling.FAIL),
        ('measure = "share"\nbasis = "resources"\nsupplier = "Nobody Ltd"\nat-most = 0.1', Ruling.PASS),
        ('measure = "hhi"\nbasis = "resources"\nat-most = 10_000', Ruling.PASS),
        ('measure = "portability"\neach = true\nat-least = 10', Ruling.PASS),
        ('measure = "portability"\neach = true\nat-least = 60', Ruling.FAIL),
        ('measure = "portability"\nadded = true\nat-least = 60', Ruling.NOT_JUDGED),
        ('measure = "portability"\neach = true\nadded = true\nat-least = 60', Ruling.NOT_JUDGED),
        ('measure = "share"\nbasis = "spend"\nat-most = 0.6', Ruling.NOT_JUDGED),
        ('measure = "portability"\napplication = "nobody-has-it"\nat-least = 1', Ruling.NOT_JUDGED),
        ('measure = "exit-cost"\nrises-at-most = 5', Ruling.NOT_JUDGED),
    ],
)
def test_a_limit_is_kept_broken_or_not_judged(estate: Case, text: str, ruling: Ruling) -> None:
    line = only(estate, limit(text))
    assert line.ruling is ruling, line
    assert line.remedy


def test_a_score_is_judged_by_its_pessimistic_end(estate: Case) -> None:
    low = estate.report.scores.low.copy()
    low[:] = 5.0
    unsure = replace(estate, report=replace(estate.report, scores=replace(estate.report.scores, low=low)))
    text = limit('measure = "portability"\nat-least = 20')
    assert only(estate, text).ruling is Ruling.PASS
    assert only(unsure, text).ruling is Ruling.FAIL


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ('interface = "aws-dynamodb-api"', 1),
        ('capability = "relational-database"', 1),
        ('type = ["aws::lambda::*", "AWS::S3::Bucket"]', 2),
        ('supplier = "aws"', 4),
        ('jurisdiction = "US"', 4),
        ('jurisdiction = "FR"', 0),
        ('type = "*"\napplication = "website"', 1),
        ('type = "*"\ncapability = "relational-database"', 1),
    ],
)
def test_what_is_denied_is_found_by_each_of_its_kinds(estate: Case, text: str, broken: int) -> None:
    line = only(estate, f"[[gate.deny]]\n{text}\n")
    assert len(line.breaches) == broken
    assert line.ruling is (Ruling.FAIL if broken else Ruling.PASS)


def test_a_breach_says_where_it_is(estate: Case) -> None:
    (breach,) = only(estate, NO_DYNAMODB).breaches
    assert (breach.id, breach.address) == (arn(table("sessions")), "aws_dynamodb_table.sessions")
    assert breach.location.endswith("terraform.tfstate")
    entry = Path(breach.location).read_text().splitlines()[(breach.line or 0) - 1 :][:4]
    assert '"type": "aws_dynamodb_table",' in "".join(entry)


def test_a_change_answers_for_what_it_adds_and_for_nothing_that_stood(change: Case) -> None:
    (breach,) = only(change, NO_DYNAMODB).breaches
    assert breach.address == "aws_dynamodb_table.audit"
    assert only(change, '[[gate.deny]]\ncapability = "relational-database"\n').ruling is Ruling.PASS
    floor = only(change, limit('measure = "portability"\neach = true\nadded = true\nat-least = 60'))
    assert [one.address for one in floor.breaches] == ["aws_dynamodb_table.audit"]


@pytest.mark.parametrize(
    ("text", "ruling"),
    [
        ('measure = "portability"\nadded = true\nat-least = 60', Ruling.FAIL),
        ('measure = "portability"\nadded = true\ncapability = "relational-database"\nat-least = 60', Ruling.PASS),
        ('measure = "exit-cost"\nadded = true\nat-most = 1', Ruling.FAIL),
        ('measure = "exit-cost"\nadded = true\nat-most = 10_000_000', Ruling.PASS),
        ('measure = "exit-cost"\nrises-at-most = "0.1%"', Ruling.FAIL),
        ('measure = "exit-cost"\nrises-at-most = "900%"', Ruling.PASS),
        ('measure = "portability"\nfalls-at-most = 0.1', Ruling.FAIL),
        ('measure = "portability"\nfalls-at-most = 50', Ruling.PASS),
    ],
)
def test_a_change_is_held_to_what_it_moves(change: Case, text: str, ruling: Ruling) -> None:
    assert only(change, limit(text)).ruling is ruling


def test_a_baseline_is_what_relative_limits_are_held_against(estate: Case) -> None:
    then = Reported.of(estate.report)
    cheaper = replace(then, planned=replace(then.planned, p80=then.planned.p80 / 2), low=then.low + 10)
    same, worse = replace(estate, baseline=then), replace(estate, baseline=cheaper)
    for text in ('measure = "exit-cost"\nrises-at-most = "50%"', 'measure = "portability"\nfalls-at-most = 5'):
        assert only(same, limit(text)).ruling is Ruling.PASS
        assert only(worse, limit(text)).ruling is Ruling.FAIL
    foreign = replace(estate, baseline=replace(then, currency="EUR"))
    assert only(foreign, limit('measure = "exit-cost"\nrises-at-most = 5')).ruling is Ruling.NOT_JUDGED


def test_accepted_lock_in_passes_until_its_review_date_and_fails_the_day_after(estate: Case) -> None:
    policy = NO_DYNAMODB + ACCEPTED
    assert only(estate, policy).ruling is Ruling.ACCEPTED
    assert ruled(estate, policy).outcome is Outcome.PASS
    tomorrow = replace(estate, report=replace(estate.report, as_of=date(2026, 11, 23)))
    line = only(tomorrow, policy)
    assert line.ruling is Ruling.LAPSED
    assert "Head of Platform" in line.breaches[0].accepted
    assert ruled(tomorrow, policy).status == 1


@pytest.mark.parametrize(
    ("match", "fits"),
    [
        ('resource = "aws_dynamodb_table.sess*"', True),
        ('resource = "arn:aws:dynamodb:*:table/sessions"', True),
        ('application = "bookings"', True),
        ('capability = "relational-database"', False),
        ('resource = "sessions"\napplication = "website"', False),
        ('rule = "no-dynamodb"\nresource = "sessions"', True),
    ],
)
def test_an_accepted_entry_is_for_what_it_names_alone(estate: Case, match: str, fits: bool) -> None:
    policy = NO_DYNAMODB + ACCEPTED.replace('type = "AWS::DynamoDB::Table"', match)
    assert only(estate, policy).ruling is (Ruling.ACCEPTED if fits else Ruling.FAIL)


def test_a_whole_limit_can_be_accepted_by_its_id(estate: Case) -> None:
    policy = limit('id = "floor"\nmeasure = "portability"\nat-least = 99') + ACCEPTED.replace(
        'type = "AWS::DynamoDB::Table"', 'rule = "floor"'
    )
    assert only(estate, policy).ruling is Ruling.ACCEPTED


def test_an_accepted_entry_that_nothing_needs_is_told(estate: Case) -> None:
    (unused,) = ruled(estate, ACCEPTED).unused
    assert "gate.accept[0]" in unused
    assert not ruled(estate, NO_DYNAMODB + ACCEPTED).unused


def test_too_little_read_wins_over_a_no(estate: Case) -> None:
    poor = replace(estate, report=replace(estate.report, coverage=replace(estate.report.coverage, fraction=0.5)))
    verdict = ruled(poor, NO_DYNAMODB)
    assert verdict.lines[0].ruling is Ruling.FAIL
    assert (verdict.outcome, verdict.status) == (Outcome.INCOMPLETE, 3)
    nothing = replace(estate, report=replace(estate.report, coverage=replace(estate.report.coverage, fraction=None)))
    assert ruled(nothing, "").status == 3


def test_what_cannot_be_judged_is_never_a_yes(estate: Case) -> None:
    assert ruled(estate, limit('measure = "share"\nat-most = 0.6')).status == 3
