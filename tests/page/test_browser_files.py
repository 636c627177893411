"""Files that the page writes, and texts of others, which stay texts."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from browser import Opened, saved
from playwright.sync_api import expect
from traps import FORMULA, LONG, MARKUP, SCRIPT_ADDRESS, WEB_ADDRESS

SVG = "{http://www.w3.org/2000/svg}"


def picture(page: Opened, tmp_path: Path) -> ElementTree.Element:
    """Return the picture that the page saves."""
    return ElementTree.parse(saved(page, "SVG", tmp_path)).getroot()  # noqa: S314 (our own)


def test_picture_as_svg_has_every_node_and_line(case: Opened, tmp_path: Path) -> None:
    root = picture(case, tmp_path)
    assert root.tag == f"{SVG}svg"
    assert {each.get("data-node") for each in root.iter(f"{SVG}g")} - {None} == case.nodes
    lines = [each for each in root.iter(f"{SVG}path") if each.get("data-line")]
    assert len(lines) == len(case.results)
    assert len({(each.get("stroke"), each.get("stroke-dasharray")) for each in lines}) == 4
    texts = "\n".join(each.text or "" for each in root.iter(f"{SVG}text"))
    for words in ("Denials and incidents", "contested through a proxy", "SHA-256", "Kataib Hezb"):
        assert words in texts


def test_picture_has_the_shown_places(case: Opened, tmp_path: Path) -> None:
    box = case.run("(({x, y, width}) => [x, y, width])([...app.drawn().boxes.values()][0])")
    name = case.run("[...app.drawn().boxes.keys()][0]")
    root = picture(case, tmp_path)
    group = next(each for each in root.iter(f"{SVG}g") if each.get("data-node") == name)
    drawn = next(group.iter(f"{SVG}rect"))
    assert float(drawn.get("x", "0")) + box[2] / 2 == pytest.approx(box[0])
    assert float(drawn.get("y", "0")) + float(drawn.get("height", "0")) / 2 == pytest.approx(box[1])


def test_lists_as_csv(case: Opened, tmp_path: Path) -> None:
    text = saved(case, "Results (CSV)", tmp_path).read_bytes().decode()
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["Verdict", "Coverage", "Denial or claim"]
    assert len(rows) == 1 + len(case.results)
    nodes = saved(case, "Nodes (CSV)", tmp_path).read_bytes().decode()
    assert len(list(csv.reader(io.StringIO(nodes)))) == 1 + len(case.nodes)


# --- texts of others -----------------------------------------------------------------------------


def visit_all(page: Opened) -> None:
    """Choose every node and every result, as table and as graph."""
    for name in page.run("[...scene.nodes.keys()]"):
        page.page.evaluate("(id) => actions.choose({node: id})", name)
    page.run("scene.pairs.forEach((pair) => actions.choose({pair: pair.id}))")
    page.page.keyboard.press("t")
    for name in ("nodes", "lines", "results"):
        page.page.locator(f"#list-{name}").click()


def test_markup_is_shown_as_text(traps: Opened) -> None:
    visit_all(traps)
    traps.choose("{node: 'no'}")
    expect(traps.panel.locator("h2")).to_have_text(MARKUP)
    expect(traps.panel.locator("blockquote").first).to_have_text(f"“{MARKUP}”")
    assert traps.run("document.querySelectorAll('img, body script[src], iframe').length") == 0


def test_only_web_addresses_become_links(traps: Opened) -> None:
    traps.choose("{node: 'paper'}")
    expect(traps.panel).to_contain_text(SCRIPT_ADDRESS)
    expect(traps.panel.locator("a")).to_have_count(0)
    traps.choose("{node: 'post'}")
    assert traps.panel.locator("a").get_attribute("href") == WEB_ADDRESS
    visit_all(traps)
    links: Any = traps.run("[...document.querySelectorAll('a[href]')].map((a) => a.href)")
    assert all(link.startswith(("https://", "file://")) for link in links)


def test_marks_that_turn_the_direction_stay_inside(traps: Opened) -> None:
    traps.choose("{node: 'militia'}")
    name = traps.panel.locator("h2 bdi")
    assert name.get_attribute("dir") == "auto"
    # They are written out, so that nobody is misled.
    assert "\\u202Egnorw" in str(name.text_content())
    assert not set("\u202e\u202c\u2066") & set(traps.run("document.body.innerText"))
    traps.choose("{node: 'yes'}")
    assert traps.panel.locator("blockquote").get_attribute("dir") == "rtl"


def test_very_long_words_break_nothing(traps: Opened) -> None:
    traps.choose("{node: 'rockets'}")
    expect(traps.panel.locator("h2")).to_have_text(LONG)
    for element in ("html", "#panel", ".bar"):
        widths = traps.run(
            f"(({{scrollWidth, clientWidth}}) => [scrollWidth, clientWidth])"
            f"(document.querySelector('{element}'))"
        )
        assert widths[0] <= widths[1]
    text = traps.run("app.drawn().boxes.get('rockets').text.lines[0]")
    assert text.endswith("…")


def test_names_that_programs_use_are_names(traps: Opened) -> None:
    traps.choose("{node: 'constructor'}")
    expect(traps.panel.locator("h2")).to_have_text("__proto__")
    traps.run("actions.expand('constructor')")
    traps.run("actions.pin('constructor')")
    assert "constructor" in traps.nodes
    assert list(traps.state["pinned"]) == ["constructor"]


def test_traps_stay_text_in_files(traps: Opened, tmp_path: Path) -> None:
    traps.page.locator("#whole").click()
    root = picture(traps, tmp_path)
    assert MARKUP in [each.text for each in root.iter(f"{SVG}title")]
    assert not list(root.iter(f"{SVG}script"))
    text = saved(traps, "Nodes (CSV)", tmp_path).read_bytes().decode()
    names = [row[0] for row in csv.reader(io.StringIO(text))]
    assert f"'{FORMULA}" in names
    assert MARKUP in names


def test_nothing_of_the_data_runs_even_if_it_got_out(traps: Opened) -> None:
    """The policy holds: a script that is put into the page does not run."""
    ran = traps.run(
        """new Promise((done) => {
          document.addEventListener("securitypolicyviolation", (e) => done(e.effectiveDirective));
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
        })"""
    )
    assert ran == "script-src-elem"
    assert traps.run("window.ran === undefined")
    traps.complaints.clear()  # the browser says what it has refused
