"""Forty thousand Azure resources: a scan beside a bare reading of the same pages, at three latencies.

python -m tests.bench.azure [RESOURCES [SUBSCRIPTIONS]]
"""

import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import cycle, zip_longest
from pathlib import Path
from typing import Any

import pytest

from lockscan.collection.interface import Request
from lockscan.collection.scheduler import collect
from lockscan.connectors.azure import Azure
from lockscan.connectors.azure import queries as asked
from lockscan.connectors.azure.client import Arm
from lockscan.connectors.azure.clouds import chosen
from lockscan.connectors.azure.graph import rows
from lockscan.connectors.azure.reading import LIST_API
from lockscan.demo.arm.estate import Tenant, read_tenant
from lockscan.demo.arm.server import Answer, ArmServer
from lockscan.demo.tenant import estate_folder
from lockscan.snapshot import Journal
from lockscan.vocabulary.arm import arm_metrics

SUBSCRIPTION = "3f1c7a10-8d2b-4a6e-9c11-0a5b6c7d{:04x}"
PAGE = 1000


class Prepared(ArmServer):
    """Answers with pages encoded beforehand, after a pause: the scanner is measured, not the server."""

    def __init__(self, tenant: Tenant, latency: float) -> None:
        super().__init__(tenant)
        self.latency = latency
        self._pages: dict[Any, Answer] = {}

    def answer(self, method: str, path: str, query: Mapping[str, str], body: Any) -> Answer:
        time.sleep(self.latency)
        key = json.dumps([method, path, dict(query), body])
        if key not in self._pages:
            status, said, headers = super().answer(method, path, query, body)
            self._pages[key] = status, json.dumps(said).encode(), headers
        return self._pages[key]


def many(count: int, subscriptions: int = 1) -> Tenant:
    """Repeat the council's resources under other names, in as many subscriptions."""
    tenant = read_tenant(estate_folder() / "azure")
    base = [row for row in tenant.resources if row["type"] not in arm_metrics()]
    ids = [SUBSCRIPTION.format(number) for number in range(subscriptions)]
    copies = []
    for number, row in zip(range(count), cycle(base), strict=False):
        own = ids[number * subscriptions // count]
        copies.append(
            {
                **row,
                "id": f"{row['id'].replace(row['subscriptionId'], own)}-{number:06}",
                "name": f"{row['name']}-{number:06}",
                "subscriptionId": own,
            }
        )
    tenant.resources = sorted(copies, key=lambda row: str(row["id"]).lower())
    (first, *_) = tenant.subscriptions
    tenant.subscriptions = [
        {**first, "id": f"/subscriptions/{one}", "subscriptionId": one, "displayName": one} for one in ids
    ]
    return tenant


def _serve(count: int, subscriptions: int, latency: float, told: Any) -> None:
    server = Prepared(many(count, subscriptions), latency)
    told.send(server.url)
    server.serve_forever()


@contextmanager
def served(count: int, subscriptions: int, latency: float) -> Iterator[None]:
    """Serve from another process."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_serve, args=(count, subscriptions, latency, there), daemon=True)
    process.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCKSCAN_AZURE_ENDPOINT", here.recv())
        yield
    process.terminate()
    process.join()


def bare(subscriptions: int) -> int:
    """Read every page through the SDK, and no more."""
    arm = Arm(chosen())
    read = 0
    for one in map(SUBSCRIPTION.format, range(subscriptions)):
        read += sum(len(page.rows) for page in rows(arm, [one], asked.resources(Request())))
        listed = arm.pages(f"/subscriptions/{one}/resources", **{"api-version": LIST_API, "$top": PAGE})
        read += sum(len(page) for page in listed)
    return read


def scan() -> int:
    """Read what the bare reading reads: lists of parts are calls of their own, one a resource."""
    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder) / "s") as journal:
        units = [unit for unit in Azure().units(Request()) if unit.key.endswith("/resources")]
        return collect(units, journal).resources


def timed(work: Callable[[], int]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    count, subscriptions = (int(given or usual) for given, usual in zip_longest(sys.argv[1:], (40_000, 1)))
    read = partial(bare, subscriptions)
    for latency in (0.0, 0.06, 0.3):
        with served(count, subscriptions, latency):
            read()
            plain, whole = timed(read), timed(scan)
        told = f"bare {plain:.2f} s, scan {whole:.2f} s, {whole / plain:.2f}x"
        print(f"{count} resources, {latency * 1000:.0f} ms a page: {told}")


if __name__ == "__main__":
    main()
