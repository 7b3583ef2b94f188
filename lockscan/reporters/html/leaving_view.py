"""What the page shows of leaving, chosen and ordered."""

from collections.abc import Sequence
from dataclasses import dataclass

from lockscan.model.report import CostShare, Deadline, Departure, Driver, ExitCost
from lockscan.reporters import _leaving as telling
from lockscan.reporters.html import charts, leaving_charts
from lockscan.reporters.html.drawing import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    deadline: Deadline | None
    question: str
    answer: str
    departures_line: str
    out: Sequence[Departure]
    """Applications more likely out in time than not."""

    staying: Sequence[Departure]
    steps: Sequence[tuple[str, float]]
    """Of the hurried exit's longest path."""

    components: Picture | None
    cheapest: Picture | None
    cheapest_line: str
    tornado: Picture | None
    gantts: Sequence[Picture]
    measure: Sequence[Driver]
    suppliers: Sequence[tuple[str, CostShare]]
    groups: Sequence[CostShare]
    finance_lines: Sequence[tuple[str, str]]
    """Note and sentence."""


def leaving(cost: ExitCost) -> Leaving:
    deadline, finance = cost.stressed.deadline, cost.finance
    out, staying = telling.in_time(deadline) if deadline else ((), ())
    gantts = (
        leaving_charts.gantt("gantt-planned", "When each wave moves: planned", cost.planned.calendar.stages),
        leaving_charts.gantt("gantt-stressed", "When each wave moves: in a hurry", cost.stressed.calendar.stages),
    )
    return Leaving(
        deadline=deadline,
        question=telling.deadline_question(deadline) if deadline else "",
        answer=telling.deadline_answer(deadline) if deadline else "",
        departures_line=telling.departures_line(deadline) if deadline else "",
        out=out,
        staying=staying,
        steps=telling.critical_steps(cost.stressed.calendar.critical),
        components=charts.cost_by_component(cost),
        cheapest=charts.cheapest_exit(cost.cheapest_exit, cost.currency),
        cheapest_line=telling.cheapest_line(cost),
        tornado=leaving_charts.tornado("tornado", cost.planned.drivers),
        gantts=[picture for picture in gantts if picture],
        measure=telling.measure_next(cost.planned.drivers)[:3],
        suppliers=list(telling.shares(cost.planned.by_supplier)),
        groups=cost.planned.by_group[:10],
        finance_lines=(
            ("finance", telling.finance_line(finance, cost.currency)),
            ("bias", telling.bias_line(finance)),
            ("vat", telling.vat_line(finance, cost.currency)),
        )
        if finance
        else (),
    )
