"""Which version of its interface each type is asked by: the newest that is no preview, as Azure itself tells."""

import threading
from collections.abc import Mapping
from typing import Any, Final

from lockscan.collection.interface import ScopeFailed
from lockscan.connectors.azure.client import Arm
from lockscan.model.scope import ScopeState

API: Final = "2021-04-01"
FIXED: Final = {"microsoft.insights/diagnosticsettings": "2021-05-01-preview"}
"""Where the newest stable version answers less than an older preview does."""


class Versions:
    """One subscription's versions, asked for when first wanted; safe to share between threads."""

    def __init__(self, arm: Arm, subscription: str) -> None:
        self._arm = arm
        self._path = f"/subscriptions/{subscription}/providers"
        self._known: Mapping[str, str] | ScopeFailed | None = None
        self._lock = threading.Lock()

    def of(self, type_: str) -> str:
        """Give the version for a type, else for what it is a part of; raises `ScopeFailed` where Azure tells none."""
        folded = type_.lower()
        known = self._all()
        above = folded
        while "/" in above:
            if version := FIXED.get(above) or known.get(above):
                return version
            above = above.rpartition("/")[0]
        raise ScopeFailed(ScopeState.UNAVAILABLE, f"{type_}: Azure names no version of its interface here")

    def _all(self) -> Mapping[str, str]:
        with self._lock:
            if self._known is None:
                try:
                    self._known = self._asked()
                except ScopeFailed as failed:
                    # Remembered: what is refused once is not asked again for every resource.
                    self._known = failed
            known = self._known
        if isinstance(known, ScopeFailed):
            raise known
        return known

    def _asked(self) -> dict[str, str]:
        return {
            f"{provider.get('namespace')}/{kind.get('resourceType')}".lower(): version
            for page in self._arm.pages(self._path, **{"api-version": API})
            for provider in page
            for kind in provider.get("resourceTypes") or ()
            if (version := _newest(kind.get("apiVersions")))
        }


def _newest(versions: Any) -> str:
    said = [one for one in versions or () if isinstance(one, str)]
    return max((one for one in said if "preview" not in one.lower()), default=max(said, default=""))
