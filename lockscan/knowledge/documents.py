"""The rule files of every pack, read with their lines; whatever is wrong with one is noted, never fatal alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from lockscan.errors import UsageError
from lockscan.vocabulary.data import LINE, read_yaml, rules_folder, yaml_files
from lockscan.vocabulary.depth import aliased

OURS = "lockscan"
LARGEST = 16_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A rule file of a pack, not yet read."""

    pack: str
    path: Path
    shown: str
    """The path as a person knows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    file: File
    lined: Any
    """The content, every mapping with its line."""

    plain: Any
    """The same without lines."""

    def where(self, path: Sequence[str | int] = ()) -> str:
        """Give `file:line` of the nearest mapping round a place in the content."""
        node, line = self.lined, 1
        for step in (None, *path):
            try:
                node = node if step is None else node[step]
            except (KeyError, IndexError, TypeError):
                break
            if isinstance(node, dict):
                line = node[LINE]
        return f"{self.file.shown}:{line}"


def files(packs: Sequence[Path]) -> list[File]:
    """Find the published rules and the given packs, in the order in which later ones override."""
    ours = rules_folder()
    found = [
        File(pack=OURS, path=path, shown=f"rules/{path.relative_to(ours).as_posix()}")
        for path in yaml_files(ours)
        if "vocabulary" not in path.relative_to(ours).parts[:1]
    ]
    for pack in packs:
        found += _pack(pack)
    return found


def pack_name(pack: Path) -> str:
    """Give the name by which a pack is told apart from ours and others: its folder's."""
    name = pack.resolve().name
    return str(pack) if name == OURS else name


def digest(found: Sequence[File]) -> str:
    """Give one digest of all rules: the files' names and bytes, and the vocabulary they stand on."""
    total = sha256()
    vocabulary = [File(pack=OURS, path=path, shown=str(path)) for path in yaml_files(rules_folder() / "vocabulary")]
    for file in (*vocabulary, *found):
        try:
            content = file.path.read_bytes()
        except OSError as error:
            raise UsageError(f"{file.shown}: {error.strerror}") from None
        total.update(f"{file.pack}\0{file.path.name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def read(found: Sequence[File], problems: list[str]) -> Iterator[Document]:
    """Read every file that can be read; note the others."""
    for file in found:
        if file.path.stat().st_size > LARGEST:
            problems.append(f"{file.shown}:1: larger than {LARGEST // 1_000_000} MB: no rule file is")
            continue
        try:
            lined = read_yaml(file.path, lines=True)
            if aliased(file.path.read_bytes()):
                problems.append(f"{file.shown}:1: aliases (*name) are not read in rules: write it out")
                continue
            yield Document(file=file, lined=lined, plain=_without_lines(lined))
        except UsageError as error:
            problems.append(str(error).replace(str(file.path), file.shown, 1))


def _pack(pack: Path) -> Iterator[File]:
    paths = [pack] if pack.is_file() else [*yaml_files(pack)]
    if not paths:
        raise UsageError(f"{pack}: no rule pack: there is no .yaml file in it")
    for path in paths:
        yield File(pack=pack_name(pack), path=path, shown=str(path))


def _without_lines(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_lines(value) for key, value in node.items() if key != LINE}
    if isinstance(node, list):
        return [_without_lines(value) for value in node]
    return node
