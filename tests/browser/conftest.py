"""The built site, served from its folder, in a real headless browser."""

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

SITE = Path(__file__).resolve().parents[2] / "site"
# Without these Chromium talks to its makers at every start.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

LOCAL = re.compile(r"(http://127\.0\.0\.1:\d+/|data:|blob:|about:)")


class Handler(http.server.SimpleHTTPRequestHandler):
    """A folder server that does not chat."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Serve the site."""
    assert (SITE / "index.html").is_file(), "build the site first: make docs"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "these tests need chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that fails its test on a console error, a failed request, or a request to another server."""
    context = browser.new_context(
        accept_downloads=True,
        permissions=["clipboard-read", "clipboard-write"],
        # Else axe may judge a colour that is still on its way from light to dark.
        reduced_motion="reduce",
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on(
        "request", lambda request: None if LOCAL.match(request.url) else faults.append(f"not ours: {request.url}")
    )
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    # A request that the page itself gave up, by leaving while its icon was still on the way, has not failed.
    opened.on(
        "requestfailed",
        lambda request: None if request.failure == "net::ERR_ABORTED" else faults.append(f"failed: {request.url}"),
    )
    opened.on(
        "response", lambda answer: faults.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None
    )
    yield opened
    context.close()
    assert faults == []
