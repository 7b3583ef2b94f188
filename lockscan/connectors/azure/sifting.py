"""What of a configuration can be a mention or a fact at all: most of it is neither, and is not looked at closely."""

from typing import Any, Final

_ENDINGS: Final = (".com", ".net", ".cn", ".us", ".io", ".aws", ".app")
_UUID: Final = 36
_PAIR: Final = 2


def mentioning(value: Any) -> Any:
    """Give the configuration with only those texts that may hold an identifier, at their places; None for none."""
    kind = type(value)
    if kind is str:
        return value if _may_mention(value) else None
    if kind is dict:
        kept = {key: found for key, below in value.items() if (found := mentioning(below)) is not None}
        # A pair may be a name and its value: then the name tells what the value is for.
        return value if kept and len(value) <= _PAIR else kept or None
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
