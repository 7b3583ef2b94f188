"""The report, noun by noun: one module a question it answers."""

from lockscan.model.report.acting import Application, DateToAct, Finding, Hedge
from lockscan.model.report.backtest import BacktestPart, BacktestRow
from lockscan.model.report.coverage import Coverage, EstateSummary, TypeCount
from lockscan.model.report.diversity import Concentration, Diversification, Share, Survival
from lockscan.model.report.finance import Finance, FinanceYear
from lockscan.model.report.leaving import Component, CostShare, Driver, ExitCase, ExitCost, Unknown
from lockscan.model.report.owing import Obligation, Programme, RunCost
from lockscan.model.report.portability import Chain, ChainLink, Holder, Portability
from lockscan.model.report.provenance import ParameterUsed, Quantiles, Source
from lockscan.model.report.spending import PaidSupplier, ServiceSpend, SpendSummary, SpendTotal, SupplierSpend
from lockscan.model.report.timing import Calendar, Deadline, Departure, ExitDate, Loss, Stage
from lockscan.model.report.whole import Report

__all__ = [
    "Application",
    "BacktestPart",
    "BacktestRow",
    "Calendar",
    "Chain",
    "ChainLink",
    "Component",
    "Concentration",
    "CostShare",
    "Coverage",
    "DateToAct",
    "Deadline",
    "Departure",
    "Diversification",
    "Driver",
    "EstateSummary",
    "ExitCase",
    "ExitCost",
    "ExitDate",
    "Finance",
    "FinanceYear",
    "Finding",
    "Hedge",
    "Holder",
    "Loss",
    "Obligation",
    "PaidSupplier",
    "ParameterUsed",
    "Portability",
    "Programme",
    "Quantiles",
    "Report",
    "RunCost",
    "ServiceSpend",
    "Share",
    "Source",
    "SpendSummary",
    "SpendTotal",
    "Stage",
    "SupplierSpend",
    "Survival",
    "TypeCount",
    "Unknown",
]
