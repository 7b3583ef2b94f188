"""Another release of the emulator may be built otherwise: the demo then takes longer, and works."""

import pytest
from werkzeug.routing import Rule

from lockscan.demo.hastening import hasten


def test_an_emulator_that_is_built_otherwise_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("moto.core.utils.create_loader")
    monkeypatch.delattr("moto.moto_server.werkzeug_app.DomainDispatcherApplication")
    monkeypatch.delattr(Rule, "_compile_builder")
    hasten()
    assert not hasattr(Rule, "_compile_builder")
