"""What a catalog entry says: how one type is listed, told apart, and put into our own words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lockscan.connectors.aws.expression import Path, Template
from lockscan.vocabulary.facts import Fact

MOST_DETAILED: Final = 10_000
"""Of how many items of one unit a second question is asked, where the catalog does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation of one service, and the IAM action that allows it."""

    service: str
    name: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Where an operation takes and gives the token of the next page."""

    inputs: tuple[str, ...]
    outputs: tuple[Path, ...]
    more: Path | None = None
    limit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A question to a service; its parameters may be templates over the item (and `here`, `parent`)."""

    operation: Operation
    items: Path
    params: Mapping[str, Any] = field(default_factory=dict)
    page: Tokens | None = None
    """Stated only where botocore knows no paginator for the operation."""

    size: int | None = None
    ignore: frozenset[str] = frozenset()
    """Error codes by which the service says that there is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A second question about items that the list describes too thinly."""

    call: Call
    into: str = ""
    """The key the answer is put under; empty: merged into the item."""

    batch: int = 1
    match: Path | None = None
    """What tells which item an answer is about, when several are asked for at once."""

    when: Path | None = None
    most: int = MOST_DETAILED
    """Of how many items of one unit it is asked; that the others are known by their list alone is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRule:
    """How a neutral fact is read: a path, then a scale, a pattern or a mapping."""

    path: Path
    scale: float | None = None
    match: re.Pattern[str] | None = None
    map: Mapping[str, Fact] | None = None

    def __call__(self, item: Mapping[str, Any]) -> Fact | None:
        """Give None for what is absent or not understood; a fact is never guessed."""
        value = self.path(item)
        if self.match is not None:
            found = self.match.search(str(value)) if value is not None else None
            value = found[0] if found else None
        if self.map is not None and value is not None:
            value = self.map.get(str(value).lower() if isinstance(value, bool) else str(value))
        if self.scale is not None:
            return _number(value, self.scale)
        return value if isinstance(value, bool | int | float | str) else None


def _number(value: Any, scale: float) -> float | None:
    try:
        return round(float(value) * scale, 9)
    except (TypeError, ValueError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """What the bytes counted under one value of a dimension are, beside a part of the sum."""

    value: str
    name: str
    """The storage class, as the provider's API calls it."""

    part: str = ""
    """The fact that these bytes are counted for as well."""

    days: int = 0
    """Shortest billed storage time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A figure the provider measures daily, asked of CloudWatch for many resources at once and summed."""

    fact: str
    namespace: str
    name: str
    dimensions: Mapping[str, Any]
    each: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Dimensions whose listed values are all asked for and added up."""

    tiers: tuple[Tier, ...] = ()
    """What the values of the one dimension in `each` mean; the class of most bytes is the item's `storage_class`."""

    whole: Path | None = None
    reads: str = "used"
    """What the figure is: `used`, or what is `free` of the whole, or the `percent` of the whole that is used."""

    scale: float = 1.0
    when: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Other strings by which a resource is mentioned, by how far each carries."""

    everywhere: tuple[Template, ...] = ()
    scoped: tuple[Template, ...] = ()
    names: tuple[Template, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRule:
    """Where tags are: in the item, in the region's tag index, or behind a call of their own."""

    path: Path
    indexed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One type (with its look-alikes that share a list) and the parts below it."""

    type: str
    service: str
    list: Call
    id: Template
    origin: str
    """File and line in the catalog."""

    name: Template | None = None
    everywhere: bool = False
    """Asked once for an account, not once a region."""

    home: str | None = None
    """The region a global service answers from, if it is not its partition's usual one."""

    region: Template | None = None
    """The region of the item, where one list speaks of many."""

    owner: str = "here"
    """Whose it is: only what is not another account's counts (`here`), what is listed is ours whatever account its ARN
    names (`any`), or it is of the account that its ARN names (`named`)."""

    where: Path | None = None
    otherwise: Mapping[str, str] = field(default_factory=dict)
    """Value at `told_by` -> the type it really is; an empty type drops the item."""

    told_by: Path | None = None
    details: tuple[Detail, ...] = ()
    tags: TagRule | None = None
    facts: Mapping[str, FactRule] = field(default_factory=dict)
    metrics: tuple[Metric, ...] = ()
    also: Names = Names()
    parent: Template | None = None
    application: Template | None = None
    redact: tuple[str, ...] = ()
    children: "tuple[Entry, ...]" = ()
    order: int = 0
    cap: int | None = None
    """How many are read at most (of a part: below one parent); that there are more is told."""

    @property
    def types(self) -> tuple[str, ...]:
        """Every type its list can give, its own first."""
        return (self.type, *(other for other in dict.fromkeys(self.otherwise.values()) if other))
