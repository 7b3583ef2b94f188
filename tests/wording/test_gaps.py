"""What was not read is told by what would mend it, not question by question."""

import pytest

from lockscan.model.scope import Scope, ScopeState
from lockscan.wording.gaps import SHOWN, mending


def gap(kind: str, region: str, remedy: str, state: ScopeState = ScopeState.DENIED, account: str = "1") -> Scope:
    return Scope(
        provider="aws", account=account, region=region, type=kind, state=state, reason="said no", remedy=remedy
    )


def test_denied_actions_are_one_line_that_names_them() -> None:
    gaps = [
        gap(f"AWS::{s}", r, f"allow {s}:List (the policy)")
        for s in ("sqs", "sns")
        for r in ("a-1", "b-1", "c-1", "d-1")
    ]
    assert list(mending(gaps)) == [
        "not allowed, 8 questions (AWS::sns, AWS::sqs in 4 regions): allow sns:List, sqs:List (the policy)"
    ]


def test_accounts_that_are_closed_are_one_line() -> None:
    gaps = [gap("*", "global", f"let arn:aws:iam::{n}:role/r trust us", account=n) for n in ("1", "2")]
    (line,) = mending(gaps)
    assert line == "not allowed, 2 questions (1, 2): let arn:aws:iam::1:role/r, arn:aws:iam::2:role/r trust us"


def test_where_nobody_knows_what_mends_it_the_reason_stands() -> None:
    (line,) = mending([gap("AWS::EKS::Cluster", "a-1", "", ScopeState.ERROR)])
    assert line == "failed, 1 question (AWS::EKS::Cluster in a-1): said no"


@pytest.mark.parametrize("causes", [SHOWN, SHOWN + 3])
def test_the_cause_that_mends_most_stands_first_and_the_list_ends(causes: int) -> None:
    gaps = [gap("T", f"r-{n}", f"do {'x' * cause}") for cause in range(causes) for n in range(cause + 1)]
    lines = list(mending(gaps))
    assert lines[0].startswith(f"not allowed, {causes} questions")
    assert len(lines) == min(causes, SHOWN) + (causes > SHOWN)
    if causes > SHOWN:
        assert lines[-1] == "and 3 more causes"
