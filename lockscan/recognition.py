"""Which connector reads what the user named: a source by its name, a file by its content, a folder by its files."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from lockscan.collection.interface import Connector, Gathering, Heeding, Request, ScopeFailed, Selecting
from lockscan.connectors import CONNECTORS
from lockscan.connectors._files import read_head
from lockscan.errors import UsageError

AWS_REGION: Final = re.compile(r"[a-z]{2}(-[a-z]+)+-\d+")

OPTIONS: Final = {
    "accounts": "--account",
    "regions": "--region",
    "profiles": "--profile",
    "role": "--role",
    "external_id": "--external-id",
    "subscriptions": "--subscription",
    "management_groups": "--management-group",
    "excluded_subscriptions": "--exclude-subscription",
    "entra": "--entra",
    "only": "--only",
    "skip": "--skip",
}
"""What of a request users set, by its field, as they write it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One source as it will be read."""

    name: str
    connector: Connector
    request: Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    asked: tuple[Asked, ...]
    unknown: tuple[Path, ...]
    """Files of the folders named that no connector reads."""


def recognise(sources: Sequence[str | Path], request: Request) -> Recognised:
    """Give each source its connector; raises `UsageError` for what none reads."""
    asked: list[Asked] = []
    unknown: list[Path] = []
    for source in sources:
        path = Path(source)
        if str(source) in CONNECTORS:
            own = _own(str(source), sources, request)
            asked += [] if own is None else [Asked(name=str(source), connector=CONNECTORS[str(source)], request=own)]
        elif path.is_dir():
            found = list(_folder(path))
            unknown += [one for one, connector in found if connector is None]
            asked += [_file(one, connector, request) for one, connector in found if connector is not None]
        else:
            asked.append(_file(path, _recognised(path), request))
    named = [CONNECTORS[str(source)] for source in sources if str(source) in CONNECTORS]
    refuse_unheeded(sources, [*named, *(one.connector for one in asked)], request)
    return Recognised(asked=tuple(_gathered(asked)), unknown=tuple(unknown))


def refuse_unheeded(sources: Sequence[str | Path], connectors: Iterable[Connector], request: Request) -> None:
    """Refuse what was asked for and changes nothing in any of these sources: who asked would believe it did."""
    heeded: set[str] = set().union(*(one.heeds for one in connectors if isinstance(one, Heeding)))
    idle = [flag for name, flag in OPTIONS.items() if getattr(request, name) and name not in heeded]
    if idle:
        changes = "changes" if len(idle) == 1 else "change"
        raise UsageError(f"{', '.join(idle)} {changes} nothing in what is read of {', '.join(map(str, sources))}")


def _own(source: str, sources: Sequence[str | Path], request: Request) -> Request | None:
    """Leave a source the regions and services that can be its own, where others are named beside it; None: nothing."""
    others = [CONNECTORS[str(other)] for other in sources if str(other) in CONNECTORS and str(other) != source]
    if not others:
        return request
    connector = CONNECTORS[source]

    def ours(name: str) -> bool:
        return _provides(connector, name) or not any(_provides(other, name) for other in others)

    regions = tuple(name for name in request.regions if bool(AWS_REGION.fullmatch(name)) == (source == "aws"))
    only = tuple(filter(ours, request.only))
    if request.only and not only:
        return None
    return replace(
        request,
        regions=regions if "aws" in {str(one) for one in sources} else request.regions,
        only=only,
        skip=tuple(filter(ours, request.skip)),
    )


def _provides(connector: Connector, name: str) -> bool:
    return isinstance(connector, Selecting) and connector.provides(name)


def _folder(folder: Path) -> Iterator[tuple[Path, Connector | None]]:
    """Give every file below it that is not hidden, and who reads it."""
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    found = [(path, _connector_of(path)) for path in paths]
    if not any(connector for _, connector in found):
        raise UsageError(f"{folder}: {_nothing_known(len(paths))}; see `lockscan sources`")
    yield from found


def _nothing_known(files: int) -> str:
    if not files:
        return "no file is in it"
    return "its one file is of no known format" if files == 1 else f"none of its {files:,} files is of a known format"


def _file(path: Path, connector: Connector, request: Request) -> Asked:
    return Asked(name=str(path), connector=connector, request=replace(request, path=path))


def _gathered(asked: Sequence[Asked]) -> Iterator[Asked]:
    """Make one source of the files that belong together; it stands where the first of them stood."""
    files: dict[int, list[Path]] = defaultdict(list)
    for one in asked:
        if one.request.path is not None and isinstance(one.connector, Gathering):
            files[id(one.connector)].append(one.request.path)
    for one in asked:
        if one.request.path is None or not isinstance(one.connector, Gathering):
            yield one
        elif paths := files.pop(id(one.connector), None):
            yield from (_file(path, one.connector, one.request) for path in one.connector.gathered(paths))


def _recognised(path: Path) -> Connector:
    if not path.exists():
        raise UsageError(f"{path}: neither a file nor a source; `lockscan sources` lists them")
    if not path.is_file():
        raise UsageError(f"{path}: a pipe or a device, which can be read only once; save it as a file first")
    connector = _connector_of(path)
    if connector is None:
        raise UsageError(f"{path}: not of a known format (`lockscan sources` lists them), or damaged at its beginning")
    return connector


def _connector_of(path: Path) -> Connector | None:
    try:
        head = read_head(path)
    except ScopeFailed as error:
        raise UsageError(error.reason) from None
    return next((one for one in _connectors() if one.recognises(path, head)), None)


@cache
def _connectors() -> tuple[Connector, ...]:
    """Give all of them; a folder of many files looks for them on disk once."""
    return tuple(CONNECTORS.values())
