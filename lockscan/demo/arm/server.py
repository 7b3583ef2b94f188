"""The server itself: answers what Resource Manager answers, as far as a scan asks."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from lockscan.demo.arm.estate import Tenant
from lockscan.demo.arm.kusto import NotUnderstood, answered
from lockscan.vocabulary.armparts import graph_tables, lists_parts

GRAPH: Final = "/providers/microsoft.resourcegraph/resources"
METRICS: Final = "/providers/microsoft.insights/metrics"
AGGREGATIONS: Final = ("average", "maximum", "total")
LISTED: Final = ("id", "name", "type", "location", "tags", "sku", "kind", "plan", "zones", "managedBy")

COMMITTED: Final = ("/providers/microsoft.capacity/reservations", "/providers/microsoft.billingbenefits/savingsplans")
DIRECTORY: Final = ("/v1.0/applications", "/v1.0/serviceprincipals")
ORDERS: Final = "/providers/microsoft.capacity/reservationorders"
IN_SUBSCRIPTION: Final = re.compile("/subscriptions/([^/]+)/(providers|resources)")

Answer = tuple[int, Any, Mapping[str, str]]


class ArmServer(ThreadingHTTPServer):
    """Serves one tenant until it is closed."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, tenant: Tenant, *, page: int = 1000) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.tenant = tenant
        self.page = page
        """Rows of the largest page it gives, whatever is asked."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, method: str, path: str, query: Mapping[str, str], body: Any) -> Answer:
        """Answer one request; status, body, headers."""
        folded = path.lower()
        if method == "POST" and folded == GRAPH:
            return self._graph(body)
        if method != "GET":
            return _error(405, "MethodNotAllowed", f"{method} is not allowed here.")
        return self._get(path, folded, query)

    def _get(self, path: str, folded: str, query: Mapping[str, str]) -> Answer:
        if folded == "/subscriptions":
            return self._paged(path, query, self.tenant.subscriptions)
        if folded.endswith(METRICS):
            return self._capacity(folded.removesuffix(METRICS))
        if match := IN_SUBSCRIPTION.fullmatch(folded):
            return self._paged(path, query, self._of_subscription(*match.groups()))
        if folded in DIRECTORY:
            return self._directory(path, query)
        if folded in COMMITTED or lists_parts(folded.partition("/providers/")[2]):
            return self._paged(path, query, self.tenant.parts.get(folded, []))
        found = self._single(folded)
        return (200, found, {}) if found else _error(404, "ResourceNotFound", f"There is nothing at {path}.")

    def _directory(self, path: str, query: Mapping[str, str]) -> Answer:
        """Answer as Microsoft Graph does, whose lists page and count in words of their own."""
        rows = self.tenant.parts.get(path.lower(), [])
        wanted = [row for row in rows if "$filter" not in query or row["servicePrincipalType"] == "Application"]
        status, said, headers = self._paged(path, query, wanted)
        following = {"@odata.nextLink": said.pop("nextLink")} if "nextLink" in said else {}
        return status, {**said, **following, "@odata.count": len(wanted)}, headers

    def _of_subscription(self, subscription: str, asked: str) -> list[dict[str, Any]]:
        if asked == "providers":
            return self._providers()
        rows = [*self.tenant.resources, *self.tenant.unindexed]
        return [_listed(row) for row in rows if row["subscriptionId"] == subscription]

    def _graph(self, body: Any) -> Answer:
        wanted = set(body["subscriptions"])
        known = [row for row in self._containers() if row["subscriptionId"] in wanted]
        others = {**{row.table: [] for row in graph_tables()}, **self.tenant.tabled}
        tables = {
            **{name: [row for row in rows if row["subscriptionId"] in wanted] for name, rows in others.items()},
            "resources": [row for row in self.tenant.resources if row["subscriptionId"] in wanted],
            "resourcecontainers": known,
            "authorizationresources": [row for row in self.tenant.assignments if row["subscriptionId"] in wanted],
        }
        try:
            rows = answered(body["query"], tables)
        except NotUnderstood as problem:
            return _error(400, "BadRequest", f"Query is not understood: {problem}.")
        options = body.get("options", {})
        start = int(options.get("$skipToken") or 0)
        size = min(int(options.get("$top") or self.page), self.page)
        part = rows[start : start + size]
        more = start + size < len(rows)
        said = {"totalRecords": len(rows), "count": len(part), "data": part, "facets": [], "resultTruncated": "false"}
        following = {"$skipToken": str(start + size)} if more else {}
        headers = {"x-ms-user-quota-remaining": "14", "x-ms-user-quota-resets-after": "00:00:05"}
        return 200, {**said, **following}, headers

    def _providers(self) -> list[dict[str, Any]]:
        every = [*self.tenant.resources, *self.tenant.unindexed]
        types = {row["type"].split("/", 1)[0]: set[str]() for row in every}
        for row in every:
            namespace, kind = row["type"].split("/", 1)
            types[namespace].add(kind)
        versions = ["2025-01-01-preview", "2024-01-01", "2021-11-01"]
        return [
            {"namespace": name, "resourceTypes": [{"resourceType": kind, "apiVersions": versions} for kind in kinds]}
            for name, kinds in types.items()
        ]

    def _single(self, identifier: str) -> dict[str, Any] | None:
        every = (*self.tenant.resources, *self.tenant.unindexed, *self.tenant.parts.get(ORDERS, ()))
        return next((row for row in every if row["id"].lower() == identifier), None)

    def _containers(self) -> list[dict[str, Any]]:
        own = [
            {
                **{key: row[key] for key in ("id", "subscriptionId")},
                "name": row["displayName"],
                "type": "microsoft.resources/subscriptions",
                "properties": {
                    "state": row["state"],
                    "managementGroupAncestorsChain": row.get("managementGroupAncestorsChain", []),
                },
            }
            for row in self.tenant.subscriptions
        ]
        return [*own, *self.tenant.groups]

    def _paged(self, path: str, query: Mapping[str, str], rows: Sequence[Any]) -> Answer:
        start = int(query.get("$skiptoken") or 0)
        size = min(int(query.get("$top") or self.page), self.page)
        said: dict[str, Any] = {"value": rows[start : start + size]}
        if start + size < len(rows):
            said["nextLink"] = f"{self.url}{path}?{urlencode({**query, '$skiptoken': start + size})}"
        return 200, said, {}

    def _capacity(self, identifier: str) -> Answer:
        held = self.tenant.capacities.get(identifier)
        tiers = self.tenant.tiers.get(identifier, {})
        whole = [{"data": _points(held)}] if not tiers else []
        split = [
            {"metadatavalues": [{"name": {"value": "tier"}, "value": name}], "data": _points(held)}
            for name, held in tiers.items()
        ]
        return 200, {"value": [{"timeseries": [*whole, *split]}]}, {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ArmServer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        length = int(self.headers.get("content-length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        self.send(*self.server.answer(self.command, parts.path, query, body))

    do_POST = do_GET  # noqa: N815 - the name the standard library calls

    def send(self, status: int, body: Any, headers: Mapping[str, str]) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body, separators=(",", ":")).encode()
        self.send_response(status)
        for key, value in {"Content-Type": "application/json", "Content-Length": str(len(content)), **headers}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(server: ArmServer) -> Iterator[str]:
    """Run a server beside the caller and give its address."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="arm")
    thread.start()
    try:
        yield server.url
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _points(held: float | None) -> list[dict[str, Any]]:
    return [] if held is None else [{"timeStamp": "2026-11-22T00:00:00Z", **dict.fromkeys(AGGREGATIONS, held)}]


def _listed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in LISTED if key in row}


def _error(status: int, code: str, message: str) -> Answer:
    return status, {"error": {"code": code, "message": message}}, {}
