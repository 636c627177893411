"""A large graph page in a browser: sigma draws it, and it stays of use with 50,000 nodes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from browser import FLAGS, PHONE, WIDE, Opened, chromium_here, open_page, saved
from crowd import crowd
from playwright.sync_api import Browser, sync_playwright

from kg.page import Scene, page
from kg.page.html import _VENDOR, _listed

NODES, EDGES = 50_000, 100_000
# The driver says so when a test reads a pixel or takes a picture; no reader of the page does.
DRIVER = "GPU stall due to ReadPixels"
RATIO = 4  # generous: the machine is busy with other tests
DREW = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def large_scene() -> Scene:
    return crowd(NODES, EDGES)


@pytest.fixture(scope="module")
def large_file(large_scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("large") / "large.html"
    file.write_text(page(large_scene), encoding="utf-8", newline="\n")
    return file


@pytest.fixture(scope="module")
def middle_scene() -> Scene:
    return crowd(2_000, 5_000)


@pytest.fixture(scope="module")
def middle_file(middle_scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("middle") / "middle.html"
    file.write_text(page(middle_scene), encoding="utf-8", newline="\n")
    return file


@pytest.fixture
def patient(chromium: Browser) -> Iterator[Open]:
    """Open pages as `opening` does, without a graphics card and therefore with patience."""
    opened: list[Opened] = []

    def open_one(file: Path, fragment: str = "", **more: Any) -> Opened:
        opened.append(open_page(chromium, file, fragment, patience=120_000, **more))
        return opened[-1]

    yield open_one
    for each in opened:
        each.context.close()
        assert each.requests == []
        assert [text for text in each.complaints if DRIVER not in text] == []


def surface(opened: Opened) -> str:
    """Return the name of the surface that draws."""
    return str(opened.run("document.documentElement.dataset.surface"))


def settled(opened: Opened) -> None:
    """Wait until the camera stands still and the picture is drawn."""
    opened.page.wait_for_timeout(400)
    opened.run(DREW)


# --- which surface --------------------------------------------------------------------------------


def test_sigma_draws_what_is_large_and_vis_network_what_is_small(
    patient: Open, middle_file: Path, tmp_path: Path
) -> None:
    assert surface(patient(middle_file)) == "sigma"
    small = tmp_path / "small.html"
    small.write_text(page(crowd(1_500, 3_000)), encoding="utf-8", newline="\n")
    assert surface(patient(small)) == "vis"


def test_without_webgl_the_page_says_so_and_has_its_table(
    chromium: Browser, middle_file: Path
) -> None:
    path = chromium_here()

    def look() -> tuple[str, str, int]:
        flags = [*FLAGS, "--disable-gpu", "--disable-3d-apis", "--disable-software-rasterizer"]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=flags)
            opened = open_page(browser, middle_file, patience=60_000)
            opened.run("app.turn('table')")
            found = (
                surface(opened),
                str(opened.page.locator("#graph").text_content()),
                opened.page.locator("#table-body tbody tr").count(),
            )
            browser.close()
            return found

    # Playwright has one instance a thread, and the one of the session is at work in this one.
    with ThreadPoolExecutor(1) as pool:
        name, words, rows = pool.submit(look).result()
    assert name == "none"
    assert "WebGL" in words
    assert rows > 100


# --- the same use as a small page -----------------------------------------------------------------


@pytest.fixture
def middle(patient: Open, middle_file: Path) -> Opened:
    return patient(middle_file)


def test_first_look_has_denials_left_of_incidents_and_all_their_results(
    middle: Opened, middle_scene: Scene
) -> None:
    boxes = middle.run(
        "[...app.drawn().boxes.values()].map((b) => [scene.nodes.get(b.id).kind, b.x, b.width])"
    )
    assert {kind for kind, _, _ in boxes} == {"denial", "incident"}
    right_end = max(x + width / 2 for kind, x, width in boxes if kind == "denial")
    left_end = min(x - width / 2 for kind, x, width in boxes if kind == "incident")
    assert right_end < left_end
    assert len(middle.results) == len(middle_scene.pairs)
    assert middle.overlaps == []


def test_lines_have_the_colour_and_the_pattern_of_the_legend(middle: Opened) -> None:
    wrong = middle.run(
        """app.drawn().lines.filter((line) => {
          const edge = scene.edges[line.place];
          const entry = scene.code('verdicts', edge.verdict);
          return line.color !== look.color(`v-${edge.verdict}`)
            || String(line.dashes) !== String(entry.dashes || []);
        }).length"""
    )
    assert wrong == 0


def test_patterns_reach_the_screen(middle: Opened) -> None:
    """Along a dashed line some pixels have its colour and some that of the paper."""
    pair = middle.run("scene.pairs.find((each) => each.verdict === 'contested').id")
    middle.choose(f"{{pair: '{pair}'}}")
    settled(middle)
    signs = middle.run(
        """() => {
          const gl = document.querySelector('.sigma-edges').getContext('webgl2');
          app.surface().now();
          const { denial, incident } = scene.pairNamed(store.get().selected.pair);
          const [from, to] = [app.surface().at(denial), app.surface().at(incident)];
          const inked = [];
          for (let part = 0.35; part < 0.65; part += 0.004) {
            const pixel = new Uint8Array(4);
            const x = from[0] + (to[0] - from[0]) * part;
            gl.readPixels(x * devicePixelRatio, gl.drawingBufferHeight - from[1] * devicePixelRatio,
              1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
            inked.push(pixel[3] > 100);
          }
          return inked;
        }"""
    )
    changes = sum(one != other for one, other in pairwise(signs))
    assert any(signs)
    assert not all(signs)
    assert changes >= 4


def test_a_click_chooses_the_box_under_it(middle: Opened) -> None:
    middle.run("app.reveal('denial-00010')")
    settled(middle)
    middle.click("denial-00010")
    middle.wait("store.get().selected !== null")
    assert middle.state["selected"] == {"node": "denial-00010"}
    assert "denial-00010" in middle.panel.inner_text()


def test_a_result_stands_alone_and_goes_back_to_where_the_reader_was(middle: Opened) -> None:
    pair = middle.run("scene.pairs[5].id")
    chain = middle.run("scene.pairs[5].chain.nodes")
    middle.choose(f"{{pair: '{pair}'}}")
    settled(middle)
    assert middle.nodes == set(chain)
    assert middle.overlaps == []
    assert middle.smallest_letters >= 9.9
    width, height = middle.run("app.surface().size()")
    for node in chain:
        x, y = middle.run(f"app.surface().at('{node}')")
        assert 0 < x < width
        assert 0 < y < height
    middle.page.keyboard.press("Escape")
    assert len(middle.results) > 100


def test_a_line_can_be_chosen_with_the_pointer(middle: Opened) -> None:
    place = middle.run("scene.pairs[5].edge")
    middle.choose(f"{{pair: '{middle.run('scene.pairs[5].id')}'}}")
    settled(middle)
    middle.click(middle.run("scene.pairs[5].denial"), middle.run("scene.pairs[5].incident"))
    settled(middle)
    told = middle.page.locator("#told")
    assert middle.run(f"scene.edges[{place}].label") in str(told.text_content())


def test_levels_open_one_by_one_and_fold_back(middle: Opened) -> None:
    middle.run("actions.expand('actor-3')")
    first = middle.nodes
    middle.run("actions.expand('actor-3')")
    assert "actor-3" in first
    assert first < middle.nodes
    settled(middle)
    assert middle.overlaps == []
    middle.run("actions.fold('actor-3')")
    assert len(middle.results) > 100


def test_whole_graph_shows_everything(middle: Opened, middle_scene: Scene) -> None:
    middle.run("actions.whole()")
    assert len(middle.nodes) == len(middle_scene.nodes)
    assert middle.run("app.drawn().lines.length") == len(middle_scene.edges)
    assert middle.overlaps == []


def test_keyboard_walks_chooses_hides_and_pins(middle: Opened) -> None:
    middle.page.locator("#search").focus()
    middle.run("document.getElementById('graph').focus({focusVisible: true})")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        middle.page.keyboard.press(key)
    chosen = middle.state["selected"]["node"]
    middle.page.keyboard.press("p")
    assert chosen in middle.state["pinned"]
    middle.page.keyboard.press("h")
    assert chosen not in middle.nodes
    middle.page.keyboard.press("z")
    assert chosen in middle.nodes


def test_what_is_dragged_is_pinned_there(middle: Opened) -> None:
    middle.run("app.reveal('denial-00010')")
    settled(middle)
    x, y = middle.on_screen("denial-00010")
    mouse = middle.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 30, y + 20)
    mouse.move(x + 60, y + 40)
    mouse.up()
    middle.wait("Object.keys(store.get().pinned).length === 1")
    now = middle.on_screen("denial-00010")
    assert (round(now[0] - x), round(now[1] - y)) == pytest.approx((60, 40), abs=2)
    assert middle.state["selected"] is None


def test_a_link_opens_the_same_view(patient: Open, middle_file: Path) -> None:
    fragment = "node=actor-3&open=actor-3:1"
    opened = patient(middle_file, fragment)
    assert opened.state["selected"] == {"node": "actor-3"}
    assert "actor-3" in opened.nodes
    assert opened.run("permalink.write(store.get())") == fragment


def test_dark_and_light_differ_on_the_surface(middle: Opened) -> None:
    def picture() -> bytes:
        settled(middle)
        return middle.page.locator("#graph").screenshot()

    before = picture()
    middle.run("app.theme('dark')")
    dark = picture()
    middle.run("app.theme('light')")
    assert dark != before


def test_a_phone_shows_a_chain_in_letters_that_can_be_read(
    patient: Open, middle_file: Path
) -> None:
    opened = patient(middle_file, size=PHONE)
    opened.choose(f"{{pair: '{opened.run('scene.pairs[5].id')}'}}")
    settled(opened)
    assert opened.smallest_letters >= 9.9
    assert opened.overlaps == []
    assert opened.too_wide == []


def test_pictures_are_saved(middle: Opened, tmp_path: Path) -> None:
    middle.choose(f"{{pair: '{middle.run('scene.pairs[5].id')}'}}")
    svg = saved(middle, "Picture (SVG)", tmp_path).read_text(encoding="utf-8")
    assert svg.count("data-node=") == len(middle.nodes)
    middle.run("actions.reset()")
    middle.run("actions.whole()")
    picture = saved(middle, "Picture (PNG)", tmp_path).read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 50_000


def test_sources_are_found_by_typing(middle: Opened) -> None:
    field = middle.page.locator("#by-source")
    label = middle.run("scene.nodes.get('source-00313').label")
    field.fill("313")
    offered = middle.page.locator("#by-source-list option")
    assert 0 < offered.count() <= 30
    field.fill(label)
    field.dispatch_event("change")
    assert middle.state["source"] == "source-00313"
    field.fill("")
    assert middle.state["source"] == ""


def test_the_table_turns_pages(middle: Opened) -> None:
    middle.run("actions.whole()")
    middle.run("app.turn('table')")
    middle.page.locator("#list-nodes").click()
    first = middle.page.locator("#table-body tbody tr").first.inner_text()
    assert middle.page.locator("#table-body tbody tr").count() == 300
    middle.page.locator("#rows-later").click()
    assert middle.page.locator("#table-body tbody tr").first.inner_text() != first
    assert "301 to 600 of 2000" in middle.page.locator(".pages").inner_text()
    middle.page.locator("#rows-first").click()
    assert middle.page.locator("#table-body tbody tr").first.inner_text() == first


# --- 50,000 nodes and 100,000 edges ---------------------------------------------------------------


def plain_page(scene: Scene) -> str:
    """Return a page on which sigma draws the same nodes and edges, and nothing else."""
    data = {
        "nodes": [[node.id, node.x, -node.y] for node in scene.nodes],
        "edges": [[edge.source, edge.target] for edge in scene.edges],
    }
    scripts = "".join(f"<script>{text}</script>" for text in _listed(_VENDOR))
    return f"""<!doctype html><meta charset="utf-8"><title>Plain</title>
<div id="graph"></div>{scripts}<script>
const data = {json.dumps(data)};
const element = document.getElementById("graph");
Object.assign(element.style, {{ width: "860px", height: "650px" }});
const graph = new graphology({{ multi: true }});
for (const [id, x, y] of data.nodes) graph.addNode(id, {{ x, y, size: 2 }});
for (const [from, to] of data.edges) graph.addEdge(from, to, {{ size: 1 }});
const drawn = new Sigma(graph, element, {{ enableEdgeEvents: true }});
document.documentElement.dataset.ready = "yes";
</script>"""


def opening_time(opened: Opened) -> float:
    """Return the milliseconds from the beginning of a page to its first picture."""
    opened.run(DREW)
    # What the graphics card was told is done when a pixel can be read.
    return float(
        opened.run(
            """() => {
              const gl = document.querySelector('.sigma-edges').getContext('webgl2');
              gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
              return performance.now();
            }"""
        )
    )


def test_50000_nodes_open_and_stay_of_use(
    patient: Open, large_file: Path, large_scene: Scene, tmp_path: Path
) -> None:
    plain_file = tmp_path / "plain.html"
    plain_file.write_text(plain_page(large_scene), encoding="utf-8", newline="\n")
    plain = opening_time(patient(plain_file, size=WIDE))

    large = patient(large_file)
    took = opening_time(large)
    assert took < RATIO * plain, f"{took:.0f} ms against {plain:.0f} ms"
    assert surface(large) == "sigma"
    assert large.run("[scene.nodes.size, scene.edges.length]") == [NODES, EDGES]

    # select
    large.choose("{node: 'denial-00100'}")
    assert "denial-00100" in large.panel.inner_text()
    # search, by name and by the words of a quotation
    large.page.locator("#search").fill("statement-00777 ask those")
    large.page.locator("#suggestions li").first.click()
    assert large.state["selected"] == {"node": "statement-00777"}
    assert "statement-00777" in large.nodes
    assert len(large.nodes) < 100
    # the address names the view
    fragment = large.run("permalink.write(store.get())")
    assert fragment in large.page.url
    # filter
    large.run("actions.reset()")
    large.run("store.change({party: 'actor-3'}, 'a filter')")
    parties = large.run(
        "[...new Set([...app.view().nodes].flatMap((id) => scene.nodes.get(id).parties || []))]"
    )
    assert parties == ["actor-3"]
    # table
    large.run("app.turn('table')")
    assert 0 < large.page.locator("#table-body tbody tr").count() <= 300

    again = patient(large_file, fragment)
    assert again.state["selected"] == {"node": "statement-00777"}
    assert again.run("permalink.write(store.get())") == fragment


def test_all_of_50000_nodes_can_be_shown_at_once(patient: Open, large_file: Path) -> None:
    large = patient(large_file)
    large.run("actions.whole()")
    assert large.run("app.drawn().boxes.size") == NODES
    assert large.run("app.drawn().lines.length") == EDGES
    large.run("app.reveal('source-00313')")
    settled(large)
    large.click("source-00313")
    large.wait("store.get().selected !== null")
    assert large.state["selected"] == {"node": "source-00313"}
