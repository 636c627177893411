"""The page as a file: nothing from the network, nothing of the data that could run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from packing import unpacked
from small import DENIED, graph_of
from support import ROOT, Kg

import kg
import kg.page.html
from kg.errors import OutputError
from kg.page import Scene, page, scene
from kg.page.html import policy
from kg.page.vis import vis_data

ERBIL = "erbil-2021-02-15"
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
MOST = 2_000_000
_FOLLOWED = ("href", "src", "action", "formaction", "data", "poster", "srcset", "background")


class Read(HTMLParser):
    """What a browser would find: elements with attributes, and the texts of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self.texts.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is not None:
            tag, attributes, text = self.texts[-1]
            self.texts[-1] = (tag, attributes, text + data)

    def of(self, tag: str, kind: str | None = None) -> list[str]:
        """Return the texts of scripts or styles of a type."""
        return [
            text for name, given, text in self.texts if (name, given.get("type")) == (tag, kind)
        ]

    def data(self, name: str) -> Any:
        """Return what an element with data holds."""
        found = [text for _, given, text in self.texts if given.get("id") == name]
        assert len(found) == 1
        return unpacked(found[0])

    @property
    def policy(self) -> str:
        """The Content-Security-Policy."""
        found = [
            given["content"] or ""
            for tag, given in self.elements
            if tag == "meta"
            and (given.get("http-equiv") or "").lower() == "content-security-policy"
        ]
        assert len(found) == 1
        return found[0]


@pytest.fixture(scope="module")
def shipped() -> Scene:
    return scene(kg.open().graph)


@pytest.fixture(scope="module")
def whole(shipped: Scene) -> str:
    return page(shipped)


@pytest.fixture(scope="module")
def hostile() -> Scene:
    evil = EVIL.replace('"', '\\"')
    turtle = DENIED.replace("It was not us", evil).replace('"Paper"', f'"{evil}"')
    return scene(graph_of(turtle), focus="no", depth=2)


def test_page_is_small_enough_to_send(whole: str) -> None:
    assert len(whole.encode()) <= MOST


def test_page_holds_the_scene_and_what_pyvis_made_of_it(shipped: Scene, whole: str) -> None:
    read = Read(whole)
    assert read.data("scene") == shipped.to_dict()
    assert read.data("vis") == vis_data(shipped)


