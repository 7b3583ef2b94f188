"""A loopback server that answers every operation of the catalog from its model, or spoils what it is told to spoil."""

import base64
import json
import re
import socket
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from typing import Any

import boto3

from lockscan.connectors.aws.conformance import Models
from lockscan.connectors.aws.loading import shipped_catalog
from tests.connectors.aws.catalog.answers import Answer, Use, uses
from tests.connectors.aws.catalog.wire import body
from tests.loopback import Answering

SCOPE = re.compile(r"Credential=[^/]+/\d+/([^/]+)/")
ASKED = "x-asked"
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Spoilt:
    """What is sent instead of an answer."""

    status: int = 200
    """200: the first half of the answer."""

    reset: bool = False


@dataclass(slots=True)
class Behaviour:
    """Which operations are spoilt, and how; the rest is answered."""

    how: Spoilt | None = None
    which: frozenset[Key] = frozenset()
    circling: bool = False
    """Whether those operations give the same page token for ever."""

    seen: Counter[Key] = field(default_factory=Counter)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.models = Models()
        self.behaviour = Behaviour()
        self.uses: dict[Key, list[Use]] = {}
        for use in uses(shipped_catalog(), self.models):
            self.uses.setdefault((use.call.operation.service, use.call.operation.name), []).append(use)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, key: Key, params: Mapping[str, Any], region: str) -> tuple[bytes, dict[str, str]]:
        model = self.models.operation(*key)
        assert model is not None, key
        use = next((use for use in self.uses.get(key, ()) if use.asks(params)), None)
        if self.behaviour.circling and key in self.behaviour.which and use is not None and use.tokens is not None:
            params = {name: value for name, value in params.items() if name not in use.tokens.inputs}
        return body(model, Answer(model, use, params, region).value())


class Handler(Answering):
    server: Server

    def respond(self) -> None:
        self.asked()
        service, name, params = json.loads(base64.b64decode(self.headers[ASKED]))
        found = SCOPE.search(self.headers.get("authorization") or "")
        region = found[1] if found else "us-east-1"
        behaviour = self.server.behaviour
        behaviour.seen[service, name] += 1
        spoilt = behaviour.how if (service, name) in behaviour.which else None
        if spoilt is not None and spoilt.reset:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        elif spoilt is not None and spoilt.status != HTTPStatus.OK:
            self.send(spoilt.status, {}, b"")
        else:
            content, headers = self.server.answer((service, name), params, region)
            self.send(200, headers, content if spoilt is None else content[: len(content) // 2])


def telling(session: boto3.Session) -> boto3.Session:
    """Have each request say which operation it is: what the server would else have to read out of six protocols."""

    def note(params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        context["asked"] = params

    def tell(model: Any, params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        asked = json.dumps([model.service_model.service_name, model.name, context.get("asked", {})], default=str)
        params["headers"][ASKED] = base64.b64encode(asked.encode()).decode()

    session.events.register("before-parameter-build", note)
    session.events.register("before-call", tell)
    return session
