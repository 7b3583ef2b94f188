"""Spares the emulator work that nobody sees: half of what it did was done for nothing, or once for every service."""

from contextlib import suppress
from functools import cache
from typing import Any


def hasten() -> None:
    """Do what the emulator's own parts let us; with one that is built otherwise it is slower, and as right."""
    for saving in (_one_loader, _hosts_once, _unwritten_addresses):
        with suppress(ImportError, AttributeError):
            saving()


def _one_loader() -> None:
    """Let all services share the reader of their models."""
    from moto.core import utils

    utils.create_loader = cache(utils.create_loader)  # type: ignore[attr-defined] # where moto looks it up


def _hosts_once() -> None:
    """Find once which service a host is: hundreds of patterns are tried in turn."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication as Dispatcher

    Dispatcher.get_backend_for_host = cache(Dispatcher.get_backend_for_host)  # type: ignore[method-assign]


def _unwritten_addresses() -> None:
    """Prepare no addresses to be written, as they are only read."""
    from werkzeug.routing import Rule

    def prepared(*_: Any, **__: Any) -> Any:
        return _never_written

    if hasattr(Rule, "_compile_builder"):
        Rule._compile_builder = prepared  # type: ignore[method-assign] # noqa: SLF001 - nine tenths of a rule's cost


def _never_written(*_: Any, **__: Any) -> Any:
    raise NotImplementedError("the emulator's addresses are only read")
