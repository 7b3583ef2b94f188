"""How deep a YAML text nests, known before the C parser composes it: too deep ends the whole process there."""

import re

import yaml

DEEPEST = 100

_BRACKET = re.compile(rb"[\[\]{}]")
_LEADING = re.compile(rb"^[ \t?-]{100,}", re.MULTILINE)
_OPENING = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSING = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


def too_deep(text: bytes) -> bool:
    """Say whether collections nest deeper than any file of ours or a user's has reason to."""
    return _may_be(text) and _is(text)


def _may_be(text: bytes) -> bool:
    """Bound the depth cheaply: brackets count for flow, what stands before a line's first word for blocks."""
    if _LEADING.search(text):
        return True
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in b"[{" else max(0, depth - 1)
        if depth > DEEPEST:
            return True
    return False


def _is(text: bytes) -> bool:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)
        if depth > DEEPEST:
            return True
    return False
