"""SPARQL's patterns as SQL over one table of subjects and objects for each property.

Translated is what the rules and the projection are written in: basic patterns with property
paths (``/``, ``|``, ``^``, and ``*`` of a property), OPTIONAL, UNION, FILTER of (NOT) EXISTS,
BIND of a constant, VALUES. Everything else is refused: an answer is right or there is none.

Answers are sets: a row that comes twice is one row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from kg.columns.relations import (
    Relation,
    Star,
    UnsupportedError,
    along,
    constant,
    is_bound,
    natural_join,
    one_of,
    quoted,
    shared_variables,
    with_one_more,
)
from kg.columns.tokens import literal

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

Named = Callable[[str], str]
Triple = tuple[Any, Any, Any]


@dataclass(frozen=True)
class Select:
    """A SELECT in SQL.

    Attributes
    ----------
    sql
        A query whose columns are named as the variables; their values are tokens or NULL.
    columns
        The variables in their order.
    """

    sql: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Construct:
    """A CONSTRUCT in SQL.

    Attributes
    ----------
    triples
        For each triple of the template a query with the columns ``s`` and ``o``, after the IRI of
        the property.
    """

    triples: tuple[tuple[str, str], ...]


def translate(text: str, table: Named, closure: Named) -> Select | Construct:
    """Translate a query.

    Parameters
    ----------
    text
        A SELECT or a CONSTRUCT.
    table
        The name of the table of a property, by IRI: columns ``s`` and ``o``, tokens.
    closure
        The same for what a property leads to in one step or more.

    Raises
    ------
    UnsupportedError
        If something in it is not translated.
    """
    whole = _algebra(text)
    translator = _Translator(table, closure)
    if whole.datasetClause:
        raise UnsupportedError("FROM")
    if whole.name == "ConstructQuery":
        return translator.construct(whole)
    if whole.name == "SelectQuery":
        return translator.select(whole)
    raise UnsupportedError(whole.name)


@lru_cache(maxsize=128)
def _algebra(text: str) -> Any:
    # A quarter of a second that only who builds a store pays for.
    from rdflib.plugins.sparql.algebra import translateQuery  # noqa: PLC0415
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415

    return translateQuery(parseQuery(text)).algebra


def predicates_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the properties that queries read, sorted.

    Raises
    ------
    UnsupportedError
        If something in one is not translated.
    """
    found: set[str] = set()

    def seen(iri: str) -> str:
        found.add(iri)
        return "t"

    for text in texts:
        done = translate(text, seen, seen)
        if isinstance(done, Construct):
            found.update(iri for iri, _ in done.triples)
    return tuple(sorted(found))


