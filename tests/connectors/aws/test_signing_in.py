"""A profile of IAM Identity Center signs in with the token that `aws sso login` left, and says when that is over."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from botocore.credentials import SSOProvider
from botocore.tokens import SSOTokenProvider

from lockscan.collection.interface import Request
from lockscan.connectors.aws import Aws
from lockscan.errors import NothingRead
from tests.loopback import Answering

ACCOUNT, SESSION = "111111111111", "council"
PROFILE = f"""
[profile audit]
sso_session = {SESSION}
sso_account_id = {ACCOUNT}
sso_role_name = reader
region = eu-west-2
[sso-session {SESSION}]
sso_start_url = https://council.example/start
sso_region = eu-west-2
"""
WHO = f"<Arn>arn:aws:sts::{ACCOUNT}:assumed-role/reader/me</Arn><Account>{ACCOUNT}</Account>"
IDENTITY = (
    f"<GetCallerIdentityResponse><GetCallerIdentityResult>{WHO}</GetCallerIdentityResult></GetCallerIdentityResponse>"
)
REGION = "<item><regionName>eu-west-2</regionName><optInStatus>opt-in-not-required</optInStatus></item>"
REGIONS = f"<DescribeRegionsResponse><regionInfo>{REGION}</regionInfo></DescribeRegionsResponse>"

SignedIn = Callable[[timedelta | None], list[tuple[str, str]]]


class Centre(Answering):
    """Gives credentials for a token, and answers who presents them."""

    seen: list[tuple[str, str]]

    def respond(self) -> None:
        if self.command == "GET":
            self.lend()
        else:
            self.tell()

    def lend(self) -> None:
        self.seen.append((self.path, self.headers.get("x-amz-sso_bearer_token", "")))
        until = int((datetime.now(UTC) + timedelta(hours=1)).timestamp() * 1000)
        keys = {"accessKeyId": "of-the-centre", "secretAccessKey": "s", "sessionToken": "t", "expiration": until}
        self.send(200, {"content-type": "application/json"}, json.dumps({"roleCredentials": keys}).encode())

    def tell(self) -> None:
        body = self.asked().decode()
        key = self.headers.get("Authorization", "").partition("Credential=")[2].partition("/")[0]
        self.seen.append((body.partition("Action=")[2].partition("&")[0], key))
        self.send(200, {"content-type": "text/xml"}, (IDENTITY if "GetCallerIdentity" in body else REGIONS).encode())


@pytest.fixture
def centre() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    asked: list[tuple[str, str]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Ours", (Centre,), {"seen": asked}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def signed_in(
    centre: tuple[str, list[tuple[str, str]]],
    anywhere: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> SignedIn:
    """Leave a token that is good for so long (None: no token at all)."""
    address, asked = centre

    def leave(left: timedelta | None) -> list[tuple[str, str]]:
        anywhere(address)
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")
        monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
        (tmp_path / "config").write_text(PROFILE)
        monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
        for provider in (SSOProvider, SSOTokenProvider):
            monkeypatch.setattr(provider, "_SSO_TOKEN_CACHE_DIR", str(tmp_path))
        if left is not None:
            until = (datetime.now(UTC) + left).strftime("%Y-%m-%dT%H:%M:%SZ")
            token = {"accessToken": "the-token", "expiresAt": until, "startUrl": "https://council.example/start"}
            name = hashlib.sha1(SESSION.encode(), usedforsecurity=False).hexdigest()
            (tmp_path / f"{name}.json").write_text(json.dumps(token))
        return asked

    return leave


def test_a_token_that_is_still_good_signs_in(signed_in: SignedIn) -> None:
    asked = signed_in(timedelta(hours=4))
    units = list(Aws().units(Request(profiles=("audit",), only=("sqs",))))
    assert {(unit.account, unit.region) for unit in units} == {(ACCOUNT, "eu-west-2")}
    path, token = asked[0]
    assert path.startswith("/federation/credentials?")
    assert token == "the-token"
    assert set(asked[1:]) == {("GetCallerIdentity", "of-the-centre"), ("DescribeRegions", "of-the-centre")}


@pytest.mark.parametrize("left", [timedelta(hours=-1), None])
def test_a_token_that_is_over_or_missing_is_one_line_that_says_what_to_do(
    signed_in: SignedIn, left: timedelta | None
) -> None:
    asked = signed_in(left)
    with pytest.raises(NothingRead) as told:
        list(Aws().units(Request(profiles=("audit",))))
    assert "\n" not in str(told.value)
    assert str(told.value).startswith("aws (profile audit): ")
    assert "aws sso login --profile audit" in str(told.value)
    assert asked == []
