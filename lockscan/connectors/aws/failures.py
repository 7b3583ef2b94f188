"""What a failed call means: which state its scope ends in, and the one line that would mend it."""

import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    EndpointConnectionError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
    SSOError,
    TokenRetrievalError,
)
from botocore.parsers import ResponseParserError
from urllib3.exceptions import NameResolutionError

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.aws.entry import Operation
from lockscan.model.scope import ScopeState
from lockscan.vocabulary.data import read_yaml
from lockscan.wording.clean import one_line

AGAIN: Final = "run again: only what is missing is read"
RENEW: Final = "renew the credentials (for example `aws sso login`) and run again: what was read is kept"
LONGEST: Final = 200

SKEWED: Final = timedelta(minutes=4)
"""By how much a clock may be wrong; AWS refuses signatures that are five minutes old, S3 fifteen."""

RIGHT_MISSING: Final = "not authorized to perform"
"""How IAM itself refuses, whatever else its message quotes."""

BY_ORGANIZATION: Final = (
    "a policy of the organization forbids {action} there: have the role excepted from it, or leave the region out"
)

CallFailed = (BotoCoreError, HTTPClientError, ClientError, ResponseParserError)
"""Everything by which a call can fail that is not a defect of ours."""

CredentialsMissing = (
    NoCredentialsError,
    PartialCredentialsError,
    CredentialRetrievalError,
    TokenRetrievalError,
    SSOError,
)


NotUnderstood = (KeyError, ValueError, TypeError, AttributeError, IndexError, ParseError)
"""What botocore's parsers let through when an answer has another form than they expect."""


class CutShort(BotoCoreError):
    """An answer that is not whole: taken as it is, it would look like an empty list."""

    fmt = "the answer was cut short or is another's ({operation})"


class EverythingFailed(ScopeFailed):
    """No other call with these credentials can succeed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meaning:
    state: ScopeState
    codes: frozenset[str] = frozenset()
    statuses: frozenset[int] = frozenset()
    says: tuple[str, ...] = ()
    reason: str = ""
    remedy: str = ""
    everything: bool = False

    def covers(self, code: str, status: int, message: str) -> bool:
        if self.says and (RIGHT_MISSING in message or not any(text in message for text in self.says)):
            return False
        return code in self.codes or (not _known(code) and status in self.statuses)


def failure(error: Exception, operation: Operation, status: int = 0) -> ScopeFailed:
    """Put a failed call into the words of the ledger; `status` is HTTP's, for an answer nobody could read."""
    called = f"{operation.service}:{operation.name}"
    if isinstance(error, ClientError):
        return _refused(error, operation)
    if is_unknown_host(error):
        return ScopeFailed(ScopeState.UNAVAILABLE, f"{operation.service} has no endpoint there")
    if isinstance(error, CredentialsMissing):
        return EverythingFailed(ScopeState.DENIED, said(error), RENEW)
    if isinstance(error, ResponseParserError) and status >= 400:  # noqa: PLR2004 - HTTP's own number
        meaning = _meaning("", status)
        return ScopeFailed(meaning.state, f"{called}: HTTP {status}", meaning.remedy.format(action=operation.action))
    if isinstance(error, ResponseParserError):
        return ScopeFailed(ScopeState.ERROR, f"{called}: the answer was cut short or not understood", AGAIN)
    return ScopeFailed(ScopeState.ERROR, f"{called}: {said(error)}", AGAIN)


def _refused(error: ClientError, operation: Operation) -> ScopeFailed:
    meaning = _meaning(error_code(error), _status(error), _message(error))
    text = said(error)
    reason = f"{operation.service}:{operation.name}: {text}"
    if meaning.reason:
        return ScopeFailed(meaning.state, f"{meaning.reason} ({reason})")
    if meaning.everything:
        return EverythingFailed(meaning.state, reason, meaning.remedy)
    skew = _skew(error)
    if meaning.state is ScopeState.ERROR and abs(skew) > SKEWED:
        way = "ahead of" if skew > timedelta(0) else "behind"
        by = f"{abs(skew) / timedelta(minutes=1):,.0f} minutes {way} AWS's"
        return ScopeFailed(meaning.state, f"{reason} (this machine's clock is {by})", "set this machine's clock right")
    if meaning.state is ScopeState.DENIED and "service control policy" in str(error):
        return ScopeFailed(meaning.state, reason, BY_ORGANIZATION.format(action=operation.action))
    return ScopeFailed(meaning.state, reason, meaning.remedy.format(action=operation.action))


def _skew(error: ClientError) -> timedelta:
    """Give how far this machine's clock is ahead of the one that stamped the answer."""
    stamped = error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date", "")
    try:
        return datetime.now(UTC) - parsedate_to_datetime(stamped)
    except (TypeError, ValueError):
        return timedelta(0)


def error_code(error: Exception) -> str:
    """Give the service's own code without its namespace; empty for what did not come from the service."""
    if not isinstance(error, ClientError):
        return ""
    return short_code(error.response.get("Error", {}).get("Code"))


def short_code(code: Any) -> str:
    return str(code or "").rsplit("#", 1)[-1].split(":", 1)[0].rsplit(".", 1)[-1]


def is_throttling(code: str, status: int) -> bool:
    return _meaning(code, status).state is ScopeState.THROTTLED


def is_unknown_host(error: BaseException | None) -> bool:
    """Tell a host that does not exist from one that does not answer: only the first means "not offered there"."""
    if not isinstance(error, EndpointConnectionError):
        return False
    cause: Any = error.kwargs.get("error")
    return isinstance(cause, NameResolutionError | socket.gaierror)


def said(error: Exception) -> str:
    """The error's own words on one short line; a service's message may be of any length."""
    text = one_line(_message(error) if isinstance(error, ClientError) else str(error))
    code = str(error_code(error) or _status(error)) if isinstance(error, ClientError) else ""
    return (text if text.startswith(code) else f"{code} {text}".strip())[:LONGEST] or type(error).__name__


def _message(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Message") or "")


def _meaning(code: str, status: int, message: str = "") -> _Meaning:
    found = (meaning for meaning in _meanings() if meaning.covers(code, status, message))
    return next(found, _Meaning(state=ScopeState.ERROR, remedy=AGAIN))


def _known(code: str) -> bool:
    return any(code in meaning.codes for meaning in _meanings())


@cache
def _meanings() -> tuple[_Meaning, ...]:
    entries = read_yaml(Path(__file__).with_name("error-codes.yaml"))["meanings"]
    return tuple(
        _Meaning(
            state=ScopeState(entry["state"]),
            codes=frozenset(entry["codes"]),
            statuses=frozenset(entry.get("statuses", ())),
            says=tuple(entry.get("says", ())),
            reason=entry.get("reason", ""),
            remedy=entry.get("remedy", ""),
            everything=entry.get("everything", False),
        )
        for entry in entries
    )


def _status(error: ClientError) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
