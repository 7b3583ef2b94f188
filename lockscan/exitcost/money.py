"""Amounts of other currencies in the report's, at the scenario's rates or the shipped dated ones."""

from dataclasses import dataclass

from lockscan.knowledge.prices import Exchange
from lockscan.model.money import Money
from lockscan.model.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Converter:
    exchange: Exchange
    scenario: Scenario

    def rate(self, currency: str) -> float | None:
        """Give how much of the report's currency one unit buys; None where no rate is known."""
        if currency == self.scenario.currency:
            return 1.0
        if currency in self.scenario.exchange:
            return float(self.scenario.exchange[currency])
        from_base, to_base = self._in_base(self.scenario.currency), self._in_base(currency)
        return None if from_base is None or to_base is None else to_base / from_base

    def amount(self, money: Money) -> float | None:
        rate = self.rate(money.currency)
        return None if rate is None else float(money.amount) * rate

    def _in_base(self, currency: str) -> float | None:
        if currency == self.exchange.base:
            return 1.0
        rate = self.exchange.rates.get(currency)
        return None if rate is None else float(rate)
