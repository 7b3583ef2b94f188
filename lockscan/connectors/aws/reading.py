"""One unit read: pages of a list, details where they pay, then the parts below each item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, TypeAlias

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.aws.details import Asker, detailed
from lockscan.connectors.aws.entry import Call, Entry
from lockscan.connectors.aws.expression import filled
from lockscan.connectors.aws.metrics import measured
from lockscan.connectors.aws.paging import pages
from lockscan.connectors.aws.shaping import item_tags, real_type, record
from lockscan.connectors.aws.tenant import GLOBAL, Place, Tenant
from lockscan.model.record import Page, Record
from lockscan.model.scope import Scope, ScopeState

TAGS: Final = "AWS::ResourceGroups::Tags"
"""What the ledger calls the region's tag index, which many types share."""

COUNTED: Final = 5_000
"""Pages of a capped list that are counted without being read."""

Listed: TypeAlias = Iterator[tuple[dict[str, Any], str | None]]
"""A list's answers, each with the token that continues after it."""


@dataclass(slots=True)
class _Tally:
    """How one of the other questions that a unit answers stands."""

    resources: int = 0
    failed: ScopeFailed | None = None


@dataclass(slots=True)
class Reader:
    """Reads one entry in one place, once."""

    tenant: Tenant
    entry: Entry
    place: Place
    tallies: dict[str, _Tally] = field(default_factory=dict)
    trouble: ScopeFailed | None = None
    asker: Asker = field(init=False)

    def __post_init__(self) -> None:
        self.asker = Asker(self.tenant.clients, self.place.endpoint)

    def read(self, token: str | None) -> Iterator[Page]:
        """Give page after page; raises `ScopeFailed` where the unit ends early or incomplete."""
        read = 0
        try:
            listed = self._pages(self.entry.list, self._here_view({}), token)
            for answer, following in listed:
                self._expect(self.entry)
                views = self._views(self.entry, answer, {})
                records = tuple(self._records(self.entry, views))
                read += len(records)
                if self.entry.children:
                    yield Page(records=records)
                    records = ()
                    for parts in self._parts(self.entry, views):
                        yield Page(records=parts)
                yield Page(records=records, scopes=tuple(self._scopes()), token=following)
                if following is not None:
                    _capped(self.entry, read, listed)
        except ScopeFailed as failed:
            self._missed(self.entry, failed)
            yield Page(scopes=tuple(self._scopes()))
            raise
        if self.trouble is not None:
            raise ScopeFailed(ScopeState.PARTIAL, self.trouble.reason, self.trouble.remedy)

    def _pages(self, call: Call, view: Mapping[str, Any], token: str | None = None) -> Listed:
        tokens = call.page or self.tenant.clients.tokens(call.operation)
        params = dict(filled(call.params, view))
        if call.size is not None and tokens is not None and tokens.limit:
            params[tokens.limit] = call.size
        return pages(lambda asked: self.asker.ask(call, asked), params, tokens, token)

    def _views(self, entry: Entry, answer: Mapping[str, Any], parent: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The items of an answer with `here` and `parent`, in full detail."""
        found = entry.list.items(answer) or ()
        views = [self._here_view(item, parent) for item in found if isinstance(item, dict)]
        if entry.where is not None:
            views = [view for view in views if entry.where(view)]
        views = [view for view in views if real_type(entry, view) and self.tenant.reads(self._region(entry, view))]
        failed = detailed(self.asker, entry.details, views, lambda view: self._endpoint(entry, view))
        if failed is not None:
            self._troubled(entry, failed)
        return [view for view in views if self.tenant.reads(self._region(entry, view))]

    def _records(self, entry: Entry, views: Sequence[dict[str, Any]]) -> Iterator[Record]:
        sizes = self._measured(entry, views)
        for view, size in zip(views, sizes, strict=True):
            region = self._region(entry, view)
            item = {key: value for key, value in view.items() if key not in {"here", "parent"}}
            found = record(entry, item, view, region=region, tags=self._tags(entry, view), sizes=size)
            if found is None:
                continue
            view["here"] = {**view["here"], "id": found.resource.id}
            if found.resource.type != self.entry.type:
                self._tally(found.resource.type).resources += 1
            yield found

    def _parts(self, entry: Entry, views: Sequence[dict[str, Any]]) -> Iterator[tuple[Record, ...]]:
        for child in entry.children:
            for view in views:
                below = self._here_view({}, view)
                read = 0
                try:
                    listed = self._pages(child.list, below)
                    for answer, following in listed:
                        parts = self._views(child, answer, view)
                        read += len(parts)
                        yield tuple(self._records(child, parts))
                        yield from self._parts(child, parts)
                        if following is not None:
                            _capped(child, read, listed)
                except ScopeFailed as failed:
                    self._missed(child, failed)

    def _tags(self, entry: Entry, view: Mapping[str, Any]) -> Mapping[str, str]:
        if entry.tags is None or not entry.tags.indexed:
            return item_tags(entry, view)
        try:
            index = self.tenant.tags.of(self._endpoint(entry, view))
        except ScopeFailed as failed:
            self._tally(TAGS).failed = failed
            return {}
        return index.get(str(entry.id(view)), {})

    def _measured(self, entry: Entry, views: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        sizes: list[dict[str, Any]] = [{} for _ in views]
        if not entry.metrics:
            return sizes
        for region in sorted({self._endpoint(entry, view) for view in views}):
            chosen = [number for number, view in enumerate(views) if self._endpoint(entry, view) == region]
            try:
                found = measured(self.tenant.clients, entry.metrics, [views[number] for number in chosen], region)
            except ScopeFailed as failed:
                self._troubled(entry, failed)
                continue
            for number, facts in zip(chosen, found, strict=True):
                sizes[number] = dict(facts)
        return sizes

    def _region(self, entry: Entry, view: Mapping[str, Any]) -> str:
        found = entry.region(view) if entry.region is not None else None
        return str(found) if found else self.place.region

    def _endpoint(self, entry: Entry, view: Mapping[str, Any]) -> str:
        region = self._region(entry, view)
        return self.place.endpoint if region == GLOBAL else region

    def _here(self) -> dict[str, str]:
        return {
            "partition": self.tenant.partition,
            "account": self.tenant.account,
            "region": self.place.endpoint,
        }

    def _here_view(self, item: Mapping[str, Any], parent: Mapping[str, Any] | None = None) -> dict[str, Any]:
        here = self._here()
        if parent:
            here["parent"] = parent["here"].get("id", "")
        return {**item, "here": here, "parent": parent or {}}

    def _tally(self, kind: str) -> _Tally:
        return self.tallies.setdefault(kind, _Tally())

    def _expect(self, entry: Entry) -> None:
        """Make sure that every question the list answers has its line in the ledger, found or not."""
        for kind in entry.types:
            if kind != self.entry.type:
                self._tally(kind)
        for child in entry.children:
            self._expect(child)

    def _missed(self, entry: Entry, failed: ScopeFailed) -> None:
        for kind in entry.types:
            if kind != self.entry.type:
                self._tally(kind).failed = failed
        for child in entry.children:
            self._missed(child, failed)

    def _troubled(self, entry: Entry, failed: ScopeFailed) -> None:
        """Note what a resource is known without."""
        partial = ScopeFailed(ScopeState.PARTIAL, failed.reason, failed.remedy)
        if entry is self.entry:
            self.trouble = partial
        # With its page, so that a run that resumes after it still tells.
        self._tally(entry.type).failed = partial

    def _scopes(self) -> Iterator[Scope]:
        for kind, tally in self.tallies.items():
            usual = ScopeState.OK if tally.resources else ScopeState.EMPTY
            yield Scope(
                provider="aws",
                account=self.tenant.account,
                region=self.place.region,
                type=kind,
                state=tally.failed.state if tally.failed else usual,
                resources=tally.resources,
                reason=tally.failed.reason if tally.failed else "",
                remedy=tally.failed.remedy if tally.failed else "",
            )
        self.tallies.clear()


def _capped(entry: Entry, read: int, listed: Listed) -> None:
    """End a list that is read to its cap, with how many it holds beyond."""
    if entry.cap is None or read < entry.cap:
        return
    more = 0
    following: str | None = "not to its end"
    try:
        for answer, token in islice(listed, COUNTED):
            more += len(entry.list.items(answer) or ())
            following = token
    except ScopeFailed:
        following = "not to its end"
    least = "at least " if following else ""
    raise ScopeFailed(ScopeState.CAPPED, f"read {read:,} of {least}{read + more:,}: the others are only counted")
