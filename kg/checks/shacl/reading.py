"""Read shapes from triples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.checks.data import grouped
from kg.checks.keys import Key, is_iri, is_literal, literal_of
from kg.checks.shacl.model import RDF, Constraint, NotUnderstoodError, Path, Shape, Shapes, Targets
from kg.checks.shacl.result import SH

Triples = Iterable[tuple[Key, Key, Key]]

_VALUES = frozenset({"class", "disjoint", "equals", "hasValue", "lessThan", "lessThanOrEquals"})
_RANGES = frozenset({"minExclusive", "minInclusive", "maxExclusive", "maxInclusive"})
_COUNTS = frozenset({"minCount", "maxCount", "minLength", "maxLength"})
_SHAPES = frozenset({"node", "not", "property"})
_SHAPE_LISTS = frozenset({"and", "or", "xone"})
_TERM_LISTS = frozenset({"in", "languageIn"})
_ON_PATHS = frozenset({"minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals"})
_ONCE = _COUNTS | _TERM_LISTS | {"datatype", "nodeKind", "uniqueLang"}
PARAMETERS = _VALUES | _RANGES | _SHAPES | _SHAPE_LISTS | _ONCE | {"pattern"}
"""The parameters that are known; a shape with any other goes to the reference engine."""

_TARGETS = frozenset({"targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf"})
_SAID = frozenset(
    {"path", "severity", "message", "deactivated", "flags", "name", "description", "order", "group"}
)
_LONGER_PATHS = {
    "zeroOrMorePath": "zeroOrMore",
    "oneOrMorePath": "oneOrMore",
    "zeroOrOnePath": "zeroOrOne",
}
_CLASSES = (
    "<http://www.w3.org/2000/01/rdf-schema#Class>",
    "<http://www.w3.org/2002/07/owl#Class>",
)
_SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
_FIRST, _REST, _NIL, _TYPE = (f"<{RDF}{name}>" for name in ("first", "rest", "nil", "type"))
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_FLAGS = re.compile(r"[im]*")


def read_shapes(triples: Triples) -> Shapes:
    """Return the shapes that triples describe."""
    return _Reader(triples).shapes()


class _Reader:
    def __init__(self, triples: Triples) -> None:
        said: dict[Key, list[tuple[Key, Key]]] = {}
        for subject, predicate, value in dict.fromkeys(triples):
            said.setdefault(subject, []).append((predicate, value))
        self._said: dict[Key, Mapping[Key, Sequence[Key]]] = {
            subject: grouped(pairs) for subject, pairs in said.items()
        }
        self._classes = {*_CLASSES, *self._subjects(_SUBCLASS, _CLASSES[0])}
        self._read: dict[Key, Shape] = {}

    def _get(self, subject: Key, predicate: Key) -> Sequence[Key]:
        return self._said.get(subject, {}).get(predicate, ())

    def _sh(self, subject: Key, name: str) -> Sequence[Key]:
        return self._get(subject, f"<{SH}{name}>")

    def _subjects(self, predicate: Key, value: Key) -> list[Key]:
        return [s for s, said in self._said.items() if value in said.get(predicate, ())]

    def shapes(self) -> Shapes:
        custom = self._has_components()
        targets: dict[Key, Targets] = {}
        others: dict[Key, str] = {}
        for key in self._said:
            found = self._targets(key)
            if found is None:
                continue
            targets[key] = found
            try:
                self._follow(key, (), reports=True)
            except NotUnderstoodError as reason:
                others[key] = str(reason)
        if custom:
            others = dict.fromkeys(targets, "The shapes define components of their own.")
        return Shapes(targets, self._read, others)

    def _has_components(self) -> bool:
        kinds = {f"<{SH}ConstraintComponent>"}
        kinds.update(self._subjects(_SUBCLASS, f"<{SH}ConstraintComponent>"))
        return any(kinds.intersection(self._get(key, _TYPE)) for key in self._said)

    def _targets(self, key: Key) -> Targets | None:
        classes = list(self._sh(key, "targetClass"))
        types = self._get(key, _TYPE)
        if self._classes.intersection(types) and self._is_shape(key):
            classes.append(key)
        found = Targets(
            tuple(self._sh(key, "targetNode")),
            tuple(classes),
            tuple(self._sh(key, "targetSubjectsOf")),
            tuple(self._sh(key, "targetObjectsOf")),
        )
        return None if found == Targets() else found

    def _is_shape(self, key: Key) -> bool:
        return any(name.startswith(f"<{SH}") for name in self._said[key]) or any(
            kind.startswith(f"<{SH}") for kind in self._get(key, _TYPE)
        )

    def _follow(self, key: Key, above: tuple[Key, ...], *, reports: bool) -> None:
        """Read a shape and those that it leads to."""
        if key in above:
            raise NotUnderstoodError(f"The shape {key} leads back to itself.")
        shape = self._read.get(key) or self._shape(key)
        if reports and not shape.messages and any(c.name != "property" for c in shape.constraints):
            raise NotUnderstoodError(f"The shape {key} has no sh:message.")
        for constraint in shape.constraints:
            if constraint.name in _SHAPES:
                below: tuple[Key, ...] = (constraint.value,)
            elif constraint.name in _SHAPE_LISTS:
                below = constraint.members
            else:
                continue
            for each in below:
                self._follow(each, (*above, key), reports=reports and constraint.name == "property")
                if (constraint.name == "property") != (self._read[each].path is not None) and (
                    constraint.name in {"property", "node"}
                ):
                    raise NotUnderstoodError(f"{each} is no shape of the kind that {key} asks for.")
        self._read[key] = shape

    def _shape(self, key: Key) -> Shape:
        said = self._said.get(key)
        if said is None or is_literal(key):
            raise NotUnderstoodError(f"The shape {key} is not described.")
        names = [name[len(SH) + 1 : -1] for name in said if name.startswith(f"<{SH}")]
        unknown = sorted(set(names) - PARAMETERS - _SAID - _TARGETS)
        if unknown:
            raise NotUnderstoodError(f"The shape {key} has sh:{unknown[0]}.")
        paths = self._sh(key, "path")
        severities = self._sh(key, "severity") or (f"<{SH}Violation>",)
        if len(paths) > 1 or len(severities) > 1:
            raise NotUnderstoodError(f"The shape {key} has several paths or severities.")
        path = self._path(paths[0], 0) if paths else None
        if path is None and _ON_PATHS.intersection(names):
            raise NotUnderstoodError(f"The shape {key} counts or orders values and has no path.")
        constraints = [
            each for name in names if name in PARAMETERS for each in self._constraints(key, name)
        ]
        return Shape(
            key=key,
            path=path,
            constraints=tuple(constraints),
            severity=severities[0].removeprefix(f"<{SH}").removesuffix(">"),
            messages=tuple(sorted({_text(each) for each in self._sh(key, "message")})),
            deactivated=self._is_deactivated(key),
        )

    def _is_deactivated(self, key: Key) -> bool:
        values = self._sh(key, "deactivated")
        if not values:
            return False
        return _boolean(key, "deactivated", values)

    def _constraints(self, key: Key, name: str) -> list[Constraint]:
        values = self._sh(key, name)
        if name in _ONCE and len(values) > 1:
            raise NotUnderstoodError(f"The shape {key} has several sh:{name}.")
        if name == "uniqueLang":
            return [Constraint(name)] if _boolean(key, name, values) else []
        if name in _SHAPE_LISTS or name in _TERM_LISTS:
            return [Constraint(name, members=self._list(value)) for value in values]
        for value in values:
            self._ask(key, name, value)
        if name == "pattern":
            flags = self._flags(key)
            return [Constraint(name, value, flags=flags) for value in values]
        return [Constraint(name, value) for value in values]

    def _ask(self, key: Key, name: str, value: Key) -> None:
        """Refuse a value of a parameter that makes no sense: the reference says what is wrong."""
        if name in _COUNTS:
            good = is_literal(value) and literal_of(value).datatype == _INTEGER
            good = good and literal_of(value).text.isdecimal()
        elif name in _RANGES or name == "pattern":
            good = is_literal(value)
        elif name == "hasValue":
            good = True
        elif name in _SHAPES:
            good = not is_literal(value)
        else:
            good = is_iri(value)
        if not good:
            raise NotUnderstoodError(f"The shape {key} has sh:{name} {value}.")

    def _flags(self, key: Key) -> str:
        values = self._sh(key, "flags")
        if not values:
            return ""
        flags = _text(values[0])
        if len(values) > 1 or not _FLAGS.fullmatch(flags):
            raise NotUnderstoodError(f"The shape {key} has sh:flags that are not known.")
        return flags

    def _list(self, head: Key) -> tuple[Key, ...]:
        found: list[Key] = []
        seen: set[Key] = set()
        while head != _NIL:
            first, rest = self._get(head, _FIRST), self._get(head, _REST)
            if head in seen or len(first) != 1 or len(rest) != 1:
                raise NotUnderstoodError(f"{head} is no list.")
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        if not found:
            raise NotUnderstoodError("A list of shapes or terms is empty.")
        return tuple(found)

    def _path(self, key: Key, depth: int) -> Path:
        if is_iri(key):
            return Path("predicate", key)
        if depth > _DEEPEST or is_literal(key):
            raise NotUnderstoodError("A path nests too deep, or is a literal.")
        if self._get(key, _FIRST):
            return self._several("sequence", self._list(key), depth)
        said = [name for name in self._said.get(key, {}) if name.startswith(f"<{SH}")]
        name = said[0].removeprefix(f"<{SH}").removesuffix(">") if len(said) == 1 else ""
        values = self._sh(key, name)
        if len(values) == 1 and name == "inversePath" and is_iri(values[0]):
            return Path("inverse", values[0])
        if len(values) == 1 and name == "alternativePath":
            return self._several("alternative", self._list(values[0]), depth)
        if len(values) == 1 and name in _LONGER_PATHS:
            return Path(_LONGER_PATHS[name], parts=(self._path(values[0], depth + 1),))
        raise NotUnderstoodError(f"The path {' '.join(said) or key} is not known.")

    def _several(self, kind: str, members: tuple[Key, ...], depth: int) -> Path:
        if len(members) == 1:
            raise NotUnderstoodError("A path of several parts has only one.")
        return Path(kind, parts=tuple(self._path(each, depth + 1) for each in members))


_DEEPEST = 5


def _text(key: Key) -> str:
    if not is_literal(key):
        raise NotUnderstoodError(f"{key} is no text.")
    return literal_of(key).text


def _boolean(key: Key, name: str, values: Sequence[Key]) -> bool:
    literal = literal_of(values[0]) if is_literal(values[0]) else None
    if len(values) > 1 or literal is None or literal.datatype != _BOOLEAN:
        raise NotUnderstoodError(
            f"The shape {key} has sh:{name} that is not one of true and false."
        )
    return literal.text in {"true", "1"}
