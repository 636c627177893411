"""Properties of counting, over random provenance: independence against a brute-force oracle."""

from __future__ import annotations

from itertools import combinations
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.origins import Measure, Origins
from kg.origins.independence import ORIGIN, READER, UNRECORDED, Vertex, bound, cut
from kg.projection import Table

SOURCES = [f"source-{number}" for number in range(5)]
STATEMENTS = [f"said-{number}" for number in range(4)]
SPEAKERS = ["ann", "bob", None]
Links = dict[Vertex, list[Vertex]]


@st.composite
def ways(draw: st.DrawFn) -> Links:
    """Draw a small graph with circles and dead ends."""
    inner: list[Vertex] = [("v", number) for number in range(draw(st.integers(1, 6)))]
    found: Links = {
        vertex: draw(st.lists(st.sampled_from([*inner, ORIGIN]), max_size=3, unique=True))
        for vertex in inner
    }
    found[READER] = draw(st.lists(st.sampled_from(inner), max_size=4, unique=True))
    return found


def reaches(found: Links, gone: set[Vertex]) -> bool:
    stack = [vertex for vertex in found[READER] if vertex not in gone]
    seen = set(stack)
    while stack:
        for lead in found.get(stack.pop(), []):
            if lead == ORIGIN:
                return True
            if lead not in seen and lead not in gone:
                seen.add(lead)
                stack.append(lead)
    return False


def least_cut(found: Links) -> int:
    """Try every set of vertices, the small ones first."""
    inner = [vertex for vertex in found if vertex != READER]
    for size in range(len(inner) + 1):
        for gone in combinations(inner, size):
            if not reaches(found, set(gone)):
                return size
    raise AssertionError


@given(ways())
@settings(max_examples=200, deadline=None)
def test_the_bound_is_the_least_cut(found: Links) -> None:
    assert bound(found) == least_cut(found)


@given(ways())
@settings(max_examples=100, deadline=None)
def test_the_cut_that_is_named_cuts_and_is_as_large_as_the_bound(found: Links) -> None:
    gone = cut(found)
    assert len(gone) == bound(found)
    assert not reaches(found, gone)


Case = dict[str, list[tuple[str | None, ...]]]
COLUMNS = {
    "source": ("source", "issued", "first_hand", "publisher", "creator"),
    "derivation": ("source", "origin"),
    "relation": ("statement", "relation", "other"),
    "statement": ("statement", "speaker", "stated", "medium"),
    "report": ("statement", "source"),
    "involvement_incident": ("proposition", "incident"),
    "involvement": ("proposition", "actor"),
    "link": ("link", "upper", "lower"),
    "detail": ("detail", "about", "aspect"),
    "stance": ("statement", "proposition"),
    "actor_name": ("actor", "name"),
}


def built(case: Case) -> Origins:
    return Origins(
        {
            name: Table(
                {
                    column: [row[place] for row in case.get(name, [])]
                    for place, column in enumerate(columns)
                }
            )
            for name, columns in COLUMNS.items()
        }
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw sources that copy one another and statements in them, circles included."""
    pairs = st.tuples(st.sampled_from(SOURCES), st.sampled_from(SOURCES))
    said = st.tuples(st.sampled_from(STATEMENTS), st.sampled_from(STATEMENTS))
    relation = st.tuples(said, st.sampled_from(("renders", "based-on")))
    first_hand = draw(st.sets(st.sampled_from(SOURCES)))
    return {
        "source": [
            (name, "2021-01-01", "true" if name in first_hand else None, None, None)
            for name in SOURCES
        ],
        "derivation": [*draw(st.lists(pairs, max_size=5))],
        "relation": [
            (one, how, other) for (one, other), how in draw(st.lists(relation, max_size=3))
        ],
        "statement": [
            (name, draw(st.sampled_from(SPEAKERS)), draw(st.sampled_from(["2021", None])), None)
            for name in STATEMENTS
        ],
        "report": [
            *draw(
                st.lists(
                    st.tuples(st.sampled_from(STATEMENTS), st.sampled_from(SOURCES)), max_size=8
                )
            )
        ],
        "involvement_incident": [("proposition", "incident")],
        "involvement": [("proposition", "actor")],
        "stance": [(name, "proposition") for name in STATEMENTS],
    }


def count(case: Case, statements: list[str]) -> Measure:
    origins = built(case)
    return origins.measure(map(origins.voice, statements), "incident")


chosen = st.lists(st.sampled_from(STATEMENTS), min_size=1, unique=True)


@given(cases(), chosen)
@settings(max_examples=150, deadline=None)
def test_counts_keep_their_order(case: Case, statements: list[str]) -> None:
    found = count(case, statements)
    assert 1 <= found.independence <= found.origins
    assert 0 <= found.unknown <= found.origins


@given(cases(), st.sampled_from(STATEMENTS))
@settings(max_examples=150, deadline=None)
def test_one_voice_needs_no_cut(case: Case, statement: str) -> None:
    quick = count(case, [statement])
    with mock.patch("kg.origins.origins._SEVERAL", 0):
        assert count(case, [statement]) == quick


@given(cases(), chosen, st.sampled_from(STATEMENTS))
@settings(max_examples=150, deadline=None)
def test_another_voice_lowers_nothing(case: Case, statements: list[str], more: str) -> None:
    before = count(case, statements)
    after = count(case, [*statements, more])
    assert after.origins >= before.origins
    assert after.independence >= before.independence


@given(cases(), chosen, st.sampled_from(STATEMENTS), st.sampled_from(SOURCES))
@settings(max_examples=150, deadline=None)
def test_a_copy_of_a_source_raises_nothing(
    case: Case, statements: list[str], copied: str, original: str
) -> None:
    """A new source that carries what another carries, and says that it has it from there."""
    case["report"].append((copied, original))
    before = count(case, statements)
    case["source"].append(("copy", "2021-01-03", None, None, None))
    case["derivation"].append(("copy", original))
    case["report"].append((copied, "copy"))
    after = count(case, statements)
    assert after.origins == before.origins
    assert after.independence <= before.independence


@given(cases(), chosen)
@settings(max_examples=100, deadline=None)
def test_names_do_not_matter(case: Case, statements: list[str]) -> None:
    def renamed(value: str | None) -> str | None:
        kept = {None, "true", "renders", "based-on", "2021", "2021-01-01", "incident"}
        return value if value in kept else f"{(value or '')[::-1]}-x"

    other = {
        name: [tuple(map(renamed, row)) for row in reversed(rows)] for name, rows in case.items()
    }
    again = [str(renamed(statement)) for statement in reversed(statements)]
    assert count(other, again) == count(case, statements)


def test_the_vertex_of_what_is_not_recorded_is_one() -> None:
    found: Links = {
        READER: [("says", 1), ("says", 2)],
        ("says", 1): [UNRECORDED],
        ("says", 2): [UNRECORDED],
        UNRECORDED: [ORIGIN],
    }
    assert bound(found) == 1
    assert cut(found) == {UNRECORDED}
