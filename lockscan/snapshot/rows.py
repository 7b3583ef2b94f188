"""Scopes, charges and contracts as rows of their tables, and back."""

from decimal import Decimal
from typing import Any

from lockscan.model.charge import Charge, Contract
from lockscan.model.money import Money
from lockscan.model.scope import Scope, ScopeState


def scope_row(scope: Scope) -> tuple[Any, ...]:
    asked = (scope.provider, scope.account, scope.region, scope.type)
    return (*asked, scope.state.value, scope.resources, scope.reason, scope.remedy)


def scope_of(row: dict[str, Any]) -> Scope:
    return Scope(**{**row, "state": ScopeState(row["state"])})


def charge_row(charge: Charge) -> tuple[Any, ...]:
    return (
        charge.provider,
        charge.publisher,
        charge.invoice_issuer,
        charge.service,
        charge.service_category,
        charge.charge_category,
        charge.sub_account,
        charge.region,
        charge.resource_id,
        charge.month,
        *_money(charge.billed),
        *_money(charge.effective),
    )


def charge_of(row: dict[str, Any]) -> Charge:
    monies = {name: Money(row[name], row.pop(f"{name}_currency")) for name in ("billed", "effective")}
    return Charge(**{**row, **monies})


def contract_row(contract: Contract) -> tuple[Any, ...]:
    return (
        contract.supplier,
        contract.parent,
        contract.reseller_for,
        contract.sme,
        contract.framework,
        contract.lot,
        *_money(contract.value),
        contract.start,
        contract.end,
        contract.extension_end,
        contract.notice_days,
        *_money(contract.committed_spend),
        *_money(contract.exit_fee),
        contract.data_return,
    )


def contract_of(row: dict[str, Any]) -> Contract:
    monies = {name: _read(row[name], row.pop(f"{name}_currency")) for name in ("value", "committed_spend", "exit_fee")}
    return Contract(**{**row, **monies})


def _money(money: Money | None) -> tuple[Decimal | None, str | None]:
    return (money.amount, money.currency) if money else (None, None)


def _read(amount: Decimal | None, currency: str | None) -> Money | None:
    return Money(amount, currency) if amount is not None and currency else None
