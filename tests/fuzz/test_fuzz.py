"""Input by strangers: whatever it is, the answer is a result or an error for people.

Bounded in every run; ``make fuzz`` goes on for longer. What was once found is kept below as an
example of its own.
"""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from fuzz_listener import listener
from fuzz_seeds import SEEDS, pieces
from fuzz_sentences import SENTENCES
from fuzz_targets import TARGETS, check, services
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.loaders import ParseError, parse


def spliced(seed: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    """Replace some stretches of a seed."""
    for start, length, new in cuts:
        place = start % (len(seed) + 1)
        seed = seed[:place] + new + seed[place + length :]
    return seed


def inputs(target: str) -> st.SearchStrategy[bytes]:
    """Return bytes of four kinds: right, right but spoilt, pieces in a wild order, anything."""
    piece = st.sampled_from(pieces(target)).map(str.encode)
    right = st.sampled_from(SEEDS[target]).map(str.encode)
    if target in SENTENCES:
        right |= SENTENCES[target].map(lambda text: text.encode(errors="replace"))
    cut = st.tuples(st.integers(0, 600), st.integers(0, 12), piece | st.binary(max_size=3))
    spoilt = st.builds(spliced, right, st.lists(cut, min_size=1, max_size=3))
    wild = st.lists(piece, max_size=25).map(b"".join)
    # Named twice, it is drawn twice as often.
    return right | right | spoilt | wild | st.binary(max_size=60)


def test_every_target_has_seeds() -> None:
    assert set(SEEDS) == set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_seeds(target: str) -> None:
    for seed in SEEDS[target]:
        check(target, seed.encode())


@pytest.mark.parametrize("target", TARGETS)
@settings(deadline=None)
@given(data=st.data())
def test_anything(target: str, data: st.DataObject) -> None:
    check(target, data.draw(inputs(target)))


@pytest.mark.parametrize("after", ["~", " ~ ", " ~ <http://x/r>", "~<http://x/~r/~>", " ~ _:r"])
def test_a_name_for_a_triple_is_refused_with_its_place(after: str) -> None:
    """RDF 1.2 without its brackets: it would put a triple term into the graph."""
    text = f"<http://x/~s> <http://x/p> <http://x/~a/~b>{after} ."
    with pytest.raises(ParseError, match=r"RDF 1\.2") as raised:
        parse("a.ttl", text.encode())
    assert raised.value.column == text.index(">" + after) + after.index("~") + 2


def test_a_tilde_may_stand_in_names_addresses_texts_and_comments() -> None:
    text = "PREFIX x: <http://x/~a> x:\\~s x:p <http://x/~b>, '~ a', \"~\" . # ~ c"
    assert len(parse("a.ttl", text.encode()).quads) == 3


def test_a_call_would_be_noticed() -> None:
    """Without the guard the engine calls, and rdflib would; the target would fail."""
    text = f"ASK {{ SERVICE SILENT <{listener().iri}> {{ ?s ?p ?o }} }}"
    ox.Store().query(text)
    assert listener().was_called()
    assert not listener().was_called()
    assert services(text)
