"""What leaving costs, what staying is worth, and which steps make leaving cheaper."""

from lockscan.exitcost.decision import decide
from lockscan.exitcost.estimation import estimate
from lockscan.exitcost.hedging import hedges

__all__ = ["decide", "estimate", "hedges"]
