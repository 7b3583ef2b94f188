"""What a format is: a function of the verdict."""

from typing import Protocol

from lockscan.model.verdict import Verdict


class Format(Protocol):
    """Renders a verdict; writes nothing, chooses no exit status."""

    @property
    def suffix(self) -> str:
        """File name ending, with its dot."""

    def render(self, verdict: Verdict) -> bytes:
        """Give the whole document."""
