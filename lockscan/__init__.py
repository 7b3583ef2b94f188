"""lockscan: what holds an estate to its cloud suppliers, what leaving costs, and why."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lockscan.api import assess, collect, scan

__all__ = ["__version__", "assess", "collect", "scan"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Give the functions of `lockscan.api` when they are asked for: `import lockscan` stays quick."""
    if name in {"scan", "assess", "collect"}:
        return getattr(import_module("lockscan.api"), name)
    raise AttributeError(name)
