"""A service that takes twenty calls a second: how near to that pace a scan comes, and whether it fails nowhere."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.scanning import ANSWERS, answering
from tests.bench.timing import Row, process

RATE = 20
PAGES = 5
REFUSED = (
    "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>slow</Message></Error></Errors></Response>"
)


class Bucket:
    """Twenty tokens at first, and twenty more a second."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tokens = float(RATE)
        self._filled = time.monotonic()
        self.taken: list[float] = []
        self.refused = 0

    def take(self) -> bool:
        with self._lock:
            now = time.monotonic()
            self._tokens = min(RATE, self._tokens + (now - self._filled) * RATE)
            self._filled = now
            if self._tokens < 1:
                self.refused += 1
                return False
            self._tokens -= 1
            self.taken.append(now)
            return True


def rows(_folder: Path) -> list[Row]:
    with _server() as (endpoint, bucket):
        env = {
            "AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench",
            "AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "eu-west-2",
        }  # fmt: skip
        process([sys.executable, "-m", "tests.bench.slowed"], runs=1, env=env)
    taken = bucket.taken[-1] - bucket.taken[0]
    floor = (len(bucket.taken) - RATE) / RATE
    note = f"{taken / floor:.2f}x the floor of {floor:.1f} s; {bucket.refused} refusals, none left"
    return [(f"{len(bucket.taken)} calls where {RATE} a second are taken", f"{taken:.1f} s", "1.25x the floor", note)]


@contextmanager
def _server() -> Iterator[tuple[str, Bucket]]:
    bucket = Bucket()

    def answer(operation: str, body: str) -> tuple[int, str, str]:
        if operation in ANSWERS:
            return 200, *ANSWERS[operation]
        if not bucket.take():
            return 503, "text/xml", REFUSED
        page = int(body.partition("NextToken=")[2].partition("&")[0] or 0) + 1
        following = f"<nextToken>{page}</nextToken>" if page < PAGES else ""
        return 200, "text/xml", f"<{operation}Response>{following}</{operation}Response>"

    with answering(answer) as endpoint:
        yield endpoint, bucket
