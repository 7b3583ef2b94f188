"""What of a configuration can be a mention or a fact at all: most of it is neither, and is not looked at closely."""

import re
from typing import Any, Final

_ENDINGS: Final = (".com", ".net", ".cn", ".us", ".io", ".aws", ".app")
_VAULT: Final = re.compile(r"(?i)VaultName=([\w-]+);SecretName=([\w-]+)")
"""A reference to a secret that leaves the vault's host to be known."""

_UUID: Final = 36
_PAIR: Final = 2


def mentioning(value: Any) -> Any:
    """Give the configuration with only those texts that may hold an identifier, at their places; None for none."""
    kind = type(value)
    if kind is str:
        if value[:20].lower() == "@microsoft.keyvault(":
            return _VAULT.sub(r"https://\1.vault.azure.net/secrets/\2", value)
        return value if _may_mention(value) else None
    if kind is dict:
        kept = {key: found for key, below in value.items() if (found := mentioning(below)) is not None}
        # A pair may be a name and its value: then the name tells what the value is for.
        return {**value, **kept} if kept and len(value) <= _PAIR else kept or None
    if kind is list:
        places = [mentioning(below) for below in value]
        return places if any(found is not None for found in places) else None
    return None


def counting(value: Any) -> Any:
    """Give the configuration with only its booleans and numbers, lists left out; None for none."""
    kind = type(value)
    if kind is dict:
        kept = {key: found for key, below in value.items() if (found := counting(below)) is not None}
        return kept or None
    return value if kind is bool or kind is int or kind is float else None


def _may_mention(text: str) -> bool:
    if "ubscriptions/" in text or "UBSCRIPTIONS/" in text:
        return True
    if "." in text:
        lowered = text.lower()
        if any(ending in lowered for ending in _ENDINGS):
            return True
    if len(text) == _UUID and text[8] == "-":
        return True
    return text[:1] in {"{", "["} or "arn:aws" in text or "ocid1." in text
