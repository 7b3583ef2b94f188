"""Identifiers in one spelling, so that equal means equal."""

ARM_ROOTS = ("/subscriptions/", "/providers/")
"""How ARM ids begin, whatever their case."""


def fold(identifier: str) -> str:
    """Give an identifier the spelling it is compared in: ARM ids know no case, all others do."""
    lowered = identifier[:15].casefold()
    if lowered.startswith(ARM_ROOTS):
        return identifier.rstrip("/").lower()
    return identifier
