from collections.abc import Callable

import pytest

from lockscan.collection.interface import Request
from lockscan.connectors.aws import Aws
from lockscan.errors import NothingRead, UsageError


def test_a_dead_endpoint_is_one_line(anywhere: Callable[[str], None]) -> None:
    anywhere("http://127.0.0.1:9")
    with pytest.raises(NothingRead, match="check the network, the proxy and AWS_ENDPOINT_URL"):
        list(Aws().units(Request()))


def test_missing_credentials_are_one_line(anywhere: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    anywhere("http://127.0.0.1:9")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(NothingRead, match="no credentials were found"):
        list(Aws().units(Request()))


def test_an_unknown_region_profile_or_service_is_told_with_what_there_is(
    moto_endpoint: str, anywhere: Callable[[str], None]
) -> None:
    anywhere(moto_endpoint)
    with pytest.raises(UsageError, match=r"no region is called mars-1: there are .*eu-west-2"):
        list(Aws().units(Request(regions=("mars-1",))))
    with pytest.raises(UsageError, match="there is no profile 'prod'"):
        list(Aws().units(Request(profiles=("prod",))))
    with pytest.raises(UsageError, match=r"no service is called 'qqqqqqqq': `lockscan scan aws --plan` lists all"):
        list(Aws().units(Request(only=("qqqqqqqq",))))
    with pytest.raises(UsageError, match=r"no service is called 'DynamoBD': did you mean .*dynamodb"):
        list(Aws().units(Request(only=("DynamoBD",))))
    with pytest.raises(UsageError, match=r"no credentials for account 999999999999: .*--profile.*--role"):
        list(Aws().units(Request(accounts=("999999999999",))))


def test_a_service_may_be_named_in_any_case(moto_endpoint: str, anywhere: Callable[[str], None]) -> None:
    anywhere(moto_endpoint)
    asked = Request(regions=("eu-west-2",), only=("SQS", "aws::sns"))
    assert {unit.service for unit in Aws().units(asked)} == {"AWS::SQS", "AWS::SNS"}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (Request(role="a role"), "is no name of a role"),
        (Request(role="reader", external_id="?"), "is no external id"),
        (Request(external_id="abc"), "name it with --role"),
        (Request(role="reader", accounts=("prod",)), "an account has twelve digits"),
    ],
)
def test_what_can_be_no_role_is_told_before_anything_is_asked(
    wrong: Request, told: str, anywhere: Callable[[str], None]
) -> None:
    anywhere("http://127.0.0.1:9")
    with pytest.raises(UsageError, match=told):
        list(Aws().units(wrong))
