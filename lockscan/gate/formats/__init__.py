"""One module a format of a verdict, found on disk and imported only when named."""

from typing import Final

from lockscan.gate.formats.interface import Format
from lockscan.plugins import Plugins

FORMATS: Final = Plugins[Format](__name__, __path__, "FORMAT")
