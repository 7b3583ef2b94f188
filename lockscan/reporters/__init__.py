"""One module a format, found on disk and imported only when named."""

from typing import Final

from lockscan.plugins import Plugins
from lockscan.reporters.interface import Reporter

REPORTERS: Final = Plugins[Reporter](__name__, __path__, "REPORTER")
