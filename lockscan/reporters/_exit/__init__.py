"""The exit question alone, one module a format, found on disk and imported only when named."""

from typing import Final

from lockscan.plugins import Plugins
from lockscan.reporters._exit.interface import Format

FORMATS: Final = Plugins[Format](__name__, __path__, "FORMAT")
