"""Comments of a Turtle file and the subjects that they stand at.

RDF parsers drop comments, and in a curated file they are half of the care. Nothing here judges the
syntax: the text has been parsed before, so a scanner of tokens is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

SECTION = re.compile(r"# ==== .* ====$")

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<comment>\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
      | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<word>(?:\\.|[^\s;,\[\]()<>"'\#\\])+)
      | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)", re.DOTALL)


@dataclass
class Comments:
    """The comments of one file.

    Attributes
    ----------
    heading
        Lines above the first prefix; an empty line separates paragraphs.
    at
        Lines that belong to a subject, by its IRI.
    tail
        Lines after the last subject.
    """

    heading: list[str] = field(default_factory=list)
    at: dict[str, list[str]] = field(default_factory=dict)
    tail: list[str] = field(default_factory=list)


@dataclass
class _Scan:
    """What is known while a file is read from top to bottom."""

    comments: Comments = field(default_factory=Comments)
    prefixes: dict[str, str] = field(default_factory=dict)
    base: str = ""
    pending: list[str] = field(default_factory=list)
    subject: str | None = None
    seen_statement: bool = False

    def keep(self, lines: list[str], subject: str) -> None:
        """Give lines to a subject; the generated headings of sections are nobody's."""
        kept = [line for line in lines if line and not SECTION.match(line)]
        if kept:
            self.comments.at.setdefault(subject, []).extend(kept)

    def begin(self, words: list[str]) -> None:
        """See the first words of a statement: a directive, or a subject with its comments."""
        if words[0].lower().lstrip("@") in ("prefix", "base"):
            self.comments.heading += _separated(self.comments.heading, self.pending)
            self.subject = None
        else:
            self.subject = self._resolve(words[0])
            above = self.pending
            if not self.seen_statement and "" in above:
                # Without prefixes only an empty line tells the heading from a subject's comment.
                cut = len(above) - above[::-1].index("")
                self.comments.heading = _trimmed(above[:cut])
                above = above[cut:]
            self.keep(above, self.subject)
        self.pending = []
        self.seen_statement = True

    def end(self, words: list[str]) -> None:
        """See the end of a statement; a directive takes effect."""
        if words[0].lower().lstrip("@") == "prefix":
            self.prefixes[words[1].rstrip(":")] = self._resolve(words[2])
        elif words[0].lower().lstrip("@") == "base":
            self.base = self._resolve(words[1])

    def _resolve(self, word: str) -> str:
        if word.startswith("<"):
            iri = _unescaped(word[1:-1])
            return urljoin(self.base, iri) if self.base else iri
        prefix, _, local = word.partition(":")
        return self.prefixes.get(prefix, prefix + ":") + _unescaped(local)


def read_comments(text: str) -> Comments:
    """Return the comments of Turtle text that has been parsed without an error."""
    scan = _Scan()
    words: list[str] = []
    fresh_line = True
    for kind, value in _tokens(text):
        if kind == "space":
            # An empty line counts only above the first statement, where it ends the heading.
            if scan.pending and value.count("\n") > 1 and not words:
                scan.pending.append("")
            fresh_line = fresh_line or "\n" in value
        elif kind == "comment":
            line = value.rstrip()
            if scan.subject is not None and (words or not fresh_line):
                scan.keep([line], scan.subject)
            else:
                scan.pending.append(line)
        else:
            fresh_line = False
            words.append(value)
            if len(words) == 1:
                scan.begin(words)
            if value == "." or _is_whole_directive(words):
                scan.end(words)
                words = []
    scan.comments.tail = [line for line in scan.pending if line and not SECTION.match(line)]
    return scan.comments


def _is_whole_directive(words: list[str]) -> bool:
    """Whether the words are a directive in SPARQL's form, which ends without a full stop."""
    length = {"prefix": 3, "base": 2}.get(words[0].lower())
    return len(words) == length


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text.removeprefix("\ufeff")):
        kind, value = str(match.lastgroup), match.group()
        if kind == "word" and value.endswith("."):
            # Names and numbers hold full stops but do not end with one: the last ends a statement.
            stem = value.rstrip(".")
            if stem:
                yield kind, stem
            yield "mark", "."
        else:
            yield kind, value


def _separated(before: list[str], lines: list[str]) -> list[str]:
    kept = _trimmed(lines)
    return ["", *kept] if before and kept else kept


def _trimmed(lines: list[str]) -> list[str]:
    """Drop section headings, and empty lines but single ones between others."""
    kept: list[str] = []
    for line in lines:
        if SECTION.match(line) or (not line and (not kept or not kept[-1])):
            continue
        kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _unescaped(text: str) -> str:
    def char(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else str(match[3])

    return _ESCAPED.sub(char, text)
