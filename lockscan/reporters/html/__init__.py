"""One page for a director: no request to anywhere, whole without scripts, printable, nothing hidden."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Final

import jinja2
from markupsafe import Markup

from lockscan.model.report import Report
from lockscan.reporters import _leaving
from lockscan.reporters._answers import net, standing, times
from lockscan.reporters.html.kept import Kept
from lockscan.reporters.html.view import view
from lockscan.reporters.interface import Reporter
from lockscan.wording import words
from lockscan.wording.clean import clean, shorten

_TEMPLATES: Final = Path(__file__).parent / "templates"


class _Html:
    suffix = ".html"

    def render(self, report: Report, *, resources: bool = False) -> bytes:  # noqa: ARG002 - a page has a readable length
        return page("page.html.jinja", report)


def page(template: str, report: Report) -> bytes:
    """Lay out a report by one of the page templates."""
    style, script = _asset("style.css"), _asset("script.js")
    text = (
        _environment()
        .get_template(template)
        .render(
            view=view(report),
            report=report,
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )
    return text.encode("utf-8", "replace")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        bytecode_cache=Kept(),
        autoescape=True,
        finalize=_shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update({"words": words, "telling": _leaving, "standing": standing})
    environment.filters.update({"short": shorten, "sentence": words.sentence, "net": net, "times": times})
    return environment


def _shown(value: Any) -> Any:
    """Clean every string on its way into the page; markup of our own is left alone."""
    return clean(value) if type(value) is str else value


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


REPORTER: Final[Reporter] = _Html()
