"""Rules loaded, validated, compiled: from a type and its facts to how it is understood."""

from lockscan.knowledge.knowledge import Knowledge

__all__ = ["Knowledge"]
