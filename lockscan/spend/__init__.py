"""Bills, contracts and published supplier spend, read from the files people have."""

from lockscan.spend.contracts import read_contracts
from lockscan.spend.focus import Bill, read_bills

__all__ = ["Bill", "read_bills", "read_contracts"]
