"""Lines of N-Triples that the database takes apart are those that the parser reads."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.columns import Columns
from kg.columns.lines import ODD, read_lines, select_lines

KNOWS = "https://example.org/knows"
QUERY = f"SELECT ?a ?b {{ ?a <{KNOWS}> ?b }}"
PLAIN = (
    f"<urn:a> <{KNOWS}> <urn:b> .",
    f'<urn:a> <{KNOWS}> "" .',
    f'<urn:a> <{KNOWS}> "a > b < c . # d" .',
    f'<urn:a> <{KNOWS}> "Bagdād سلام 🚀"@fa .',
    f'<urn:a> <{KNOWS}> "x"^^<urn:edtf> .',
    f'<urn:a> <{KNOWS}> "x"^^<http://www.w3.org/2001/XMLSchema#string> .',
    f'<urn:é> <{KNOWS}> "\'x"@en-gb .',
)
ODDLY = (
    "",
    "   ",
    "# nothing",
    f"# <urn:a> <{KNOWS}> <urn:b> .",
    f"<urn:a>\t<{KNOWS}>\t<urn:b>\t.",
    f"<urn:a>\t<{KNOWS}> <urn:b> .",
    # What stands where a property would, were the tab a space.
    f"<urn:a>\t<urn:b> <{KNOWS}> <urn:graph> .",
    f"<urn:a><{KNOWS}><urn:b>.",
    f'<urn:a> <{KNOWS}>"b".',
    f"<urn:a>  <{KNOWS}> <urn:b> .",
    f"  <urn:a> <{KNOWS}> <urn:b> .",
    f"<urn:a> <{KNOWS}> <urn:b>  .",
    f"<urn:a> <{KNOWS}> <urn:b> .  ",
    f"<urn:a> <{KNOWS}> <urn:b> . # <urn:c> .",
    f'<urn:a> <{KNOWS}> "b" . # "c" .',
    f'<urn:a> <{KNOWS}> "b" .# c .',
    f"<urn:a> <{KNOWS}> <urn:b> <urn:graph> .",
    f'<urn:a> <{KNOWS}> "b"@en <urn:graph> .',
    f'<urn:a> <{KNOWS}> "b\\"c\\\\" .',
    f'<urn:a> <{KNOWS}> "b\\n\\u0041\\U0001F680"@EN .',
    f'<urn:a> <{KNOWS}> "b"@EN-gb .',
    f"<urn:\\u0041> <{KNOWS}> <urn:b\\u0042> .",
    "<urn:a> <https://example.org/know\\u0073> <urn:b> .",
)
OTHERS = ("<urn:a> <urn:other> <urn:b> .", '<urn:a> <urn:other> "x\\"y" .')


def rows_of_lines(lines: list[str], folder: Path) -> set[tuple[str, str]]:
    path = folder / "lines.nt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    connection = duckdb.connect()
    columns = Columns(connection, [QUERY])
    columns.add_lines(path)
    columns.settle()
    return set(connection.execute(columns.select(QUERY).sql).fetchall())


def rows_of_parser(lines: list[str]) -> set[tuple[str, str]]:
    quads = ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS)
    return {
        (quad.subject.value, quad.object.value) for quad in quads if quad.predicate.value == KNOWS
    }


@pytest.mark.parametrize("line", [*PLAIN, *ODDLY, *OTHERS])
def test_a_line_is_read_as_the_parser_reads_it(line: str, tmp_path: Path) -> None:
    assert rows_of_lines([line], tmp_path) == rows_of_parser([line])


@pytest.mark.parametrize("line", PLAIN)
def test_plain_lines_do_without_the_parser(line: str, tmp_path: Path) -> None:
    assert ODD not in properties([line], tmp_path)


@pytest.mark.parametrize("line", OTHERS)
def test_lines_of_other_properties_are_left_out(line: str, tmp_path: Path) -> None:
    assert not properties([line], tmp_path)


def properties(lines: list[str], folder: Path) -> list[int]:
    path = folder / "lines.nt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    connection = duckdb.connect()
    Columns(connection, [QUERY])
    connection.execute(f"CREATE TABLE line AS {read_lines()}", [str(path)])
    return [row[1] for row in connection.execute(select_lines("line")).fetchall()]


@settings(max_examples=60, deadline=None)
@given(
    given_lines=st.lists(
        st.tuples(
            st.one_of(
                st.text(
                    st.characters(exclude_characters="\1\0", exclude_categories=["Cs"]), max_size=12
                ).map(ox.Literal),
                st.text(st.sampled_from('ab"\\ .#<>@^\t'), max_size=12).map(
                    lambda text: ox.Literal(text, language="en")
                ),
                st.just(ox.NamedNode("urn:b")),
            ),
            st.sampled_from([" .", ".", " . # end", "\t.", " . "]),
        ),
        max_size=8,
    )
)
def test_any_text_comes_back(
    given_lines: list[tuple[ox.Literal | ox.NamedNode, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    tmp_path = tmp_path_factory.mktemp("lines")
    lines = [f"<urn:a> <{KNOWS}> {value}{end}" for value, end in given_lines]
    assert rows_of_lines(lines, tmp_path) == {("urn:a", value.value) for value, _ in given_lines}