class _Translator:
    def __init__(self, table: Named, closure: Named) -> None:
        self._table = table
        self._closure = closure
        self._numbers = count()

    def select(self, query: CompValue) -> Select:
        node = query.p
        while node.name in {"Distinct", "Reduced"}:
            node = node.p
        if node.name != "Project":
            raise UnsupportedError(node.name)
        relation = self._relation(node.p)
        names = tuple(str(variable) for variable in node.PV)
        shown = ", ".join(
            quoted(name) if name in relation.columns else f"NULL AS {quoted(name)}"
            for name in names
        )
        return Select(f"SELECT DISTINCT {shown} FROM ({relation.sql})", names)

    def construct(self, query: CompValue) -> Construct:
        relation = self._relation(query.p.p)
        return Construct(tuple(self._template(relation, triple) for triple in query.template))

    def _template(self, relation: Relation, triple: Triple) -> tuple[str, str]:
        ends = []
        given = []
        for position in (triple[0], triple[2]):
            name, value = _end(position)
            if name is not None and name not in relation.columns:
                raise UnsupportedError("a variable or blank node that only the template has")
            given += [f"{quoted(name)} IS NOT NULL"] if name in relation.optional and name else []
            ends.append(constant(value) if name is None else quoted(name))
        where = f" WHERE {' AND '.join(given)}" if given else ""
        return _iri(triple[1]), (
            f"SELECT DISTINCT {ends[0]} AS s, {ends[1]} AS o FROM ({relation.sql}){where}"
        )

    def _relation(self, node: CompValue) -> Relation:
        if node.name in {"BGP", "Join", "Group"} or node.name == "GroupGraphPatternSub":
            return self._joined(*self._group(node))
        made = {
            "LeftJoin": self._left_join,
            "Union": self._union,
            "Filter": self._filter,
            "Extend": self._extend,
            "ToMultiSet": self._values,
        }.get(node.name)
        if made is None:
            raise UnsupportedError(node.name)
        return made(node)

    def _group(self, node: CompValue) -> tuple[list[Relation], list[Star]]:
        """Return what has to hold together."""
        if node.name == "BGP":
            relations: list[Relation] = []
            stars: list[Star] = []
            for triple in node.triples:
                more, paths = self._path(*triple)
                relations += more
                stars += paths
            return relations, stars
        if node.name == "Join":
            one, other = self._group(node.p1), self._group(node.p2)
            return one[0] + other[0], one[1] + other[1]
        return [self._relation(node)], []

    def _path(self, start: Any, path: Any, end: Any) -> tuple[list[Relation], list[Star]]:
        from rdflib import BNode, URIRef  # noqa: PLC0415 (see `_algebra`)
        from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath  # noqa: PLC0415

        if isinstance(path, URIRef):
            return [self._pattern(start, path, end)], []
        if isinstance(path, InvPath):
            return self._path(end, path.arg, start)
        if isinstance(path, SequencePath):
            between = [BNode(f"between{next(self._numbers)}") for _ in path.args[1:]]
            relations: list[Relation] = []
            stars: list[Star] = []
            ends = [start, *between, end]
            for position, step in enumerate(path.args):
                more, paths = self._path(ends[position], step, ends[position + 1])
                relations += more
                stars += paths
            return relations, stars
        if isinstance(path, AlternativePath):
            parts = [self._joined(*self._path(start, step, end)) for step in path.args]
            names = [name for name in dict.fromkeys(map(_name, (start, end))) if name]
            return [one_of(parts, names)], []
        if isinstance(path, MulPath) and path.mod == "*" and isinstance(path.path, URIRef):
            closure = self._closure(str(path.path))
            return [], [Star(*_end(start), closure, *_end(end))]
        raise UnsupportedError(f"the path {path}")

    def _pattern(self, start: Any, path: Any, end: Any) -> Relation:
        shown: dict[str, str] = {}
        conditions = []
        for column, position in (("s", start), ("o", end)):
            name, value = _end(position)
            if name is None:
                conditions.append(f"{column} = {constant(value)}")
            elif name in shown:
                conditions.append(f"{column} = {shown[name]}")
            else:
                shown[name] = column
        columns = ", ".join(f"{column} AS {quoted(name)}" for name, column in shown.items())
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        sql = f"SELECT {columns or '1'} FROM {self._table(str(path))}{where}"
        return Relation(sql, tuple(shown))

    def _joined(self, relations: Sequence[Relation], stars: Sequence[Star]) -> Relation:
        """Join what has to hold together, each with what it shares a variable with."""
        parts: list[Relation] = []
        for relation in relations:
            parts = with_one_more(parts, relation)
        waiting = list(stars)
        while waiting:
            found = next(
                ((star, part) for star in waiting for part in parts if is_bound(star, part)), None
            )
            if found is None:
                raise UnsupportedError("a path of any length of which nothing binds an end")
            star, part = found
            waiting.remove(star)
            parts = with_one_more([each for each in parts if each is not part], along(part, star))
        if not parts:
            raise UnsupportedError("an empty pattern")
        return natural_join(parts)

    def _left_join(self, node: CompValue) -> Relation:
        if node.expr.name != "TrueFilter":
            raise UnsupportedError("OPTIONAL with a filter")
        left, right = self._relation(node.p1), self._relation(node.p2)
        shared = shared_variables(left, right)
        if not shared:
            raise UnsupportedError("OPTIONAL that shares no variable")
        new = [name for name in right.columns if name not in left.columns]
        shown = ", ".join(["l.*", *(f"r.{quoted(name)}" for name in new)])
        on = " AND ".join(f"l.{quoted(name)} = r.{quoted(name)}" for name in shared)
        return Relation(
            f"SELECT {shown} FROM ({left.sql}) l LEFT JOIN ({right.sql}) r ON {on}",
            (*left.columns, *new),
            left.optional | set(new),
        )

    def _union(self, node: CompValue) -> Relation:
        parts = [self._relation(node.p1), self._relation(node.p2)]
        return one_of(parts, list(dict.fromkeys([*parts[0].columns, *parts[1].columns])))

    def _filter(self, node: CompValue) -> Relation:
        relation = self._relation(node.p)
        outer = f"outer{next(self._numbers)}"
        conditions = []
        for condition in _conjuncts(node.expr):
            relations, stars = self._group(_graph(condition))
            inside = {name for each in relations for name in each.columns}
            inside |= {name for each in stars for name in (each.start, each.end) if name}
            shared = [name for name in relation.columns if name in inside]
            if relation.optional.intersection(shared):
                raise UnsupportedError("a variable that may be unbound, in two places")
            if shared:
                # What is asked about joins in: by themselves the patterns inside may share
                # little, and have millions of rows.
                names = ", ".join(map(quoted, shared))
                keys = Relation(f"SELECT DISTINCT {names} FROM {outer}", tuple(shared))
                relations = [keys, *relations]
            inner = self._joined(relations, stars)
            where = " AND ".join(f"i.{quoted(name)} = p.{quoted(name)}" for name in shared)
            negated = "NOT " if condition.name == "Builtin_NOTEXISTS" else ""
            conditions.append(
                f"{negated}EXISTS (SELECT 1 FROM ({inner.sql}) i"
                f"{' WHERE ' + where if where else ''})"
            )
        return Relation(
            f"WITH {outer} AS MATERIALIZED ({relation.sql}) "
            f"SELECT * FROM {outer} p WHERE {' AND '.join(conditions)}",
            relation.columns,
            relation.optional,
        )

    def _extend(self, node: CompValue) -> Relation:
        relation = self._relation(node.p)
        name, value = _end(node.expr)
        if name is not None:
            raise UnsupportedError("BIND of what is no constant")
        return Relation(
            f"SELECT *, {constant(value)} AS {quoted(str(node.var))} FROM ({relation.sql})",
            (*relation.columns, str(node.var)),
            relation.optional,
        )

    def _values(self, node: CompValue) -> Relation:
        if node.p.name != "values" or not node.p.res:
            raise UnsupportedError("a query within a query, or VALUES without values")
        rows: list[Mapping[Any, Any]] = node.p.res
        names = tuple(sorted(str(variable) for variable in rows[0]))
        if any({str(variable) for variable in row} != set(names) for row in rows):
            raise UnsupportedError("UNDEF")
        texts = [
            "("
            + ", ".join(
                constant(_end(value)[1])
                for _, value in sorted((str(variable), value) for variable, value in row.items())
            )
            + ")"
            for row in rows
        ]
        columns = ", ".join(map(quoted, names))
        return Relation(f"SELECT * FROM (VALUES {', '.join(texts)}) AS given({columns})", names)


