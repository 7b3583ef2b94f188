"""Properties of what Resource Graph does not know: asked for one by one, only where a fact hangs on them."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeAlias

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.azure.client import Arm
from lockscan.connectors.azure.ids import parsed
from lockscan.model.scope import ScopeState
from lockscan.vocabulary.arm import arm_reading

API: Final = "2021-04-01"
AT_ONCE: Final = 8
MOST: Final = 1_000
"""Resources of one subscription that are asked for one by one."""

Row: TypeAlias = dict[str, Any]


class Details:
    """The resources of one subscription, each by itself; remembers why some stay without properties."""

    def __init__(self, arm: Arm, subscription: str) -> None:
        self._arm = arm
        self._providers = f"/subscriptions/{subscription}/providers"
        self._versions: Mapping[str, str] | None = None
        self._left = MOST
        self.failed: ScopeFailed | None = None

    def completed(self, rows: Iterable[Row]) -> list[Row]:
        """Give the rows, those that need properties with them where they could be read."""
        every = list(rows)
        if not any(_needs_more(row) for row in every):
            return every
        try:
            versions = self._known_versions()
        except ScopeFailed as failed:
            self.failed = failed
            return every
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(lambda row: self._whole(row, versions), every))

    def _whole(self, row: Row, versions: Mapping[str, str]) -> Row:
        version = versions.get(str(row.get("type")).lower())
        if version is None or not _needs_more(row) or not self._may_ask():
            return row
        try:
            return {**row, **self._arm.get(str(row["id"]), **{"api-version": version})}
        except ScopeFailed as failed:
            self.failed = failed
            return row

    def _may_ask(self) -> bool:
        self._left -= 1
        if self._left < 0:
            self.failed = ScopeFailed(ScopeState.CAPPED, f"{MOST} resources were asked for one by one, not the others")
        return self._left >= 0

    def _known_versions(self) -> Mapping[str, str]:
        """Type in lower case -> the newest version of its interface that is no preview."""
        if self._versions is None:
            pages = self._arm.pages(self._providers, **{"api-version": API})
            self._versions = {
                f"{provider.get('namespace')}/{kind.get('resourceType')}".lower(): version
                for page in pages
                for provider in page
                for kind in provider.get("resourceTypes") or ()
                if (version := _newest(kind.get("apiVersions")))
            }
        return self._versions


def _needs_more(row: Row) -> bool:
    arm = parsed(str(row.get("id") or ""))
    if arm is None or arm.parent or isinstance(row.get("properties"), dict):
        return False
    return any(fact.needs_properties for fact in arm_reading(str(row.get("type"))).facts.values())


def _newest(versions: Any) -> str:
    stable = [one for one in versions or () if isinstance(one, str) and "preview" not in one.lower()]
    return max(stable, default="")
