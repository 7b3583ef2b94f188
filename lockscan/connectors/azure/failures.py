"""What a failed call means: which state its scope ends in, and the one line that would mend it."""

import re
from collections.abc import Mapping
from typing import Any, Final

from azure.core.exceptions import AzureError, ClientAuthenticationError, ServiceRequestError

from lockscan.collection.interface import ScopeFailed
from lockscan.model.scope import ScopeState
from lockscan.wording.clean import one_line

AGAIN: Final = "run again: only what is missing is read"
RENEW: Final = "sign in again (for example `az login`) and run again: what was read is kept"
SLOWER: Final = "run again later, or with fewer --workers: only what is missing is read"
GRANT: Final = "grant the role that `lockscan permissions azure` prints, on {where}"
LONGEST: Final = 300

_ADDRESS: Final = re.compile(r"host='([^']+)', port=(\d+)")
_CAUSE: Final = re.compile(r"\[Errno -?\d+\] ([\w ,]+)")

_ATTEMPT: Final = re.compile(r"(\w+)Credential: (?:\1Credential authentication unavailable[.,] )?(.+)")
_WAYS: Final = {
    "Environment": "service principal",
    "WorkloadIdentity": "workload identity",
    "ManagedIdentity": "managed identity",
    "AzureCli": "az login",
}
"""The ways to sign in that we speak of, by what the SDK calls them; it tries others for developers' machines."""

_UNSUPPORTED: Final = re.compile(r"not ?supported|not ?available ?for|not ?enabled ?for", re.IGNORECASE)

BAD_REQUEST: Final = 400
UNAUTHORIZED: Final = 401
FORBIDDEN: Final = 403
NOT_FOUND: Final = 404
CONFLICT: Final = 409
TOO_MANY: Final = 429


class SignInFailed(ScopeFailed):
    """No request was answered because nobody is signed in, or no longer."""


class NotOffered(ScopeFailed):
    """The thing that was asked has no such parts: its kind or edition does not offer them."""


def refused(status: int, body: Any, where: str) -> ScopeFailed:
    """Put an answer that is an error into the words of the ledger."""
    reason = f"{where}: {said(status, body)}"
    if status == UNAUTHORIZED:
        return SignInFailed(ScopeState.ERROR, reason, RENEW)
    if status == FORBIDDEN:
        return ScopeFailed(ScopeState.DENIED, reason, GRANT.format(where=where))
    if status in {BAD_REQUEST, NOT_FOUND, CONFLICT} and _UNSUPPORTED.search(reason):
        return NotOffered(ScopeState.UNAVAILABLE, reason)
    if status == NOT_FOUND:
        return ScopeFailed(ScopeState.UNAVAILABLE, reason)
    if status == TOO_MANY:
        return ScopeFailed(ScopeState.THROTTLED, reason, SLOWER)
    return ScopeFailed(ScopeState.ERROR, reason, AGAIN)


def broken(error: AzureError, where: str) -> ScopeFailed:
    """Put a call that got no answer into the words of the ledger."""
    said = one_line(str(error.message or error))[:LONGEST] or type(error).__name__
    if isinstance(error, ClientAuthenticationError):
        return SignInFailed(ScopeState.ERROR, f"not signed in: {_tried(error) or _first_sentence(said)}", RENEW)
    if isinstance(error, ServiceRequestError):
        address, cause = _ADDRESS.search(said), _CAUSE.search(said)
        host = f"{address[1]}:{address[2]}" if address else "the endpoint"
        why = cause[1] if cause else said
        return ScopeFailed(ScopeState.ERROR, f"{host} does not answer: {why}", "check the network and the proxy")
    return ScopeFailed(ScopeState.ERROR, f"{where}: {said}", AGAIN)


def _tried(error: AzureError) -> str:
    """Give how each way to sign in ended, on one line; nothing for a message that does not tell."""
    attempts = (_ATTEMPT.match(line.strip()) for line in str(error.message).splitlines())
    ended = {attempt[1]: _first_sentence(attempt[2]).rstrip(".")[:LONGEST] for attempt in attempts if attempt}
    return "; ".join(f"{said} ({ended[way]})" for way, said in _WAYS.items() if way in ended)


def unreadable(where: str) -> ScopeFailed:
    return ScopeFailed(ScopeState.ERROR, f"{where}: the answer was cut short or not understood", AGAIN)


def said(status: int, body: Any) -> str:
    """Azure's code and first words, on one short line; the words are of any length and anybody's."""
    error = body.get("error") if isinstance(body, Mapping) else None
    if not isinstance(error, Mapping):
        return f"HTTP {status}"
    details = error.get("details")
    inner = details[0] if isinstance(details, list) and details and isinstance(details[0], Mapping) else {}
    code = inner.get("code") or error.get("code") or f"HTTP {status}"
    message = _first_sentence(one_line(str(error.get("message") or "")))
    return f"{code} {message}".strip()[:LONGEST]


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0]
