"""The catalog held against the installed botocore: every operation, parameter and path it names must exist."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader
from botocore.model import ListShape, OperationModel, ServiceModel, Shape, StructureShape

from lockscan.connectors.aws.entry import Call, Entry
from lockscan.connectors.aws.expression import Path, Template
from lockscan.connectors.aws.paging import known_tokens

READS: Final = re.compile(r"(List|Describe|Get|BatchGet|Search)[A-Z]")
SECRETS: Final = frozenset(
    {
        "GetSecretValue",
        "BatchGetSecretValue",
        "GetParameter",
        "GetParameters",
        "GetParametersByPath",
        "GetParameterHistory",
        "GetObject",
        "GetPasswordData",
        "GetSessionToken",
        "GetFederationToken",
        "GetAuthorizationToken",
        "GetRandomPassword",
        "GetConsoleOutput",
        "GetConsoleScreenshot",
        "GetCredentials",
        "GetOpenIdToken",
        "GetItem",
        "BatchGetItem",
        "GetRecords",
        "GetLoginProfile",
        "GetLogEvents",
        "GetQueryResults",
        "GetFile",
        "GetBlob",
        "DescribeInstanceAttribute",
        "DescribeLaunchTemplateVersions",
    }
)
"""Operations that read and yet must never be in the catalog: they give secrets, user data or content."""
TOKEN: Final = re.compile(r"^((next|page|pagination|continuation)?_?(token|marker)|cursor)$", re.IGNORECASE)
ITEMS: Final = re.compile(r"\w+(\[\])?(\.\w+(\[\])?)*")
HASH: Final = re.compile(r"(?:^|\.)\{(.*)\}$")


class Models:
    """botocore's descriptions of services, each read once."""

    def __init__(self) -> None:
        self.loader = Loader()
        self._services: dict[str, ServiceModel | None] = {}

    def operation(self, service: str, name: str) -> OperationModel | None:
        model = self._service(service)
        return model.operation_model(name) if model is not None and name in model.operation_names else None

    def operations(self, service: str) -> tuple[OperationModel, ...]:
        model = self._service(service)
        names = model.operation_names if model is not None else ()
        return tuple(model.operation_model(name) for name in names) if model is not None else ()

    def _service(self, name: str) -> ServiceModel | None:
        if name not in self._services:
            try:
                described = self.loader.load_service_model(name, "service-2")
            except UnknownServiceError:
                self._services[name] = None
            else:
                self._services[name] = ServiceModel(described, name)
        return self._services[name]


def problems(entries: Iterable[Entry]) -> Iterator[str]:
    """Tell everything in which the catalog and botocore disagree, each with file and line."""
    models = Models()
    for entry in entries:
        for problem in _entry_problems(models, entry):
            yield f"{entry.origin}: {entry.type}: {problem}"
        yield from problems_of_children(models, entry)


def problems_of_children(models: Models, entry: Entry) -> Iterator[str]:
    for child in entry.children:
        for problem in _entry_problems(models, child):
            yield f"{child.origin}: {child.type}: {problem}"
        yield from problems_of_children(models, child)


def _entry_problems(models: Models, entry: Entry) -> Iterator[str]:
    yield from _call_problems(models, entry.list)
    members = _members(models, entry.list)
    for detail in entry.details:
        yield from _call_problems(models, detail.call)
        given = _members(models, detail.call)
        members = members | {detail.into} if detail.into else (members | given if members and given else frozenset())
    if members:
        known = members | {"here", "parent"}
        for path in _paths(entry):
            if path.root and path.root not in known and "(" not in path.text:
                yield f"nothing called `{path.root}` is in the answer (path `{path.text}`)"


def _call_problems(models: Models, call: Call) -> Iterator[str]:
    service, name = call.operation.service, call.operation.name
    model = models.operation(service, name)
    if model is None:
        yield f"botocore knows no {service}:{name}"
        return
    if not READS.match(name) or name in SECRETS:
        yield f"{service}:{name} does not only read what may be read"
    discovery: Any = model.endpoint_discovery
    if discovery and discovery.get("required"):
        yield f"{service}:{name} finds its endpoint by a call of its own, which is kept for one region only"
    inputs: Mapping[str, Shape] = model.input_shape.members if model.input_shape else {}
    required = set(model.input_shape.required_members if model.input_shape else ())
    yield from (f"{name} needs `{param}`" for param in sorted(required - set(call.params)))
    yield from (f"{name} knows no parameter `{param}`" for param in sorted(set(call.params) - set(inputs)))
    outputs: Mapping[str, Shape] = model.output_shape.members if isinstance(model.output_shape, StructureShape) else {}
    if call.items.root and call.items.root not in outputs:
        yield f"{name} gives no `{call.items.root}`"
    yield from _paging_problems(models, call, inputs, set(outputs))


def _paging_problems(models: Models, call: Call, inputs: Mapping[str, Shape], outputs: set[str]) -> Iterator[str]:
    tokens = call.page or known_tokens(models.loader, call.operation)
    if tokens is None:
        if any(TOKEN.match(key) for key in inputs) and any(TOKEN.match(key) for key in outputs):
            yield f"{call.operation.name} pages, but botocore has no paginator: state `page`"
        return
    yield from (f"{call.operation.name} takes no `{key}`" for key in tokens.inputs if key not in inputs)
    yield from (f"no `{path.root}` to page by" for path in tokens.outputs if path.root and path.root not in outputs)
    if call.size is not None and getattr(inputs.get(tokens.limit), "type_name", "") != "integer":
        yield f"{call.operation.name} takes no page size"


def _members(models: Models, call: Call) -> frozenset[str]:
    """The names an item has; empty where the path is too free to tell."""
    hashed = HASH.search(call.items.text)
    if hashed:
        return frozenset(re.findall(r"(\w+):", hashed[1]))
    model = models.operation(call.operation.service, call.operation.name)
    shape: Any = model.output_shape if model else None
    if call.items.text != "@":
        shape = _walk(shape, call.items.text)
    return frozenset(shape.members) if isinstance(shape, StructureShape) else frozenset()


def _walk(shape: Shape | None, text: str) -> Shape | None:
    if not ITEMS.fullmatch(text):
        return None
    for step in text.split("."):
        if not isinstance(shape, StructureShape):
            return None
        shape = shape.members.get(step.removesuffix("[]"))
        if step.endswith("[]"):
            shape = shape.member if isinstance(shape, ListShape) else None
    return shape


def _paths(entry: Entry) -> Iterator[Path]:
    templates: list[Template | None] = [entry.id, entry.name, entry.region, entry.parent, entry.application]
    templates += [*entry.also.everywhere, *entry.also.scoped, *entry.also.names]
    for template in templates:
        yield from template.paths if template else ()
    yield from (rule.path for rule in entry.facts.values())
    yield from (path for path in (entry.where, entry.told_by) if path is not None)
    if entry.tags is not None and not entry.tags.indexed:
        yield entry.tags.path
