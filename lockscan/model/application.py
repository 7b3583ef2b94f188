"""What stands where an application's name would, and is none: nobody named one, or several use it."""

from typing import Final

NO_APPLICATION: Final = frozenset({"", "shared", "unassigned"})
