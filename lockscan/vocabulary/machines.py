"""What a machine size's name says of it; the data is `rules/vocabulary/machine-sizes.yaml`."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from lockscan.vocabulary.data import read_yaml, rules_folder

GIB = 1.073741824
"""GB (10^9 bytes) in a GiB."""


class MachineSize(NamedTuple):
    """None: the name does not say."""

    vcpus: float | None
    memory_gb: float | None


@cache
def machine_size(provider: str, name: str) -> MachineSize:
    """Read a size's name, whatever service rents it out; names of anything else say nothing."""
    rules = _providers().get(provider)
    found = re.fullmatch(rules["name"], name) if rules else None
    if rules is None or found is None:
        return MachineSize(None, None)
    size = found["size"]
    vcpus = _said(rules["vcpus"], size, None)
    memory = _said(rules["memory"], size, vcpus)
    return MachineSize(vcpus, None if memory is None else round(memory * GIB, 3))


def _said(rules: Sequence[Mapping[str, Any]], size: str, vcpus: float | None) -> float | None:
    for rule in rules:
        found = re.fullmatch(rule["when"], size)
        if found is None:
            continue
        if "is" in rule:
            return float(rule["is"])
        if "each" in rule:
            return None if vcpus is None else vcpus * float(rule["each"])
        return int(found["n"]) * float(rule["times"]) if "times" in rule else int(found["m"]) * float(rule["of"])
    return None


@cache
def _providers() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = read_yaml(rules_folder() / "vocabulary" / "machine-sizes.yaml")[
        "providers"
    ]
    return found
