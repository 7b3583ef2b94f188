"""What a connector is: something that cuts a source into units of work."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol, runtime_checkable

from lockscan.errors import LockscanError
from lockscan.model.record import Page
from lockscan.model.scope import ScopeState


class ScopeFailed(LockscanError):
    """A unit could not be read to its end; what was read before stays."""

    def __init__(self, state: ScopeState, reason: str, remedy: str = "") -> None:
        self.state = state
        self.reason = reason
        self.remedy = remedy
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the user asked of a source; empty means all that is enabled and allowed."""

    path: Path | None = None
    """The file, for a source that is one."""

    accounts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    subscriptions: tuple[str, ...] = ()
    management_groups: tuple[str, ...] = ()
    """Azure: every subscription below these, beside those that are named."""

    excluded_subscriptions: tuple[str, ...] = ()
    entra: bool = False
    """Azure: the directory's applications each by itself, not only how many."""

    role: str = ""
    """The role to assume in each account; without accounts, in every account of the organization."""

    external_id: str = ""
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    workers: int = 32
    as_of: date | None = None
    before: bool = False
    """Of a plan: what stands before it, not what will stand after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One question that can be asked, journalled and resumed by itself."""

    key: str
    """The same in every run over the same source."""

    provider: str
    account: str
    region: str
    type: str
    read: Callable[[str | None], Iterator[Page]]
    """Reads pages from a resume token (None: from the beginning); raises `ScopeFailed` where it cannot go on."""

    order: int = 0
    """Lower starts earlier; slow kinds are spread by it."""

    apart: str = ""
    """What a process of its own may read: units with the same word stay together; empty: read in this process."""

    @property
    def service(self) -> str:
        """What the type is of; empty for questions about a whole file or tenant."""
        return self.type.rpartition("::")[0] or self.type.rpartition("/")[0]


class Connector(Protocol):
    """One source; a module or subpackage of `lockscan/connectors` holding it as `CONNECTOR`."""

    @property
    def title(self) -> str:
        """One line for `lockscan sources`."""

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether the file is of this source's format, by its first 64 KiB; always False for live sources."""

    def units(self, request: Request) -> Iterable[Unit]:
        """Cut the source into units; may ask it which accounts and regions there are. Raises `NothingRead`."""

    def permissions(self) -> str:
        """The minimal read-only policy as text; empty where none is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Whom a role in many accounts trusts, and what it is called there."""

    role: str = "lockscan"
    principal: str = ""
    external_id: str = ""


@runtime_checkable
class Granting(Protocol):
    """A connector whose permissions can be rolled out over many accounts."""

    def policies(self) -> tuple[str, ...]:
        """Give the policies that together are the permissions."""

    def entering(self, grant: Grant) -> str:
        """Give what whoever scans needs to find and enter the accounts."""

    def rollout(self, grant: Grant) -> str:
        """Give a template that makes the role in every account."""


@runtime_checkable
class Selecting(Protocol):
    """A connector that is asked for services by name, so that `--only` and `--skip` can name one source's alone."""

    def provides(self, name: str) -> bool:
        """Whether a service or type of this source is called so; asks nobody."""


@runtime_checkable
class Heeding(Protocol):
    """A connector to which it matters what was asked beside the source; to one that is none, nothing does."""

    @property
    def heeds(self) -> frozenset[str]:
        """Give the fields of `Request` that a user can set and that change what is read."""


@runtime_checkable
class Gathering(Protocol):
    """A connector to which several of the files named may be one source."""

    def gathered(self, paths: Sequence[Path]) -> Iterable[Path]:
        """Give the sources that these files, all recognised, make together."""
