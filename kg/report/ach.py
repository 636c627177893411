"""Statements against hypotheses, as a user judges them: the user's file, and what it adds up to.

In the manner of an analysis of competing hypotheses (Heuer 1999, chapter 8): how well each
statement goes with each hypothesis is judged by a person and never guessed here. What is counted
is what speaks against a hypothesis; what goes with it may go with the others too.
"""

from __future__ import annotations

import hashlib
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, UnknownNameError, UsageError
from kg.graph import CEV, Graph
from kg.provenance import first, objects

JUDGEMENTS = ("CC", "C", "N", "I", "II", "NA")
_POINTS = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}
# Weights of credibility and relevance as in ACH 1.1 (PARC and Heuer 2004): one step is the root
# of two, so that two steps double.
WEIGHTS = {"low": 1 / math.sqrt(2), "medium": 1.0, "high": math.sqrt(2)}
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ID = re.compile(r"[A-Za-z][A-Za-z0-9]{0,7}")
_AT = re.compile(r"\(at line (\d+), column (\d+)\)$")
_HEAD = re.compile(r"\s*\[\[\s*(\w+)\s*\]\]")
_LARGEST = 1_000_000
_FEWEST = 2
_TOP = frozenset({"title", "author", "hypothesis", "statement"})
_OF_HYPOTHESIS = frozenset({"id", "text"})
_OF_STATEMENT = frozenset({"name", "judged", "credibility", "relevance", "why"})


@dataclass(frozen=True)
class Hypothesis:
    """A hypothesis: a short id, and what it says, in the user's words."""

    id: str
    text: str


@dataclass(frozen=True)
class Judged:
    """A statement and how a person judged it.

    Attributes
    ----------
    statement
        Its IRI.
    judgements
        One of `JUDGEMENTS` for each hypothesis, by its id.
    credibility, relevance
        ``low``, ``medium`` or ``high``.
    why
        The reason given, empty for none.
    """

    statement: str
    judgements: Mapping[str, str]
    credibility: str
    relevance: str
    why: str

    @property
    def weight(self) -> float:
        """How much it counts: its credibility times its relevance, 0.5 to 2."""
        return WEIGHTS[self.credibility] * WEIGHTS[self.relevance]

    @property
    def diagnosticity(self) -> int:
        """How far its judgements lie apart, 0 to 4; 0: it does not tell hypotheses apart."""
        points = [_POINTS[each] for each in self.judgements.values() if each != "NA"]
        return max(points) - min(points) if points else 0


@dataclass(frozen=True)
class Hypotheses:
    """Hypotheses and judged statements, as a user's file has them.

    Attributes
    ----------
    file, sha256
        Name of the file, without folders, and the hash of its bytes.
    title, author
        What is asked, and whose judgements they are; empty for not given.
    hypotheses
        In the order of the file.
    statements
        In the order of the file.
    """

    file: str
    sha256: str
    title: str
    author: str
    hypotheses: tuple[Hypothesis, ...]
    statements: tuple[Judged, ...]


def inconsistency(judged: Sequence[Judged], hypothesis: str) -> float:
    """Return how much speaks against a hypothesis: the weights of I, and twice those of II.

    Parameters
    ----------
    judged
        The statements that count.
    hypothesis
        Id of the hypothesis.

    References
    ----------
    PARC AI3 Team with Heuer, R. (2004), ACH 1.1: A Tool for Analyzing Competing Hypotheses,
    technical description: the weighted inconsistency score.
    """
    return math.fsum(
        each.weight * max(-_POINTS.get(each.judgements[hypothesis], 0), 0) for each in judged
    )


def read(graph: Graph, file: str) -> Hypotheses:
    """Read a file with hypotheses and judgements.

    Parameters
    ----------
    graph
        The graph with the statements.
    file
        Path of a TOML file.

    Raises
    ------
    kg.errors.InputError
        If it cannot be read, or something in it means nothing; it says where.
    """
    content = _bytes(file)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("This is no UTF-8 text. Save it as UTF-8.", file=file) from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _AT.search(str(error))
        message = _AT.sub("", str(error)).strip()
        raise InputError(
            f"This is no TOML: {message}.",
            file=file,
            line=int(place[1]) if place else None,
            column=int(place[2]) if place else None,
        ) from error
    return _Reader(graph, file, text).all(values, hashlib.sha256(content).hexdigest())


def _bytes(file: str) -> bytes:
    try:
        with Path(file).open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    except OSError as error:
        raise InputError(f"It cannot be read: {error.strerror or error}.", file=file) from error
    if len(content) > _LARGEST:
        raise InputError("It is larger than 1 MB; this is no file of judgements.", file=file)
    return content


