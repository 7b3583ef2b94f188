"""How suppliers share the estate, and what survives the loss of one."""

from lockscan.diversification.diversifying import diversify
from lockscan.diversification.paying import supplier_spend

__all__ = ["diversify", "supplier_spend"]
