"""Lines and tables of 80 plain columns."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Final

from tabulate import tabulate

from lockscan.wording.clean import clean

WIDTH: Final = 80
NAMES: Final = 6
"""Named in one line."""


def listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMES:,} more" if len(names) > NAMES else ""
    return ", ".join(names[:NAMES]) + more


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return tabulate(rows, headers, tablefmt="simple", disable_numparse=True).splitlines()


def wrapped(text: str, first: str = "", then: str = "") -> list[str]:
    return textwrap.wrap(clean(text), WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False)
