"""Each rule proves itself, here as on load; a rule that does not is caught."""

from pathlib import Path

import pytest

from lockscan.knowledge.documents import OURS, Document, File, files, read
from lockscan.knowledge.examples import example_problems
from lockscan.knowledge.tables import Entry, merge


def entries() -> list[Entry]:
    problems: list[str] = []
    tables = merge(read(files([]), problems), problems)
    assert problems == []
    return list({id(entry.value): entry for entry in tables["types"].values()}.values())


def test_every_published_example_holds() -> None:
    looked_at = 0
    for entry in entries():
        variants = entry.value.get("variants", [])
        looked_at += len(variants)
        assert list(example_problems(entry, variants)) == []
        for variant in variants:
            assert variant["examples"]["match"]
            assert variant["examples"]["ignore"]
    assert looked_at > 0


@pytest.mark.parametrize(
    ("match", "ignore", "told"),
    [
        ({"engine": "mysql"}, {"engine": "oracle"}, "does not select it"),
        ({"engine": "postgres"}, {"engine": "postgres"}, "selects it"),
        ({"os": "linux"}, {"engine": "oracle"}, "does not select it"),
    ],
)
def test_a_false_example_is_told(match: dict[str, str], ignore: dict[str, str], told: str) -> None:
    variant = {"id": "v", "when": {"engine": ["postgres"]}, "examples": {"match": [match], "ignore": [ignore]}}
    file = File(pack=OURS, path=Path("x.yaml"), shown="x.yaml")
    entry = Entry({}, Document(file=file, lined={"__line__": 7}, plain={}), ())
    problems = list(example_problems(entry, [variant]))
    assert len(problems) == 1
    assert problems[0].startswith("x.yaml:7: v: the example")
    assert problems[0].endswith(told)
