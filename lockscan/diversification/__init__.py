"""How suppliers share the estate, and what survives the loss of one."""

from lockscan.diversification.diversifying import diversify

__all__ = ["diversify"]
