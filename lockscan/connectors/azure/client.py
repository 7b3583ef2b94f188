"""One pipeline for all threads: reads only, one host only, patient with quotas, plain about failures."""

import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from urllib.parse import urlencode, urlsplit

from azure.core.exceptions import AzureError
from azure.core.pipeline import PipelineRequest
from azure.core.pipeline.policies import HeadersPolicy, ProxyPolicy, SansIOHTTPPolicy, UserAgentPolicy
from azure.core.pipeline.transport import RequestsTransport
from azure.core.rest import HttpRequest
from azure.mgmt.resource.resources import ResourceManagementClient

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.azure.calls import is_allowed, is_directory_read
from lockscan.connectors.azure.clouds import Cloud
from lockscan.connectors.azure.failures import broken, refused, unreadable
from lockscan.connectors.azure.throttling import PatientRetries, Quota, QuotaPolicy
from lockscan.errors import LockscanError
from lockscan.model.scope import ScopeState

MOST_PAGES: Final = 100_000
BAD: Final = 400


class NotAllowed(LockscanError):
    """A call that is not on the list was about to be made: a defect of ours, stopped before it was sent."""

    status = 70


class Gate(SansIOHTTPPolicy[Any, Any]):
    """First in the pipeline: what it refuses gets no token and is not sent."""

    def __init__(self, endpoint: str, allows: Callable[[str, str], bool] = is_allowed) -> None:
        self._endpoint = endpoint
        self._allows = allows

    def on_request(self, request: PipelineRequest[Any]) -> None:
        asked = request.http_request
        if not self.lets_pass(asked.method, asked.url):
            raise NotAllowed(f"{asked.method} {urlsplit(asked.url).path} is not a known read: it was not sent")

    def lets_pass(self, method: str, url: str) -> bool:
        """Say whether it is one of our calls, on our host."""
        return _origin(url) == _origin(self._endpoint) and self._allows(method, url)


@dataclass(frozen=True, slots=True)
class Answer:
    body: dict[str, Any]
    headers: Mapping[str, str]


class Arm:
    """Resource Manager, asked through the SDK's own client; safe to share between threads."""

    _allows = staticmethod(is_allowed)
    _headers: ClassVar[dict[str, str]] = {}

    def __init__(
        self,
        cloud: Cloud,
        *,
        attempts: int = 5,
        workers: int = 1,
        quota: Quota | None = None,
        anew: Callable[[], Cloud] | None = None,
    ) -> None:
        """Ask a cloud; `anew` tells a process that was forked from this one how to sign in by itself."""
        self._gate = Gate(cloud.endpoint, self._allows)
        self._retries = attempts
        self._workers = workers
        self._quota = quota or Quota()
        self._anew = anew
        self._lock = threading.Lock()
        self._made = os.getpid(), self._client_of(cloud)

    @property
    def is_divisible(self) -> bool:
        """Whether several processes may share it out between them."""
        return self._anew is not None

    def _client(self) -> ResourceManagementClient:
        """Give this process's own: two that share a connection would read each other's answers."""
        with self._lock:
            if self._made[0] != os.getpid() and self._anew is not None:
                self._made = os.getpid(), self._client_of(self._anew())
            return self._made[1]

    def _client_of(self, cloud: Cloud) -> ResourceManagementClient:
        # Our own pipeline: the SDK's usual one registers resource providers when it finds them missing, which writes,
        # and follows redirects to other hosts.
        return ResourceManagementClient(
            cloud.credential,
            "",
            base_url=cloud.endpoint,
            authentication_policy=cloud.authentication,
            policies=[
                self._gate,
                UserAgentPolicy(user_agent="lockscan"),
                HeadersPolicy(self._headers),
                ProxyPolicy(),
                PatientRetries(self._retries),
                cloud.authentication,
                QuotaPolicy(self._quota),
            ],
            transport=RequestsTransport(
                connection_timeout=10, read_timeout=120, session=_session(self._workers), session_owner=False
            ),
        )

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        """Give one answer; raises `ScopeFailed`."""
        return self._ask(HttpRequest("GET", f"{path}?{urlencode(query)}"), path).body

    def post(self, path: str, body: Mapping[str, Any], *, where: str, **query: Any) -> Answer:
        return self._ask(HttpRequest("POST", f"{path}?{urlencode(query)}", json=body), where)

    def pages(self, path: str, **query: Any) -> Iterator[list[dict[str, Any]]]:
        """Give the rows of each page to the end; raises `ScopeFailed`, also for a next page that leads elsewhere."""
        seen: set[str] = set()
        answer = self.get(path, **query)
        for _ in range(MOST_PAGES):
            yield rows_of(answer, "value", path)
            following = answer.get("nextLink") or answer.get("@odata.nextLink")
            if not following:
                return
            if not isinstance(following, str) or not self._gate.lets_pass("GET", following):
                raise ScopeFailed(
                    ScopeState.PARTIAL,
                    f"{path}: the next page lies on another host or path ({_host(following)}): it was not followed",
                )
            if following in seen:
                raise ScopeFailed(ScopeState.PARTIAL, f"{path}: the same next page was named twice; stopped there")
            seen.add(following)
            answer = self._ask(HttpRequest("GET", following), path).body
        raise ScopeFailed(ScopeState.CAPPED, f"{path}: stopped after {MOST_PAGES} pages")

    def _ask(self, request: HttpRequest, where: str) -> Answer:
        try:
            response = self._client().send_request(request)
            content, status = response.content, response.status_code
        except AzureError as error:
            raise broken(error, where) from error
        try:
            body = json.loads(content) if content else {}
        except (ValueError, RecursionError):
            body = None
        if status >= BAD:
            raise refused(status, body, where)
        if not isinstance(body, dict) or not content:
            raise unreadable(where)
        return Answer(body, response.headers)


class Directory(Arm):
    """Microsoft Graph: another host with tokens of its own, asked in the same way."""

    _allows = staticmethod(is_directory_read)
    _headers: ClassVar[dict[str, str]] = {"ConsistencyLevel": "eventual"}
    """Without it Microsoft Graph counts nothing."""


def rows_of(answer: Mapping[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    """Give an answer's rows; an answer without them is no empty list."""
    rows = answer.get(key)
    if not isinstance(rows, list):
        raise unreadable(where)
    return [row for row in rows if isinstance(row, dict)]


def _session(workers: int) -> Any:
    import requests

    session = requests.Session()
    adapter = requests.adapters.HTTPAdapter(pool_maxsize=max(workers, 10))
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    try:
        return parts.scheme, parts.hostname, parts.port
    except ValueError:
        return parts.scheme, None, -1


def _host(url: Any) -> str:
    return (urlsplit(url).hostname or "none") if isinstance(url, str) else "not an address"
