"""A page of the graph in a real Chromium, as tests open and use it."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Error,
    Locator,
    Page,
    Request,
)

FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PLACES = ("/usr/bin/chromium", "/usr/lib/chromium/chromium", "/snap/bin/chromium")
WIDE, TABLET, PHONE = (1440, 900), (1024, 768), (390, 844)
PATIENCE = 20  # seconds
_READY = "document.documentElement.dataset.ready === 'yes'"
_OVERLAPS = """() => {
  const boxes = [...app.drawn().boxes.values()];
  const over = [];
  boxes.forEach((a, index) => boxes.slice(index + 1).forEach((b) => {
    const across = Math.abs(a.x - b.x) < (a.width + b.width) / 2;
    const down = Math.abs(a.y - b.y) < (a.height + b.height) / 2;
    if (across && down) over.push([a.id, b.id]);
  }));
  return over;
}"""
_WIDE = """[document.documentElement, ...document.querySelectorAll('body, #panel, .bar, #side')]
  .filter((each) => each.offsetWidth && each.scrollWidth > each.clientWidth)
  .map((each) => `${each.id || each.tagName}: ${each.scrollWidth} > ${each.clientWidth}`)"""
_LETTERS = """() => {
  const [a, b] = [...app.drawn().boxes.values()];
  const [at, to] = [app.surface().at(a.id), app.surface().at(b.id)];
  const scale = Math.hypot(at[0] - to[0], at[1] - to[1]) / Math.hypot(a.x - b.x, a.y - b.y);
  return Math.min(...[...app.drawn().boxes.values()].map((box) => box.size)) * scale;
}"""


def chromium_here() -> str | None:
    """Return where Chromium is; None if it is not."""
    found = (shutil.which(name) for name in _NAMES)
    there = (place for place in _PLACES if Path(place).exists())
    return next((path for path in (*found, *there) if path), None)


@dataclass
class Opened:
    """A page that is open, and what it did that it should not."""

    page: Page
    context: BrowserContext
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def run(self, script: str) -> Any:
        """Return what a script of the page says."""
        return self.page.evaluate(script)

    def wait(self, condition: str) -> None:
        """Wait until a condition of the page holds."""
        _until(self.page, condition)

    @property
    def nodes(self) -> set[str]:
        """Ids of the nodes that are shown."""
        return set(self.run("[...app.view().nodes]"))

    @property
    def results(self) -> list[str]:
        """Ids of the results that are shown."""
        found: list[str] = self.run(
            "app.view().edges.filter((e) => e.kind === 'verdict')"
            ".map((e) => scene.pairs[e.pair].id)"
        )
        return found

    @property
    def state(self) -> dict[str, Any]:
        """What the reader has done with the page."""
        found: dict[str, Any] = self.run("store.get()")
        return found

    @property
    def overlaps(self) -> list[list[str]]:
        """Pairs of nodes whose boxes lie over each other."""
        found: list[list[str]] = self.run(_OVERLAPS)
        return found

    @property
    def too_wide(self) -> list[str]:
        """Parts whose content is wider than they are."""
        found: list[str] = self.run(_WIDE)
        return found

    @property
    def smallest_letters(self) -> float:
        """Size of the smallest letters in boxes, in pixels of the screen."""
        return float(self.run(_LETTERS))

    def go(self, fragment: str) -> None:
        """Follow a link to another view."""
        self.page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        self.wait(f"permalink.write(store.get()) === {json.dumps(fragment)}")

    @property
    def panel(self) -> Locator:
        """The panel beside the graph."""
        return self.page.locator("#panel")

    def on_screen(self, node: str) -> tuple[float, float]:
        """Return where a node stands in the window."""
        x, y = self.page.evaluate("(id) => app.surface().at(id)", node)
        box = self.page.locator("#graph").bounding_box()
        assert box is not None
        return box["x"] + x, box["y"] + y

    def click(self, *nodes: str) -> None:
        """Click a node, or midway between two."""
        places = [self.on_screen(node) for node in nodes]
        x = sum(place[0] for place in places) / len(places)
        y = sum(place[1] for place in places) / len(places)
        self.page.mouse.click(x, y)

    def choose(self, script: str) -> None:
        """Choose something without a pointer."""
        self.run(f"actions.choose({script})")

    def set_range(self, name: str, day: str) -> None:
        """Move an end of a slider to a day, as a finger would."""
        self.page.locator(f"#{name}").evaluate(
            """(input, day) => {
              input.value = String(dates.day(day));
              input.dispatchEvent(new Event("input"));
              input.dispatchEvent(new Event("change"));
            }""",
            day,
        )


def _until(page: Page, condition: str) -> None:
    """Ask until a condition holds; the waiting of Playwright is forbidden by the page."""
    end = time.monotonic() + PATIENCE
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"this does not come true: {condition}"
        page.wait_for_timeout(20)


def open_page(
    browser: Browser,
    file: Path,
    fragment: str = "",
    *,
    size: Sequence[int] = WIDE,
    patience: int = 10_000,
    **more: Any,
) -> Opened:
    """Open a file, and keep what it asks of the network and complains about.

    `patience` is how many milliseconds everything may take.
    """
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)
    context.set_default_timeout(patience)
    page = context.new_page()
    opened = Opened(page, context)
    address = file.as_uri()

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            opened.requests.append(request.url)

    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            opened.complaints.append(message.text)

    def asked_back(dialog: Dialog) -> None:
        opened.complaints.append(dialog.message)
        dialog.dismiss()

    def failed(error: Error) -> None:
        opened.complaints.append(str(error))

    page.on("request", asked)
    page.on("console", said)
    page.on("dialog", asked_back)
    page.on("pageerror", failed)
    page.goto(address + (f"#{fragment}" if fragment else ""))
    _until(page, _READY)
    return opened


def saved(page: Opened, name: str, tmp_path: Path) -> Path:
    """Save through the menu and return the file."""
    page.page.locator("#save summary").click()
    with page.page.expect_download() as started:
        page.page.locator("#save").get_by_role("button", name=name).click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    return file
