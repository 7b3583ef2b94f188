"""Azure Resource Manager templates as files, what `bicep build` writes included, told by their content."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from lockscan.collection.interface import Connector, Request, ScopeFailed, Unit
from lockscan.connectors._files import read_text
from lockscan.connectors._nesting import outermost
from lockscan.connectors._source import doubled_said, file_scope, file_units, pages
from lockscan.connectors.arm.declared import Target
from lockscan.connectors.arm.deployment import Deployment
from lockscan.connectors.arm.evaluation import Evaluator
from lockscan.connectors.arm.given import beside, fitting, given_beside, is_parameters
from lockscan.connectors.arm.naming import NOWHERE
from lockscan.connectors.arm.pools import behind
from lockscan.connectors.arm.records import File, parts_of, records
from lockscan.connectors.arm.template import Template, is_template, open_template
from lockscan.model.record import Page, Record
from lockscan.model.scope import Scope, ScopeState
from lockscan.references import fold

NAME: Final = "arm"
_USUAL: Final = frozenset({"azuredeploy", "maintemplate", "main", "template", "deploy", "index"})


class _Arm:
    title = "Azure Resource Manager templates, and what `bicep build` makes: nested deployments included"
    heeds = frozenset({"subscriptions"})
    """A template does not say where it is deployed."""

    def recognises(self, path: Path, head: bytes) -> bool:
        return is_template(head) or is_parameters(path, head)

    def gathered(self, paths: Sequence[Path]) -> list[Path]:
        """A parameter file is read with its template, a linked template with the one that links it."""
        taken = {one for path in paths for one in fitting(path)}
        return outermost([path for path in paths if path not in taken], _linked)

    def units(self, request: Request) -> Iterable[Unit]:
        said = request.subscriptions[0].lower() if len(request.subscriptions) == 1 else NOWHERE
        read = partial(_read, subscription=said)
        return file_units(NAME, "azure", request, read, asks="reads a file: name a template")

    def permissions(self) -> str:
        return ""


def _linked(path: Path) -> Iterator[Path]:
    if "templateLink" in read_text(path):
        template = open_template(path)
        start = Deployment(template, Evaluator(str(path)), Target(), given=given_beside(path))
        for one in _all(start):
            yield from ({one.template.path} | one.spared) - {path}


def _read(path: Path, subscription: str) -> Iterator[Page]:
    template = open_template(path)
    try:
        yield from _pages(template, subscription)
    except RecursionError:
        raise ScopeFailed(ScopeState.PARTIAL, f"{path}: its expressions nest too deep", "check what wrote it") from None


def _pages(template: Template, subscription: str) -> Iterator[Page]:
    evaluator = Evaluator(str(template.path))
    deployments = list(
        _all(Deployment(template, evaluator, _target(template, subscription), given=given_beside(template.path)))
    )
    made = {
        fold(evaluator.symbols.worded(id_))
        for each in deployments
        for one in each.resources
        for id_ in (one.id, *parts_of(one, each))
    }
    yield from pages(_records(deployments, made, template.path))
    yield Page(scopes=tuple(scope for one in deployments for scope in _scopes(one)))
    if len(several := fitting(template.path)) > 1:
        reason = f"which parameters are meant is not known: {', '.join(one.name for one in several)}; none is taken"
        remedy = f"call the one that is meant {beside(template.path).name}"
        yield Page(scopes=(_scope(deployments[0], "parameters", ScopeState.PARTIAL, reason, remedy),))


def _target(template: Template, subscription: str) -> Target:
    return Target(subscription=subscription, group="") if template.level else Target(subscription=subscription)


def _all(deployment: Deployment) -> Iterator[Deployment]:
    """Give a deployment and all inside it; listing its resources is what finds the inner ones."""
    _ = deployment.resources
    yield deployment
    for child in deployment.children.values():
        yield from _all(child)


def _records(deployments: Sequence[Deployment], made: Collection[str], root: Path) -> Iterator[Record]:
    pooled = behind(deployments)
    for deployment in deployments:
        path = deployment.template.path
        file = File(str(path), str(root), application(path), deployment.evaluator.symbols, made, pooled)
        for one in deployment.resources:
            found = list(records(one, deployment, file))
            deployment.told.untyped += not found
            yield from found


def application(path: Path) -> str:
    """Give what a template is most likely called; the usual file names name nothing, their folder does."""
    stem = path.name.split(".")[0]
    return path.resolve().parent.name or stem if stem.lower() in _USUAL else stem


def _scopes(deployment: Deployment) -> Iterator[Scope]:
    """What was left out and why, and what could not be seen."""
    told = deployment.told
    for type_, count in sorted(Counter(told.left_out).items()):
        yield _scope(deployment, type_, ScopeState.EMPTY, f"{count} left out: the condition does not hold")
    for type_, count in sorted(Counter(told.uncounted).items()):
        reason = f"{count} counted once: only deploying tells how many there are"
        yield _scope(deployment, type_, ScopeState.PARTIAL, reason, "give the parameter a default value")
    for name, why in sorted(told.unread.items()):
        yield _scope(
            deployment, f"Microsoft.Resources/deployments {name}", ScopeState.SKIPPED, why, "scan its template, too"
        )
    if deployment.template.doubled:
        reason = doubled_said(deployment.template.doubled)
        yield _scope(deployment, "keys", ScopeState.PARTIAL, reason, "give each its own name")
    if told.untyped:
        reason = f"{told.untyped} entries are no resources, for want of a type that is one"
        yield _scope(deployment, "resources", ScopeState.PARTIAL, reason, "check what wrote it")
    elif not deployment.resources and not deployment.children and not deployment.above:
        yield _scope(deployment, "resources", ScopeState.EMPTY, "the template makes none")


def _scope(deployment: Deployment, type_: str, state: ScopeState, reason: str, remedy: str = "") -> Scope:
    return file_scope(deployment.template.path, "azure", type_, state, reason, remedy)


CONNECTOR: Final[Connector] = _Arm()
