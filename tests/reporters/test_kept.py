"""Compiled templates are only a cache: kept for the next run, never taken from where others can write, never needed."""

from pathlib import Path
from typing import Any

import jinja2
import pytest

from lockscan.reporters.html.kept import Kept


def laid_out(text: str = "{{ 1 + 1 }}") -> str:
    environment = jinja2.Environment(loader=jinja2.DictLoader({"page": text}), bytecode_cache=Kept(), autoescape=True)
    return environment.get_template("page").render()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "lockscan"


def kept(folder: Path) -> list[Path]:
    return list(folder.rglob("*.page"))


def test_the_second_run_takes_what_the_first_kept(folder: Path) -> None:
    assert laid_out() == "2"
    (place,) = kept(folder)
    before = place.stat().st_mtime_ns
    assert laid_out() == "2"
    assert place.stat().st_mtime_ns == before


@pytest.mark.usefixtures("folder")
def test_a_changed_template_is_compiled_anew() -> None:
    assert (laid_out(), laid_out("{{ 2 + 2 }}")) == ("2", "4")


def test_a_damaged_copy_costs_only_time(folder: Path) -> None:
    laid_out()
    kept(folder)[0].write_bytes(b"j2 and then nothing of the kind")
    assert laid_out() == "2"


def test_code_is_not_taken_from_where_others_can_write(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out()
    kept(folder)[0].parent.chmod(0o777)
    taken: list[Any] = []
    monkeypatch.setattr(Path, "read_bytes", taken.append)
    assert laid_out() == "2"
    assert not taken


def test_a_place_that_cannot_be_made_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lockscan").write_text("a file stands where the folder would")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert laid_out() == "2"
