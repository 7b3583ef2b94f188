"""Bills, contracts and published supplier spend, read from the files people have."""

from lockscan.spend.bills import Bill, read_bills
from lockscan.spend.contracts import ignored_columns, read_contracts
from lockscan.spend.suppliers import SpendList, read_supplier_spend

__all__ = ["Bill", "SpendList", "ignored_columns", "read_bills", "read_contracts", "read_supplier_spend"]
