"""Which ids in an instance are another resource's: a policy has its topic's, an association its subnet's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lockscan.connectors._shape import text

OWN_ARNS: Final = ("arn", "db_snapshot_arn", "db_cluster_snapshot_arn")
"""Attributes that hold an instance's own ARN, unless another attribute says that it is another's."""

_OWN: Final = frozenset({*OWN_ARNS, "id", "qualified_arn", "invoke_arn", "execution_arn"})

_ARGUMENT: Final = frozenset({
    *("aws_cloudwatch_event_target", "aws_lakeformation_resource"),
    *("aws_sns_topic_policy", "aws_sns_topic_data_protection_policy"),
})  # fmt: skip
"""Types whose `arn` is an argument: what they are about. From the AWS provider's documentation, 2026-11-22."""

_IDS: Final = ("arn:", "/subscriptions/")
_JOINT: Final = re.compile(r"$|[|;,]|_arn:|-[0-9a-f]{26}$")
"""What the providers put behind another's id, for what hangs on it; a copy may well be called `data-copy`."""


@dataclass(frozen=True, slots=True)
class Others:
    """The ids by which an instance names others."""

    named: frozenset[str]
    lent: bool
    """Whether the instance's own `id` is another's, or made of another's."""

    @classmethod
    def of(cls, type_: str, values: Mapping[str, Any]) -> "Others":
        """Read them off an instance of one of Terraform's types."""
        found = {
            value
            for key, value in values.items()
            if isinstance(value, str) and value.startswith(_IDS) and key not in _OWN and not _names_itself(key, type_)
        }
        if type_ in _ARGUMENT:
            found.add(str(values.get("arn")))
        id_ = text(values.get("id"))
        return cls(frozenset(found), any(id_.startswith(one) and _JOINT.match(id_, len(one)) for one in found))


def _names_itself(key: str, type_: str) -> bool:
    """Tell `secret_arn` of a secret, which is its own, from that of a secret's policy."""
    stem = key.removesuffix("_arn").removesuffix("_id")
    words = stem.split("_")
    return any(type_.endswith("_" + "_".join(words[:many])) for many in range(1, len(words) + 1))
