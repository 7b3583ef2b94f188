"""One page for a director: nothing is fetched, nothing hostile runs, every figure leads to its source."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from lockscan.reporters import REPORTERS
from lockscan.reporters.html.view import RESOURCES
from tests.reporters.sample import SCRIPT, empty_report, sample_report

_VOID = {"meta", "input", "br", "link", "img"}


class Page(HTMLParser):
    """Every element with its attributes, and the visible text in order."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.text: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.text.append(data)

    def values(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(attribute)) is not None]

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)


@pytest.fixture(scope="module")
def source() -> str:
    return REPORTERS["html"].render(sample_report()).decode()


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


def test_nothing_is_fetched_from_anywhere(source: str, page: Page) -> None:
    assert "default-src 'none'" in source
    assert not {"img", "link", "iframe", "object", "embed", "base"} & {tag for tag, _ in page.elements}
    assert page.values("src") == []
    assert "url(" not in source
    assert "@import" not in source


def test_only_our_own_script_stands_on_the_page(source: str, page: Page) -> None:
    assert page.count("script") == 1
    assert "<script>alert" not in source
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on") or name == "style"]


def test_hostile_names_are_shown_as_text(page: Page) -> None:
    text = "".join(page.text)
    assert SCRIPT in text
    assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) is None


def test_every_element_is_closed_in_order(page: Page) -> None:
    assert page.unbalanced == []
    assert page.open == []


def test_the_directors_questions_are_answered_before_anything_else(page: Page) -> None:
    text = " ".join(" ".join(page.text).split())
    opening = text[: text.index("Portability runs from 0 to 100")]
    assert "57" in opening
    assert "8 in 10 outcomes lie between £341k and £1.3m" in opening
    assert "Amazon: 91% of applications would stop" in opening
    assert "Move the booking workflow to an open engine" in opening
    assert "94% read" in opening


def test_every_link_within_the_page_leads_somewhere(page: Page) -> None:
    targets = {href[1:] for href in page.values("href") if href.startswith("#")}
    identifiers = page.values("id")
    assert targets <= set(identifiers)
    assert len(identifiers) == len(set(identifiers))


def test_any_component_leads_to_formula_and_source_within_two_links(source: str) -> None:
    assert 'href="#note-cost-labour"' in source
    note = source[source.index('<li id="note-cost-labour"') :]
    note = note[: note.index("</li>")]
    assert "labour.fixed" in note
    assert 'href="#input-labour.other"' in note
    row = source[source.index('<tr id="input-labour.other"') :]
    assert 'href="https://www.gov.uk/cma-cases/cloud"' in row[: row.index("</tr>")]


def test_a_source_that_is_no_web_address_is_never_a_link() -> None:
    report = sample_report()
    hostile = replace(report.sources[0], url="javascript:alert(1)")
    page = Page(REPORTERS["html"].render(replace(report, sources=(hostile,))).decode())
    assert not [href for href in page.values("href") if href.startswith("javascript")]


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_scoped_headings(source: str, page: Page) -> None:
    assert page.count("table") == page.count("caption") > 8
    assert len([attrs for tag, attrs in page.elements if tag == "th" and "scope" not in attrs]) == 0
    assert 'lang="en-GB"' in source


def test_every_picture_says_in_words_what_it_shows(page: Page) -> None:
    pictures = [attrs for tag, attrs in page.elements if tag == "svg" and "aria-hidden" not in attrs]
    assert len(pictures) == 14
    assert all(attrs.get("role") == "img" and attrs.get("aria-labelledby") for attrs in pictures)


def test_an_exit_that_costs_the_same_in_any_month_draws_no_curve() -> None:
    report = sample_report()
    flat = replace(report.exit_cost, cheapest_exit=tuple((month, 1e6) for month, _ in report.exit_cost.cheapest_exit))
    assert b"by the month the exit completes" not in REPORTERS["html"].render(replace(report, exit_cost=flat))


def test_what_was_not_read_stands_with_its_remedy(page: Page) -> None:
    text = " ".join(page.text)
    assert "AccessDeniedException on secretsmanager:ListSecrets" in text
    assert "Allow secretsmanager:ListSecrets" in text


def test_a_large_estate_shows_the_most_locked_in_and_says_so() -> None:
    page = Page(REPORTERS["html"].render(sample_report(copies=200)).decode())
    text = " ".join(" ".join(page.text).split())
    assert f"The {RESOURCES:,} most locked-in of 5,000 resources" in text
    assert sum("data-sort" in attrs for _, attrs in page.elements) == RESOURCES * 4


def test_a_report_about_nothing_is_still_a_page_that_claims_nothing() -> None:
    page = Page(REPORTERS["html"].render(empty_report()).decode())
    text = " ".join(" ".join(page.text).split())
    assert "not known" in text
    assert page.unbalanced == []
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= set(page.values("id"))
    assert "OFFICIAL" not in text


def test_same_report_same_bytes() -> None:
    assert REPORTERS["html"].render(sample_report()) == REPORTERS["html"].render(sample_report())


def test_what_happened_alike_in_several_regions_is_one_row() -> None:
    report = sample_report()
    first, *_ = report.coverage.gaps
    gaps = tuple(replace(first, region=region) for region in ("eu-west-1", "eu-west-2", "us-east-1"))
    told = REPORTERS["html"].render(replace(report, coverage=replace(report.coverage, gaps=gaps))).decode()
    assert "eu-west-1, eu-west-2, us-east-1" in told


def test_a_finding_names_its_resource_before_its_id() -> None:
    report = sample_report()
    (identifier,), (name,) = report.estate.rows.ids([0]), report.estate.rows.names([0])
    found = replace(report.findings[0], resource=identifier)
    told = REPORTERS["html"].render(replace(report, findings=(found,))).decode()
    assert f'<td>{name}<span class="sub" title="{identifier}">' in told
