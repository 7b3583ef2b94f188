"""One account that is read: its services, its regions, and what all its units share."""

from dataclasses import dataclass, field
from typing import Final

from lockscan.connectors.aws.clients import Clients
from lockscan.connectors.aws.tagging import TagIndex

GLOBAL: Final = "global"

HOMES: Final = {"aws-cn": "cn-northwest-1", "aws-us-gov": "us-gov-west-1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    account: str
    partition: str
    clients: Clients
    tags: TagIndex
    regions: tuple[str, ...]
    """The regions asked for that are enabled."""

    disabled: tuple[str, ...] = ()
    """The regions asked for that the account has not enabled."""

    whole: bool = True
    """Whether all enabled regions are read; otherwise what one global list says of other regions is left out."""

    denied: set[tuple[str, str]] = field(default_factory=set)
    """Type and region of each list that was denied while this program ran."""

    @property
    def home(self) -> str:
        """The region by which global services are reached."""
        return HOMES.get(self.partition, "us-east-1")

    def reads(self, region: str) -> bool:
        return self.whole or region == GLOBAL or region in self.regions


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one unit asks."""

    region: str
    """As it is told: `global` for what has none."""

    endpoint: str
    """The region that is called."""
