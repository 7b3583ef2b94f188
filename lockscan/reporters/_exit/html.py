"""The exit's part of the director's page, with the method and sources its figures lead to."""

from typing import Final

from lockscan.reporters._exit.interface import ExitQuestion, Format
from lockscan.reporters.html import page


class _Html:
    suffix = ".html"

    def render(self, question: ExitQuestion) -> bytes:
        return page("exit.html.jinja", question.report)


FORMAT: Final[Format] = _Html()
