"""What is asked about leaving, and what a format of the answer is."""

from dataclasses import dataclass
from typing import Protocol

from lockscan.model.report import Application, Component, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitQuestion:
    report: Report
    application: Application | None = None
    """Asked about alone, as its part of the whole."""

    why: str = ""
    """Id of the component to be explained."""

    def explained(self) -> list[tuple[str, Component]]:
        """Give the component that is to be explained, planned and in a hurry."""
        cases = (("Planned", self.report.exit_cost.planned), ("In a hurry", self.report.exit_cost.stressed))
        return [(name, part) for name, case in cases for part in case.components if part.id == self.why]


class Format(Protocol):
    """Renders the answer; writes nothing."""

    @property
    def suffix(self) -> str:
        """File name ending, with its dot."""

    def render(self, question: ExitQuestion) -> bytes:
        """Give the whole document."""
