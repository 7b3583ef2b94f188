"""Where work that can be done again is kept between runs."""

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """Give the user's own folder for it, as the system has it; it may not exist, or not be writable."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_CACHE_HOME")
    default = Path("~/Library/Caches" if sys.platform == "darwin" else "~/.cache")
    return (Path(base) if base else _expanded(default)) / "lockscan"


def _expanded(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        # No home at all, as in some containers: a place that cannot be made is a cache that is not kept.
        return path
