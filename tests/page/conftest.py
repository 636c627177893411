"""A browser a session, and a page a case: of the case that ships, and of one full of traps."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import FLAGS, Opened, chromium_here, open_page
from playwright.sync_api import Browser, Error, sync_playwright
from small import graph_of
from traps import TRAPS

import kg
from kg.page import page, scene

Open = Callable[..., Opened]


def _missing(why: str) -> None:
    """Skip where a browser may be missing; fail where it may not."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{why}; continuous integration must have it")
    pytest.skip(f"{why}: the page is not tried in a browser. Debian: apt-get install chromium")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the Chromium of this machine."""
    path = chromium_here()
    if path is None:
        _missing("no Chromium was found")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        except Error as error:
            _missing(f"{path} does not start ({error.message.splitlines()[0]})")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of the case that ships."""
    file = tmp_path_factory.mktemp("case") / "case.html"
    file.write_text(page(scene(kg.open().graph)), encoding="utf-8", newline="\n")
    return file


@pytest.fixture(scope="session")
def traps_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of a case whose texts want to be more than text."""
    file = tmp_path_factory.mktemp("traps") / "traps.html"
    file.write_text(page(scene(graph_of(TRAPS))), encoding="utf-8", newline="\n")
    return file


@pytest.fixture
def opening(chromium: Browser) -> Iterator[Open]:
    """Open pages; at the end none may have asked the network, complained, or shown a dialog."""
    opened: list[Opened] = []

    def open_one(file: Path, fragment: str = "", **more: Any) -> Opened:
        opened.append(open_page(chromium, file, fragment, **more))
        return opened[-1]

    yield open_one
    for each in opened:
        each.context.close()
        assert each.requests == []
        assert each.complaints == []


@pytest.fixture
def case(opening: Open, case_file: Path) -> Opened:
    """Open the case that ships on a wide screen."""
    return opening(case_file)


@pytest.fixture
def traps(opening: Open, traps_file: Path) -> Opened:
    """Open the case full of traps on a wide screen."""
    return opening(traps_file)
