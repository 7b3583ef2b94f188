"""Who mentions whom, as seen while collecting; what it was resolved to is a row of the snapshot."""

from dataclasses import dataclass
from enum import StrEnum

from lockscan.model.resource import TypeName
from lockscan.vocabulary.kinds import Kind


class IdentityClass(StrEnum):
    """How far an identity carries."""

    GLOBAL = "global"
    """Unique everywhere: an ARN, an ARM id, a self-link, a DNS name, a URL, a Terraform address of one file."""

    SCOPED = "scoped"
    """Opaque and typed (`vpc-0ab1`, a UUID): the same account is required, the same region preferred."""

    NAME = "name"
    """A bare name: the same account and region are required, and a type the place of mention hints at."""


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One of the strings by which others mention a resource."""

    kind: IdentityClass
    key: str
    """Normalised: ARM ids and DNS names in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A string in a resource's configuration that looks like a mention of another."""

    key: str
    match: IdentityClass
    kind: Kind
    evidence: str
    """The dotted path where it was seen."""

    confidence: Confidence = Confidence.HIGH
    target_type: TypeName | None = None
    """Required for a NAME match; elsewhere the type the key's shape tells, used when the target is external."""

    external: bool = True
    """Whether a target that is not in the estate is kept as an external node."""
