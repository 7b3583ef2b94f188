"""The closed list of reference kinds; what each means for lock-in stands in `rules/couplings.yaml`."""

from enum import StrEnum


class Kind(StrEnum):
    """Read each as: the source ... the target."""

    REFERENCES = "references"
    """Names it, and no more is known."""

    RUNS_ON = "runs_on"
    STORES_IN = "stores_in"
    """Keeps its state there: a function's table, an instance's volume, a service's bucket."""

    ATTACHED_TO = "attached_to"
    """Is physically joined to it, and moves with it."""

    READS_FROM = "reads_from"
    """Takes its data, messages or events from it."""

    WRITES_TO = "writes_to"
    """Sends its data or messages to it, by its own decision."""

    INVOKES = "invokes"
    ROUTES_TO = "routes_to"
    """Passes traffic or names on to it: a balancer's target, a record's address, a distribution's origin."""

    NOTIFIES = "notifies"
    """Tells it of events: the told depends on the event's format, not the teller."""

    DEAD_LETTER = "dead_letter"
    ASSUMES = "assumes"
    """Acts under its identity."""

    AUTHENTICATES_WITH = "authenticates_with"
    """Has its users or callers checked by it."""

    ENCRYPTS_WITH = "encrypts_with"
    READS_SECRET = "reads_secret"  # noqa: S105 - a kind's name
    IN_NETWORK = "in_network"
    PROTECTED_BY = "protected_by"
    """Is guarded by it: a firewall, a security group, a certificate."""

    PULLS_IMAGE = "pulls_image"
    LOGS_TO = "logs_to"
    MONITORS = "monitors"
    COPY_OF = "copy_of"
    """Is a snapshot, backup or replica of it."""

    CONFIGURES = "configures"
    """Is a setting of it and has no life of its own."""

    CONTAINED_IN = "contained_in"
    """Is grouped under it: a stack, a resource group, a project."""

    ORDERED_AFTER = "ordered_after"
    """Is built after it; nothing more."""

    MAY_ACCESS = "may_access"
    """Is allowed to use it; whether it does is not known."""

    MENTIONS = "mentions"
    """Holds a string that may be its name."""
