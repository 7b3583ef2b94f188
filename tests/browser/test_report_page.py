"""The page as a reader meets it: in a browser, offline, with and without scripts, on a phone, on paper."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from tests.reporters.sample import SCRIPT

Open = Callable[..., Page]


def test_opens_offline_without_asking_anyone_or_complaining(browser: Browser, report_file: Path) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(report_file.as_uri())
    page.wait_for_load_state("networkidle")
    context.close()
    assert asked == [report_file.as_uri()]
    assert complaints == []


def test_hostile_names_are_inert(open_page: Open) -> None:
    page = open_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.get_by_role("searchbox").fill("script")
    assert dialogs == []
    assert page.locator("script").count() == 1
    assert page.get_by_text(SCRIPT).count() > 3


def test_the_page_could_not_fetch_or_run_anything_even_if_made_to(open_page: Open) -> None:
    page = open_page()
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None
    refused = page.evaluate("fetch('https://example.com').then(() => 'sent', () => 'refused')")
    assert refused == "refused"


def test_search_narrows_the_table_and_says_to_what(open_page: Open) -> None:
    page = open_page()
    rows = page.locator("table.resources tbody tr")
    assert rows.count() == 200
    page.get_by_role("searchbox", name="Search the table").fill("BOOKINGS stepfunctions")
    expect(page.get_by_role("status")).to_have_text("8 of 200 rows")
    assert rows.locator("visible=true").count() == 8
    page.get_by_role("searchbox").fill("")
    expect(page.get_by_role("status")).to_have_text("200 rows")


def test_headings_sort_the_table_by_mouse_and_by_keyboard(open_page: Open) -> None:
    page = open_page()
    cells = page.locator("table.resources tbody td:nth-child(6)")
    by_cost = page.get_by_role("button", name="Cost to move")
    by_cost.click()
    costs = [float(value or 0) for value in cells.evaluate_all("cells => cells.map(cell => cell.dataset.sort)")]
    assert costs == sorted(costs)
    by_cost.press("Enter")
    costs = [float(value or 0) for value in cells.evaluate_all("cells => cells.map(cell => cell.dataset.sort)")]
    assert costs == sorted(costs, reverse=True)
    expect(page.get_by_role("columnheader", name="Cost to move")).to_have_attribute("aria-sort", "descending")


def test_everything_is_there_without_scripts(open_page: Open) -> None:
    page = open_page(scripts=False)
    assert page.locator("table.resources tbody tr").locator("visible=true").count() == 200
    assert page.locator("svg.chart.wide").locator("visible=true").count() == 7
    expect(page.locator(".tools")).to_be_hidden()
    headings = page.get_by_role("heading", level=2).locator("visible=true").all_inner_texts()
    assert [text for text in headings if "three answers" not in text] == [
        "What holds us",
        "What leaving would cost",
        "Who we rely on",
        "What we pay",
        "Applications: what each is worth, and what holds it",
        "What to do",
        "Dates to act on",
        "What was not read",
        "Resources",
        "Method and sources",
    ]
    assert page.locator("[hidden]:not(.tools)").count() == 0
    for folded in page.locator("details").all():
        folded.locator("summary").click()
        tables = folded.locator("table")
        assert tables.count() == tables.locator("visible=true").count() > 0


def test_the_answers_are_on_the_first_screenful(open_page: Open) -> None:
    page = open_page(scripts=False)
    for answer in page.locator(".answer").all() + page.locator(".panel").all():
        box = answer.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_serious_violation(open_page: Open, width: int) -> None:
    results = Axe().run(open_page(width=width))
    grave = [
        f"{violation['id']}: {violation['help']} ({violation['nodes'][0]['html'][:120]})"
        for violation in results.response["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]
    assert grave == []


@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_the_page_never_scrolls_sideways(open_page: Open, width: int) -> None:
    page = open_page(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def words_of(printed: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip(
            "pdftotext is missing: what was printed was NOT read (Debian and Ubuntu: apt-get install poppler-utils)"
        )
    return subprocess.run(
        [program, "-layout", str(printed), "-"], check=True, capture_output=True, text=True, timeout=60
    ).stdout


@pytest.fixture(scope="session")
def printed(browser: Browser, report_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = browser.new_page()
    page.goto(report_file.as_uri())
    path = tmp_path_factory.mktemp("print") / "report.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    page.close()
    return path


def test_every_printed_page_bears_the_marking_and_its_number(printed: Path) -> None:
    text = words_of(printed)
    pages = text.removesuffix("\f").split("\f")
    assert 8 <= len(pages) <= 40
    assert [page.count("OFFICIAL-SENSITIVE") for page in pages] == [2] * len(pages)
    numbers = [match[0] for page in pages if (match := re.findall(r"(\d+) / \d+", page)[-1:])]
    assert numbers == [str(number) for number in range(1, len(pages) + 1)]


def test_paper_holds_every_section_and_no_searchbox(printed: Path) -> None:
    text = words_of(printed)
    for heading in (
        "What holds us",
        "What leaving would cost",
        "Who we rely on",
        "What was not read",
        "Method and sources",
    ):
        assert heading in text
    assert "Search the table" not in text
    assert "The first 60 rows are printed." in text
