"""What a refusal means, where its code alone does not say it."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from botocore.exceptions import ClientError

from lockscan.connectors.aws.actions import operation
from lockscan.connectors.aws.failures import failure
from lockscan.model.scope import ScopeState

LIST = operation("sqs", "ListQueues")


def refused(code: str, message: str, ahead: timedelta = timedelta(0)) -> ClientError:
    """An answer stamped by a clock that this machine is ahead of."""
    stamped = format_datetime(datetime.now(UTC) - ahead, usegmt=True)
    metadata = {"HTTPStatusCode": 403, "HTTPHeaders": {"date": stamped}}
    answer = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": metadata}
    return ClientError(answer, "ListQueues")  # type: ignore[arg-type] # boto3's stubs want headers it does not need


@pytest.mark.parametrize(
    ("ahead", "told"), [(timedelta(minutes=20), "20 minutes ahead of"), (timedelta(minutes=-45), "45 minutes behind")]
)
@pytest.mark.parametrize(
    "code", ["RequestTimeTooSkewed", "SignatureDoesNotMatch", "InvalidSignatureException", "AuthFailure"]
)
def test_a_wrong_clock_is_named_with_how_wrong_it_is(code: str, ahead: timedelta, told: str) -> None:
    failed = failure(refused(code, "Signature expired", ahead), LIST)
    assert failed.state is ScopeState.ERROR
    assert f"this machine's clock is {told} AWS's" in failed.reason
    assert failed.remedy == "set this machine's clock right"


def test_a_right_clock_is_not_blamed() -> None:
    assert "clock is" not in failure(refused("SignatureDoesNotMatch", "no"), LIST).reason
    assert "clock is" not in failure(refused("AccessDenied", "no", timedelta(hours=1)), LIST).reason


def test_what_the_organization_forbids_is_not_mended_by_a_policy_of_the_account() -> None:
    where = "not authorized to perform: sqs:ListQueues " + "x" * 300
    failed = failure(refused("AccessDenied", f"{where} with an explicit deny in a service control policy"), LIST)
    assert failed.state is ScopeState.DENIED
    assert failed.remedy.startswith("a policy of the organization forbids sqs:ListQueues there")


def test_what_is_merely_not_allowed_names_the_action() -> None:
    assert "allow sqs:ListQueues" in failure(refused("AccessDenied", "no"), LIST).remedy


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("AccessDeniedException", "Macie is not enabled."),
        ("AccessDeniedException", "Please complete AWS Audit Manager setup from home page to enable this action"),
        ("InvalidAccessException", "Account 111122223333 is not subscribed to AWS Security Hub"),
        ("AccessDeniedException", "User not enabled for cost explorer access"),
    ],
)
def test_what_nobody_switched_on_is_not_there_rather_than_denied(code: str, message: str) -> None:
    failed = failure(refused(code, message), LIST)
    assert (failed.state, failed.reason[:17]) == (ScopeState.UNAVAILABLE, "not enabled there")


def test_a_right_that_is_missing_stays_missing_whatever_else_is_said() -> None:
    message = "User x is not authorized to perform: sqs:ListQueues (trusted access is not enabled)"
    assert failure(refused("AccessDeniedException", message), LIST).state is ScopeState.DENIED


def test_a_web_page_for_an_answer_is_told_by_its_title() -> None:
    page = "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>The requested URL"
    assert failure(refused("404", page), LIST).reason == "sqs:ListQueues: 404 Not Found"
