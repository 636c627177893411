"""Packed data: nothing is lost, and nothing can end the script that it stands in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packing import unpacked

from kg.page.pack import embedded, packed

_TEXTS = st.text(max_size=8)
_KEYS = st.text(min_size=1, max_size=3)
_JSON = st.recursive(
    _TEXTS | st.integers(-(2**31), 2**31) | st.just(True),
    lambda values: (
        st.lists(values, max_size=4)
        | st.dictionaries(_KEYS, values, max_size=4)
        | st.lists(st.dictionaries(_KEYS, values, min_size=1, max_size=3), min_size=2, max_size=4)
        | st.dictionaries(
            _TEXTS, st.dictionaries(_KEYS, values, min_size=1, max_size=3), min_size=2, max_size=3
        )
    ),
    max_leaves=20,
)


@given(_JSON)
@settings(max_examples=200, deadline=None)
def test_what_is_packed_comes_back(value: Any) -> None:
    assert unpacked(packed(value)) == value


@given(_JSON)
@settings(max_examples=100, deadline=None)
def test_nothing_ends_the_script(value: Any) -> None:
    assert not set(packed(value)) & set("<>&\u2028\u2029")


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "&lt;", "\u2028", "\u2029"])
def test_what_ends_a_script_or_a_line_is_written_as_a_code(text: str) -> None:
    written = embedded([text])
    assert text not in written
    assert json.loads(written) == [text]


def test_each_text_and_each_key_stands_once() -> None:
    value = [{"name": f"node {place}", "kind": "incident"} for place in range(100)]
    written = packed(value)
    assert written.count("incident") == 1
    assert written.count('"kind"') == 1


def test_frequent_texts_have_short_names() -> None:
    value = [[f"once {place}" for place in range(100)], ["often", "often"]]
    assert json.loads(packed(value))["texts"][0] == "often"


def test_many_texts_are_told_apart() -> None:
    value = [f"text {place}" for place in range(5_000)]
    assert unpacked(packed(value)) == value


def test_none_would_be_lost_and_is_no_value_of_a_scene() -> None:
    assert unpacked(packed([{"a": None, "b": 1}, {"b": 2}])) == [{"b": 1}, {"b": 2}]
