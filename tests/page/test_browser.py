"""The page in a browser: what a reader sees, chooses, filters, and takes along."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from browser import PHONE, TABLET, WIDE, Opened
from playwright.sync_api import expect
from small import DENIED, graph_of

from kg.page import page, scene

LETTER = "st-iran-letter-202103-involvement"
ERBIL = "erbil-2021-02-15"
PAIR = f"{LETTER}~{ERBIL}~iran"
# A line that crosses no other: the last denial and the last incident.
ALONE = ("st-kss-20210707", "erbil-drone-2021-07-06")
VIEWS = (
    "",
    f"pair={PAIR}",
    "open=kataib-hezbollah:2&extra=kataib-hezbollah",
    "open=kataib-hezbollah:2,iran:1&extra=kataib-hezbollah,iran",
    "whole=1",
    "view=table",
)
LEGIBLE = 9.9  # CSS pixels
SIZES = pytest.mark.parametrize("size", [WIDE, TABLET, PHONE], ids=["wide", "tablet", "phone"])
Open = Callable[..., Opened]


# --- first look ----------------------------------------------------------------------------------


def test_first_look_has_denials_left_of_incidents_and_their_results(case: Opened) -> None:
    boxes = case.run(
        "[...app.drawn().boxes.values()].map((b) => [scene.nodes.get(b.id).kind, b.x, b.width])"
    )
    assert {kind for kind, _, _ in boxes} == {"denial", "incident"}
    right_end = max(x + width / 2 for kind, x, width in boxes if kind == "denial")
    left_end = min(x - width / 2 for kind, x, width in boxes if kind == "incident")
    assert right_end < left_end
    assert len(case.results) > 50
    assert f"{len(case.results)} results" in case.page.locator("#count").inner_text()


def test_verdicts_differ_in_colour_and_in_pattern(case: Opened) -> None:
    marks = case.run(
        "[...document.querySelectorAll('#legend fieldset:first-child .sample line')]"
        ".map((line) => [line.getAttribute('stroke'), line.getAttribute('stroke-dasharray')])"
    )
    assert len(marks) >= 4
    for (color, pattern), (other_color, other_pattern) in combinations(marks, 2):
        assert color != other_color
        assert pattern != other_pattern


def test_lines_of_the_graph_look_as_the_legend_says(case: Opened) -> None:
    wrong = case.run(
        """app.drawn().lines.filter((line) => {
          const edge = scene.edges[line.place];
          const entry = scene.code('verdicts', edge.verdict);
          return line.color !== look.color(`v-${edge.verdict}`)
            || String(line.dashes) !== String(entry.dashes || []);
        }).length"""
    )
    assert wrong == 0


@SIZES
def test_nothing_overlaps_or_sticks_out_and_letters_can_be_read(
    opening: Open, case_file: Path, size: tuple[int, int]
) -> None:
    page = opening(case_file, size=size)
    assert page.smallest_letters >= LEGIBLE
    for fragment in VIEWS:
        page.go(fragment)
        assert page.overlaps == [], fragment
        assert page.too_wide == [], fragment


# --- choosing ------------------------------------------------------------------------------------


def test_click_on_a_line_shows_what_stands_behind_the_result(case: Opened) -> None:
    case.click(*ALONE)
    expect(case.panel.locator("h2")).to_contain_text("contested through a proxy")
    assert case.state["selected"]["pair"].startswith("~".join(ALONE))
    expect(case.panel).to_contain_text("No Iraqi would target the airport")


def test_panel_has_the_reason_the_exact_words_and_their_source(case: Opened) -> None:
    case.choose(f"{{pair: '{PAIR}'}}")
    panel = case.panel
    expect(panel).to_contain_text("Affirmed links lead to this party")
    expect(panel.locator(".steps blockquote").first).to_have_text(
        "“the Islamic Republic of Iran has not been involved, directly or indirectly, in an armed "
        "attack by any entity or individual against the United States in Iraq”"
    )
    link = panel.locator("a.out").first
    assert link.get_attribute("href") == (
        "https://en.irna.ir/news/84264361/Iran-categorically-rules-out-involvement-in-Iraq-attacks"
    )
    assert link.get_attribute("rel") == "noopener noreferrer"
    expect(panel.locator(".step .role")).to_contain_text(["denial", "accusation", "link"])
    expect(panel.locator(".measure .large")).to_have_text(["4 statements", "5 statements"])
    expect(panel).to_contain_text("A verdict names the relation between statements, not the truth.")


def test_chain_of_a_result_appears_between_its_ends(case: Opened) -> None:
    before = case.nodes
    case.choose(f"{{pair: '{PAIR}'}}")
    chain = {LETTER, "iran", "st-biden-20210227", "kataib-hezbollah", ERBIL}
    assert chain <= case.nodes
    strong = set(
        case.run("[...app.drawn().boxes.values()].filter((b) => b.strong).map((b) => b.id)")
    )
    assert chain <= strong
    between = [case.on_screen(node)[0] for node in strong - {LETTER, ERBIL}]
    assert case.on_screen(LETTER)[0] < min(between)
    assert max(between) < case.on_screen(ERBIL)[0]
    case.page.keyboard.press("Escape")
    assert case.nodes == before


def test_other_wordings_mark_what_was_changed(case: Opened) -> None:
    case.choose("{node: 'st-rendering-almasdar'}")
    case.panel.get_by_text("Other wordings (").click()
    here = case.panel.locator(".wordings .here .compared")
    expect(here.locator("ins").first).to_contain_text("participated,")
    expect(here.locator("del").first).to_contain_text("the Islamic Republic of Iran")


def test_conflicts_are_listed_with_their_sides(case: Opened) -> None:
    case.choose(f"{{node: '{ERBIL}'}}")
    case.panel.get_by_text("What does not fit together (").click()
    expect(case.panel.locator(".conflicts .sides li").nth(1)).to_be_visible()


def test_names_in_the_panel_lead_on_and_back_leads_back(case: Opened) -> None:
    case.choose(f"{{pair: '{PAIR}'}}")
    case.panel.get_by_role("button", name="Joe Biden").first.click()
    expect(case.panel.locator("h2")).to_have_text("Joe Biden")
    case.page.go_back()
    expect(case.panel.locator("h2")).to_have_text("contested through a proxy")


# --- filters and sliders -------------------------------------------------------------------------


def test_legend_takes_a_verdict_away_and_brings_it_back(case: Opened) -> None:
    before = case.results
    box = case.page.get_by_role("checkbox", name="contested through a proxy")
    box.uncheck()
    verdicts = case.run(
        "[...new Set(app.view().edges.filter((e) => e.verdict).map((e) => e.verdict))]"
    )
    assert "contested-through-proxy" not in verdicts
    assert "contested" in verdicts
    # A denial whose only result is gone goes with it.
    assert ALONE[0] not in case.nodes
    box.check()
    assert case.results == before


def test_filters_by_party_class_and_source(case: Opened) -> None:
    case.page.get_by_label("Party", exact=True).select_option("kataib-hezbollah")
    assert {pair.rsplit("~", 1)[1] for pair in case.results} == {"kataib-hezbollah"}
    case.page.get_by_role("button", name="Clear all filters").click()
    case.page.get_by_label("Class", exact=True).select_option("incident:rocket-attack")
    kinds = case.run(
        "[...app.view().nodes].map((id) => scene.nodes.get(id))"
        ".filter((n) => n.kind === 'incident').map((n) => n.class)"
    )
    assert set(kinds) == {"rocket-attack"}
    case.page.get_by_role("button", name="Clear all filters").click()
    everything = len(case.results)
    case.page.get_by_label("Source", exact=True).select_option("tasnim-letter-202107")
    assert 0 < len(case.results) < everything


def test_sliders_leave_what_happened_and_what_was_public_by_then(case: Opened) -> None:
    case.set_range("published-until", "2020-12-31")
    days = case.run(
        "app.view().edges.filter((e) => e.verdict).map((e) => scene.pairs[e.pair].published)"
    )
    assert days
    assert max(days) <= "2020-12-31"
    slider = case.page.locator("#published-until")
    assert slider.get_attribute("aria-valuetext") == "2020-12-31"
    expect(case.page.locator("#sliders output").nth(1)).to_have_text("until 2020-12-31")
    case.page.keyboard.press("z")
    case.set_range("happened-from", "2021-01-01")
    happened = case.run(
        "[...app.view().nodes].map((id) => scene.nodes.get(id))"
        ".filter((n) => n.kind === 'incident').map((n) => n.happened.latest)"
    )
    assert happened
    assert min(happened) >= "2021-01-01"


def test_slider_moves_by_key(case: Opened) -> None:
    slider = case.page.get_by_role("slider", name="Published, last day")
    slider.focus()
    before = slider.get_attribute("aria-valuetext")
    for _ in range(20):
        case.page.keyboard.press("PageDown")
    assert str(slider.get_attribute("aria-valuetext")) < str(before)
    assert case.state["published"][1] is not None


def test_timeline_draws_uncertain_dates_as_spans(case: Opened) -> None:
    widths = case.run(
        "[...document.querySelectorAll('#timeline .span.wide')].map((e) => e.getAttribute('width'))"
    )
    plain = case.run(
        "[...document.querySelectorAll('#timeline .span:not(.wide)')]"
        ".map((e) => e.getAttribute('width'))"
    )
    assert widths
    assert max(map(float, widths)) > max(map(float, plain))


# --- search --------------------------------------------------------------------------------------


def test_search_suggests_and_is_walked_by_key(case: Opened) -> None:
    box = case.page.get_by_role("combobox", name="Search")
    box.fill("kataib hez")
    options = case.page.locator("#suggestions [role=option]")
    expect(options.first).to_be_visible()
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    box.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    box.press("ArrowUp")
    box.press("Enter")
    expect(case.panel.locator("h2")).to_have_text("Kataib Hezbollah")
    assert "kataib-hezbollah" in case.nodes
    expect(options).to_have_count(0)


def test_search_finds_words_of_quotations_and_says_when_there_are_none(case: Opened) -> None:
    box = case.page.get_by_role("combobox", name="Search")
    box.fill("armed attack by any entity")
    options = case.page.locator("#suggestions [role=option]")
    expect(options.first).to_contain_text("Iran was not involved")
    box.fill("xyzzy plugh")
    expect(options).to_have_count(0)
    expect(case.page.locator("#live")).to_have_text("Nothing found.")
    expect(case.page.get_by_text("Nothing found.").first).to_be_visible()
    box.fill("erbil")
    expect(case.page.get_by_text("Nothing found.").first).to_be_hidden()
    kinds = [text.split("\n")[-1].split(" ")[0] for text in options.all_inner_texts()]
    assert kinds[0] == "Place"  # whose name is just that
    assert kinds[1:5] == ["Incident"] * 4


# --- level by level ------------------------------------------------------------------------------


def test_expand_fold_undo_and_redo(case: Opened) -> None:
    page = case.page
    case.choose(f"{{node: '{ERBIL}'}}")
    look = case.nodes
    page.locator("#expand").click()
    first = case.nodes
    assert look < first
    kinds = set(case.run("[...app.view().nodes].map((id) => scene.nodes.get(id).kind)"))
    assert "statement" in kinds
    assert "source" not in kinds
    page.locator("#expand").click()
    assert first < case.nodes
    assert case.state["open"] == {ERBIL: 2}
    page.get_by_role("button", name="Undo").click()
    assert case.nodes == first
    page.get_by_role("button", name="Redo").click()
    assert case.state["open"] == {ERBIL: 2}
    page.locator("#fold").click()
    assert case.nodes == look


def test_double_click_expands(case: Opened) -> None:
    before = case.nodes
    x, y = case.on_screen(ERBIL)
    case.page.mouse.dblclick(x, y)
    case.wait("Object.keys(store.get().open).length === 1")
    assert before < case.nodes


def test_hide_and_show_again(case: Opened) -> None:
    case.choose(f"{{node: '{ERBIL}'}}")
    case.page.locator("#hide").click()
    assert ERBIL not in case.nodes
    assert not [pair for pair in case.results if ERBIL in pair]
    case.page.get_by_role("button", name="Show again").click()
    assert ERBIL in case.nodes


def test_drag_pins_and_a_pinned_node_stays_whatever_the_filters_say(case: Opened) -> None:
    page = case.page
    x, y = case.on_screen(ALONE[0])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y - 40, steps=4)
    page.mouse.up()
    case.wait("Object.keys(store.get().pinned).length === 1")
    there_x, there_y = case.on_screen(ALONE[0])
    assert there_x == pytest.approx(x + 120, abs=3)
    assert there_y == pytest.approx(y - 40, abs=3)
    page.get_by_label("Party", exact=True).select_option("kataib-hezbollah")
    assert ALONE[0] in case.nodes
    page.keyboard.press("z")
    page.get_by_role("button", name="Undo").click()
    assert case.state["pinned"] == {}


def test_whole_graph_on_demand(case: Opened) -> None:
    case.page.locator("#whole").click()
    assert len(case.nodes) == case.run("scene.meta.counts.nodes")
    case.page.get_by_role("button", name="Start again").click()
    assert len(case.nodes) < 100


def test_springs_move_nodes_only_when_asked_for(case: Opened) -> None:
    moved = "[...app.surface().moved().values()].join() !== window.before"
    case.run("window.before = [...app.surface().moved().values()].join()")
    case.run("app.redraw()")
    assert case.run(moved) is False
    case.page.get_by_role("button", name="Springs").click()
    case.wait(moved)
    case.page.get_by_role("button", name="Start again").click()
    case.wait(moved.replace("!==", "==="))
    assert case.page.locator("#physics").get_attribute("aria-pressed") == "false"


# --- the address ---------------------------------------------------------------------------------


def test_address_holds_the_view(opening: Open, case_file: Path, case: Opened) -> None:
    page = case.page
    page.get_by_role("checkbox", name="attributed elsewhere").uncheck()
    page.get_by_label("Party", exact=True).select_option("iran")
    case.set_range("published-until", "2021-05-01")
    case.choose(f"{{node: '{ERBIL}'}}")
    page.locator("#expand").click()
    page.locator("#pin").click()
    fragment = page.url.split("#", 1)[1]
    again = opening(case_file, fragment)
    assert again.state == case.state
    assert again.nodes == case.nodes
    assert again.results == case.results
    expect(again.panel.locator("h2")).to_have_text("Rocket attack on Erbil")
    expect(again.page.get_by_role("checkbox", name="attributed elsewhere")).not_to_be_checked()


@pytest.mark.parametrize(
    "fragment",
    [
        "node=nobody&open=nobody:9,,&pin=iran:a:b&edge=999999&order=x.y",
        "%E0%A4%A&pair=%&no-verdict=%&happened=never..ever",
        "node=__proto__&open=constructor:1&list=__proto__&view=x&no-__proto__=contested",
        "=&&===",
    ],
)
def test_broken_address_is_passed_over(opening: Open, case_file: Path, fragment: str) -> None:
    assert len(opening(case_file, fragment).results) > 50


def test_back_goes_through_the_views(case: Opened) -> None:
    case.choose(f"{{node: '{ERBIL}'}}")
    case.choose(f"{{pair: '{PAIR}'}}")
    case.page.go_back()
    expect(case.panel.locator("h2")).to_have_text("Rocket attack on Erbil")
    case.page.go_back()
    expect(case.panel.locator("h2")).to_have_text("Who denies what, and who says otherwise")
    case.page.go_forward()
    expect(case.panel.locator("h2")).to_have_text("Rocket attack on Erbil")


def test_page_about_one_node_begins_with_it(opening: Open, tmp_path: Path) -> None:
    file = tmp_path / "source.html"
    file.write_text(page(scene(graph_of(DENIED), focus="paper")), encoding="utf-8")
    focused = opening(file)
    expect(focused.panel.locator("h2")).to_contain_text("Paper")
    # It has no result: what is around it is shown at once.
    assert len(focused.nodes) == focused.run("scene.meta.counts.nodes") > 2
    assert focused.overlaps == []
