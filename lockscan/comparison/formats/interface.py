"""What a format is: a function of the difference."""

from typing import Protocol

from lockscan.model.difference import Difference


class Format(Protocol):
    """Renders a difference; writes nothing, chooses no exit status."""

    @property
    def suffix(self) -> str:
        """File name ending, with its dot."""

    def render(self, difference: Difference) -> bytes:
        """Give the whole document; where nothing changed, one line that says so."""