def _graph(condition: CompValue) -> Any:
    """Return the pattern of (NOT) EXISTS."""
    from rdflib.plugins.sparql import algebra  # noqa: PLC0415 (see `_algebra`)

    graph = condition.graph
    if graph.name == "GroupGraphPatternSub":  # rdflib leaves it as it was parsed
        graph = algebra.translateGroupGraphPattern(graph)
        graph = algebra.traverse(graph, visitPost=algebra.translatePath)
    return graph


def _conjuncts(condition: CompValue) -> list[CompValue]:
    name = getattr(condition, "name", "")
    if name == "ConditionalAndExpression":
        return [each for part in (condition.expr, *condition.other) for each in _conjuncts(part)]
    if name in {"Builtin_NOTEXISTS", "Builtin_EXISTS"}:
        return [condition]
    raise UnsupportedError("FILTER of something else than EXISTS")


def _end(position: Any) -> tuple[str | None, str | None]:
    """Return the variable of a position, or the token of a constant."""
    from rdflib import BNode, Literal, URIRef, Variable  # noqa: PLC0415 (see `_algebra`)

    if isinstance(position, Variable):
        return str(position), None
    if isinstance(position, BNode):
        return f"_:{position}", None
    if isinstance(position, URIRef):
        return None, str(position)
    if isinstance(position, Literal) and position.datatype is None:
        return None, literal(str(position), position.language, None)
    raise UnsupportedError(f"the expression {position}")


def _name(position: Any) -> str | None:
    return _end(position)[0]


def _iri(position: Any) -> str:
    name, value = _end(position)
    if name is not None or value is None:
        raise UnsupportedError("a property that is a variable")
    return value
