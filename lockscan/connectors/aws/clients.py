"""One client a service for all regions, and the gate that lets only the catalog's operations out."""

import copy
import json
import os
from collections.abc import Collection, Mapping
from contextvars import ContextVar
from threading import Lock
from typing import Any, Final, NamedTuple, Self
from urllib.parse import urlsplit

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.loaders import Loader

from lockscan.collection.interface import ScopeFailed
from lockscan.collection.limits import Limiter, LimitKey
from lockscan.connectors.aws.entry import Operation, Tokens
from lockscan.connectors.aws.failures import (
    AGAIN,
    CallFailed,
    CutShort,
    EverythingFailed,
    NotUnderstood,
    error_code,
    failure,
    is_throttling,
    is_unknown_host,
    short_code,
)
from lockscan.connectors.aws.models import SlimLoader, slim_models
from lockscan.connectors.aws.paging import known_tokens
from lockscan.errors import LockscanError, UsageError
from lockscan.model.scope import ScopeState


class _Asking(NamedTuple):
    """As whom and where this thread is asking."""

    account: str
    region: str
    credentials: Any
    """Those of a role that was assumed; None: the session's own."""


ASKING: Final = ContextVar[_Asking | None]("ASKING", default=None)
STATUS: Final = ContextVar[int]("STATUS", default=0)

HELPERS: Final = 24
"""Calls that may be under way beside those of the workers: details asked abreast."""

CREDENTIALS: Final = frozenset(
    {
        ("sts", "AssumeRole"),
        ("sts", "AssumeRoleWithWebIdentity"),
        ("sso", "GetRoleCredentials"),
        ("sso-oidc", "CreateToken"),
        ("signin", "CreateOAuth2Token"),
    }
)
"""What boto3 itself asks for to get the credentials the user configured; we never call these."""


class Patience(NamedTuple):
    """How long a call is tried, by the client and nowhere else."""

    attempts: int = 5
    seconds: float = 60.0
    """For which an answer is waited for."""


USUAL: Final = Patience()


def patience(attempts: int, seconds: float) -> Patience:
    """Give what a program asks for, or as often as boto3's own variable says."""
    said = os.environ.get("AWS_MAX_ATTEMPTS", "")
    return Patience(int(said) if said.isdigit() and int(said) else attempts, seconds)


class NotAllowed(LockscanError):
    """A call that is not in the catalog was about to be made: a defect of ours, stopped before it was sent."""

    status = 70


class Clients:
    """The services of one partition, asked as one account; safe to share between threads."""

    def __init__(
        self,
        session: boto3.Session,
        allowed: Collection[tuple[str, str]],
        *,
        account: str = "",
        workers: int = 1,
        patience: Patience = USUAL,
    ) -> None:
        self._session = session
        self._account = account
        self._credentials: Any = None
        self._ended: list[EverythingFailed] = []
        self._allowed = frozenset(allowed) | CREDENTIALS
        self._config = Config(
            connect_timeout=10,
            read_timeout=patience.seconds,
            max_pool_connections=max(workers, 10) + HELPERS,
            retries={"mode": "standard", "total_max_attempts": patience.attempts},
            s3={"us_east_1_regional_endpoint": "regional"},
            account_id_endpoint_mode="disabled",  # one client speaks for many accounts
            user_agent_extra="lockscan",
        )
        self._clients: dict[tuple[int, str], Any] = {}
        self._tokens: dict[tuple[str, str], Tokens | None] = {}
        self._making, self._asking = Lock(), Lock()
        self._loader = Loader()
        self._models = SlimLoader(self._allowed)
        self._limiter = Limiter()
        # On the session, so that clients which boto3 makes for itself pass the same gate.
        session.events.register_first("before-call", self._gate)

    def acting_as(self, account: str, credentials: Any = None) -> Self:
        """Give the same services for another account: clients are heavy, so accounts share them."""
        other = copy.copy(self)
        other._account = account  # noqa: SLF001 - our own
        other._credentials = credentials  # noqa: SLF001 - our own
        other._ended = []  # noqa: SLF001 - our own
        return other

    def call(
        self, operation: Operation, params: Mapping[str, Any], region: str, ignore: Collection[str] = ()
    ) -> dict[str, Any] | None:
        """Give one answer, or None for an error that means "nothing there"; raises `ScopeFailed`."""
        self._refuse(operation.service, operation.name)
        if self._ended:  # thousands of further calls would fail alike
            raise self._ended[0]
        client = self._client(operation.service, region)
        self._limiter.wait(LimitKey(self._account, region, operation.service))
        mark = ASKING.set(_Asking(self._account, region, self._credentials))
        STATUS.set(0)
        try:
            answer: dict[str, Any] = getattr(client, xform_name(operation.name))(**params)
        except CallFailed as error:
            if ignore and error_code(error) in ignore:
                return None
            failed = failure(error, operation, STATUS.get())
            if isinstance(failed, EverythingFailed):
                self._ended.append(failed)
            raise failed from error
        except NotUnderstood as error:
            reason = f"{operation.service}:{operation.name}: the answer was not understood ({error!r:.80})"
            raise ScopeFailed(ScopeState.ERROR, reason, AGAIN) from error
        finally:
            ASKING.reset(mark)
        answer.pop("ResponseMetadata", None)
        return answer

    def tokens(self, operation: Operation) -> Tokens | None:
        """Where botocore says the operation pages; None if it knows no paginator."""
        key = (operation.service, operation.name)
        with self._asking:
            if key not in self._tokens:
                self._tokens[key] = known_tokens(self._loader, operation)
            return self._tokens[key]

    def _client(self, service: str, region: str) -> Any:
        key = os.getpid(), service  # a connection must not be shared with the process we were forked from
        client = self._clients.get(key)
        if client is not None:
            return client
        with self._making:  # boto3 makes clients for one thread at a time
            if key not in self._clients:
                # boto3's types know services by literal names only; ours come from the catalog.
                make: Any = self._session.client
                with slim_models(self._session, self._models):
                    made = _made(make, service, region_name=region, config=self._config)
                self._clients[key] = self._prepared(made)
            return self._clients[key]

    def _prepared(self, client: Any) -> Any:
        if _is_address(client.meta.endpoint_url):
            client.meta.config.inject_host_prefix = False
        events = client.meta.events
        events.register_first("before-endpoint-resolution", _resolve_in_region)
        events.register_first("choose-signer", _sign_as_asked)
        events.register_first("needs-retry", _no_retry_for_unknown_hosts)
        events.register_first("needs-retry", self._slow_down)
        events.register_first("before-parse", _whole)
        return client

    def _slow_down(self, operation: Any, response: Any, **_: Any) -> None:
        """Tell the limiter of every throttling answer, those that the client goes on to retry included."""
        if response is None:
            return
        http, parsed = response
        if is_throttling(short_code(parsed.get("Error", {}).get("Code")), http.status_code):
            service = operation.service_model.service_name
            asking = ASKING.get()
            if asking is not None:
                self._limiter.throttled(LimitKey(asking.account, asking.region, service))

    def _gate(self, model: Any, **_: Any) -> None:
        self._refuse(model.service_model.service_name, model.name)

    def _refuse(self, service: str, name: str) -> None:
        if (service, name) not in self._allowed:
            raise NotAllowed(f"{service}:{name} is not in the catalog of read-only calls: it was not sent")


