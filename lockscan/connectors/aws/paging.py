"""Pages of one call: every page once, and an end even where the service never says so."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.aws.entry import Operation, Tokens
from lockscan.connectors.aws.expression import Path
from lockscan.model.scope import ScopeState

MOST_PAGES: Final = 100_000

Ask: TypeAlias = Callable[[Mapping[str, Any]], dict[str, Any] | None]


def known_tokens(loader: Loader, operation: Operation) -> Tokens | None:
    """Read where an operation takes and gives its page token from botocore's own description."""
    try:
        described = loader.load_service_model(operation.service, "paginators-1")["pagination"].get(operation.name)
    except UnknownServiceError:
        return None
    if described is None:
        return None
    more = described.get("more_results")
    return Tokens(
        inputs=tuple(_texts(described["input_token"])),
        outputs=tuple(Path(text) for text in _texts(described["output_token"])),
        more=Path(more) if more else None,
        limit=described.get("limit_key", ""),
    )


def pages(
    ask: Ask, params: Mapping[str, Any], tokens: Tokens | None, resume: str | None = None
) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Give each answer with the token that continues after it (None at the end)."""
    seen: set[str] = set()
    token = resume
    for _ in range(MOST_PAGES):
        answer = ask({**params, **json.loads(token)} if token else params)
        if answer is None:
            return
        token = _next(answer, tokens)
        if token in seen:
            yield answer, None
            raise ScopeFailed(
                ScopeState.PARTIAL, f"the service repeated a page token; stopped after {len(seen) + 1} pages"
            )
        yield answer, token
        if token is None:
            return
        seen.add(token)
    raise ScopeFailed(ScopeState.CAPPED, f"stopped after {MOST_PAGES} pages")


def _next(answer: Mapping[str, Any], tokens: Tokens | None) -> str | None:
    if tokens is None or (tokens.more is not None and not tokens.more(answer)):
        return None
    values = {key: path(answer) for key, path in zip(tokens.inputs, tokens.outputs, strict=True)}
    given = {key: value for key, value in values.items() if value}
    return json.dumps(given, sort_keys=True) if given else None


def _texts(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
