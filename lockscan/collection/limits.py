"""How fast a source may be asked: unbounded until it complains, then slowed down and carefully raised again."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

SLOWEST: Final = 0.5
"""Calls a second below which a limit is never set."""

SLOWER: Final = 0.7
"""What a complaint leaves of the rate: less would waste a third of what the source gives, more would annoy it."""

RAISE: Final = 0.5
"""Calls a second by which a limit rises for every second without complaint."""

WINDOW: Final = 20
"""Calls over which the present rate is measured."""


class LimitKey(NamedTuple):
    account: str
    region: str
    service: str


@dataclass(slots=True)
class _Limit:
    rate: float | None = None
    """Calls a second; None while the source never complained."""

    next_slot: float = 0.0
    raised: float = 0.0
    recent: deque[float] = field(default_factory=lambda: deque(maxlen=WINDOW))


class Limiter:
    """Additive increase, multiplicative decrease, each (account, region, service) by itself."""

    def __init__(
        self, *, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._limits: dict[LimitKey, _Limit] = {}

    def wait(self, key: LimitKey) -> None:
        """Wait for this key's turn."""
        with self._lock:
            limit = self._limits.setdefault(key, _Limit())
            now = self._clock()
            pause = self._reserve(limit, now)
            limit.recent.append(now + pause)
        if pause > 0:
            self._sleep(pause)

    def throttled(self, key: LimitKey) -> None:
        """The source complained: ask more slowly than when it did."""
        with self._lock:
            limit = self._limits.setdefault(key, _Limit())
            now = self._clock()
            if limit.rate is not None and now - limit.raised < 1 / limit.rate:
                return  # the answers to calls sent before the last slowing down
            limit.rate = max(SLOWEST, (limit.rate or _observed(limit, now)) * SLOWER)
            limit.raised = now
            limit.next_slot = max(limit.next_slot, now + 1 / limit.rate)

    def rate(self, key: LimitKey) -> float | None:
        """Give the present limit in calls a second; None for unbounded."""
        with self._lock:
            limit = self._limits.get(key)
            return limit.rate if limit else None

    def _reserve(self, limit: _Limit, now: float) -> float:
        if limit.rate is None:
            return 0.0
        limit.rate += RAISE * max(0.0, now - limit.raised)
        limit.raised = max(now, limit.raised)
        slot = max(now, limit.next_slot)
        limit.next_slot = slot + 1 / limit.rate
        return slot - now


def _observed(limit: _Limit, now: float) -> float:
    """Give the rate of the last calls."""
    if not limit.recent:
        return 2 * SLOWEST
    return len(limit.recent) / max(now - limit.recent[0], 0.1)
