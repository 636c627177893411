"""Odd states of the page: nothing left, broken addresses, pressed buttons, keys switched off."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import PHONE, Opened, saved
from playwright.sync_api import expect

ERBIL = "erbil-2021-02-15"
VERDICTS = ",".join(
    (
        "self-contradicted",
        "contradicted-by-finding",
        "contested",
        "contested-through-proxy",
        "attributed-elsewhere",
    )
)
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# How much letters stand out from their ground, as WCAG reckons it.
CONTRAST = """(button) => {
  const light = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).map((n) => n / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const { color, backgroundColor } = getComputedStyle(button);
  const [a, b] = [light(color), light(backgroundColor)];
  return Math.max(a, b) / Math.min(a, b);
}"""
Open = Callable[..., Opened]


# --- nothing left --------------------------------------------------------------------------------


@pytest.mark.parametrize("fragment", [f"no-verdict={VERDICTS}", "published=..2019-01-01"])
def test_page_says_that_nothing_passes_the_filters(
    opening: Open, case_file: Path, fragment: str
) -> None:
    page = opening(case_file, fragment)
    assert page.nodes == set()
    notice = page.page.locator("#nothing")
    expect(notice).to_contain_text("Nothing passes the filters.")
    notice.get_by_role("button", name="Clear all filters").click()
    expect(notice).to_be_hidden()
    assert len(page.results) > 50


@pytest.mark.parametrize("size", [(1440, 900), PHONE], ids=["wide", "phone"])
def test_page_says_that_filters_are_on(
    opening: Open, case_file: Path, size: tuple[int, int]
) -> None:
    page = opening(case_file, "party=kataib-hezbollah", size=size)
    before = len(page.results)
    clear = page.page.get_by_role("button", name="Clear filters", exact=True)
    expect(clear).to_be_visible()
    assert page.too_wide == []
    clear.click()
    assert len(page.results) > before
    expect(clear).to_be_hidden()


def test_undo_says_what_it_will_undo(case: Opened) -> None:
    case.choose(f"{{node: '{ERBIL}'}}")
    case.page.locator("#hide").click()
    assert case.page.locator("#undo").get_attribute("title") == "Undo: hide Rocket attack on Erbil"
    case.page.locator("#undo").click()
    assert case.page.locator("#redo").get_attribute("title") == "Redo: hide Rocket attack on Erbil"


# --- addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fragment",
    [
        f"pin=iran:{'9' * 400}:1",
        "party=nobody",
        "sort=incident:nothing",
        "sort=x",
        "source=iran",
    ],
)
def test_address_that_names_what_is_not_there_is_passed_over(
    opening: Open, case_file: Path, fragment: str
) -> None:
    page = opening(case_file, fragment)
    assert len(page.results) > 50
    assert page.run("permalink.write(store.get())") == ""


# --- buttons, keys -------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_of_a_pressed_button_stay_legible_under_the_pointer(
    opening: Open, case_file: Path, scheme: str
) -> None:
    page = opening(case_file, color_scheme=scheme)
    for name in ("Table", "Graph"):
        button = page.page.get_by_role("button", name=name, exact=True)
        button.click()
        button.hover()
        assert button.evaluate(CONTRAST) >= 4.5


def test_single_letters_can_be_switched_off_as_keys(case: Opened) -> None:
    case.page.keyboard.press("?")
    case.page.get_by_role("checkbox", name="Letters, digits and signs").uncheck()
    case.page.keyboard.press("Escape")
    case.page.locator("#graph").focus()
    case.page.keyboard.press("w")
    assert case.state["whole"] is False
    case.page.keyboard.press("ArrowDown")
    case.page.keyboard.press("Enter")
    assert case.state["selected"] is not None
    case.page.keyboard.press("Escape")
    assert case.state["selected"] is None


def test_what_is_seen_on_a_button_is_in_its_name(case: Opened) -> None:
    wrong = case.run(
        """[...document.querySelectorAll('button[aria-label]')].filter((button) => {
          const seen = button.innerText.trim().toLowerCase();
          const name = button.getAttribute('aria-label').toLowerCase();
          return button.offsetWidth > 0 && /[a-z]/.test(seen) && !name.includes(seen);
        }).map((button) => button.outerHTML)"""
    )
    assert wrong == []


# --- texts, files, paper -------------------------------------------------------------------------


def test_marks_that_turn_the_direction_are_written_out_everywhere(traps: Opened) -> None:
    for name in traps.run("[...scene.nodes.keys()]"):
        traps.page.evaluate("(id) => actions.choose({node: id})", name)
        text = traps.run("document.body.textContent")
        # What the page was made from stands in it as data, and is not shown.
        shown = text.replace(traps.run("document.getElementById('scene').textContent"), "")
        assert not set(TURNING) & set(shown), name
    traps.choose("{node: 'no'}")
    expect(traps.panel.locator(".says")).to_contain_text("that \\u202Egnorw\\u202C")


def test_rows_of_csv_lead_back_to_statements(case: Opened, tmp_path: Path) -> None:
    text = saved(case, "Results (CSV)", tmp_path).read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    ends = [
        (row["Denial or claim: name in commands"], row["Incident: name in commands"])
        for row in rows
    ]
    assert ends == [tuple(each.split("~")[:2]) for each in case.results]
    assert {row["Party: name in commands"] for row in rows} >= {"iran", "kataib-hezbollah"}
    lines = saved(case, "Lines (CSV)", tmp_path).read_bytes().decode()
    assert {row["From: name in commands"] for row in csv.DictReader(io.StringIO(lines))} <= (
        case.nodes
    )


def test_table_on_paper_is_as_wide_as_the_paper(case: Opened) -> None:
    case.page.set_viewport_size({"width": 680, "height": 900})  # A4 within its margins
    case.page.emulate_media(media="print")
    case.run("window.dispatchEvent(new Event('beforeprint'))")
    table, sheet = case.run(
        "[document.querySelector('#paper table').scrollWidth, document.body.clientWidth]"
    )
    assert table <= sheet
    assert case.run("look.color('paper')") == "#ffffff"


# --- a phone -------------------------------------------------------------------------------------

PAIR = "st-rendering-presstv~asad-erbil-missiles-2020-01-08~iran"


def above_the_sheet(page: Opened, nodes: list[str]) -> list[float]:
    """Return how far above the sheet nodes stand in the window, in pixels."""
    sheet = page.panel.bounding_box()
    assert sheet is not None
    return [sheet["y"] - page.on_screen(node)[1] for node in nodes]


def test_phone_shows_how_to_begin_when_asked(opening: Open, case_file: Path) -> None:
    page = opening(case_file, size=PHONE, has_touch=True)
    begin = page.page.get_by_role("button", name="Begin here")
    assert begin.get_attribute("aria-expanded") == "false"
    begin.tap()
    expect(page.panel.locator("h2")).to_have_text("Who denies what, and who says otherwise")
    assert begin.get_attribute("aria-expanded") == "true"
    expect(page.page.get_by_role("button", name="Close the details")).to_be_focused()
    page.page.keyboard.press("Escape")
    expect(page.panel).to_be_hidden()
    begin.tap()
    page.panel.get_by_role("button", name="Another wording").tap()
    assert page.state["selected"] == {"pair": PAIR}
    begin.tap()
    expect(page.panel.locator("h2")).to_have_text("Who denies what, and who says otherwise")


def test_chain_stands_above_the_sheet_of_a_phone(opening: Open, case_file: Path) -> None:
    page = opening(case_file, size=PHONE, reduced_motion="reduce")
    page.choose(f"{{pair: '{PAIR}'}}")
    page.wait("app.surface().size()[1] < 400")
    chain = page.run("[...app.view().chain]")
    assert len(chain) == 5
    page.wait("[...app.view().chain].every((id) => app.surface().at(id)[1] > 10)")
    assert min(above_the_sheet(page, chain)) > 10
    assert page.smallest_letters >= 9


def test_node_that_is_tapped_stays_above_the_sheet_and_as_large(
    opening: Open, case_file: Path
) -> None:
    page = opening(case_file, size=PHONE, has_touch=True, reduced_motion="reduce")
    node = page.run(
        "[...app.drawn().boxes.values()].filter((b) => b.y < 600).sort((a, b) => b.y - a.y)[0].id"
    )
    page.page.touchscreen.tap(*page.on_screen(node))
    page.wait("app.surface().size()[1] < 400")
    page.wait(f"app.surface().at('{node}')[1] < app.surface().size()[1]")
    assert min(above_the_sheet(page, [node])) > 0
    assert page.smallest_letters >= 9.9
    page.page.get_by_role("button", name="Close the details").tap()
    page.wait("app.surface().size()[1] > 400")
    assert page.run(f"app.surface().at('{node}')[1] < app.surface().size()[1]")


def test_names_of_the_rows_stand_left_of_the_timeline(opening: Open, case_file: Path) -> None:
    page = opening(case_file, size=PHONE)
    page.page.locator("#strip summary").click()
    page.wait("document.querySelector('#timeline .span') !== null")
    ends, starts = page.run(
        """(() => {
          const sides = (each, side) => [...document.querySelectorAll(`#timeline .${each}`)]
            .map((element) => element.getBoundingClientRect()[side]);
          return [sides("lane", "right"), sides("span", "left")];
        })()"""
    )
    assert max(ends) <= min(starts)


# --- where the keyboard goes on ------------------------------------------------------------------


def test_keyboard_goes_on_where_it_chose(case: Opened) -> None:
    keys = case.page.keyboard
    case.panel.get_by_role("button", name="Another wording").focus()
    keys.press("Enter")
    expect(case.panel.locator("h2")).to_be_focused()
    case.panel.get_by_role("button", name="Majid Takht-Ravanchi").first.focus()
    keys.press("Enter")
    expect(case.panel.locator("h2")).to_have_text("Majid Takht-Ravanchi")
    expect(case.panel.locator("h2")).to_be_focused()
    case.page.locator("#pin").focus()
    keys.press("Enter")
    expect(case.page.locator("#pin")).to_be_focused()
    case.page.locator("#hide").focus()
    keys.press("Enter")
    expect(case.panel.locator("h2")).to_be_focused()
    case.page.get_by_role("checkbox", name="attributed elsewhere").uncheck()
    case.page.get_by_role("button", name="Clear filters", exact=True).focus()
    keys.press("Enter")
    expect(case.page.locator("#graph")).to_be_focused()


def test_table_stays_where_it_is_when_a_row_is_chosen(opening: Open, case_file: Path) -> None:
    page = opening(case_file, "view=table")
    row = page.page.locator("#table-view tbody tr").nth(60).locator("th button")
    row.scroll_into_view_if_needed()
    top = page.run("document.querySelector('.scroll').scrollTop")
    assert top > 500
    row.focus()
    page.page.keyboard.press("Enter")
    assert page.state["selected"] is not None
    chosen = page.page.locator("#table-view tr.chosen th button")
    expect(chosen).to_be_focused()
    assert page.run("document.querySelector('.scroll').scrollTop") == top
    page.page.get_by_role("columnheader", name="Incident").get_by_role("button").click()
    assert page.run("document.querySelector('.scroll').scrollTop") == 0
