"""Small estates, sealed as a scan would."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from lockscan.model.record import Page, Record
from lockscan.model.reference import Candidate, IdentityClass
from lockscan.model.resource import Origin, Resource, ResourceId, TypeName
from lockscan.model.scope import Scope, ScopeState
from lockscan.snapshot import Journal, Snapshot, seal
from lockscan.vocabulary.kinds import Kind

ASKED = Scope(provider="aws", account="111122223333", region="eu-west-2", type="*", state=ScopeState.SKIPPED)


@pytest.fixture(scope="session")
def make() -> Callable[..., Record]:
    """Give a queue of that name, with anything else changed."""

    def record(name: str, *, mentions: Iterable[Candidate] = (), names: Any = (), **given: Any) -> Record:
        origin = Origin(source=given.pop("source", "live"), location="sqs:ListQueues")
        values: dict[str, Any] = {
            "id": ResourceId(f"arn:aws:sqs:eu-west-2:111122223333:{name}"),
            "type": TypeName("AWS::SQS::Queue"),
            "provider": "aws",
            "account": "111122223333",
            "region": "eu-west-2",
            "name": name,
            "origins": (origin,),
            **given,
        }
        return Record(resource=Resource(**values), identities=tuple(names), candidates=tuple(mentions))

    return record


@pytest.fixture(scope="session")
def mention() -> Callable[..., Candidate]:
    def candidate(key: str, match: IdentityClass = IdentityClass.GLOBAL, **given: Any) -> Candidate:
        return Candidate(key=key, match=match, **{"kind": Kind.WRITES_TO, "evidence": "Target", **given})

    return candidate


@pytest.fixture(scope="session")
def read() -> Callable[[Journal, str, Iterable[Record]], None]:
    """Journal one unit of one page, from its beginning to its end."""

    def run(journal: Journal, key: str, records: Iterable[Record]) -> None:
        asked = replace(ASKED, region=key)
        reading = journal.begin(journal.writer(), key, asked)
        reading.append(Page(records=tuple(records)))
        reading.finish(replace(asked, state=ScopeState.OK, resources=reading.resources))

    return run


@pytest.fixture
def sealed(
    tmp_path_factory: pytest.TempPathFactory, read: Callable[[Journal, str, Iterable[Record]], None]
) -> Callable[..., Snapshot]:
    """Journal each argument as a unit, seal, and open."""
    folder = tmp_path_factory.mktemp("sealed")
    number = count()

    def run(*units: Iterable[Record]) -> Snapshot:
        place: Path = folder / f"snapshot-{next(number)}"
        with Journal.open(place) as journal:
            for index, records in enumerate(units):
                read(journal, f"unit-{index}", records)
            seal(journal, collected=date(2026, 11, 22), program="1.0")
        return Snapshot.open(place)

    return run
