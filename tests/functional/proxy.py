"""Stands between the program and the emulated tenant, and disturbs what it is told to."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.loopback import Answering


class Proxy(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, endpoint: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind = urlsplit(endpoint).netloc
        self.marks: tuple[str, ...] = ()
        """Requests whose text holds one of them are refused."""

        self.refusal = (403, "AccessDeniedException")
        self.times: int | None = None
        """How many are refused before all is well; None for every one."""

        self.pause = 0.0
        self.refused: list[str] = []
        self.answered: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def refuses(self, text: str) -> bool:
        spent = self.times is not None and len(self.refused) >= self.times
        return not spent and any(mark in text for mark in self.marks)


class _Handler(Answering):
    server: Proxy

    def respond(self) -> None:
        body = self.asked()
        headers = f"{self.headers.get('x-amz-target')} {self.headers.get('authorization')}"
        text = f"{self.command} {self.path} {headers} {body.decode(errors='replace')}"
        time.sleep(self.server.pause)
        if self.server.refuses(text):
            self.server.refused.append(text)
            status, code = self.server.refusal
            self.send(status, {}, _error(code, xml="Version=" in text or "/s3/" in text))
            return
        self.server.answered.append(text)
        self._forward(body)

    def _forward(self, body: bytes) -> None:
        behind = HTTPConnection(self.server.behind, timeout=30)
        behind.request(self.command, self.path, body, dict(self.headers))
        answer = behind.getresponse()
        content = answer.read()
        kept = {key: value for key, value in answer.getheaders() if key.lower() not in _HOP_BY_HOP}
        behind.close()
        self.send(answer.status, kept, content)


_HOP_BY_HOP = {"transfer-encoding", "connection", "content-length", "date", "server"}


def _error(code: str, *, xml: bool) -> bytes:
    if xml:
        return f"<ErrorResponse><Error><Code>{code}</Code><Message>m</Message></Error></ErrorResponse>".encode()
    return json.dumps({"__type": code, "message": "m"}).encode()


@contextmanager
def disturbed(endpoint: str) -> Iterator[Proxy]:
    proxy = Proxy(endpoint)
    thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        thread.join()
        proxy.server_close()