def test_policy_is_first_and_allows_the_scripts_that_are_there_and_nothing_else(
    whole: str,
) -> None:
    read = Read(whole)
    rules = dict(rule.split(" ", 1) for rule in read.policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert not {"connect-src", "font-src", "frame-src", "worker-src"} & set(rules)
    for tag in ("script", "style"):
        hashes = [
            f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
            for text in read.of(tag)
        ]
        assert hashes
        assert rules[f"{tag}-src"].split() == hashes
    metas = [given for tag, given in read.elements if tag in {"meta", "script", "style", "link"}]
    assert (metas[0].get("http-equiv") or "").lower() == "content-security-policy"


def test_nothing_is_loaded_and_nothing_is_inline(whole: str) -> None:
    for tag, given in Read(whole).elements:
        assert tag not in {"link", "iframe", "object", "embed", "base"}
        for name in given:
            assert not name.startswith("on"), f"<{tag} {name}>"
            assert name != "style", f"<{tag} style>"
        for name in _FOLLOWED:
            assert (given.get(name) or "#").startswith("#"), f"<{tag} {name}={given[name]}>"


def test_styles_load_nothing(whole: str) -> None:
    for text in Read(whole).of("style"):
        assert "@import" not in text
        assert all(url.startswith("data:") for url in re.findall(r"url\(\s*['\"]?([^'\")]*)", text))


def test_licence_of_vis_network_is_in_the_page(whole: str) -> None:
    assert "vis.js is dual licensed" in whole


def test_own_scripts_take_text_for_text() -> None:
    """What would take text for markup or for a program is not there to be called by mistake."""
    taking = re.compile(
        r"\.(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)\b|document\.write|\beval\(|new Function"
    )
    assets = Path(kg.page.html.__file__).parent / "assets"
    for file in sorted(assets.glob("*.js")):
        assert not taking.search(file.read_text(encoding="utf-8")), file.name


def test_every_script_is_listed_once() -> None:
    assets = Path(kg.page.html.__file__).parent / "assets"
    listed = (assets / "scripts.txt").read_text(encoding="utf-8").split()
    assert sorted(listed) == sorted(file.name for file in assets.glob("*.js"))
    assert listed[0] == "unpack.js"


def test_hostile_text_stays_within_the_data(hostile: Scene) -> None:
    text = page(hostile)
    read = Read(text)
    assert "alert(1)</script>" not in text
    assert not [tag for tag, given in read.elements if "onerror" in given]
    labels = {node["id"]: node["label"] for node in read.data("scene")["nodes"]}
    assert labels["no"] == labels["paper"] == EVIL
    # The heading too: the focus gives the page its title.
    assert "&lt;/script&gt;" in text
    assert [node for node in read.data("vis")["nodes"] if "title" in node] == []


def test_pyvis_keeps_every_edge_between_two_nodes(shipped: Scene) -> None:
    ends = [(edge.source, edge.target) for edge in shipped.edges]
    assert len(set(ends)) < len(ends)
    made = vis_data(shipped)["edges"]
    assert isinstance(made, list)
    assert [(edge["from"], edge["to"]) for edge in made] == ends
    assert [edge["id"] for edge in made] == list(range(len(ends)))


def test_physics_is_off_and_places_are_given(shipped: Scene) -> None:
    made: Any = vis_data(shipped)
    assert made["options"]["physics"] == {"enabled": False}
    assert [(node["x"], node["y"]) for node in made["nodes"]] == [
        (node.x, node.y) for node in shipped.nodes
    ]


def test_same_data_same_bytes_in_another_process(tmp_path: Path) -> None:
    pages = []
    for seed in ("1", "2"):
        file = tmp_path / f"{seed}.html"
        program = "import sys; from kg.cli.main import run; run()"
        done = subprocess.run(
            [sys.executable, "-c", program, "graph", "--focus", ERBIL, "-o", str(file)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        pages.append(file.read_bytes())
    assert pages[0] == pages[1]


def test_policy_names_hashes_only() -> None:
    assert policy(["a"], ["b"]) == (
        "default-src 'none'; "
        "script-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='; "
        "style-src 'sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0='; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def test_script_that_would_end_itself_is_refused(
    hostile: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in {
        "page.html.j2": "{{ script }}",
        "page.css": "",
        "scripts.txt": "a.js",
        "a.js": "'</SCRIPT>'",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(kg.page.html, "_ASSETS", tmp_path)
    with pytest.raises(ValueError, match="would end it"):
        page(hostile)


# --- command -------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> list[str]:
    from small import PREFIXES  # noqa: PLC0415

    file = tmp_path / "small.ttl"
    file.write_text(PREFIXES + DENIED, encoding="utf-8")
    return ["--data", str(file)]


def test_command_writes_a_page(kg_here: Kg, small: list[str], tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    done = kg_here(*small, "graph", "-o", str(file))
    assert (done.code, done.out, done.err) == (0, "", "")
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_command_writes_to_a_pipe(kg_here: Kg, small: list[str]) -> None:
    done = kg_here(*small, "graph")
    assert done.code == 0
    assert done.out.startswith("<!doctype html>")


def test_ending_of_the_file_names_the_format(kg_here: Kg, small: list[str], tmp_path: Path) -> None:
    file = tmp_path / "scene.json"
    assert kg_here(*small, "graph", "-o", str(file)).code == 0
    assert file.read_text(encoding="utf-8").startswith('{\n  "schema": "scene/1"')


def test_page_is_opened_in_the_browser(
    kg_here: Kg, small: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def remember(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", remember)
    monkeypatch.chdir(tmp_path)
    done = kg_here(*small, "graph", "--open")
    assert done.code == 0, done.err
    assert opened == [(tmp_path / "kg-graph.html").as_uri()]
    assert (tmp_path / "kg-graph.html").exists()
    assert "kg-graph.html" in done.err


def test_a_machine_without_a_browser_is_told(
    kg_here: Kg, small: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    done = kg_here(*small, "graph", "--open", "-o", str(tmp_path / "a.html"))
    assert done.code == 0
    assert "No browser was found" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--focus", "rocket"], 2, "There is no node named 'rocket'. Nearest: rockets."),
        (["--as-of", "2010"], 2, "Nothing to show"),
        (["--depth", "2"], 2, "name one with --focus"),
        (["--focus", "no", "--depth", "-1"], 2, "-1"),
        (["--open", "-o", "-"], 2, "--open needs a page in a file"),
        (["--open", "--format", "json"], 2, "--open needs a page in a file"),
        (["-o", "graph.xlsx"], 2, "Nothing writes '.xlsx'. A graph can be written as .html, .json"),
        (["-o", "graph.pdf"], 2, "Nothing writes '.pdf'"),
        (["-o", "nowhere/graph.html"], 3, "There is no folder 'nowhere'"),
    ],
    ids=str,
)
def test_bad_input_is_told_and_nothing_is_written(
    kg_here: Kg,
    small: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = kg_here(*small, "graph", *arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert [file.name for file in tmp_path.iterdir()] == ["small.ttl"]


def test_page_that_was_there_stays_where_the_disk_is_full(
    kg_process: Kg, small: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text("before", encoding="utf-8")
    done = kg_process(*small, "graph", "-o", str(file), limit=8)
    assert done.code == OutputError.exit_code
    assert file.read_text(encoding="utf-8") == "before"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["page.html", "small.ttl"]
