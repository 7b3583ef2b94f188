"""Which application a node belongs to, once what applications share is known."""

import numpy as np

from lockscan.graph.arcs import Arcs
from lockscan.graph.order import Adjacency, Mask, distinct
from lockscan.model.estate import Codes, Column, Estate
from lockscan.vocabulary.kinds import Kind

SHARED = "shared"
UNASSIGNED = "unassigned"

SETTING = "configuration"

MIN_APPLICATIONS = 3
"""Below this number of applications, most of them means nothing."""

UNKNOWN = -1
"""Nothing is known yet of who uses it."""


def memberships_of(estate: Estate, role: Column, arcs: Arcs) -> Column:
    """Take a node's own application, else its parent's, else the one that all its dependents lie in."""
    names = [name for name in estate.application.values if name not in {"", SHARED, UNASSIGNED}]
    own = _own(estate.application, names)
    head = _heads(estate, _parents(estate, role, arcs), own)
    used, by = head[arcs.holder], head[arcs.held]
    counts = (own[used] == UNKNOWN) & (used != by)
    users = _Users(own, head, used[counts], by[counts], applications=len(names))
    member = users.member()[head]
    member[member == UNKNOWN] = users.conflict
    return _column(member, [*names, UNASSIGNED, SHARED])


def _own(application: Column, names: list[str]) -> Codes:
    """Give each node the number of its own application; `unassigned` and `shared` come after the last."""
    code = {name: number for number, name in enumerate([*names, UNASSIGNED, SHARED])}
    return np.array([code.get(value, UNKNOWN) for value in application.values], dtype=np.int32)[application.codes]


def _heads(estate: Estate, parent: Codes, own: Codes) -> Codes:
    """Give every part the row that speaks for it: its nearest ancestor with an application, else its topmost."""
    rows = np.arange(len(estate), dtype=np.int32)
    head = np.where((own == UNKNOWN) & (parent >= 0), parent, rows).astype(np.int32)
    for _ in range(len(estate).bit_length()):
        head = head[head]
    # Parents that run in a circle speak for nobody.
    return np.where(head[head] == head, head, rows).astype(np.int32)


def _parents(estate: Estate, role: Column, arcs: Arcs) -> Codes:
    """Give each node's parent; a setting's is what it configures, or, where nobody uses it, the first it refers to."""
    edges = estate.edges
    found = np.full(len(estate), -1, dtype=np.int32)
    if SETTING in role.values:
        setting = role.codes == role.values.index(SETTING)
        unused = setting.copy()
        unused[arcs.holder] = False
        refers = np.flatnonzero(unused[arcs.held])[::-1]
        found[arcs.held[refers]] = arcs.holder[refers]
        if Kind.CONFIGURES in edges.kind.values:
            configures = edges.kind.codes == edges.kind.values.index(Kind.CONFIGURES)
            chosen = np.flatnonzero(configures & setting[edges.source])[::-1]
            found[edges.source[chosen]] = edges.target[chosen]
    return np.where(estate.parent >= 0, estate.parent, found).astype(np.int32)


class _Users:
    """Who uses what has no application of its own: application numbers spread from users to the used."""

    def __init__(self, own: Codes, head: Codes, used: Codes, by: Codes, *, applications: int) -> None:
        self._used = used
        self._by = by
        self._applications = applications
        self._uses = Adjacency.of(len(own), by, used)
        self._scratch = np.empty_like(own)
        self.conflict = np.int32(applications)
        self._member = own.copy()
        self._open = (own == UNKNOWN) & (head == np.arange(len(own), dtype=np.int32))
        idle = self._open.copy()
        idle[used] = False
        self._member[idle] = self.conflict

    def member(self) -> Codes:
        """Spread until nothing changes: users of one application make the used its own, others a conflict."""
        lowest = np.where(self._member == UNKNOWN, np.iinfo(np.int32).max, self._member).astype(np.int32)
        highest = self._member.copy()
        frontier = np.flatnonzero(self._member != UNKNOWN).astype(np.int32)
        while len(frontier):
            reached = self._uses.around(frontier)
            told = np.repeat(self._member[frontier], self._uses.degree(frontier))
            np.minimum.at(lowest, reached, told)
            np.maximum.at(highest, reached, told)
            now = np.where(lowest[reached] == highest[reached], lowest[reached], self.conflict)
            changed = now != self._member[reached]
            self._member[reached] = now
            frontier = distinct(reached[changed], self._scratch)
        self._share()
        return self._member

    def _share(self) -> None:
        """Make shared what most applications use, and what the shared itself uses."""
        shared = self.conflict + 1
        conflicts = self._open & (self._member == self.conflict)
        frontier = np.flatnonzero(conflicts & self._used_by_most(conflicts)).astype(np.int32)
        while len(frontier):
            self._member[frontier] = shared
            reached = self._uses.around(frontier)
            frontier = distinct(reached[self._member[reached] == self.conflict], self._scratch)

    def _used_by_most(self, conflicts: Mask) -> Mask:
        if self._applications < MIN_APPLICATIONS:
            return np.zeros_like(conflicts)
        user = self._member[self._by]
        counts = conflicts[self._used] & (user < self._applications) & (user != UNKNOWN)
        pairs = np.unique(self._used[counts].astype(np.int64) * self._applications + user[counts])
        users = np.bincount(pairs // self._applications, minlength=len(conflicts))
        return np.asarray(users * 2 > self._applications)


def _column(codes: Codes, values: list[str]) -> Column:
    """Keep the values that occur, in order of name."""
    present = np.flatnonzero(np.bincount(codes, minlength=len(values)))
    kept = sorted(values[code] for code in present)
    number = np.zeros(len(values), dtype=np.int32)
    number[present] = [kept.index(values[code]) for code in present]
    return Column(number[codes], tuple(kept))
