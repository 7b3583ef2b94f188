"""What stands below a resource and is in no table of Resource Graph: listed whole by whole, level by level."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final, TypeAlias

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.azure import shaping
from lockscan.connectors.azure.calls import is_allowed
from lockscan.connectors.azure.client import Arm
from lockscan.connectors.azure.failures import NotOffered
from lockscan.connectors.azure.versions import Versions
from lockscan.model.record import Record
from lockscan.model.scope import ScopeState
from lockscan.vocabulary.arm import arm_reading
from lockscan.vocabulary.armparts import PartList, part_lists

AT_ONCE: Final = 8
MOST: Final = 5_000
"""Questions of one subscription; Resource Manager allows some 25 reads a second."""

Row: TypeAlias = Mapping[str, Any]
_Asked: TypeAlias = tuple[Row, PartList]


@dataclass(slots=True)
class Answered:
    """What the questions for one type came to."""

    records: int = 0
    answers: int = 0
    failed: ScopeFailed | None = None

    @property
    def state(self) -> ScopeState:
        if self.failed is not None:
            return ScopeState.PARTIAL if self.answers else self.failed.state
        return ScopeState.OK if self.records else ScopeState.EMPTY


@dataclass(slots=True)
class Listed:
    """What was found below some wholes, and how each type's questions ended."""

    records: list[Record] = field(default_factory=list)
    by_type: defaultdict[str, Answered] = field(default_factory=lambda: defaultdict(Answered))


class Lister:
    """Lists the parts of one subscription's resources."""

    def __init__(self, arm: Arm, versions: Versions, wanted: Callable[[str], bool]) -> None:
        self._arm = arm
        self._versions = versions
        self._wanted = wanted
        self._left = MOST

    def below(self, wholes: Iterable[Row]) -> Listed:
        """Give everything below these wholes."""
        found = Listed()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            asked = self._questions(wholes)
            while asked:
                answers = list(pool.map(self._answer, asked))
                taken = [_taken(found, *question, answer) for question, answer in zip(asked, answers, strict=True)]
                asked = self._questions(chain.from_iterable(taken))
        return found

    def _questions(self, wholes: Iterable[Row]) -> list[_Asked]:
        return [
            (whole, part)
            for whole in wholes
            if whole.get("id")
            for part in part_lists(str(whole.get("type")))
            if self._wanted(part.type) and _is_asked(whole, part)
        ]

    def _answer(self, asked: _Asked) -> list[dict[str, Any]] | ScopeFailed:
        whole, part = asked
        path = f"{whole['id']}/{part.at}"
        self._left -= 1
        if self._left < 0:
            return ScopeFailed(ScopeState.CAPPED, f"{MOST} lists of parts were asked for, not the others")
        if not is_allowed("GET", path):
            return ScopeFailed(ScopeState.ERROR, "a name that no address can hold: its parts were not asked for")
        try:
            pages = self._arm.pages(path, **{"api-version": self._versions.of(part.type)})
            return [row for page in pages for row in page]
        except NotOffered:
            return []
        except ScopeFailed as failed:
            return failed


def _is_asked(whole: Row, part: PartList) -> bool:
    facts = arm_reading(str(whole["type"])).facts
    return all(
        (value := facts[fact](whole)) is None or value in values for fact, values in part.when.items() if fact in facts
    )


def _taken(found: Listed, whole: Row, part: PartList, answer: list[dict[str, Any]] | ScopeFailed) -> Iterable[Row]:
    """Note an answer, and give those of its rows that may have parts themselves."""
    told = found.by_type[part.type]
    if isinstance(answer, ScopeFailed):
        told.failed = answer
        return ()
    told.answers += 1
    if part.about:
        said: list[Any] = [row.get("properties") for row in answer]
        found.records += shaping.about(whole, part.about, said)
        return ()
    rows = [_standing(row, whole, part) for row in answer]
    records = [record for row in rows for record in shaping.records(row, shaping.PARTS)]
    found.records += records
    told.records += len(records)
    return rows


def _standing(row: Row, whole: Row, part: PartList) -> dict[str, Any]:
    """Give a part what Azure leaves out of it: its id, its type, and where it stands."""
    return {
        **row,
        "id": row.get("id") or f"{whole['id']}/{part.at}/{row.get('name')}",
        "type": part.type,
        "location": row.get("location") or whole.get("location"),
    }
