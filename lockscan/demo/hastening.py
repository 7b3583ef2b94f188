"""Spares the emulator work that nobody sees: half of what it did was done for nothing, or once for every service."""

from functools import cache
from typing import Any


def hasten() -> None:
    """Look things up once that are always the same, and prepare no addresses to be written, as they are only read."""
    from moto.core import utils
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication as Dispatcher
    from werkzeug.routing import Rule

    utils.create_loader = cache(utils.create_loader)  # type: ignore[attr-defined] # where moto looks it up
    Dispatcher.get_backend_for_host = cache(Dispatcher.get_backend_for_host)  # type: ignore[method-assign]
    Rule._compile_builder = _never_written  # type: ignore[method-assign] # noqa: SLF001 - nine tenths of a rule's cost


def _never_written(*_: Any, **__: Any) -> Any:
    """Stand for what makes the function that writes an address."""

    def write(*_: Any, **__: Any) -> Any:
        raise NotImplementedError("the emulator's addresses are only read")

    return write
