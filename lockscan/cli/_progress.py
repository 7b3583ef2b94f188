"""Progress on long work: a live line on a terminal, one plain line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

import click

from lockscan.collection.outcome import Part, Progress, Tally
from lockscan.wording import words

QUIET_STEPS: Final = 10
"""Without a terminal, tell after each tenth of the work."""

TELLING: Final = 0.05
"""The share of the work after which its pace tells how long the rest takes."""

MINUTE: Final = 60


@contextmanager
def progress() -> Iterator[Progress]:
    """Give a callback that shows how far collecting is, on stderr only."""
    if not sys.stderr.isatty():
        yield _Plain()
        return
    with ExitStack() as stack:
        yield _Live(stack)


class _Live:
    """A bar that begins when it is first told of something: its thread would keep the reading from sharing out work."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._pace = Pace()
        self._show: Callable[[Tally], None] | None = None

    def __call__(self, tally: Tally) -> None:
        if self._show is None:
            self._show = self._begin()
        self._show(tally)

    def _begin(self) -> Callable[[Tally], None]:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("reading"), BarColumn(bar_width=20), TextColumn("{task.fields[state]}"))
        bar = self._stack.enter_context(Bar(*columns, console=Console(stderr=True), transient=True))
        task = bar.add_task("reading", total=None, state="")

        def show(tally: Tally) -> None:
            state = " · ".join(filter(None, (*told(tally), self._pace.left(tally))))
            bar.update(task, total=tally.total, completed=tally.done, state=state)

        return show


class _Plain:
    """A line for each tenth done."""

    def __init__(self) -> None:
        self._told = 0
        self._pace = Pace()

    def __call__(self, tally: Tally) -> None:
        left = self._pace.left(tally)
        tenth = QUIET_STEPS * tally.done // max(tally.total, 1)
        if tenth > self._told:
            self._told = tenth
            click.echo(f"read {', '.join(filter(None, (*told(tally), left)))}", err=True)


def told(tally: Tally) -> Iterator[str]:
    """Give what is known of a collection, the largest first; what there is only one of is not counted."""
    yield f"{tally.done:,} of {tally.total:,}"
    yield from _part(tally.accounts, "accounts")
    yield from _part(tally.regions, "regions")
    yield from _part(tally.services, "services")
    yield words.plural(tally.resources, "resource")
    yield words.plural(tally.gaps, "gap")


def _part(part: Part, name: str) -> Iterator[str]:
    if part.total > 1:
        yield f"{part.done}/{part.total} {name}"


class Pace:
    """How fast the questions of this run end, and so how long the rest will take."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: tuple[float, int] | None = None

    def left(self, tally: Tally) -> str:
        """Give the time left in words; empty where it is too early to say."""
        now = self._clock()
        if self._began is None:
            self._began = now, tally.done
        began, before = self._began
        done, open_ = tally.done - before, tally.total - tally.done
        if not open_ or done < TELLING * (done + open_) or done < QUIET_STEPS:
            return ""
        seconds = (now - began) / done * open_
        return f"about {seconds:.0f} s left" if seconds < MINUTE else f"about {seconds / MINUTE:.0f} min left"
