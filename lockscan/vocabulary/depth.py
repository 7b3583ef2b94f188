"""What must be known of a YAML text before it is composed: depth that ends the process, aliases that swell it."""

import re

import yaml

DEEPEST = 100

_BRACKET = re.compile(rb"[\[\]{}]")
_LEADING = re.compile(rb"^[ \t?-]{100,}", re.MULTILINE)
_ALIAS = re.compile(rb"(?:^|[\s\[{,:-])\*\w", re.MULTILINE)
_OPENING = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_CLOSING = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


def too_deep(text: bytes) -> bool:
    """Say whether collections nest deeper than any file of ours or a user's has reason to."""
    return _may_be(text) and _is(text)


def aliased(text: bytes) -> bool:
    """Say whether one part stands for another: a few such lines can stand for more than any memory holds."""
    events = yaml.parse(text, Loader=yaml.CSafeLoader) if _ALIAS.search(text) else ()
    return any(isinstance(event, yaml.AliasEvent) for event in events)


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
