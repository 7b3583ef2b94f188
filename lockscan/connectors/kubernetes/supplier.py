"""Who supplies the cluster that objects are of, as far as they tell."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from lockscan.connectors._shape import table, text
from lockscan.vocabulary.data import read_yaml, rules_folder

ANYONE: Final = "kubernetes"
"""The platform itself, which anyone can run."""


def supplier_of(objects: Iterable[Mapping[str, Any]]) -> str:
    """Give the one provider that all nodes name, else all drivers, else all annotations; two tell nothing."""
    kept = list(objects)
    for said in (_nodes, _drivers, _annotations):
        if found := {name for one in kept for name in said(one)}:
            return found.pop() if len(found) == 1 else ANYONE
    return ANYONE


@cache
def _known() -> Mapping[str, Mapping[str, list[str]]]:
    suppliers: Mapping[str, Any] = read_yaml(rules_folder() / "vocabulary" / "kubernetes.yaml")["suppliers"]
    return suppliers


def _nodes(one: Mapping[str, Any]) -> Iterator[str]:
    """Give the scheme itself where nobody known bears it: machines of one's own are no cloud's."""
    scheme, found, _ = text(table(one.get("spec")).get("providerID")).partition("://")
    if one["kind"] == "Node" and found:
        yield next((name for name, said in _known().items() if scheme in said["nodes"]), ANYONE)


def _drivers(one: Mapping[str, Any]) -> Iterator[str]:
    spec = table(one.get("spec"))
    driver = text(one.get("provisioner")) or text(table(spec.get("csi")).get("driver"))
    yield from (name for name, said in _known().items() if driver in said["drivers"])


def _annotations(one: Mapping[str, Any]) -> Iterator[str]:
    keys = [str(key) for key in table(table(one.get("metadata")).get("annotations"))]
    for name, said in _known().items():
        if any(key.startswith(tuple(said["annotations"])) for key in keys):
            yield name
