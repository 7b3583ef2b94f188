"""Which of the files named are read through others of them, so that nothing is counted twice."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from lockscan.collection.interface import ScopeFailed


def outermost(paths: Sequence[Path], nested: Callable[[Path], Iterable[Path]]) -> list[Path]:
    """Leave out what another one nests, however deep; of those that nest one another the first stays."""
    if len(paths) < 2:  # noqa: PLR2004 - another one
        return list(paths)
    order = {path.absolute(): at for at, path in reversed(list(enumerate(paths)))}
    inside = {path.absolute(): _absolute(_nested(path, nested)) & order.keys() for path in paths}
    above: dict[Path, set[Path]] = {own: set() for own in order}
    for own, below in inside.items():
        for one in below - {own}:
            above[one].add(own)

    def stays(own: Path) -> bool:
        return all(other in inside[own] and order[other] > order[own] for other in above[own])

    return [path for path in paths if stays(path.absolute())]


def _nested(path: Path, nested: Callable[[Path], Iterable[Path]]) -> list[Path]:
    """What cannot be read nests nothing; why is told when its own turn comes."""
    try:
        return list(nested(path))
    except (ScopeFailed, RecursionError):
        return []


def _absolute(paths: Iterable[Path]) -> frozenset[Path]:
    return frozenset(path.absolute() for path in paths)
