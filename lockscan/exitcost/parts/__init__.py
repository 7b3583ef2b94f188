"""The components of the exit cost, one module each; adding one edits no list."""

from typing import Final

from lockscan.exitcost.interface import Part
from lockscan.plugins import Plugins

PARTS: Final = Plugins[Part](__name__, __path__, "PART")
