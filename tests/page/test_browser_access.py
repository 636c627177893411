"""The page by keyboard alone, for readers of screens, as a table, on paper, in light and dark."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from browser import PHONE, Opened, saved
from playwright.sync_api import expect
from pypdf import PdfReader

LETTER = "st-iran-letter-202103-involvement"
PAIR = f"{LETTER}~erbil-2021-02-15~iran"
Open = Callable[..., Opened]
SERIOUS = {"serious", "critical"}


# --- keyboard ------------------------------------------------------------------------------------


def test_everything_by_key(case: Opened) -> None:
    keys = case.page.keyboard
    keys.press("Tab")
    expect(case.page.get_by_role("link", name="Skip to the graph")).to_be_focused()
    keys.press("Enter")
    expect(case.page.locator("#graph")).to_be_focused()
    case.wait("app.drawn().cursor !== null")
    keys.press("ArrowDown")
    here = case.run("app.drawn().cursor")
    assert case.run(f"scene.nodes.get('{here}').kind") == "denial"
    expect(case.page.locator("#live")).to_contain_text("Denial: ")
    keys.press(".")
    expect(case.page.locator("#live")).to_contain_text("Line 1 of ")
    keys.press("Enter")
    assert case.state["selected"]["pair"].startswith(here)
    keys.press("d")
    expect(case.panel).to_be_focused()
    keys.press("Escape")
    assert case.state["selected"] is None


def test_arrows_go_from_denials_to_incidents_and_back(case: Opened) -> None:
    case.page.locator("#graph").focus()
    keys = case.page.keyboard
    keys.press("ArrowDown")
    keys.press("ArrowRight")
    assert case.run("scene.nodes.get(app.drawn().cursor).kind") == "incident"
    keys.press("ArrowLeft")
    assert case.run("scene.nodes.get(app.drawn().cursor).kind") == "denial"


def test_short_keys(case: Opened) -> None:
    case.page.locator("#graph").focus()
    keys = case.page.keyboard
    keys.press("ArrowDown")
    node = case.run("app.drawn().cursor")
    look = case.nodes
    keys.press("e")
    assert look < case.nodes
    keys.press("z")
    assert case.nodes == look
    keys.press("y")
    keys.press("f")
    assert case.nodes == look
    keys.press("p")
    assert list(case.state["pinned"]) == [node]
    keys.press("h")
    assert node not in case.nodes
    keys.press("r")
    assert case.nodes == look
    keys.press("w")
    assert len(case.nodes) > 500
    keys.press("t")
    expect(case.page.locator("#table-view table")).to_be_visible()
    keys.press("/")
    expect(case.page.locator("#search")).to_be_focused()


def test_help_lists_the_keys_and_closes(case: Opened) -> None:
    case.page.keyboard.press("?")
    dialog = case.page.get_by_role("dialog", name="Help and keys")
    expect(dialog).to_be_visible()
    expect(dialog.locator("tbody tr")).to_have_count(15)
    case.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_keys_do_not_act_while_one_types(case: Opened) -> None:
    case.page.locator("#search").focus()
    case.page.keyboard.type("whpr")
    assert case.page.locator("#search").input_value() == "whpr"
    assert case.state["whole"] is False


# --- the table -----------------------------------------------------------------------------------


def test_table_has_what_the_graph_has(case: Opened) -> None:
    case.page.get_by_role("button", name="Table").click()
    rows = case.page.locator("#table-view tbody tr")
    expect(rows).to_have_count(len(case.results))
    case.page.get_by_role("button", name="Nodes (").click()
    expect(rows).to_have_count(len(case.nodes))
    case.page.get_by_role("button", name="Lines (").click()
    expect(rows).to_have_count(case.run("app.view().edges.length"))


def test_table_is_sorted_by_its_heads(case: Opened) -> None:
    page = case.page
    page.get_by_role("button", name="Table").click()
    head = page.get_by_role("columnheader", name="Incident")
    cells = page.locator("#table-view tbody tr td:nth-child(5)")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    up = cells.all_inner_texts()
    assert up == sorted(up, key=str.lower)
    page.get_by_role("columnheader", name="Incident").get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert cells.first.inner_text() == up[-1]


def test_row_of_the_table_chooses(case: Opened) -> None:
    case.page.get_by_role("button", name="Table").click()
    case.page.locator("#table-view tbody th button").first.click()
    assert case.state["selected"]["pair"] == case.results[0]
    expect(case.panel.locator("h2.result")).to_be_visible()
    expect(case.page.locator("#table-view tr.chosen")).to_have_count(1)


# --- axe -----------------------------------------------------------------------------------------


def serious(page: Opened) -> list[str]:
    """Return what axe finds serious or critical."""
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.page.evaluate(script)
    found: Any = page.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]} ({each['nodes'][0]['failureSummary']})"
        for each in found["violations"]
        if each["impact"] in SERIOUS
    ]


@pytest.mark.parametrize(
    ("scheme", "fragments"),
    [("light", ["", f"pair={PAIR}", "view=table"]), ("dark", [f"pair={PAIR}&view=table"])],
    ids=["light", "dark"],
)
def test_axe_finds_nothing_serious(
    opening: Open, case_file: Path, scheme: str, fragments: list[str]
) -> None:
    for fragment in fragments:
        page = opening(case_file, fragment, color_scheme=scheme, reduced_motion="reduce")
        page.run("document.querySelectorAll('#panel details').forEach((e) => { e.open = true; })")
        assert serious(page) == [], fragment


def test_axe_finds_nothing_serious_on_a_phone(opening: Open, case_file: Path) -> None:
    page = opening(case_file, f"pair={PAIR}", size=PHONE, reduced_motion="reduce")
    assert serious(page) == []
    page.page.get_by_role("button", name="Close the details").click()
    page.page.get_by_role("button", name="Begin here").click()
    expect(page.panel).to_be_visible()
    assert serious(page) == []
    page.page.keyboard.press("Escape")
    page.page.get_by_role("button", name="Legend and filters").click()
    expect(page.page.locator("#side")).to_be_in_viewport()
    assert serious(page) == []


def test_axe_finds_nothing_serious_in_the_help(case: Opened) -> None:
    case.page.keyboard.press("?")
    assert serious(case) == []


# --- light, dark, phone, paper -------------------------------------------------------------------


def test_light_and_dark_by_the_system_and_by_choice(opening: Open, case_file: Path) -> None:
    page = opening(case_file, color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.run(paper)
    line = page.run("app.drawn().lines[0].color")
    page.page.get_by_role("button", name="Light or dark").click()
    assert page.run(paper) != dark
    assert page.run("app.drawn().lines[0].color") != line
    page.page.get_by_role("button", name="Light or dark").click()
    assert page.run(paper) == dark


def test_panel_is_a_sheet_on_a_phone(opening: Open, case_file: Path) -> None:
    page = opening(case_file, size=PHONE)
    expect(page.panel).to_be_hidden()
    page.choose(f"{{pair: '{PAIR}'}}")
    expect(page.panel).to_be_visible()
    sheet = page.panel.bounding_box()
    assert sheet is not None
    assert (sheet["x"], sheet["width"]) == (0, PHONE[0])
    assert sheet["y"] + sheet["height"] == PHONE[1]
    page.page.get_by_role("button", name="Close the details").click()
    expect(page.panel).to_be_hidden()


def test_paper_has_the_picture_the_results_and_what_is_chosen(
    opening: Open, case_file: Path
) -> None:
    page = opening(case_file, f"pair={PAIR}")
    pdf = PdfReader(io.BytesIO(page.page.pdf()))
    text = " ".join(" ".join(leaf.extract_text() for leaf in pdf.pages).split())
    assert "Denials and incidents" in text
    assert "Results shown" in text
    assert "https://en.irna.ir/news/84264361/" in text
    assert "Search" not in text
    assert page.run("document.getElementById('paper').childElementCount") == 0


# --- files ---------------------------------------------------------------------------------------


def test_json_is_what_is_shown(case: Opened, tmp_path: Path) -> None:
    case.page.get_by_label("Party", exact=True).select_option("kataib-hezbollah")
    found = json.loads(saved(case, "All that is shown", tmp_path).read_text(encoding="utf-8"))
    assert {node["id"] for node in found["nodes"]} == case.nodes
    assert [pair["id"] for pair in found["pairs"]] == case.results
    assert set(found["details"]) == case.nodes
    assert found["state"] == "party=kataib-hezbollah"
    assert found["meta"]["data"]["sha256"] == case.run("scene.meta.data.sha256")


def test_picture_as_png(case: Opened, tmp_path: Path) -> None:
    file = saved(case, "PNG", tmp_path)
    content = file.read_bytes()
    assert file.name == "kg-graph.png"
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
    assert width > 1000
    assert height > 1000
    assert len(content) > 50_000  # more than an empty sheet
