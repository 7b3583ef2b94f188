"""What an update changes, and nothing else: a live answer knows more of a resource than a plan does."""

from dataclasses import dataclass, replace

import numpy as np

from lockscan.comparison.picked import NOWHERE
from lockscan.comparison.stacking import Joined
from lockscan.model.estate import Codes, Column, Estate, Floats
from lockscan.model.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Kept:
    """What stands both before and after the plan: its row in the estate, before and after."""

    rows: Codes
    before: Codes
    after: Codes


def patched(added: Joined, before: Estate, after: Estate, stood: Codes) -> Estate:
    """Put into the estate what differs between the two ends of a plan; what the plan leaves unknown stays."""
    nodes = np.flatnonzero(stood[: after.resources] != NOWHERE).astype(np.int32)
    kept = _Kept(rows=added.new[nodes], before=stood[nodes], after=nodes)
    estate = _profiled(added.estate, before, after, kept)
    return replace(
        estate,
        region=_placed(estate.region, before.region, after.region, kept),
        application=_placed(estate.application, before.application, after.application, kept),
        size_gb=_sized(estate.size_gb, before.size_gb, after.size_gb, kept),
        vcpus=_sized(estate.vcpus, before.vcpus, after.vcpus, kept),
        memory_gb=_sized(estate.memory_gb, before.memory_gb, after.memory_gb, kept),
        instances=_sized(estate.instances, before.instances, after.instances, kept),
    )


def _sized(column: Floats, former: Floats, planned: Floats, kept: _Kept) -> Floats:
    changed = ~np.isnan(planned[kept.after]) & (planned[kept.after] != former[kept.before])
    column = column.copy()
    column[kept.rows[changed]] = planned[kept.after[changed]]
    return column


def _placed(column: Column, former: Column, planned: Column, kept: _Kept) -> Column:
    changed = {
        int(row): planned[int(after)]
        for row, before, after in zip(kept.rows, kept.before, kept.after, strict=True)
        if planned[int(after)] not in {"", former[int(before)]}
    }
    if not changed:
        return column
    values = (*column.values, *sorted(set(changed.values()) - set(column.values)))
    codes = column.codes.copy()
    for row, value in changed.items():
        codes[row] = values.index(value)
    return Column(codes, values)


def _profiled(estate: Estate, before: Estate, after: Estate, kept: _Kept) -> Estate:
    profiles = {profile: code for code, profile in enumerate(estate.profiles)}
    codes = estate.profile.copy()
    for row, old, new in zip(kept.rows, kept.before, kept.after, strict=True):
        planned, former = after.profiles[after.profile[new]], before.profiles[before.profile[old]]
        if planned != former:
            profile = _changed(estate.profiles[codes[row]], former, planned)
            codes[row] = profiles.setdefault(profile, len(profiles))
    return replace(estate, profiles=tuple(profiles), profile=codes)


def _changed(profile: Profile, former: Profile, planned: Profile) -> Profile:
    known = dict(former.facts)
    differing = {name: value for name, value in planned.facts if known.get(name) != value}
    return replace(profile, facts=tuple(sorted({**dict(profile.facts), **differing}.items())))
