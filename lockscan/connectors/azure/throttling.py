"""How fast Azure may be asked: its quota headers are obeyed before it has to refuse, its refusals in any case."""

import re
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from azure.core.pipeline import PipelineRequest, PipelineResponse
from azure.core.pipeline.policies import RetryPolicy, SansIOHTTPPolicy

LONGEST: Final = 300.0
"""Seconds we wait at the source's word; what asks for longer has failed."""

METHODS: Final = frozenset({"GET", "POST"})
"""Our POSTs are questions, so asking twice does no harm."""

_SPAN: Final = re.compile(r"(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})(?:\.\d+)?")


class Quota:
    """What is left of one caller's questions, shared by all threads."""

    def __init__(
        self, *, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._until = 0.0

    def wait(self) -> None:
        """Wait until questions are allowed again."""
        with self._lock:
            pause = self._until - self._clock()
        if pause > 0:
            self._sleep(pause)

    def told(self, remaining: str | None, resets_after: str | None) -> None:
        """Hear what an answer says of the quota."""
        pause = seconds(resets_after)
        if remaining is None or not remaining.isdecimal() or int(remaining) > 0 or pause is None:
            return
        with self._lock:
            self._until = max(self._until, self._clock() + min(pause, LONGEST))


class QuotaPolicy(SansIOHTTPPolicy[Any, Any]):
    """Stands after the retries, so that every attempt waits and every answer is heard."""

    def __init__(self, quota: Quota) -> None:
        self._quota = quota

    def on_request(self, request: PipelineRequest[Any]) -> None:
        if request.http_request.method == "POST":
            self._quota.wait()

    def on_response(self, request: PipelineRequest[Any], response: PipelineResponse[Any, Any]) -> None:  # noqa: ARG002 - azure-core's
        headers = response.http_response.headers
        self._quota.told(headers.get("x-ms-user-quota-remaining"), headers.get("x-ms-user-quota-resets-after"))


class PatientRetries(RetryPolicy[Any, Any]):
    """Retries as the SDK does, but our questions by POST too, and never for a wait without end."""

    def __init__(self, attempts: int) -> None:
        again = max(attempts - 1, 0)
        super().__init__(
            retry_total=again,
            retry_connect=min(again, 2),
            retry_read=again,
            retry_status=again,
            retry_backoff_factor=0.5,
            retry_backoff_max=20,
        )
        self._method_whitelist = METHODS

    def is_retry(self, settings: dict[str, Any], response: PipelineResponse[Any, Any]) -> bool:
        asked = self.get_retry_after(response)
        if asked is not None and asked > LONGEST:
            return False
        return bool(settings["total"] > 0 and super().is_retry(settings, response))


def seconds(span: str | None) -> float | None:
    """Give a time span (`00:00:05`) in seconds; None for what is none."""
    match = _SPAN.fullmatch(span or "")
    if match is None:
        return None
    days, hours, minutes, rest = (int(part or 0) for part in match.groups())
    return float(((days * 24 + hours) * 60 + minutes) * 60 + rest)
