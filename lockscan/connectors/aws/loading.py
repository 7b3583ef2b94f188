"""The catalog's YAML read into entries; nothing half-understood gets past here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File

from lockscan.connectors.aws.actions import operation
from lockscan.connectors.aws.entry import MOST_DETAILED, Call, Detail, Entry, Names, TagRule, Tokens
from lockscan.connectors.aws.expression import Path, Template
from lockscan.connectors.aws.facts import fact_rule, metric
from lockscan.connectors.aws.fields import Fields
from lockscan.errors import InvalidInput
from lockscan.vocabulary.data import read_yaml, yaml_files

HERE = File(__file__).parent
TYPE = re.compile(r"AWS::\w+::\w+")


@cache
def shipped_catalog() -> tuple[Entry, ...]:
    """Every entry of the catalog in this package."""
    return load_catalog(HERE / "catalog")


def load_catalog(folder: File) -> tuple[Entry, ...]:
    """Read a folder of catalog files; raises `InvalidInput` with every problem of every file."""
    problems: list[str] = []
    entries = [entry for path in yaml_files(folder) for entry in _file(path, problems)]
    problems.extend(_twice(entries))
    if problems:
        raise InvalidInput("the AWS catalog", problems)
    return tuple(entries)


@dataclass(frozen=True, slots=True)
class _Usual:
    """What a file says once for all its entries."""

    service: str
    arn: str
    everywhere: bool
    home: str | None
    tags: str


def _file(path: File, problems: list[str]) -> Iterator[Entry]:
    content = read_yaml(path, lines=True)
    if not isinstance(content, dict):
        problems.append(f"{path.name}:1: must be a mapping with `service` and `entries`")
        return
    top = Fields(path.name, content, problems)
    service = top.text("service")
    usual = _Usual(
        service, top.text("arn", service), _everywhere(top), top.text("home", "") or None, top.text("tags", "")
    )
    for fields in top.each("entries"):
        yield _entry(fields, usual, child=False)
    top.done()


def _entry(fields: Fields, usual: _Usual, *, child: bool) -> Entry:
    kind = fields.text("type")
    if not TYPE.fullmatch(kind):
        fields.wrong(f"`{kind}` is not the name of a CloudFormation type")
    everywhere = _everywhere(fields) if fields.has("scope") else usual.everywhere
    listed = fields.inner("list")
    if listed is None:
        fields.wrong("`list` is missing")
    told_by, otherwise = _otherwise(fields.inner("otherwise"))
    entry = Entry(
        type=kind,
        service=usual.service,
        list=_call(listed or Fields(fields.file, {}, []), usual),
        id=_id(fields, usual, everywhere=everywhere),
        origin=fields.origin,
        name=fields.template("name"),
        everywhere=everywhere,
        home=fields.text("home", "") or usual.home,
        region=fields.template("region"),
        owner=_owner(fields),
        where=fields.path("where"),
        told_by=told_by,
        otherwise=otherwise,
        details=tuple(_detail(detail, usual) for detail in fields.each("detail")),
        tags=_tags(fields, usual),
        facts={name: fact_rule(name, rule) for name, rule in fields.named("facts")},
        metrics=tuple(metric(one) for one in fields.each("metrics")),
        also=_names(fields.inner("also")),
        parent=fields.template("parent") or (Template("{here.parent}") if child else None),
        application=fields.template("application"),
        redact=fields.texts("redact"),
        children=tuple(_entry(part, usual, child=True) for part in fields.each("children")),
        order=fields.number("order") or 0,
        cap=fields.number("cap"),
    )
    fields.done()
    return entry


def _everywhere(fields: Fields) -> bool:
    scope = fields.text("scope", "regional")
    if scope not in {"regional", "global"}:
        fields.wrong("`scope` must be regional or global")
    return scope == "global"


def _owner(fields: Fields) -> str:
    owner = fields.text("owner", "here")
    if owner not in {"here", "any", "named"}:
        fields.wrong("`owner` must be here, any or named")
    return owner


def _id(fields: Fields, usual: _Usual, *, everywhere: bool) -> Template:
    given, rest = fields.template("id"), fields.text("arn", "")
    if bool(rest) == bool(given):
        fields.wrong("one of `id` (a template) and `arn` (the part of the ARN after the account) is needed")
    region = "" if everywhere else "{here.region}"
    return given or Template(f"arn:{{here.partition}}:{usual.arn}:{region}:{{here.account}}:{rest}")


def _call(fields: Fields, usual: _Usual, *, items: str | None = None) -> Call:
    page = fields.inner("page")
    call = Call(
        operation=operation(fields.text("service", usual.service), fields.text("op")),
        items=fields.needed("items", items),
        params=fields.params("params"),
        page=_tokens(page) if page else None,
        size=fields.number("size"),
        ignore=frozenset(fields.texts("ignore")),
    )
    if items is None:
        fields.done()
    return call


def _tokens(fields: Fields) -> Tokens:
    tokens = Tokens(
        inputs=(fields.text("in"),),
        outputs=(fields.needed("out"),),
        limit=fields.text("limit", ""),
    )
    fields.done()
    return tokens


def _detail(fields: Fields, usual: _Usual) -> Detail:
    detail = Detail(
        call=_call(fields, usual, items="@"),
        into=fields.text("into", ""),
        batch=fields.number("batch") or 1,
        match=fields.path("match"),
        when=fields.path("when"),
        most=fields.number("most") or MOST_DETAILED,
    )
    if detail.batch > 1 and detail.match is None:
        fields.wrong("a detail asked in batches needs `match`")
    fields.done()
    return detail


def _tags(fields: Fields, usual: _Usual) -> TagRule | None:
    text = fields.text("tags", usual.tags or "none")
    if text == "none":
        return None
    return TagRule(path=fields.path("tags", text) or Path(text), indexed=text == "index")


def _names(fields: Fields | None) -> Names:
    if fields is None:
        return Names()
    names = Names(
        everywhere=fields.templates("everywhere"), scoped=fields.templates("scoped"), names=fields.templates("names")
    )
    fields.done()
    return names


def _otherwise(fields: Fields | None) -> tuple[Path | None, dict[str, str]]:
    if fields is None:
        return None, {}
    told_by, types = fields.path("path"), fields.plain("types")
    fields.done()
    return told_by, types


def _twice(entries: list[Entry]) -> Iterator[str]:
    seen: dict[tuple[str, bool], str] = {}
    for entry in entries:
        for kind in (*entry.types, *(part.type for part in entry.children)):
            key = (kind, entry.everywhere)
            if key in seen:
                yield f"{entry.origin}: {kind} is already listed at {seen[key]}"
            seen[key] = entry.origin
