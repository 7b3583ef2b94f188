"""Markdown in which a hostile name means nothing: no markup, no mention, no link."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tabulate import tabulate

from lockscan.wording.clean import shorten

_ROWS: Final = 20


def details(
    title: str, headers: Sequence[str], rows: Sequence[Sequence[str]], *, rest: str = "the full report"
) -> Iterator[str]:
    """Give a table folded away under its title, or nothing; `rest` says where the rows beyond the first stand."""
    if not rows:
        return
    more = f"\n\nand {len(rows) - _ROWS:,} more in {rest}" if len(rows) > _ROWS else ""
    summary = f"<details>\n<summary>{title} ({len(rows):,})</summary>"
    yield f"{summary}\n\n{table(headers, rows[:_ROWS])}{more}\n\n</details>"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return tabulate(rows, headers, tablefmt="github", disable_numparse=True)


def code(text: str, width: int = 60) -> str:
    """Give a name as code: there neither markup nor a mention nor a link means anything."""
    kept = shorten(text, width).replace("`", "'").replace("|", "¦").strip()
    return f"`{kept}`" if kept else ""


def plain(text: str) -> str:
    """Give our own sentence, which may hold a supplier's name, with nothing in it that means markup."""
    escaped = "".join(f"\\{char}" if char in "\\`*_[]<>#!|~" else char for char in shorten(text, 240))
    return escaped.replace("@", "(at)")
