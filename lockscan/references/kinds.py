"""What a mention means, by where it stands and between which types."""

from functools import lru_cache

from lockscan.model.reference import Confidence
from lockscan.references.vocabulary import folded, path_rules
from lockscan.vocabulary.kinds import Kind


def kind_for(path: str, *, source_type: str = "", target_type: str | None = None) -> Kind:
    """Give the kind for a mention at a dotted path; `references` where no rule speaks."""
    return kind_and_confidence(_without_positions(folded(path)), source_type, target_type or "")[0]


@lru_cache(maxsize=65_536)
def kind_and_confidence(path: str, source_type: str, target_type: str) -> tuple[Kind, Confidence | None]:
    """Give the kind, and the confidence if the rule sets one; the path is folded and without positions."""
    source, target = source_type.lower(), target_type.lower()
    for rule in path_rules():
        if rule.path.search(path) and rule.source.search(source) and rule.target.search(target):
            return rule.kind, rule.confidence
    return Kind.REFERENCES, None


def _without_positions(path: str) -> str:
    return ".".join(part.partition("[")[0] for part in path.split("."))
