"""A scan of a made-up source, to be killed: `python worker.py FOLDER PAUSE PROCESSES`."""

import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lockscan.collection.interface import Unit
from lockscan.collection.scheduler import collect
from lockscan.errors import Interrupted
from lockscan.model.record import Page, Record
from lockscan.model.reference import Candidate, IdentityClass
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.snapshot import Journal, seal
from lockscan.vocabulary.kinds import Kind

UNITS, PAGES = 6, 8


def record(unit: int, page: int) -> Record:
    return Record(
        resource=Resource(
            id=ResourceId(f"arn:aws:x:r:1:{unit}/{page}"),
            type=TypeName("T"),
            provider="aws",
            account="1",
            region="r",
            name=f"{unit}/{page}",
            origins=(Origin(source="live", location="x:List"),),
        ),
        candidates=(
            Candidate(
                key=f"arn:aws:x:r:1:{(unit + 1) % UNITS}/{page}",
                match=IdentityClass.GLOBAL,
                kind=Kind.INVOKES,
                evidence="Next",
            ),
        ),
    )


def unit(number: int, pause: float) -> Unit:
    def read(token: str | None) -> Iterator[Page]:
        for page in range(int(token or 0), PAGES):
            time.sleep(pause)
            resumable = str(page + 1) if number % 2 else None
            yield Page(records=(record(number, page),), token=resumable)

    half = str(number % 2)
    return Unit(key=f"u{number}", provider="aws", account=half, region="r", type=f"T{number}", read=read, apart=half)


def main(folder: Path, pause: float, processes: int) -> int:
    try:
        with Journal.open(folder) as journal:
            print("reading", flush=True)  # noqa: T201 - the test waits for it
            collect([unit(number, pause) for number in range(UNITS)], journal, workers=3, processes=processes)
            seal(journal, collected=date(2026, 1, 1), program="1")
    except Interrupted:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])))
