"""The report, noun by noun: one module a question it answers."""

from lockscan.model.report.acting import Application, DateToAct, Finding, Hedge
from lockscan.model.report.coverage import Coverage, EstateSummary, TypeCount
from lockscan.model.report.diversity import Concentration, Diversification, Share, Survival
from lockscan.model.report.leaving import Calendar, Component, Driver, ExitCase, ExitCost, Unknown
from lockscan.model.report.portability import Chain, ChainLink, Holder, Portability
from lockscan.model.report.provenance import ParameterUsed, Quantiles, Source
from lockscan.model.report.spending import PaidSupplier, ServiceSpend, SpendSummary, SpendTotal, SupplierSpend
from lockscan.model.report.whole import Report

__all__ = [
    "Application",
    "Calendar",
    "Chain",
    "ChainLink",
    "Component",
    "Concentration",
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
    "PaidSupplier",
    "ParameterUsed",
    "Portability",
    "Quantiles",
    "Report",
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
