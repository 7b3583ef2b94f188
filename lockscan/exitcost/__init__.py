"""What leaving costs, what staying is worth, and which steps make leaving cheaper."""

from lockscan.exitcost.estimation import estimate

__all__ = ["estimate"]