def _made(make: Any, service: str, **settings: Any) -> Any:
    try:
        return make(service, **settings)
    except ValueError as error:  # botocore's word for an address that is none
        raise UsageError(f"aws: {error}: AWS_ENDPOINT_URL must be an address such as https://host:port") from None


def _is_address(endpoint: str) -> bool:
    """Whether no name can stand before the host, as some services put one there."""
    host = urlsplit(endpoint).hostname or ""
    return host == "localhost" or ":" in host or host.replace(".", "").isdigit()


def _resolve_in_region(builtins: dict[str, Any], **_: Any) -> None:
    asking = ASKING.get()
    if asking is not None:
        builtins["AWS::Region"] = asking.region


def _sign_as_asked(context: dict[str, Any], **_: Any) -> None:
    # Must give None: what is given is taken for a signature version.
    asking = ASKING.get()
    if asking is None:
        return
    signing = context.setdefault("signing", {})
    signing.setdefault("region", asking.region)
    if asking.credentials is not None:
        signing["request_credentials"] = asking.credentials


def _no_retry_for_unknown_hosts(caught_exception: Exception | None, **_: Any) -> None:
    if caught_exception is not None and is_unknown_host(caught_exception):
        raise caught_exception


def _whole(operation_model: Any, response_dict: dict[str, Any], **_: Any) -> None:
    """Refuse an answer that ends early or is a web page: botocore takes either for an empty list."""
    body: bytes = response_dict["body"]
    STATUS.set(response_dict["status_code"])
    page = body.lstrip()[:9].lower().startswith((b"<!doctype", b"<html"))
    if response_dict["status_code"] >= 500 and page:  # noqa: PLR2004 - HTTP's own number
        response_dict["body"] = b""  # without the page botocore sees the status, and tries again
    if response_dict["status_code"] != 200:  # noqa: PLR2004 - HTTP's own number
        return
    length = response_dict["headers"].get("content-length")
    short = length is not None and length.isdigit() and int(length) != len(body)
    if not body or short or page or not _has_form(operation_model.service_model.resolved_protocol, body):
        raise CutShort(operation=operation_model.name)


def _has_form(protocol: str, body: bytes) -> bool:
    """Whether a body is what its protocol says; XML is left to botocore, which is strict about it."""
    if "cbor" in protocol:
        return body[0] >> 5 == 5  # noqa: PLR2004 - CBOR's mark of a map
    # Counting is quick; only what looks odd (a brace within a text) is parsed twice.
    if "json" not in protocol or (body[:1] == b"{" and body.count(b"{") == body.count(b"}")):
        return True
    try:
        json.loads(body)
    except ValueError:
        return False
    return True
