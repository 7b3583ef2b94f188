"""A policy is read whole, and every mistake in it is told at once, by its key."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from lockscan.errors import InvalidInput, UsageError
from lockscan.gate.policy import Bound, Policy
from lockscan.gate.reading import policy_from, read_policy
from lockscan.knowledge import Knowledge

SHIPPED = Path(__file__).parents[2] / "fixtures" / "policies" / "lockscan.toml"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def policy(text: str, knowledge: Knowledge) -> Policy:
    return policy_from(tomllib.loads(text), knowledge, what="lockscan.toml")


def problems(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    with pytest.raises(InvalidInput) as raised:
        policy(text, knowledge)
    return raised.value.problems


def test_the_shipped_policy_is_right(knowledge: Knowledge) -> None:
    read = read_policy(SHIPPED, knowledge)
    assert read.coverage == 0.9
    assert [limit.id for limit in read.limits] == ["estate-portability", "exit-cost", "largest-supplier"]
    assert SHIPPED.read_text().splitlines()[(read.denials[0].line or 0) - 1] == "[[gate.deny]]"


def test_an_empty_gate_asks_for_nine_tenths_of_coverage_and_nothing_else(knowledge: Knowledge) -> None:
    read = policy("[gate]\n[tags]\nextra = 1\n", knowledge)
    assert (read.coverage, read.limits, read.denials, read.accepted) == (0.9, (), (), ())


def test_all_mistakes_are_told_at_once_each_with_its_key(knowledge: Knowledge) -> None:
    text = """
    [gate]
    coverage = 7
    colour = "blue"
    [[gate.limit]]
    measure = "lockedness"
    at-least = 3
    [[gate.limit]]
    measure = "hhi"
    application = "bookings"
    at-most = "many"
    [[gate.deny]]
    interface = "dynamodb"
    [[gate.deny]]
    reason = "because"
    [[gate.accept]]
    owner = "A. Person"
    review = "2027-03-31"
    rule = "no-such"
    """
    told = problems(text, knowledge)
    for key in (
        "gate.coverage:",
        "gate.colour:",
        "gate.limit[0].measure:",
        "gate.limit[1].at-most:",
        "gate.limit[1]: hhi is measured over the whole estate",
        "gate.deny[0].interface:",
        "gate.deny[1]:",
        "gate.accept[0].reason: missing",
        "gate.accept[0].review:",
        "gate.accept[0].rule:",
    ):
        assert any(problem.startswith(key) for problem in told), (key, told)
    assert any("aws-dynamodb-api" in problem for problem in told)


@pytest.mark.parametrize(
    "limit",
    [
        'measure = "portability"',
        'measure = "portability"\nat-least = 3\nat-most = 5',
        'measure = "portability"\nat-least = 300',
        'measure = "portability"\nat-least = true',
        'measure = "portability"\nat-least = "5%"',
        'measure = "share"\nat-most = 60',
        'measure = "coverage"\neach = true\nat-least = 0.5',
        'measure = "exit-cost"\ncase = "stressed"\napplication = "x"\nat-most = 1',
        'measure = "exit-cost"\ncapability = "function"\nquantile = "p80"\nat-most = 1',
        'measure = "portability"\neach = true\nfalls-at-most = 1',
        'measure = "share"\nadded = true\nat-most = 0.5',
        'measure = "portability"\nsupplier = "AWS"\nat-least = 1',
        'measure = "exit-cost"\nadded = true\nrises-at-most = 1',
    ],
)
def test_what_cannot_be_measured_is_refused_before_anything_is(limit: str, knowledge: Knowledge) -> None:
    assert problems(f"[gate]\n[[gate.limit]]\n{limit}\n", knowledge)


def test_a_relative_bound_is_an_amount_or_a_part(knowledge: Knowledge) -> None:
    text = '[gate]\n[[gate.limit]]\nmeasure = "exit-cost"\nrises-at-most = "5 %"\n'
    (limit,) = policy(text, knowledge).limits
    assert limit.bound == Bound(kind="rises-at-most", amount=0.05, percent=True)


@pytest.mark.parametrize(
    "text", ["gate = 3", "[gate]\nlimit = 3", "[gate]\n[gate.limit]\nmeasure = 'hhi'", "", "[gate]\nlimit = [3]"]
)
def test_odd_shapes_are_mistakes_and_no_defects(text: str, knowledge: Knowledge) -> None:
    assert problems(text, knowledge)


def test_what_is_no_toml_or_not_there_is_told_in_one_line(tmp_path: Path, knowledge: Knowledge) -> None:
    broken = tmp_path / "lockscan.toml"
    broken.write_text("[gate")
    for path in (broken, tmp_path / "none.toml"):
        with pytest.raises(UsageError, match=path.name):
            read_policy(path, knowledge)


def test_who_has_no_policy_yet_is_told_how_to_begin(tmp_path: Path, knowledge: Knowledge) -> None:
    with pytest.raises(UsageError, match=r"write one: `\[gate\]`") as told:
        read_policy(tmp_path / "none.toml", knowledge)
    assert len(str(told.value).splitlines()) == 1
    assert policy("[gate]\ncoverage = 0.9\n", knowledge).coverage == 0.9


def test_an_accepted_entry_needs_somebody_who_answers_for_it(knowledge: Knowledge) -> None:
    text = '[gate]\n[[gate.accept]]\ntype = "AWS::*"\nowner = "A. Person"\nreason = "r"\nreview = 2027-03-31\n'
    (accepted,) = policy(text, knowledge).accepted
    assert accepted.review == date(2027, 3, 31)
    assert problems(text.replace('owner = "A. Person"\n', ""), knowledge)
    assert problems(text.replace('type = "AWS::*"\n', ""), knowledge)
