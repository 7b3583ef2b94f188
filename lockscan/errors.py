"""One root for every failure we foresee: it ends as one helpful line and a published exit status."""

from collections.abc import Iterable
from typing import ClassVar


class LockscanError(Exception):
    """A failure that a person can act on; `status` is the exit status it ends with."""

    status: ClassVar[int] = 2


class UsageError(LockscanError):
    """The request itself is wrong: an option, a policy, a scenario, a file that is not what it should be."""


class InvalidInput(UsageError):
    """Several things are wrong at once; every one is told, a line each."""

    def __init__(self, what: str, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join([f"{what}: {len(self.problems)} to mend", *(f"  {p}" for p in self.problems)]))


class SnapshotError(UsageError):
    """A snapshot is damaged, foreign, newer than this program, or in use."""


class NothingRead(LockscanError):
    """No source gave anything: wrong credentials, a dead endpoint."""

    status = 4


class Interrupted(LockscanError):
    """Stopped by a person or the system; what was read is kept and a rerun resumes."""

    status = 130
