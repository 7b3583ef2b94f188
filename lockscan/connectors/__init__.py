"""One module or subpackage a source, found on disk and imported only when named."""

from typing import Final

from lockscan.collection.interface import Connector
from lockscan.plugins import Plugins

CONNECTORS: Final = Plugins[Connector](__name__, __path__, "CONNECTOR")
