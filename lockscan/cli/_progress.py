"""Progress on long work: a live line on a terminal, one plain line now and then elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from lockscan.collection.outcome import Progress, Tally

QUIET_STEPS = 10
"""Without a terminal, tell after each tenth of the work."""


@contextmanager
def progress() -> Iterator[Progress]:
    """Give a callback that shows how far collecting is, on stderr only."""
    if not sys.stderr.isatty():
        yield _Plain()
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[state]}"), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, state="")

        def show(tally: Tally) -> None:
            state = f"{tally.done}/{tally.total} · {tally.resources:,} resources · {tally.gaps} gaps"
            bar.update(task, total=tally.total, completed=tally.done, state=state)

        yield show


class _Plain:
    """A line for each tenth done."""

    def __init__(self) -> None:
        self._told = 0

    def __call__(self, tally: Tally) -> None:
        tenth = QUIET_STEPS * tally.done // max(tally.total, 1)
        if tenth > self._told or tally.done == tally.total:
            self._told = tenth
            click.echo(
                f"read {tally.done} of {tally.total}: {tally.resources:,} resources, {tally.gaps} gaps", err=True
            )
