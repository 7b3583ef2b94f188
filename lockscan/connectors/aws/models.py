"""botocore's descriptions cut down to what may be called: two hundred whole ones fill half a gigabyte."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.loaders import Loader


class SlimLoader(Loader):
    """Gives a service without the operations that are not allowed: its client has no method for them."""

    def __init__(self, allowed: Collection[tuple[str, str]]) -> None:
        super().__init__()
        self._allowed = frozenset(allowed)

    def load_service_model(self, service_name: str, type_name: str, api_version: str | None = None) -> Any:
        """Give one description; nothing of it is remembered here, as clients hold their own."""
        found = super().load_service_model(service_name, type_name, api_version)
        remembered: dict[Any, Any] = self._cache  # type: ignore[attr-defined] # where botocore's own decorator keeps it
        for key in [key for key in remembered if key[0] == "load_service_model" or "/" in str(key[1])]:
            del remembered[key]
        return self._slim(service_name, found) if type_name == "service-2" else found

    def _slim(self, service: str, described: Mapping[str, Any]) -> dict[str, Any]:
        operations = {
            name: _without_prose(operation)
            for name, operation in described["operations"].items()
            if (service, name) in self._allowed
        }
        shapes = dict(_needed(operations.values(), described["shapes"]))
        return {**described, "documentation": "", "operations": operations, "shapes": shapes}


@contextmanager
def slim_models(session: boto3.Session, loader: SlimLoader) -> Iterator[None]:
    """Have a session make its clients from cut descriptions; afterwards it is as it was, as it may be another's."""
    core: Any = session._session  # noqa: SLF001 - boto3 has no other way to say it
    usual = core.get_component("data_loader")
    core.register_component("data_loader", loader)
    try:
        yield
    finally:
        core.register_component("data_loader", usual)


def _needed(operations: Collection[Mapping[str, Any]], shapes: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give every shape that the operations' questions and answers are made of."""
    wanted = [operation[side]["shape"] for operation in operations for side in ("input", "output") if side in operation]
    wanted += [error["shape"] for operation in operations for error in operation.get("errors", ())]
    seen: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        shape = _without_prose(shapes[name])
        yield name, shape
        wanted += [member["shape"] for member in shape.get("members", {}).values()]
        wanted += [shape[part]["shape"] for part in ("member", "key", "value") if part in shape]


def _without_prose(described: Any) -> Any:
    if not isinstance(described, dict):
        return described
    return {
        key: _without_prose(value)
        for key, value in described.items()
        if key != "documentation" or not isinstance(value, str)  # a member may be called so
    }
