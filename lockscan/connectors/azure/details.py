"""Properties of what Resource Graph does not know: asked for one by one, only where a fact hangs on them."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeAlias

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.azure.client import Arm
from lockscan.connectors.azure.ids import parsed
from lockscan.connectors.azure.versions import Versions
from lockscan.model.scope import ScopeState
from lockscan.vocabulary.arm import arm_reading

AT_ONCE: Final = 8
MOST: Final = 1_000
"""Resources of one subscription that are asked for one by one."""

Row: TypeAlias = dict[str, Any]


class Details:
    """The resources of one subscription, each by itself; remembers why some stay without properties."""

    def __init__(self, arm: Arm, versions: Versions) -> None:
        self._arm = arm
        self._versions = versions
        self._left = MOST
        self.failed: ScopeFailed | None = None

    def completed(self, rows: Iterable[Row]) -> list[Row]:
        """Give the rows, those that need properties with them where they could be read."""
        every = list(rows)
        if not any(_needs_more(row) for row in every):
            return every
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(self._whole, every))

    def _whole(self, row: Row) -> Row:
        if not _needs_more(row) or not self._may_ask():
            return row
        try:
            version = self._versions.of(str(row.get("type")))
            return {**row, **self._arm.get(str(row["id"]), **{"api-version": version})}
        except ScopeFailed as failed:
            self.failed = failed
            return row

    def _may_ask(self) -> bool:
        self._left -= 1
        if self._left < 0:
            self.failed = ScopeFailed(ScopeState.CAPPED, f"{MOST} resources were asked for one by one, not the others")
        return self._left >= 0


def _needs_more(row: Row) -> bool:
    arm = parsed(str(row.get("id") or ""))
    if arm is None or arm.parent or isinstance(row.get("properties"), dict):
        return False
    return any(fact.needs_properties for fact in arm_reading(str(row.get("type"))).facts.values())
