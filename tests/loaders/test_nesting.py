"""Deep nesting is refused and never ends the process."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.errors import InputError
from kg.loaders import parse
from kg.loaders.nesting import MAX_DEPTH

PROGRAM = """
import sys
from kg.errors import InputError
from kg.loaders import parse
name, before, opening, middle, closing, after = sys.argv[1:]
text = before + opening * 100_000 + middle + closing * 100_000 + after
try:
    parse(name, text.encode())
except InputError as error:
    print("refused:", error.message)
"""

START = "<http://x/s> <http://x/p> "
CASES = {
    "turtle brackets": ("a.ttl", START, "[ <http://x/p> ", "1", "]", " ."),
    "turtle lists": ("a.ttl", START, "( ", "1", ")", " ."),
    "turtle open brackets": ("a.ttl", START, "[", "", "", ""),
    "turtle triple terms": ("a.ttl", START, "<<( " + START, "1", ")>>", " ."),
    "turtle annotations": ("a.ttl", START + "1 ", "{| <http://x/p> 1 ", "", "|}", " ."),
    "trig brackets": ("a.trig", "{" + START, "[ <http://x/p> ", "1", "]", "}"),
    "trig braces": ("a.trig", "", "{", "", "}", ""),
    "ntriples triple terms": ("a.nt", START, "<<( " + START, "<http://x/o>", ")>>", " ."),
    "nquads triple terms": ("a.nq", START, "<<( " + START, "<http://x/o>", ")>>", " ."),
    "json arrays": ("a.jsonld", "", "[", "", "]", ""),
    "json objects": ("a.jsonld", "", '{"http://x/p": ', "1", "}", ""),
    "json lists": ("a.jsonld", '{"http://x/p": ', '{"@list": [', "", "]}", "}"),
    "json contexts": ("a.jsonld", '{"@context": ', "[", "", "]", "}"),
}


@pytest.mark.parametrize("arguments", CASES.values(), ids=CASES)
def test_a_hundred_thousand_levels(arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("refused:")


@pytest.mark.parametrize(
    ("depth", "fits"), [(MAX_DEPTH, True), (MAX_DEPTH + 1, False)], ids=["at the limit", "above"]
)
def test_the_limit(depth: int, fits: bool) -> None:
    text = (START + "[ <http://x/p> " * depth + "1" + "]" * depth + " .").encode()
    if fits:
        assert len(parse("a.ttl", text).quads) == depth + 1
        return
    with pytest.raises(InputError, match="200 deep") as caught:
        parse("a.ttl", text)
    assert (caught.value.line, caught.value.column) == (1, len(START) + 15 * MAX_DEPTH + 1)


def test_brackets_in_strings_and_comments_do_not_count() -> None:
    text = f'# {"[" * 300}\n{START} "{"(" * 300}", \'{"[" * 300}\', """{"{" * 300}\n""" .'
    assert len(parse("a.ttl", text.encode()).quads) == 3


def test_many_shallow_brackets_are_fine() -> None:
    text = START + ", ".join("[ <http://x/p> 1 ]" for _ in range(1000)) + " ."
    assert len(parse("a.ttl", text.encode()).quads) == 2000
