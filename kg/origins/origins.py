"""Origins of statements and details, counted over the projected tables of a case."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from kg.dates import last_day
from kg.origins.independence import ORIGIN, READER, UNRECORDED, Vertex, bound, cut
from kg.origins.model import Circle, Measure, Voice
from kg.origins.reading import matters_of, originals_of, pairs, triples
from kg.origins.sources import Group, Sources
from kg.origins.statements import Statements
from kg.origins.texts import Texts
from kg.projection import Table

Root = Hashable
_SEVERAL = 2


class Origins:
    """Where words come from.

    Parameters
    ----------
    tables
        The tables of `kg.projection.project`.
    as_of
        Statements are read only in sources that were published by then; None: in all.
    without
        Statements and sources that are left out.
    """

    def __init__(
        self,
        tables: Mapping[str, Table],
        *,
        as_of: date | None = None,
        without: Collection[str] = (),
    ) -> None:
        self._left_out = frozenset(without)
        source = tables["source"].columns
        self._issued = dict(zip(source["source"], source["issued"], strict=True))
        self._as_of = as_of
        self.sources = Sources(pairs(tables["derivation"], "source", "origin"), self._left_out)
        self._texts = Texts(tables)
        relations = triples(tables["relation"], "statement", "relation", "other")
        self._absent = self._left_out | self._not_public(tables)
        originals = originals_of((one, other) for one, how, other in relations if how == "renders")
        self.statements = Statements(
            originals,
            (
                (one, other)
                for one, how, other in relations
                if how == "based-on" and not {one, other} & self._absent
            ),
            matters_of(tables, originals),
        )
        statement = tables["statement"].columns
        self._said = {
            name: (speaker, stated, medium)
            for name, speaker, stated, medium in zip(
                *(statement[name] for name in ("statement", "speaker", "stated", "medium")),
                strict=True,
            )
            if name
        }
        self._read_in: dict[str, dict[str, set[str]]] = {}
        for name, where in pairs(tables["report"], "statement", "source"):
            if name not in self._left_out and self.counts(where):
                wordings = self._read_in.setdefault(self.statements.original(name), {})
                wordings.setdefault(where, set()).add(name)
        self._known: dict[Voice, bool] = {}

    def _not_public(self, tables: Mapping[str, Table]) -> set[str]:
        """Return the statements that were not public by the day, by the rule of the assessment."""
        if self._as_of is None:
            return set()
        statement = tables["statement"].columns
        made_public = {
            name
            for name, public in zip(statement["statement"], statement["public"], strict=True)
            if name and (day := last_day(public)) is not None and day <= self._as_of
        }
        told = {
            name
            for name, where in pairs(tables["report"], "statement", "source")
            if self.counts(where)
        }
        return {name for name in statement["statement"] if name} - made_public - told

    def counts(self, source: str) -> bool:
        """Whether a source is not left out and was published by the day that is asked for."""
        if source in self._left_out:
            return False
        if self._as_of is None:
            return True
        issued = last_day(self._issued.get(source))
        return issued is not None and issued <= self._as_of

    def is_known(self, statement: str) -> bool:
        """Whether a statement is not left out and was public by the day that is asked for."""
        return statement not in self._absent

    def rests_on_others(self, statement: str) -> bool:
        """Whether a statement rests on any other; if not, its origins are those of any matter."""
        return self.statements.rests_on_others(statement)

    def voice(self, statement: str) -> Voice:
        """Return a statement as counting sees it: its original, in all sources of its words."""
        original = self.statements.original(statement)
        speaker = self._said.get(original, (None, None, None))[0]
        return Voice(original, speaker, tuple(sorted(self._read_in.get(original, ()))))

    def detail_voice(self, detail: str, giver: str | None, sources: Iterable[str]) -> Voice:
        """Return a detail as counting sees it: the giver's words, or those of its sources."""
        return Voice(detail, giver, tuple(sorted(filter(self.counts, set(sources)))))

    def wordings(self, statement: str) -> Mapping[str, Collection[str]]:
        """Return for each source of a statement which wordings of it can be read there."""
        return self._read_in.get(self.statements.original(statement), {})

    def on_record(self, statement: str, source: str) -> bool:
        """Whether a source has the statement by a way that leads to the text of the words."""
        voice = self.voice(statement)
        way = self._behind(voice, [source])
        return any(self._is_text_of(voice, group) for group, leads in way.items() if not leads)

    def roots(self, statement: str, matter: str | None = None) -> tuple[str, ...]:
        """Return the statements at the root of a statement.

        Parameters
        ----------
        statement
            Name of a statement.
        matter
            An incident: what it rests on counts only where both take a stance on it.
        """
        circles = self.statements.roots(statement, matter)
        return tuple(sorted({member for circle in circles for member in circle}))

    def circles(self) -> tuple[Circle, ...]:
        """Return circular reporting: sources, and statements, that rest on one another."""
        return (
            *(
                Circle("source", members)
                for members in self.sources.circles()
                if all(map(self.counts, members))
            ),
            *(Circle("statement", members) for members in self.statements.circles()),
        )

    def measure(self, voices: Iterable[Voice], matter: str | None = None) -> Measure:
        """Count what stands behind what several voices say.

        Parameters
        ----------
        voices
            Who says it; the same voice twice counts once.
        matter
            The incident that it is about, if any.
        """
        distinct = list(dict.fromkeys(voices))
        roots: dict[Root, bool] = {}
        for voice in distinct:
            for root, known in self._roots(voice, matter):
                roots[root] = roots.get(root, False) or known
        return Measure(
            origins=len(roots),
            unknown=sum(not known for known in roots.values()),
            # All that one voice says goes through it.
            independence=min(len(distinct), 1)
            if len(distinct) < _SEVERAL
            else bound(self._ways(distinct, matter)),
        )

    def bottleneck(self, voices: Iterable[Voice], matter: str | None = None) -> tuple[str, ...]:
        """Return a least set of nodes without which none of the voices would be heard.

        Parameters
        ----------
        voices
            Who says it.
        matter
            The incident that it is about, if any.

        Returns
        -------
        tuple[str, ...]
            Statements, sources and speakers, sorted. What has no node (the ways that nobody
            recorded) is left out, so there may be fewer than `Measure.independence`.
        """
        ways = self._ways(list(dict.fromkeys(voices)), matter)
        # A set has no order of its own; which of several least cuts is found depends on it.
        vertices = cut({vertex: sorted(leads, key=repr) for vertex, leads in ways.items()})
        return tuple(sorted({node for vertex in vertices for node in self._nodes(vertex)}))

    def _nodes(self, vertex: Vertex) -> tuple[str, ...]:
        if not isinstance(vertex, tuple) or len(vertex) < 2:  # noqa: PLR2004 (a kind and what)
            return ()
        kind, what = vertex
        if kind == "read":
            return self.sources.members(what)
        return (what,) if isinstance(what, str) else tuple(what)

    def _roots(self, voice: Voice, matter: str | None) -> Iterable[tuple[Root, bool]]:
        """Yield the documents or utterances at the root, and whether it is known how they came."""
        if voice.node in self._said:
            for circle in self.statements.roots(voice.node, matter):
                known = any(self._is_known(self.voice(member)) for member in circle)
                yield self._utterance(circle), known
        elif voice.speaker is not None:
            yield ("said", voice.speaker), self._is_known(voice)
        elif voice.sources:
            for group in self._bottoms(voice):
                yield ("read", group), self._is_text_of(voice, group)
        else:
            yield ("read", voice.node), False

    def _utterance(self, circle: tuple[str, ...]) -> Root:
        if len(circle) > 1:
            return ("circle", circle)
        speaker, stated, medium = self._said[circle[0]]
        # Two sentences of one letter are one origin: same speaker, same day, same medium.
        if speaker is None or stated is None:
            return ("utterance", circle[0])
        return ("utterance", speaker, stated, medium)

    def _is_known(self, voice: Voice) -> bool:
        """Whether one of the sources leads down to the text of the words themselves."""
        if voice not in self._known:
            bottoms = self._bottoms(voice)
            self._known[voice] = any(self._is_text_of(voice, group) for group in bottoms)
        return self._known[voice]

    def _is_text_of(self, voice: Voice, group: int | str) -> bool:
        return any(
            self._texts.is_text_of(source, voice.speaker, read_there=source in voice.sources)
            for source in self.sources.members(group)
        )

    def _bottoms(self, voice: Voice) -> list[int | str]:
        """Return the vertices at the bottom of the sources in which a voice can be read."""
        return [group for group, leads in self._behind(voice).items() if not leads]

    def _behind(
        self, voice: Voice, begin: Iterable[str] | None = None
    ) -> dict[Group | str, tuple[Group | str, ...]]:
        """Return for each vertex on the way of a voice those from which it has the words.

        The way begins where the voice can be read, or at the sources that are given. Where one of
        several sources behind a source leads to the text of the words, the others are not where
        it has them from: an article has other matter from them.
        """
        starts = [self.sources.group(source) for source in begin or voice.sources]
        every = _walk(starts, lambda group: self.sources.further(group, voice.sources))
        if all(len(leads) <= 1 for leads in every.values()):
            return every
        before: dict[Group | str, list[Group | str]] = {}
        for group, leads in every.items():
            for lead in leads:
                before.setdefault(lead, []).append(group)
        texts = [g for g, leads in every.items() if not leads and self._is_text_of(voice, g)]
        leading = _walk(texts, lambda group: before.get(group, ()))
        return _walk(
            starts,
            lambda group: tuple(lead for lead in every[group] if lead in leading) or every[group],
        )

    def way(self, statement: str) -> dict[str, tuple[str, ...]]:
        """Return every source on a statement's way, each with those from which it has the words."""
        voice = self.voice(statement)
        behind = self._behind(voice)
        found: dict[str, tuple[str, ...]] = {}
        stack = list(voice.sources)
        while stack:
            source = stack.pop()
            if source in found:
                continue
            group = self.sources.group(source)
            found[source] = tuple(
                origin
                for origin in self.sources.has_it_from(source, voice.sources)
                if (other := self.sources.group(origin)) == group or other in behind[group]
            )
            stack += found[source]
        return found

    def _ways(self, voices: Iterable[Voice], matter: str | None) -> dict[Vertex, set[Vertex]]:
        """Return the graph of the words: reader, statements, sources, speakers, origin."""
        ways: dict[Vertex, set[Vertex]] = {READER: set()}
        stack = list(voices)
        seen = {voice.node for voice in stack}
        for voice in stack:
            ways[READER].add(self._vertex(voice, matter))
        while stack:
            voice = stack.pop()
            circle = self.statements.circle(voice.node, matter)
            rests_on = [
                self.voice(other)
                for other in self.statements.rests_on(voice.node, matter)
                if other not in circle
            ]
            end = self._end(voice, matter)
            if end != ORIGIN:
                ways.setdefault(end, set()).update(
                    [self._vertex(other, matter) for other in rests_on] or [ORIGIN]
                )
            self._through_sources(ways, self._vertex(voice, matter), voice, end)
            members = [self.voice(member) for member in circle] if len(circle) > 1 else []
            for other in rests_on + members:
                if other.node not in seen:
                    seen.add(other.node)
                    stack.append(other)
        return ways

    def _end(self, voice: Voice, matter: str | None) -> Vertex:
        """Return where the words of a voice were uttered: by its speaker, if one is known."""
        circle = self.statements.circle(voice.node, matter)
        if len(circle) > 1:
            return ("circle", circle)
        if voice.speaker is not None:
            return ("speaker", voice.speaker)
        # A source that speaks in its own words is itself where they begin.
        return ORIGIN if voice.node not in self._said and voice.sources else ("root", voice.node)

    def _vertex(self, voice: Voice, matter: str | None) -> Vertex:
        return ("says", self.statements.circle(voice.node, matter))

    def _through_sources(
        self, ways: dict[Vertex, set[Vertex]], start: Vertex, voice: Voice, end: Vertex
    ) -> None:
        """Add the ways from a voice through its sources, and what they derive from, to its end."""
        read_in = ways.setdefault(start, set())
        read_in.update(("read", self.sources.group(source)) for source in voice.sources)
        unrecorded = not read_in
        if unrecorded:
            read_in.add(UNRECORDED)
        for group, leads in self._behind(voice).items():
            behind = ways.setdefault(("read", group), set())
            if leads:
                behind.update(("read", lead) for lead in leads)
            elif self._is_text_of(voice, group):
                behind.add(end)
            else:
                behind.add(UNRECORDED)
                unrecorded = True
        if unrecorded:
            ways.setdefault(UNRECORDED, set()).add(end)


_Vertex = TypeVar("_Vertex", bound=Hashable)


def _walk(
    starts: Iterable[_Vertex], leads_of: Callable[[_Vertex], Sequence[_Vertex]]
) -> dict[_Vertex, tuple[_Vertex, ...]]:
    """Return each vertex that can be reached, with those that it leads to."""
    found: dict[_Vertex, tuple[_Vertex, ...]] = {}
    stack = list(starts)
    while stack:
        vertex = stack.pop()
        if vertex not in found:
            found[vertex] = tuple(leads_of(vertex))
            stack += found[vertex]
    return found
