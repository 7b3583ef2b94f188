"""One headless Chromium for all browser tests; where there is none, the run says so out loud."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from lockscan.reporters import REPORTERS
from tests.reporters.sample import sample_report

_CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_MISSING = "no Chromium found: NOTHING was checked in a browser (Debian and Ubuntu: apt-get install chromium)"

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser, each with its reason."""
    here = Path(__file__).parent
    for item in items:
        if _CHROMIUM is None and here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=_MISSING))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A skipped browser is easily overlooked in a quiet run."""
    if _CHROMIUM is None:
        terminalreporter.write_line(f"WARNING: {_MISSING}", red=True, bold=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def report_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_bytes(REPORTERS["html"].render(sample_report(copies=8)))
    return path


@pytest.fixture
def open_page(browser: Browser, report_file: Path) -> Iterator[Open]:
    """Open the report with no network at all; with or without scripts, at any width."""
    contexts = []

    def opened(*, scripts: bool = True, width: int = 1280) -> Page:
        context = browser.new_context(
            offline=True,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",  # or every jump would be waited for
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(report_file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
