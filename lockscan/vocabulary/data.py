"""Where the published data lies, and how YAML is read: one place for both."""

from collections.abc import Hashable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lockscan.errors import UsageError
from lockscan.vocabulary.depth import too_deep

LINE = "__line__"
"""Key under which every mapping read with lines carries its line number."""


@cache
def rules_folder() -> Path:
    """Give the folder of published rules: in an installed wheel beside the package, in a checkout above it."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "rules", package.parent / "rules"):
        if (folder / "vocabulary").is_dir():
            return folder
    raise UsageError("the rules are not beside the package: reinstall lockscan")


class _Lines(yaml.CSafeLoader):  # type: ignore[misc,unused-ignore]
    """The safe loader, each mapping stamped with the line it starts on."""


def _mapping(loader: _Lines, node: yaml.MappingNode) -> dict[Any, Any]:
    loader.flatten_mapping(node)
    pairs = loader.construct_pairs(node, deep=True)
    result: dict[Any, Any] = {}
    for key, value in pairs:
        if not isinstance(key, Hashable):
            raise yaml.MarkedYAMLError(problem="a list or mapping cannot be a key", problem_mark=node.start_mark)
        if key in result:
            raise yaml.MarkedYAMLError(problem=f"the key {key!r} stands twice", problem_mark=node.start_mark)
        result[key] = value
    result[LINE] = node.start_mark.line + 1
    return result


def _text(loader: _Lines, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


_Lines.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
# Dates stay text, so that a day that does not exist is told with its line like any other problem.
_Lines.add_constructor("tag:yaml.org,2002:timestamp", _text)


def read_yaml(path: Path, *, lines: bool = False) -> Any:
    """Read one YAML file; with `lines`, every mapping carries its line under `LINE`."""
    try:
        text = path.read_bytes()
        if too_deep(text):
            raise UsageError(f"{path}:1: nested too deep")
        return yaml.load(text, Loader=_Lines if lines else yaml.CSafeLoader)  # noqa: S506 - both are safe loaders
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UsageError(f"{path}:{line}: not valid YAML: {error.problem}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}:1: not valid YAML: {' '.join(str(error).split())}") from None
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None


def yaml_files(folder: Path) -> Iterator[Path]:
    """Every YAML file below a folder, in a stable order."""
    yield from sorted(folder.rglob("*.yaml"))
