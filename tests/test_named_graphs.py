"""Data that lie in a named graph say the same as data that lie in none."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import cli

DATA = Path(__file__).parents[1] / "data" / "triples.ttl"
SAID = "st-iran-letter-202103-involvement"
HAPPENED = "erbil-2021-02-15"


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the case that ships, as it is and as one named graph."""
    folder = tmp_path_factory.mktemp("forms")
    lines = DATA.read_text(encoding="utf-8").splitlines()
    prefixes = [line for line in lines if line.lower().startswith(("@prefix", "prefix"))]
    rest = [line for line in lines if line not in prefixes]
    named = folder / "case.trig"
    named.write_text(
        "\n".join([*prefixes, "<https://example.org/all> {", *rest, "}", ""]), encoding="utf-8"
    )
    return DATA, named


@pytest.mark.parametrize(
    "arguments",
    [
        ("why", SAID, HAPPENED),
        ("why", HAPPENED, SAID),  # the wrong way round
        ("assess", "Erbil"),  # a label's word: the nearest names
        ("assess", SAID, "--format", "csv"),
        ("history", SAID, HAPPENED),
        ("graph", "--format", "json", "-o", "-"),
    ],
    ids=" ".join,
)
def test_a_named_graph_says_the_same(forms: tuple[Path, Path], arguments: tuple[str, ...]) -> None:
    plain, named = (
        CliRunner().invoke(cli, ["--quiet", "--data", str(file), *arguments]) for file in forms
    )
    said, said_of_named = (
        f"{answer.output}{answer.exception or ''}".replace(
            sha256(file.read_bytes()).hexdigest(), ""
        ).replace(file.name, "")
        for answer, file in zip((plain, named), forms, strict=True)
    )
    assert said
    assert said_of_named == said
    assert type(named.exception) is type(plain.exception)
