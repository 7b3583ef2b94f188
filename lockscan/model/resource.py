"""One thing that would have to move, be replaced, or be abandoned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NewType, TypeAlias

from lockscan.vocabulary.facts import Fact

ResourceId = NewType("ResourceId", str)
TypeName = NewType("TypeName", str)

Facts: TypeAlias = Mapping[str, Fact]

PLATFORMS: Final = frozenset({"kubernetes", "helm", "kubectl"})
"""What anyone can run: who supplies it is told by what it runs on, and is not known where that was not read."""

NOBODY: Final = PLATFORMS | frozenset(
    {"archive", "cloudinit", "external", "http", "local", "null", "random", "template", "terraform", "time", "tls"}
)
"""Providers that supply nothing themselves: platforms, and parts of Terraform, whose things live in its state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a resource was seen: an API call, or a file and line."""

    source: str
    """`live`, `state`, `plan`, `template` or `export`; live beats state beats plan beats template."""

    location: str
    """The API call (`ec2:DescribeInstances`) or the file as the user named it."""

    line: int | None = None
    address: str | None = None
    """The address inside the file, for example `module.web.aws_instance.app[0]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One thing of the estate; never its raw configuration."""

    id: ResourceId
    """Provider-native identifier (ARN, ARM id, self-link); a planned resource's address until it has one."""

    type: TypeName
    """The provider's authoritative name: CloudFormation, ARM, Cloud Asset Inventory."""

    provider: str
    """`aws`, `azure`, `google`, `oracle`, `ibm`, `openstack`, `kubernetes`, or another's short name."""

    account: str
    region: str
    """The provider's region name; `global` for what has none."""

    name: str
    tags: Mapping[str, str | None] = field(default_factory=dict)
    """Every key; the value only of keys listed in `rules/vocabulary/tags.yaml` (None otherwise)."""

    facts: Facts = field(default_factory=dict)
    """Neutral facts by their name in `rules/vocabulary/facts.yaml`, and every boolean and number of the
    provider's answer by its dotted path."""

    origins: tuple[Origin, ...] = ()
    application: str | None = None
    """Set by the connector only where the source itself groups (a stack, a resource group, a module); a tag wins
    over it at sealing."""

    parent: ResourceId | None = None
    """The resource this one belongs to as a part, if the source says so (a subnet's network, a listener's balancer)."""
