"""Which variants of a rule the known facts allow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

When: TypeAlias = Mapping[str, Sequence[str | bool]]


@dataclass(frozen=True, slots=True)
class Match:
    """The understanding that stands unless an unknown fact says otherwise, and those that such a fact would choose."""

    settled: int | None
    """Index of the variant; None for the rule without one."""

    possible: tuple[int, ...]
    unknown: tuple[str, ...]


def match(variants: Iterable[Any], facts: Mapping[str, str | bool]) -> Match:
    """Take the first variant whose facts hold; one whose facts are not known stays possible on the way."""
    possible: list[int] = []
    unknown: dict[str, None] = {}
    for index, variant in enumerate(variants):
        when: When = variant["when"]
        if any(name in facts and facts[name] not in allowed for name, allowed in when.items()):
            continue
        missing = [name for name in when if name not in facts]
        if not missing:
            return Match(index, tuple(possible), tuple(unknown))
        possible.append(index)
        unknown.update(dict.fromkeys(missing))
    return Match(None, tuple(possible), tuple(unknown))
