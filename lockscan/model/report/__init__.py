"""The report, noun by noun: one module a question it answers."""

from lockscan.model.report.acting import Application, DateToAct, Finding, Hedge
from lockscan.model.report.coverage import Coverage, EstateSummary, TypeCount
from lockscan.model.report.diversity import Concentration, Diversification, Share, Survival
from lockscan.model.report.leaving import (
    BacktestRow,
    Calendar,
    Component,
    CostShare,
    Driver,
    ExitCase,
    ExitCost,
    Obligation,
    Programme,
    RunCost,
    Unknown,
)
from lockscan.model.report.portability import Chain, ChainLink, Holder, Portability
from lockscan.model.report.provenance import ParameterUsed, Quantiles, Source
from lockscan.model.report.spending import PaidSupplier, ServiceSpend, SpendSummary, SpendTotal, SupplierSpend
from lockscan.model.report.whole import Report

__all__ = [
    "Application",
    "BacktestRow",
    "Calendar",
    "Chain",
    "ChainLink",
    "Component",
    "Concentration",
    "CostShare",
    "Coverage",
    "DateToAct",
    "Diversification",
    "Driver",
    "EstateSummary",
    "ExitCase",
    "ExitCost",
    "Finding",
    "Hedge",
    "Holder",
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
    "SupplierSpend",
    "Survival",
    "TypeCount",
    "Unknown",
]
