"""Answers made from a service's own model: two of whatever an operation lists, every text in them different."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from botocore.model import ListShape, MapShape, OperationModel, Shape, StringShape, StructureShape

from lockscan.connectors.aws.conformance import Models
from lockscan.connectors.aws.entry import Call, Detail, Entry, Tokens
from lockscan.connectors.aws.expression import Template
from lockscan.connectors.aws.paging import known_tokens

ACCOUNT = "123456789012"
ROWS = 2
SECOND = "the page that follows" * 3
DEEPEST = 24
ASIDE = 2
"""How deep an answer goes beside the way to its items."""
STEPS = re.compile(r"\w+(?:\[\])?(?:\.\w+(?:\[\])?)*")
FIRST = re.compile(r"[\w.]+")
EQUALS = re.compile(r"(\w+)\s*==\s*(?:'([^']*)'|here\.(\w+))")
TOKEN = re.compile(r".*(token|marker|cursor)$", re.IGNORECASE)
UNLIKE = re.compile(r"!=\s*'([^']*)'")
ENDS = re.compile(r"ends_with\((\w+), '([^']*)'\)")
ABSENT = re.compile(r"!(\w+)\b(?![(.\w])")


@dataclass(frozen=True, slots=True)
class Use:
    """One call of the catalog, and what its answer must say for the entry to take it up."""

    entry: Entry
    call: Call
    tokens: Tokens | None
    detail: Detail | None = None

    def asks(self, params: Mapping[str, Any]) -> bool:
        """Whether a question with these parameters is this one."""
        fixed = {key: value for key, value in self.call.params.items() if not _open(value)}
        return all(params.get(key) == value for key, value in fixed.items())

    @property
    def conditions(self) -> str:
        when = [detail.when for detail in self.entry.details if self.detail is None]
        return " ".join(path.text for path in (self.entry.where, *when) if path is not None)

    @property
    def rows(self) -> int:
        """How many items all pages of one list together hold."""
        return self.each * (2 if self.pages else 1)

    @property
    def each(self) -> int:
        """How many items one answer holds: one of several pages holds one, as parts multiply."""
        return ROWS if STEPS.match(self.call.items.text) and not self.pages else 1

    @property
    def pages(self) -> bool:
        return self.tokens is not None and all(FIRST.match(path.text) for path in self.tokens.outputs)


def _open(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_open, value.values()))
    return any(map(_open, value)) if isinstance(value, list) else isinstance(value, Template)


def uses(entries: tuple[Entry, ...], models: Models) -> Iterator[Use]:
    """Give every call of the catalog."""
    for entry in entries:
        for call, detail in ((entry.list, None), *((detail.call, detail) for detail in entry.details)):
            yield Use(entry, call, call.page or known_tokens(models.loader, call.operation), detail)
        yield from uses(entry.children, models)


@dataclass(slots=True)
class Answer:
    """Builds the answer to one question."""

    model: OperationModel
    use: Use | None
    params: Mapping[str, Any]
    region: str
    mark: str = field(init=False)
    page: int = field(init=False, default=0)
    wanted: dict[str, Any] = field(init=False, default_factory=dict)
    unwanted: set[str] = field(init=False, default_factory=set)
    endings: dict[str, str] = field(init=False, default_factory=dict)
    absent: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        tokens = self.use.tokens.inputs if self.use and self.use.tokens else ()
        self.page = 1 if any(key in self.params for key in tokens) else 0
        asked = {key: value for key, value in self.params.items() if key not in tokens}
        self.mark = json.dumps([self.model.name, asked, self.region, self.page], sort_keys=True, default=str)
        here = {"account": ACCOUNT, "region": self.region}
        conditions = self.use.conditions if self.use else ""
        self.wanted = {name: here.get(place, text) for name, text, place in EQUALS.findall(conditions)}
        self.unwanted = set(UNLIKE.findall(conditions))
        self.endings = dict(ENDS.findall(conditions))
        self.absent = set(ABSENT.findall(conditions))

    def value(self) -> Any:
        shape = self.model.output_shape
        if shape is None or self.model.name == "GetMetricData":
            return {}
        found = self._of(shape, "", (), _steps(self.use))
        if self.use is not None and self.use.pages and self.use.tokens is not None:
            self._turn(found, self.use.tokens)
        if self.use is not None and self.use.detail is not None and self.use.detail.match is not None:
            self._echo(found, self.use.detail)
        return found

    def _of(self, shape: Shape, name: str, above: tuple[str, ...], path: tuple[str, ...] = (), aside: int = 0) -> Any:
        """Make a value; `path` is what of the way to the items starts here, `aside` how far off that way it is."""
        if isinstance(shape, StructureShape):
            return self._structure(shape, above, path, aside)
        if isinstance(shape, ListShape):
            last = path[:1] == ("[]",) and "[]" not in path[1:]
            rows = range(self.use.each if last and self.use else 1)
            return [self._of(shape.member, name, (*above, str(row)), path[1:], aside) for row in rows]
        if isinstance(shape, MapShape):
            keys = getattr(shape.key, "enum", ()) or (self._of(shape.key, f"{name}key", (*above, "key")),)
            return {key: self._of(shape.value, key, (*above, key), (), aside) for key in keys}
        if isinstance(shape, StringShape):
            return self._text(shape, name, above)
        plain = {"boolean": True, "timestamp": datetime(2026, 1, 2, tzinfo=UTC), "blob": b"x"}
        return plain.get(shape.type_name, 7)

    def _structure(
        self, shape: StructureShape, above: tuple[str, ...], path: tuple[str, ...], aside: int
    ) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, member in shape.members.items():
            if made and shape.is_tagged_union:
                break
            ahead = path[1:] if path[:1] == (name,) else ()
            further = aside if ahead or not path else aside + 1
            plain = not isinstance(member, StructureShape | ListShape | MapShape)
            if (
                name not in self.absent
                and not (TOKEN.match(name) and plain)
                and (plain or ahead or further < ASIDE or (shape.is_tagged_union and len(above) < DEEPEST))
            ):
                made[name] = self._of(member, name, (*above, name), ahead, further if plain or ahead else further + 1)
        return made

    def _text(self, shape: StringShape, name: str, above: tuple[str, ...]) -> str:
        if name in self.wanted:
            return str(self.wanted[name])
        if name.lower().endswith("region"):
            return self.region
        choices = getattr(shape, "enum", ())
        if choices:
            return str(next(choice for choice in choices if choice not in self.unwanted))
        # Long, as some services ask for 36 characters.
        unique = f"{name or 'item'}-{crc32(repr((self.mark, above)).encode()):08x}-{'0' * 24}"
        if name.lower().rstrip("s").endswith("arn"):
            return f"arn:aws:{self.model.service_model.service_name}:{self.region}:{ACCOUNT}:{unique}"
        return unique + self.endings.get(name, "")

    def _turn(self, found: dict[str, Any], tokens: Tokens) -> None:
        """Say on the first page that there is a second, and on that one that there is none."""
        for path in tokens.outputs:
            _set(found, FIRST.match(path.text)[0].split("."), SECOND if self.page == 0 else None)  # type: ignore[index]
        if tokens.more is not None:
            _set(found, tokens.more.text.split("."), self.page == 0)

    def _echo(self, found: dict[str, Any], detail: Detail) -> None:
        """Answer about just those that were asked for."""
        asked = next(value for value in self.params.values() if isinstance(value, list) and value)
        items = detail.call.items.text.split("[]")[0].split(".")
        place = found
        for step in items[:-1]:
            place = place[step]
        template = place[items[-1]][0]
        match = detail.match.text.split(".") if detail.match else []
        place[items[-1]] = [_with(template, match, value) for value in asked]


def _steps(use: Use | None) -> tuple[str, ...]:
    """Give the way to the items: names, and `[]` where a list is gone into."""
    found = STEPS.match(use.call.items.text) if use is not None else None
    return tuple(re.findall(r"\w+|\[\]", found[0])) if found else ()


def _with(item: dict[str, Any], path: list[str], value: Any) -> dict[str, Any]:
    other = re.sub("-[0-9a-f]{8}-", f"-{crc32(value.encode()):08x}-", json.dumps(item, default=str))
    made: dict[str, Any] = json.loads(other)
    _set(made, path, value)
    return made


def _set(found: dict[str, Any], path: list[str], value: Any) -> None:
    for step in path[:-1]:
        found = found.setdefault(step, {})
    if value is None:
        found.pop(path[-1], None)
    else:
        found[path[-1]] = value
