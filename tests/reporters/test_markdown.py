"""A pull request's comment: one headline, what was read, the rest folded; no name can ping, link or mark up."""

import re
from dataclasses import replace

import pytest

from lockscan.reporters import REPORTERS
from tests.reporters.sample import empty_report, sample_report


def rendered() -> str:
    return REPORTERS["markdown"].render(sample_report()).decode()


def test_a_later_run_can_find_its_own_comment() -> None:
    assert rendered().startswith("<!-- lockscan -->\n")


def test_one_headline_then_what_was_read_then_everything_folded() -> None:
    text = rendered()
    assert re.findall(r"^#+ .*", text, re.MULTILINE) == [
        "### lockscan: portability 57 of 100, leaving costs £596k (£341k to £1.3m), 1.2 effective suppliers by spend"
    ]
    assert text.index("94% of what was asked for was read") < text.index("<details>")
    assert text.count("<details>") == text.count("</details>") == text.count("<summary>") == 8


def test_names_stand_in_code_where_nothing_means_anything() -> None:
    text = re.sub(r"`[^`]*`", "", rendered())
    assert re.findall(r"(?<!\\)<(?!/?details>|/?summary>|!-- lockscan -->)", text) == []


@pytest.mark.parametrize("name", ["@everyone", "![x](https://evil.example/x.png)", "a`b", "a|b", "# head", "x\n\n# y"])
def test_a_hostile_name_changes_nothing_around_it(name: str) -> None:
    report = sample_report()
    hostile = replace(report, applications=(replace(report.applications[0], name=name, reason=name),))
    rows = [line for line in REPORTERS["markdown"].render(hostile).decode().splitlines() if "£86k" in line]
    assert len(rows) == 1
    cells = re.split(r"(?<!\\)\|", rows[0])
    assert len(cells) == 7
    assert re.fullmatch(r"`[^`|]+`", cells[1].strip())
    assert not re.search(r"@|(?<!\\)[!\[<`#]", cells[5])


def test_a_long_list_is_cut_and_says_so() -> None:
    report = sample_report()
    many = replace(report, applications=report.applications * 40)
    text = REPORTERS["markdown"].render(many).decode()
    assert "and 420 more in the full report" in text
    assert len(text) < 65_536


def test_nothing_read_claims_nothing() -> None:
    text = REPORTERS["markdown"].render(empty_report()).decode()
    assert "nothing was read that could be assessed" in text
    assert "£0" not in text
