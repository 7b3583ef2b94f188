"""CloudFormation and SAM templates as files, JSON and YAML, told by their content."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from lockscan.collection.interface import Connector, Request, ScopeFailed, Unit
from lockscan.connectors._files import read_text
from lockscan.connectors._nesting import outermost
from lockscan.connectors._shape import text
from lockscan.connectors._source import SHOWN, doubled_said, file_scope, file_units, pages
from lockscan.connectors.cloudformation.called import macros
from lockscan.connectors.cloudformation.records import record, type_of
from lockscan.connectors.cloudformation.stack import NESTED, NESTED_SAM, Place, Stack
from lockscan.connectors.cloudformation.template import is_template, open_template
from lockscan.model.record import Page, Record
from lockscan.model.scope import Scope, ScopeState

NAME: Final = "cloudformation"
TRANSFORM: Final = "Fn::Transform"
UNDERSTOOD: Final = frozenset(
    {"AWS::Serverless-2016-10-31", "AWS::LanguageExtensions", "AWS::SecretsManager-2020-07-23"}
)
"""Transforms that add or change no resource unseen."""


class _CloudFormation:
    title = "CloudFormation and SAM templates: JSON and YAML, nested stacks beside them included"
    heeds = frozenset({"accounts", "regions"})
    """A template does not say where it is deployed."""

    def recognises(self, path: Path, head: bytes) -> bool:  # noqa: ARG002 - told by content alone
        return is_template(head)

    def gathered(self, paths: Sequence[Path]) -> list[Path]:
        """A nested stack's template is read with the template that nests it."""
        return outermost(paths, _nested)

    def units(self, request: Request) -> Iterable[Unit]:
        place = Place(account=_only(request.accounts), region=_only(request.regions))
        return file_units(NAME, "aws", request, partial(_read, place=place), asks="reads a file: name a template")

    def permissions(self) -> str:
        return ""


def _nested(path: Path) -> Iterator[Path]:
    written = read_text(path)
    if NESTED in written or NESTED_SAM in written:
        yield from Stack(open_template(path), Place()).nested()


def _read(path: Path, place: Place) -> Iterator[Page]:
    root = Stack(open_template(path), place)
    try:
        stacks = list(_all(root))
        exports = _exports(stacks)
        for stack in stacks:
            yield from pages(_records(stack, exports))
            yield Page(scopes=tuple(_scopes(stack)))
    except RecursionError:
        raise ScopeFailed(ScopeState.PARTIAL, f"{path}: its expressions nest too deep", "check what wrote it") from None


def _all(stack: Stack) -> Iterator[Stack]:
    """Give a stack and all below it, each as it is first met."""
    yield stack
    for child in stack.children.values():
        yield from _all(child)


def _exports(stacks: Iterable[Stack]) -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for stack in stacks:
        for name, link in stack.exports():
            names[link.key] = (*names.get(link.key, ()), name)
    return names


def _records(stack: Stack, exports: dict[str, tuple[str, ...]]) -> Iterator[Record]:
    line: int | None = None
    for name in stack.resources:
        if name not in stack.owners:  # what is implied follows what implies it
            line = stack.template.line_of(name)
        if stack.standing(name):
            yield record(stack, name, exports, line)


def _scopes(stack: Stack) -> Iterator[Scope]:
    """What was left out and why, and what could not be seen."""
    for (type_, condition), count in sorted(_left_out(stack).items()):
        reason = f"{count} left out: {condition} does not hold with the parameters' defaults"
        yield _scope(stack, type_, ScopeState.EMPTY, reason)
    for name, why in sorted(stack.unread.items()):
        yield _scope(
            stack, f"{type_of(stack.resources[name])} {name}", ScopeState.SKIPPED, why, "scan its template, too"
        )
    for macro in macros(stack.template):
        if macro not in UNDERSTOOD:
            yield _scope(
                stack, macro, ScopeState.PARTIAL, "a macro may add resources or change them", "scan what it makes"
            )
    if stack.functions.rounds.cut:
        yield _scope(stack, "Fn::ForEach", ScopeState.PARTIAL, stack.functions.rounds.cut, "scan what it makes")
    if stack.template.doubled:
        yield _scope(stack, "keys", ScopeState.PARTIAL, doubled_said(stack.template.doubled), "give each its own name")
    untyped = [name for name in stack.untyped if name != TRANSFORM]
    if untyped:
        said = ", ".join(untyped[:SHOWN]) + (" ..." if len(untyped) > SHOWN else "")
        yield _scope(stack, "Resources", ScopeState.PARTIAL, f"no resources, for want of a type: {said}", "mend them")
    elif not stack.resources:
        yield _scope(stack, "Resources", ScopeState.EMPTY, "the template has none")


def _left_out(stack: Stack) -> Counter[tuple[str, str]]:
    return Counter(
        (type_of(resource), text(resource.get("Condition")))
        for name, resource in stack.resources.items()
        if not stack.standing(name) and name not in stack.owners
    )


def _scope(stack: Stack, type_: str, state: ScopeState, reason: str, remedy: str = "") -> Scope:
    return file_scope(stack.template.path, "aws", type_, state, reason, remedy)


def _only(values: tuple[str, ...]) -> str:
    return values[0] if len(values) == 1 else ""


CONNECTOR: Final[Connector] = _CloudFormation()
