"""Names are hostile: what reaches a reader holds no control, escape or direction-changing character."""

import html
import re
import textwrap
import unicodedata
from typing import Final

_ESCAPE_SEQUENCE: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]+[0-~]|[ -~])?")
_DOCUMENT: Final = re.compile(r"<(?:!doctype|\?xml|html|head|body)\b|</[a-z]", re.IGNORECASE)
_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_UNSAID: Final = re.compile(r"<(script|style|head)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL)
_TAG: Final = re.compile(r"<[/!?a-z][^<>]*(?:>|$)", re.IGNORECASE)
_SAYS: Final = 10_000
"""Characters of an answer within which it says what it has to."""

_BREAKS: Final = "\t\n\r\v\f\x85\u2028\u2029"
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_WIDE: Final = frozenset("WF")
_CELL_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def clean(text: str) -> str:
    """Drop whatever a terminal, a browser or a reader's eye could be steered by; line breaks become spaces."""
    if text.isprintable():
        return text
    kept = (" " if char in _BREAKS else char for char in _ESCAPE_SEQUENCE.sub("", text))
    return "".join(char for char in kept if unicodedata.category(char) not in _HIDDEN)


def one_line(text: str) -> str:
    """Give what somebody's answer says on one line: of a web page its title, of other markup the text between."""
    text = text[:_SAYS]
    if _DOCUMENT.search(text):
        title = _TITLE.search(text)
        text = html.unescape(title[1] if title and title[1].strip() else _TAG.sub(" ", _UNSAID.sub(" ", text)))
    return " ".join(clean(text).split())


def folded(line: str, width: int = 80) -> str:
    """Break a long line at its words; what follows stands four columns further in than the line's own beginning."""
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def shorten(text: str, width: int) -> str:
    """Cut cleaned text to so many columns, keeping both ends: the tail of an id tells more than its middle."""
    text = clean(text)
    if len(text) * 2 <= width or columns(text) <= width:
        return text
    tail = (width - 1) // 3
    return f"{_fitting(text, width - 1 - tail)}…{_fitting(text[::-1], tail)[::-1]}"


def ended(text: str, width: int) -> str:
    """Cut a sentence of ours after its last whole word that fits: its end tells less than its beginning."""
    return textwrap.shorten(clean(text), width, placeholder=" …")


def columns(text: str) -> int:
    """Give how many terminal columns a text takes."""
    return sum(_columns_of(char) for char in text)


def inert_cell(text: str) -> str:
    """Give a spreadsheet cell that is text whatever it starts with."""
    started = text.lstrip(" ").startswith(_CELL_STARTS)
    cleaned = clean(text)
    return f"'{cleaned}" if started or cleaned.lstrip(" ").startswith(_CELL_STARTS) else cleaned


def _fitting(text: str, width: int) -> str:
    taken = 0
    for index, char in enumerate(text):
        taken += _columns_of(char)
        if taken > width:
            return text[:index]
    return text


def _columns_of(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1
