"""Reports go to files whole or not at all, or to stdout; everything else goes to stderr."""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lockscan.errors import UsageError

if TYPE_CHECKING:
    from lockscan.model.report import Report


def refuse_unplaced(formats: Sequence[str], output: Path | None) -> None:
    """Refuse several formats that have no place, before anything is read for them."""
    if output is None and len(set(formats)) > 1:
        raise UsageError(f"{len(set(formats))} formats need a place: add --output FOLDER")


def write_report(report: "Report", formats: Sequence[str], output: Path | None, *, resources: bool) -> list[Path]:
    """Render each format to where the user wants it and give the files written."""
    from lockscan.reporters import REPORTERS

    refuse_unplaced(formats, output)
    wanted = list(dict.fromkeys(formats)) or [_guess(output)]
    if output is None:
        _to_stdout(REPORTERS[wanted[0]].render(report, resources=resources))
        return []
    folder = output.is_dir() or len(wanted) > 1 or str(output).endswith(os.sep)
    written = []
    for name in wanted:
        reporter = REPORTERS[name]
        path = output / f"report{reporter.suffix}" if folder else output
        write_whole(path, reporter.render(report, resources=resources))
        written.append(path)
    return written


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a pipe or a device is written to, never replaced
            return
        path = Path(os.path.realpath(path))  # what a link points to is replaced, not the link
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            part = Path(stream.name)
            try:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
                part.chmod(0o644 & ~_umask())
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _guess(output: Path | None) -> str:
    """Give the format a file's ending names; the terminal's without one."""
    from lockscan.reporters import REPORTERS

    if output is None or not output.suffix:
        return "terminal"
    for name, reporter in REPORTERS.items():
        if reporter.suffix == output.suffix:
            return name
    return "terminal"


def _to_stdout(content: bytes) -> None:
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def note(message: str) -> None:
    """Tell something beside the report."""
    click.echo(message, err=True)
