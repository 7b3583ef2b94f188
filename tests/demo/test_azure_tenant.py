"""The council's Azure tenant is served from data, to this machine only, and leaves nothing behind."""

import json
import os
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from lockscan.demo.arm.estate import read_tenant
from lockscan.demo.arm.kusto import NotUnderstood, answered
from lockscan.demo.tenant import azure_tenant
from lockscan.errors import UsageError

ROWS: list[dict[str, Any]] = [
    {"id": "/b", "type": "a/x", "location": "uksouth"},
    {"id": "/A", "type": "B/y", "location": None},
]


def asked(method: str, path: str, body: Any = None) -> tuple[int, Any]:
    connection = HTTPConnection(urlsplit(os.environ["LOCKSCAN_AZURE_ENDPOINT"]).netloc, timeout=30)
    connection.request(method, path, json.dumps(body) if body is not None else None)
    answer = connection.getresponse()
    said = json.loads(answer.read())
    connection.close()
    return answer.status, said


def test_the_tenant_is_served_on_loopback_while_it_lasts() -> None:
    before = dict(os.environ)
    with azure_tenant() as count:
        assert os.environ["LOCKSCAN_AZURE_ENDPOINT"].startswith("http://127.0.0.1:")
        status, said = asked("GET", "/subscriptions")
        assert (status, len(said["value"])) == (200, 2)
        assert count > 110
    assert dict(os.environ) == before


def test_what_is_no_question_of_a_scan_is_refused() -> None:
    query = {"subscriptions": [], "query": "resources\n| extend a = 1"}
    with azure_tenant():
        assert asked("POST", "/providers/Microsoft.ResourceGraph/resources", query)[0] == 400
        assert asked("POST", "/subscriptions", {})[0] == 405
        assert asked("GET", "/elsewhere")[0] == 404


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("t\n| order by id asc", ["/A", "/b"]),
        ("t\n| where type =~ 'b/Y'", ["/A"]),
        ("t\n| where type startswith 'A/'", ["/b"]),
        ("t\n| where not(type startswith 'A/')", ["/A"]),
        ("t\n| where location in~ ('uksouth', 'x')", ["/b"]),
        ("t\n| where location in~ ('')\n| project id", ["/A"]),
        ("t\n| where type startswith 'a/' or type =~ 'b/y'", ["/b", "/A"]),
    ],
)
def test_queries_mean_what_they_say(query: str, ids: list[str]) -> None:
    assert [row["id"] for row in answered(query, {"t": ROWS})] == ids


@pytest.mark.parametrize("query", ["u", "t\n| take 5", "t\n| where x == 1"])
def test_a_query_that_is_not_understood_is_never_answered(query: str) -> None:
    with pytest.raises(NotUnderstood):
        answered(query, {"t": ROWS})


def test_a_name_that_nothing_bears_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "subscriptions: {s: {id: 3f1c7a10-8d2b-4a6e-9c11-0a5b6c7d8e01, name: n}}\nsubscription: s\n"
        "resources: [{type: A.B/c, name: d, properties: {x: '${nobody}'}}]\n"
    )
    with pytest.raises(UsageError, match=r"a\.yaml.*nobody"):
        read_tenant(tmp_path)
