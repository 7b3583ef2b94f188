"""What a reporter is: a function of the report."""

from typing import Protocol

from lockscan.model.report import Report


class Reporter(Protocol):
    """Renders a report; writes nothing, filters nothing, chooses no exit status."""

    @property
    def suffix(self) -> str:
        """File name ending, with its dot."""

    def render(self, report: Report, *, resources: bool = False) -> bytes:
        """Give the whole document; `resources` asks for every row where the format would otherwise show some."""
