"""What the gate says: one line a rule, each with what was measured, the limit and the way out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Ruling(StrEnum):
    PASS = "pass"  # noqa: S105 - a ruling
    FAIL = "fail"
    ACCEPTED = "accepted"
    """Broken, and somebody answers for it until a day that is not yet over."""

    LAPSED = "lapsed"
    """Broken, and the day until which somebody answered for it is over."""

    NOT_JUDGED = "not-judged"
    """What it needs is not known, or was not given."""


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105 - a ruling
    FAIL = "fail"
    INCOMPLETE = "incomplete"
    """Too little was read or known to say yes; it wins over a no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A resource that breaks a rule."""

    id: str
    name: str
    type: str
    application: str
    why: str
    location: str = ""
    """The file, where it was read from one."""

    line: int | None = None
    address: str = ""
    ruling: Ruling = Ruling.FAIL
    """`fail`, `accepted` or `lapsed`."""

    accepted: str = ""
    """Who accepted it, until when, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One rule, judged."""

    rule: str
    """Its id: given in the policy, or its place there (`gate.deny[1]`)."""

    text: str
    """What it asks, in words."""

    ruling: Ruling
    measured: str
    limit: str
    remedy: str
    breaches: tuple[Breach, ...] = ()
    note: str = ""
    policy_line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    as_of: date
    policy: str
    """The policy file as the user named it."""

    resources: int
    judged: str
    """What was judged: the estate, or what a change adds to it."""

    coverage: float | None
    floor: float
    lines: tuple[Line, ...]
    unused: tuple[str, ...]
    """Accepted entries that nothing needed: they can be taken out."""

    gaps: int = 0

    @property
    def covered(self) -> bool:
        return self.coverage is not None and self.coverage >= self.floor

    @property
    def outcome(self) -> Outcome:
        rulings = {line.ruling for line in self.lines}
        if not self.covered or Ruling.NOT_JUDGED in rulings:
            return Outcome.INCOMPLETE
        return Outcome.FAIL if rulings & {Ruling.FAIL, Ruling.LAPSED} else Outcome.PASS

    @property
    def status(self) -> int:
        """The published exit status."""
        return {Outcome.PASS: 0, Outcome.FAIL: 1, Outcome.INCOMPLETE: 3}[self.outcome]
