"""Processors and memory where a source gives only the name of a size: what that name says, for every node of it."""

from collections.abc import Sequence

import numpy as np

from lockscan.model.estate import Codes, Column, Floats
from lockscan.model.profile import Profile
from lockscan.vocabulary.machines import MachineSize, machine_size

SIZE_NAME = "plan"
"""The fact that carries the name."""


def by_size_name(
    profiles: Sequence[Profile], profile: Codes, provider: Column, instances: Floats, counted: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """Give processors and memory in GB; what was counted stays, what no name tells stays unknown (NaN)."""
    names = [dict(each.facts).get(SIZE_NAME) for each in profiles]
    said = np.array([[_said(whose, name) for whose in provider.values] for name in names], dtype=np.float64)
    if not said.size:
        return counted
    nodes = np.where(np.isnan(instances), 1.0, instances)[:, None]
    named = said[profile, provider.codes] * nodes
    vcpus, memory = (np.where(np.isnan(known), named[:, at], known) for at, known in enumerate(counted))
    return vcpus, memory


def _said(provider: str, name: str | bool | None) -> tuple[float, float]:
    size = machine_size(provider, name) if isinstance(name, str) else MachineSize(None, None)
    return _known(size.vcpus), _known(size.memory_gb)


def _known(number: float | None) -> float:
    return np.nan if number is None else number