class _Reader:
    def __init__(self, graph: Graph, file: str, text: str) -> None:
        self._graph = graph
        self._file = file
        self._lines = text.splitlines()

    def all(self, values: Mapping[str, object], sha256: str) -> Hypotheses:
        self._known(values, _TOP, None)
        hypotheses = self._hypotheses(self._tables(values, "hypothesis"))
        judged = self._statements(self._tables(values, "statement"), hypotheses)
        return Hypotheses(
            file=Path(self._file).name,
            sha256=sha256,
            title=self._text(values, "title", None),
            author=self._text(values, "author", None),
            hypotheses=hypotheses,
            statements=judged,
        )

    def _hypotheses(self, tables: Sequence[Mapping[str, object]]) -> tuple[Hypothesis, ...]:
        if len(tables) < _FEWEST:
            raise InputError(
                "It takes two hypotheses at least: [[hypothesis]] with id and text.",
                file=self._file,
            )
        found: dict[str, Hypothesis] = {}
        for number, table in enumerate(tables):
            at = ("hypothesis", number)
            self._known(table, _OF_HYPOTHESIS, at)
            name = self._text(table, "id", at)
            if not _ID.fullmatch(name):
                raise self._wrong(
                    at, "id", "An id is a letter with up to seven letters or digits, such as H1."
                )
            if name in found:
                raise self._wrong(at, "id", f"There is a hypothesis '{name}' already.")
            text = self._text(table, "text", at)
            if not text:
                raise self._wrong(at, "text", f"Say what hypothesis '{name}' is: text = ...")
            found[name] = Hypothesis(name, text)
        return tuple(found.values())

    def _statements(
        self, tables: Sequence[Mapping[str, object]], hypotheses: Sequence[Hypothesis]
    ) -> tuple[Judged, ...]:
        if not tables:
            raise InputError(
                "It has no statement: [[statement]] with name and judged.", file=self._file
            )
        originals: dict[str, str] = {}
        found = []
        for number, table in enumerate(tables):
            at = ("statement", number)
            self._known(table, _OF_STATEMENT, at)
            name = self._text(table, "name", at)
            statement = self._statement(name, at)
            original = _original(self._graph, statement)
            if original in originals:
                raise self._wrong(
                    at,
                    "name",
                    f"'{name}' has the words of '{originals[original]}', which is judged above. "
                    "Words count once: keep one of the two.",
                )
            originals[original] = name
            found.append(
                Judged(
                    statement=statement,
                    judgements=self._judgements(table, hypotheses, at),
                    credibility=self._weight(table, "credibility", at),
                    relevance=self._weight(table, "relevance", at),
                    why=self._text(table, "why", at),
                )
            )
        return tuple(found)

    def _statement(self, name: str, at: tuple[str, int]) -> str:
        if not name:
            raise self._wrong(at, "name", "Name the statement: name = ...")
        try:
            statement = self._graph.resolve(name)
        except UnknownNameError as error:
            nearest = f" Nearest: {', '.join(error.nearest)}." if error.nearest else ""
            message = f"There is no statement named '{name}'.{nearest}"
            raise self._wrong(at, "name", message) from error
        except UsageError as error:
            raise self._wrong(at, "name", str(error)) from error
        if f"{CEV}Statement" not in objects(self._graph, statement, _TYPE):
            raise self._wrong(at, "name", f"'{name}' is no statement.")
        return statement

    def _judgements(
        self,
        table: Mapping[str, object],
        hypotheses: Sequence[Hypothesis],
        at: tuple[str, int],
    ) -> dict[str, str]:
        given = table.get("judged")
        names = [each.id for each in hypotheses]
        if not isinstance(given, dict):
            form = ", ".join(f'{name} = "N"' for name in names)
            raise self._wrong(at, "judged", f"Judge it: judged = {{ {form} }}")
        for name in given:
            if name not in names:
                raise self._wrong(at, "judged", f"There is no hypothesis '{name}' in this file.")
        for name in names:
            if name not in given:
                raise self._wrong(
                    at, "judged", f"Judge it for '{name}' too; NA where it does not apply."
                )
            if given[name] not in JUDGEMENTS:
                raise self._wrong(
                    at,
                    "judged",
                    f"'{given[name]}' is no judgement. One of {', '.join(JUDGEMENTS)}.",
                )
        return {name: str(given[name]) for name in names}

    def _weight(self, table: Mapping[str, object], key: str, at: tuple[str, int]) -> str:
        given = table.get(key, "medium")
        if not isinstance(given, str) or given not in WEIGHTS:
            raise self._wrong(at, key, f"{key} is one of {', '.join(WEIGHTS)}, not '{given}'.")
        return given

    def _text(self, table: Mapping[str, object], key: str, at: tuple[str, int] | None) -> str:
        given = table.get(key, "")
        if not isinstance(given, str):
            raise self._wrong(at, key, f"{key} is a text in quotation marks.")
        return " ".join(given.split())

    def _tables(self, values: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
        given = values.get(key, [])
        if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
            raise self._wrong(None, key, f"Write [[{key}]] above each one.")
        return given

    def _known(
        self, table: Mapping[str, object], keys: frozenset[str], at: tuple[str, int] | None
    ) -> None:
        for key in table:
            if key not in keys:
                listed = ", ".join(sorted(keys))
                raise self._wrong(at, key, f"'{key}' means nothing here. Known: {listed}.")

    def _wrong(self, at: tuple[str, int] | None, key: str, message: str) -> InputError:
        """Return an error with the line of a key, or of the head of its table."""
        begin, end = 0, len(self._lines)
        if at is not None:
            heads = [
                (place, found[1])
                for place, line in enumerate(self._lines)
                if (found := _HEAD.match(line))
            ]
            own = [place for place, kind in heads if kind == at[0]]
            if at[1] < len(own):
                begin = own[at[1]]
                end = next((place for place, _ in heads if place > begin), end)
        pattern = re.compile(rf'\s*\[*\s*"?{re.escape(key)}"?\s*[\].=]')
        lines = range(begin, end)
        line = next((place for place in lines if pattern.match(self._lines[place])), begin)
        text = self._lines[line] if self._lines else None
        return InputError(message, file=self._file, line=line + 1, text=text)


def _original(graph: Graph, statement: str) -> str:
    """Return the statement whose words a statement has; of a circle the least."""
    seen = [statement]
    while other := first(graph, seen[-1], f"{CEV}isRenderingOf"):
        if other in seen:
            return min(seen[seen.index(other) :])
        seen.append(other)
    return seen[-1]
