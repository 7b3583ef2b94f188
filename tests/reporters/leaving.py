"""The sample report's exit: its calendar, its deadline, its years, and what is promised."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from lockscan.model.report import (
    BacktestPart,
    BacktestRow,
    Calendar,
    Component,
    CostShare,
    Deadline,
    Departure,
    Driver,
    ExitCase,
    ExitCost,
    ExitDate,
    Finance,
    FinanceYear,
    Loss,
    Obligation,
    Programme,
    Quantiles,
    RunCost,
    Source,
    Stage,
)

SCRIPT = "<script>alert(1)</script>"
AWS = Source(url="https://docs.aws.amazon.com/s3/", publisher="AWS", seen=date(2026, 11, 21))


def band(middle: float, spread: float = 1.6) -> Quantiles:
    return Quantiles(p10=middle / spread, p50=middle, p80=middle * spread**0.7, p90=middle * spread)


def detailed(cost: ExitCost) -> ExitCost:
    """Lay everything that a whole assessment tells over a plain estimate."""
    planned = _case(cost.planned)
    return replace(
        cost,
        planned=planned,
        stressed=replace(_case(cost.stressed), deadline=_deadline()),
        exit_dates=tuple(
            ExitDate(when=month, cost=band(p50, 2.1), chance=min(index / 30, 1.0))
            for index, (month, p50) in enumerate(cost.cheapest_exit)
        ),
        finance=_finance(planned.total),
        commitments=_OBLIGATIONS,
        programmes=(_PROGRAMME,),
        run_cost=_RUN_COST,
        backtest=_BACKTEST,
        backtest_parts=_PARTS,
    )


def _case(case: ExitCase) -> ExitCase:
    days = case.calendar.days.p50
    names = ("Leisure bookings", "Website", SCRIPT, "Data platform")
    ends = [days * part for part in (0.2, 0.55, 0.85, 1.0)]
    stages = [Stage(name="Preparation", start=band(0), end=band(ends[0], 1.9))]
    stages += [
        Stage(
            name=f"Wave {wave + 1}", start=band(begin, 1.9), end=band(end, 1.9), waves=(wave, wave), resources=8,
            move_groups=7, applications=names[: wave + 2], size_gb=1_200.0 * wave,
        )
        for wave, (begin, end) in enumerate(pairwise(ends))
    ]  # fmt: skip
    return replace(
        case,
        calendar=_calendar(case.calendar, tuple(stages)),
        drivers=(
            Driver(id="overrun", meaning="Whether the programme runs away from its plan", correlation=0.71,
                   share=0.5, narrows=0.0, measure=""),
            Driver(id="labour.other", meaning="Work of everything else", correlation=0.42, share=0.2,
                   narrows=0.18, measure="Move one application first, and keep its time sheets"),
            Driver(id="assurance.service", meaning=f"Assurance {SCRIPT}", correlation=-0.2, share=0.05),
        ),
        by_application=(_share("Data platform", case.components, 0.5), _share("", case.components, 0.5)),
        by_supplier=(_share("aws", case.components, 0.7), _share("azure", case.components, 0.2),
                     _share("", case.components, 0.1)),
        by_group=(_share(SCRIPT, case.components, 0.3, resources=12),),
    )  # fmt: skip


def _calendar(calendar: Calendar, stages: tuple[Stage, ...]) -> Calendar:
    chances = ((30, 0.0), (60, 0.002), (90, 0.01), (180, 0.21), (365, 0.6), (730, 0.9))
    return replace(calendar, stages=stages, within=chances)


def _share(name: str, components: tuple[Component, ...], part: float, *, resources: int = 4) -> CostShare:
    parts = {component.id: _times(component.contribution, part) for component in components}
    return CostShare(name=name, range=_sum(tuple(parts.values())), components=parts, resources=resources)


def _deadline() -> Deadline:
    return Deadline(
        days=90,
        chance=0.04,
        departures=(
            Departure(application="Website", wave=0, days=band(61), chance=0.81),
            Departure(application=SCRIPT, wave=1, days=band(160), chance=0.12),
            Departure(application="Data platform", wave=2, days=band(260), chance=0.04),
        ),
        losses=(
            Loss(id="applications", label="Applications not out", unit="applications", amount=band(2, 1.5),
                 formula="applications whose last wave ends after the deadline"),
            Loss(id="data", label="Data not moved", unit="GB", amount=band(5_400),
                 formula="GB x part not yet sent at labour.other"),
            Loss(id="notice", label="Notice not served", unit="days", amount=band(30, 1),
                 formula="longest notice of the contracts - the deadline"),
            Loss(id="commitments", label="Owed under contracts, used or not", unit="money", amount=band(190_000, 1),
                 formula="what every contract still obliges to pay"),
            Loss(id="run-off", label="Paid to keep the old running after the deadline", unit="money",
                 amount=band(240_000), formula="monthly spend x parallel.factor x days after the deadline / 30.4"),
        ),
    )  # fmt: skip


def _finance(total: Quantiles) -> Finance:
    years = (("2026-27", date(2026, 4, 1), 0.3), ("2027-28", date(2027, 4, 1), 0.6),
             ("2028-29 and later", date(2028, 4, 1), 0.1))  # fmt: skip
    return Finance(
        basis="green-book",
        discount_rate=0.035,
        total=total,
        present=_times(total, 0.97),
        base=_times(total, 0.9),
        bias=_times(total, 0.1),
        overrun=Quantiles(p10=-0.12, p50=0.12, p80=0.45, p90=1.6),
        published_bias=(0.1, 2.0),
        capital=_times(total, 0.25),
        revenue=_times(total, 0.75),
        vat=_times(total, 0.2),
        vat_recoverable=None,
        with_vat=_times(total, 1.2),
        years=tuple(
            FinanceYear(
                label=label, first=first, capital=_times(total, 0.25 * part), revenue=_times(total, 0.75 * part),
                present=_times(total, 0.97 * part),
            )
            for label, first, part in years
        ),
    )  # fmt: skip


def _times(quantiles: Quantiles, factor: float) -> Quantiles:
    return Quantiles(
        p10=quantiles.p10 * factor, p50=quantiles.p50 * factor, p80=quantiles.p80 * factor, p90=quantiles.p90 * factor
    )


def _sum(parts: tuple[Quantiles, ...]) -> Quantiles:
    return Quantiles(
        p10=sum(p.p10 for p in parts), p50=sum(p.p50 for p in parts), p80=sum(p.p80 for p in parts),
        p90=sum(p.p90 for p in parts),
    )  # fmt: skip


_OBLIGATIONS = (
    Obligation(name="Hosting", supplier="aws", kind="contract", ends=date(2027, 9, 30), owed=band(190_000, 1.1),
               sunk=0.0),
    Obligation(name=SCRIPT, supplier="aws", kind="reservation", ends=date(2028, 1, 31), owed=None, sunk=12_000.0,
               programme="aws-marketplace"),
)  # fmt: skip
_PROGRAMME = Programme(
    id="aws-exit", provider="aws", kind="egress", conditions=("all data is moved out", "asked for in advance"),
    window_days=60, since=date(2024, 3, 5), until=None, chance=0.6, source=AWS,
    applies="Drawn with its chance, because nobody has asked for it yet", without=band(6_200),
)  # fmt: skip
_RUN_COST = RunCost(
    target="any", priced=5_000.0, share=0.45, monthly=band(3_900), saving=band(1_100), payback=None, repaid=0.2,
    three_years=band(560_000), suppliers=("ovhcloud",), unpriced=("workflow",),
)  # fmt: skip
_BACKTEST = (
    BacktestRow(name="A tax office", person_days=band(20_000), known="421 services in three years", actual_days=None,
                informed=True, leaves=False, source=AWS),
    BacktestRow(name="A small shop", person_days=band(40), known="10 person-days", actual_days=10, informed=False,
                leaves=True, source=AWS),
)  # fmt: skip

_PARTS = (
    BacktestPart(
        name="A small shop", what="days of transfer", modelled=band(120), actual=10, informed=True, source=AWS
    ),
)
