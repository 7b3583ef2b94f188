"""Any figure of money or time leads to its formula, and on to inputs, source and date: two clicks, no scripts."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lockscan.assessment.parameters import parameters_used
from lockscan.knowledge import Knowledge
from lockscan.reporters import REPORTERS
from tests.reporters.sample import sample_report

UNTOLD = """() => {
  const figure = /[£€$]\\s?\\d|\\b\\d[\\d,.]*\\s(days?|weeks?|months?|years?|person-days)\\b/;
  const leads = (node) => node && node.querySelector('a[href^="#note-"]') !== null;
  const heading = (cell) => {
    const row = cell.closest("tr"), table = cell.closest("table");
    const head = table.tHead && table.tHead.rows[0].cells[[...row.cells].indexOf(cell)];
    return leads(row) || leads(head) || leads(table.caption);
  };
  const told = (element) => {
    if (element.closest('a[href^="#note-"], script, style, .method, title, desc, h3, summary, caption')) return true;
    const cell = element.closest("td, th");
    if (cell) return leads(cell) || heading(cell);
    const block = element.closest("figure, p, li, h3");
    return leads(block) || leads(element.closest("article, figure"));
  };
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (figure.test(node.textContent) && !told(node.parentElement)) found.push(node.textContent.trim().slice(0, 90));
  return found;
}"""

OWN_WORDS = {"portability", "chains", "suppliers", "buying", "survival", "coverage", "drivers", "backtest"}
"""Notes of scores and shares: no money and no time, so their formula is all there is."""


@pytest.fixture(scope="module")
def report_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with every published input beside its own."""
    report = sample_report()
    published = parameters_used(Knowledge.load(), report.scenario)
    path = tmp_path_factory.mktemp("figures") / "report.html"
    path.write_bytes(REPORTERS["html"].render(replace(report, parameters=(*report.parameters, *published))))
    return path


@pytest.fixture
def page(browser: Browser, report_file: Path) -> Iterator[Page]:
    context = browser.new_context(offline=True, java_script_enabled=False, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(report_file.as_uri())
    yield opened
    context.close()


def test_no_figure_stands_without_a_way_to_its_note(open_page: Callable[..., Page]) -> None:
    assert open_page().evaluate(UNTOLD) == []


def test_two_clicks_lead_from_a_figure_to_source_and_date(page: Page) -> None:
    figures = page.locator('main a[href^="#note-"]')
    notes = set(figures.evaluate_all("links => links.map(link => link.getAttribute('href'))"))
    assert len(notes) > 25
    for note in sorted(notes - {f"#note-{name}" for name in OWN_WORDS}):
        page.locator(f'main a[href="{note}"]').locator("visible=true").first.click()
        told = page.locator(f'[id="{note[1:]}"]')
        expect(told).to_be_in_viewport()
        expect(told.locator(".formula")).not_to_be_empty()
        inputs = told.locator('a[href^="#input-"]')
        if not inputs.count():
            expect(told.locator(".given")).to_contain_text("2026")
            continue
        inputs.first.click()
        row = page.locator(f'[id="{str(inputs.first.get_attribute("href"))[1:]}"]')
        expect(row).to_be_in_viewport()
        expect(row.locator("td").last).to_contain_text("2026")


def test_a_figure_is_reached_by_keyboard_and_says_where_it_leads(page: Page) -> None:
    figure = page.locator("#leaving ~ .scroll a.fig").first
    figure.focus()
    expect(figure).to_be_focused()
    expect(figure).to_have_attribute("title", "How this was worked out: note 3")


def test_what_is_folded_away_opens_without_scripts_and_is_printed(page: Page) -> None:
    folded = page.locator("details").first
    expect(folded.locator("table")).to_be_hidden()
    folded.locator("summary").press("Enter")
    expect(folded.locator("table")).to_be_visible()
    folded.locator("summary").press("Enter")
    page.emulate_media(media="print")
    expect(folded.locator("table")).to_be_visible()
