"""lockscan: what holds an estate to its cloud suppliers, what leaving costs, and why."""

__version__ = "0.1.0"
