"""The catalogue a reader browses says what the rules say."""

from pathlib import Path

from lockscan.cli._rules_catalogue import catalogue, in_step
from lockscan.knowledge import Knowledge


def test_the_catalogue_is_in_step_with_the_rules() -> None:
    """Rewrite it with `lockscan rules catalogue rules`."""
    folder = Path(__file__).parents[2] / "rules"
    assert list(in_step(catalogue(Knowledge.load()), folder))


def test_every_type_stands_in_it_once() -> None:
    knowledge = Knowledge.load()
    pages = [text for name, text in catalogue(knowledge).items() if name != "CATALOGUE.md"]
    rows = sum(line.startswith("| `") for page in pages for line in page.splitlines())
    settings = sum(line.count("`") // 2 for page in pages for line in page.splitlines() if line.startswith("Settings"))
    assert rows + settings == len(set(knowledge.types()))
