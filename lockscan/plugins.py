"""Plug-ins are found on disk and imported only when named; adding one edits no list."""

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Generic, TypeVar, cast

P = TypeVar("P")


class Plugins(Mapping[str, P], Generic[P]):
    """The modules of a package, by name, each holding its plug-in under one agreed attribute."""

    def __init__(self, package: str, path: Iterable[str], attribute: str) -> None:
        self._package = package
        self._path = list(path)
        self._attribute = attribute

    def __getitem__(self, name: str) -> P:
        if name not in self._names():
            raise KeyError(name)
        module = import_module(f"{self._package}.{name}")
        return cast("P", getattr(module, self._attribute))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())

    def _names(self) -> list[str]:
        found = (module.name for module in pkgutil.iter_modules(self._path))
        return sorted(name for name in found if name != "interface" and not name.startswith("_"))
