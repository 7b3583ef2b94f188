"""What is before the gate: a report, what it is held against, and what a change adds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lockscan.gate.policy import Scope
from lockscan.knowledge import Knowledge
from lockscan.model.difference import Difference
from lockscan.model.estate import Column
from lockscan.model.report import Report
from lockscan.model.reported import Reported

Mask: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Case:
    report: Report
    knowledge: Knowledge
    baseline: Reported | None = None
    change: Difference | None = None
    """What a plan does; the report is then of what it leads to."""

    before: Reported | None = None
    """What stood before the change, assessed alike."""

    @cached_property
    def everything(self) -> Mask:
        return np.ones(self.report.estate.resources, dtype=np.bool_)

    @cached_property
    def added(self) -> Mask:
        """Mark what the change adds; without a change, nothing."""
        marked = np.zeros(self.report.estate.resources, dtype=np.bool_)
        ids = [one.id for one in self.change.added] if self.change else []
        marked[[row for row in self.report.estate.rows.find(ids) if row is not None and row < len(marked)]] = True
        return marked

    @cached_property
    def counted(self) -> Mask:
        """Mark what has a portability of its own: not mere configuration."""
        return ~self.marked(self.report.scores.role, ["configuration"])

    def within(self, scope: Scope) -> Mask:
        mask = self.everything
        if scope.application:
            mask = mask & self.marked(self.report.application, [scope.application])
        if scope.capability:
            mask = mask & self.marked(self.report.scores.capability, [scope.capability])
        return mask

    def marked(self, column: Column, values: Sequence[str]) -> Mask:
        """Mark the resources whose value is one of these."""
        codes = [code for code, value in enumerate(column.values) if value in values]
        return np.isin(column.codes[: self.report.estate.resources], codes)
