"""What no list shows: one statement in several wordings, the results side by side, all in sight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browser import TABLET, WIDE, Opened
from playwright.sync_api import expect

LETTER = "st-iran-letter-202103-involvement"
PRESSTV = "st-rendering-presstv"
EARLIER = "st-iran-s-2020-19"
MISSILES = "asad-erbil-missiles-2020-01-08"
ERBIL = "erbil-2021-02-15"
OF_LETTER = f"{LETTER}~{MISSILES}~iran"
OF_PRESSTV = f"{PRESSTV}~{MISSILES}~iran"
OUT_OF_SIGHT = """(ids) => {
  const [right, bottom] = app.surface().size();
  return ids.filter((id) => {
    const { width, height } = app.drawn().boxes.get(id);
    const [x, y] = app.surface().at(id);
    const out = (at, size, end) => at < size / 2 - 1 || at > end - size / 2 + 1;
    return out(x, width, right) || out(y, height, bottom);
  });
}"""
SIZES = pytest.mark.parametrize("size", [WIDE, TABLET, (1280, 720)], ids=["wide", "tablet", "low"])
Open = Callable[..., Opened]


def test_first_look_shows_one_statement_in_two_wordings_with_two_results(case: Opened) -> None:
    section = case.panel.locator("section").first
    expect(section.locator("h3")).to_have_text("One statement in two wordings, and two results")
    expect(section).to_contain_text("Iranian ballistic missiles at Ain al-Asad and Erbil")
    expect(section).to_contain_text("Against it stand words of the same party: Iran")
    original, other = section.locator("button.item").all()
    expect(original).to_contain_text("UN letter S/2021/257")
    expect(original).to_contain_text("self-contradicted, if the words cover it")
    expect(other).to_contain_text("Press TV rendering")
    expect(other).to_contain_text("self-contradicted: the words cover it")
    other.click()
    assert case.state["selected"] == {"pair": OF_PRESSTV}
    assert EARLIER in case.nodes


def test_results_to_begin_with_differ(case: Opened) -> None:
    first = case.panel.get_by_role("heading", name="Or begin with one of these").locator("..")
    texts = first.locator("button.item").all_inner_texts()
    verdicts = [text.split("\n")[0].split(":")[0].split(",")[0] for text in texts]
    assert max(verdicts.count(each) for each in verdicts) <= 2
    incidents = [text.rsplit(" / ", 1)[1] for text in texts]
    assert len(set(incidents)) == len(incidents)


def test_panel_of_a_result_says_how_the_other_wordings_come_out(case: Opened) -> None:
    case.choose(f"{{pair: '{OF_PRESSTV}'}}")
    panel = case.panel
    expect(panel.get_by_role("heading", name="The same words in 9 wordings")).to_be_visible()
    groups = panel.locator(".outcome")
    expect(groups.locator("> .line")).to_have_text(
        [
            "self-contradicted, if the words cover it",
            "self-contradicted: the words cover it",
            "no result for this incident",
        ]
    )
    here = groups.nth(1).locator(".here")
    expect(here).to_contain_text("this one")
    expect(here.locator("ins").last).to_contain_text("against any US individual or body")
    expect(here.locator("del").last).to_contain_text("by any entity or individual")
    groups.first.get_by_role("button", name="Iran was not involved").click()
    assert case.state["selected"] == {"pair": OF_LETTER}
    expect(groups.first.locator(".here")).to_contain_text("the original · this one")


def test_statement_in_one_wording_has_no_such_section(case: Opened) -> None:
    place = "scene.detailsOf('st-kss-20210707').pairs[0]"
    case.choose(f"{{pair: scene.pairs[{place}].id}}")
    expect(case.panel.locator("h2.result")).to_be_visible()
    expect(case.panel.locator(".outcome")).to_have_count(0)


def test_statement_is_told_with_who_and_when_before_its_results(case: Opened) -> None:
    case.choose(f"{{node: '{PRESSTV}'}}")
    text = case.panel.inner_text()
    assert text.index("Majid Takht-Ravanchi") < text.index("2021-03-14") < text.index("Results (")
    assert text.index("Other wordings (8)") < text.index("Results (")
    expect(case.panel.locator(".wordings .here ins").first).to_be_visible()


# --- in sight ------------------------------------------------------------------------------------


@SIZES
@pytest.mark.parametrize("pair", [OF_PRESSTV, OF_LETTER], ids=["rendering", "letter"])
def test_chain_of_a_result_is_in_sight(
    opening: Open, case_file: Path, size: tuple[int, int], pair: str
) -> None:
    page = opening(case_file, size=size, reduced_motion="reduce")
    page.choose(f"{{pair: '{pair}'}}")
    set_off = [*page.run("[...app.view().chain]"), LETTER]
    assert {LETTER, EARLIER, MISSILES} <= set(set_off)
    assert page.page.evaluate(OUT_OF_SIGHT, set_off) == []
    assert page.overlaps == []


def test_rendering_stands_beside_its_original_which_stays_clear(case: Opened) -> None:
    case.choose(f"{{pair: '{OF_PRESSTV}'}}")
    boxes = case.run(
        "Object.fromEntries([...app.drawn().boxes].map(([id, b]) => [id, [b.x, b.y, b.opacity]]))"
    )
    assert boxes[LETTER][0] < boxes[PRESSTV][0] < boxes[EARLIER][0] < boxes[MISSILES][0]
    assert abs(boxes[LETTER][1] - boxes[PRESSTV][1]) < 60
    assert boxes[LETTER][2] == 1
    assert boxes["st-kss-20210707"][2] < 1


@SIZES
def test_what_is_opened_stays_in_sight(
    opening: Open, case_file: Path, size: tuple[int, int]
) -> None:
    page = opening(case_file, size=size, reduced_motion="reduce")
    page.choose(f"{{node: '{ERBIL}'}}")
    for _ in range(2):
        page.page.locator("#expand").click()
        assert page.page.evaluate(OUT_OF_SIGHT, [ERBIL]) == []
        right = page.run("app.surface().size()[0]")
        ends = page.run(
            "[...app.drawn().boxes.values()].map((b) => [app.surface().at(b.id)[0], b.width])"
        )
        assert all(0 <= x <= right for x, _ in ends)


# --- for people ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2021-03-14?", "2021-03-14?"),
        ("2020-03-16/2020-03-17", "2020-03-16/2020-03-17"),
        ("2021-03-15T18:00:00Z", "2021-03-15 18:00 UTC"),
        (
            "2020-01-08T01:30:00+03:00/2020-01-08T02:15:00+03:00",
            "2020-01-08 01:30 to 02:15 UTC+03:00",
        ),
        ("2021-03-03T07:20:00+03:00/2021-03-03T07:20:00+03:00", "2021-03-03 07:20 UTC+03:00"),
        (
            "2021-03-15T23:00:00+03:00/2021-03-16T01:00:00Z",
            "2021-03-15 23:00 UTC+03:00 to 2021-03-16 01:00 UTC",
        ),
        ("said at 2021-03-15T18:00 there", "said at 2021-03-15 18:00 there"),
    ],
)
def test_moments_are_written_for_people(case: Opened, text: str, told: str) -> None:
    assert case.page.evaluate("(text) => dates.told(text)", text) == told


def test_when_and_where_of_an_incident_come_before_its_results(case: Opened) -> None:
    case.choose(f"{{node: '{MISSILES}'}}")
    text = case.panel.inner_text()
    assert text.index("2020-01-08 01:30 to 02:15 UTC+03:00") < text.index("Results (")


def test_lines_are_named_from_the_end_that_is_chosen(case: Opened) -> None:
    case.choose(f"{{node: '{LETTER}'}}")
    case.panel.get_by_text("Beside it in the graph (").click()
    terms = case.panel.locator(".fold", has_text="Beside it in the graph").locator("dt")
    names = terms.all_inner_texts()
    assert "has the other wording" in names
    assert "is said by" in names
    assert "is made for" in names
    kinds = set(case.run("scene.edges.map((edge) => edge.kind)")) - {"verdict"}
    assert kinds >= {"speaks", "reported-in", "renders"}
    same = case.run(
        "scene.edges.filter((edge) => words.back(edge) === words.verb(edge)).map((e) => e.kind)"
    )
    assert set(same) <= {"verdict", "sponsorship", "identity"}


def test_words_of_lines_stand_clear_of_boxes(case: Opened) -> None:
    case.choose(f"{{pair: '{LETTER}~{ERBIL}~iran'}}")
    covered = case.run(
        """app.drawn().lines.filter((line) => line.label).filter((line) => {
          const { boxes } = app.drawn();
          const [a, b] = [boxes.get(line.from), boxes.get(line.to)];
          return [...boxes.values()].some((box) =>
            Math.abs(box.x - (a.x + b.x) / 2) < box.width / 2
            && Math.abs(box.y - (a.y + b.y) / 2) < box.height / 2);
        }).map((line) => line.label)"""
    )
    assert covered == []
    assert case.run("app.drawn().lines.filter((line) => line.label).length") >= 2
