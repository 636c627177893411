"""The page for readers: current, the same every time, and with every term on it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from ontology_support import ONTOLOGY, SHAPES

from kg.exports.ontology_page import page, write
from kg.rules import load_rules
from kg.vocabulary import CEV, CODE


def test_docs_page_is_current() -> None:
    written = (ONTOLOGY.parent / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m kg.exports.ontology_page"


def test_every_term_has_its_place() -> None:
    text = page()
    headings = set(re.findall(r"^### (cev:\S+)$", text, re.MULTILINE))
    assert headings == {f"cev:{name}" for name in CEV}
    codes = set(re.findall(r"^(?:\| `|### )code:([\w-]+)", text, re.MULTILINE))
    assert codes == CODE.names
    assert all(f"| `{rule.name}` |" in text for rule in load_rules())


def test_every_message_of_a_shape_is_on_the_page() -> None:
    messages = re.findall(
        r'sh:message "((?:[^"\\]|\\.)*)"', "".join(path.read_text() for path in SHAPES)
    )
    assert len(messages) > 100
    text = page()
    assert [m for m in messages if m.replace('\\"', '"') not in text] == []


def test_a_term_shows_what_the_ontology_says_of_it() -> None:
    section = page().split("### cev:Persona\n")[1].split("###")[0]
    assert "A persona is a name under which attacks are claimed" in section
    assert "Not: an alias of a known group" in section
    assert "- Below: `cev:Actor`" in section
    aligned = page().split("### cev:Incident\n")[1].split("###")[0]
    assert "`sem:Event`, `schema:Event`" in aligned


def test_tables_have_as_many_cells_as_their_head() -> None:
    for block in page().split("\n\n"):
        if block.startswith("| "):
            widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
            assert len(widths) == 1, block[:80]


def test_command_writes_the_page(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    subprocess.run([sys.executable, "-m", "kg.exports.ontology_page", str(file)], check=True)
    by_command = file.read_bytes()
    write(file)
    assert file.read_bytes() == by_command
