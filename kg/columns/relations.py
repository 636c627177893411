"""Relations of bound variables in SQL, and what joins them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class UnsupportedError(ValueError):
    """A query has something that is not translated."""


@dataclass(frozen=True)
class Relation:
    """Rows of bound variables.

    Attributes
    ----------
    sql
        A query whose columns are named as the variables.
    columns
        The variables.
    optional
        Those that some rows leave unbound, which is NULL.
    """

    sql: str
    columns: tuple[str, ...]
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Star:
    """A path of any length, none included: it needs an end that something else binds."""

    start: str | None
    start_token: str | None
    closure: str
    end: str | None
    end_token: str | None


def natural_join(relations: Sequence[Relation]) -> Relation:
    """Join relations on the variables that they share."""
    if len(relations) == 1:
        return relations[0]
    first: dict[str, str] = {}
    optional: set[str] = set()
    conditions = []
    for number, relation in enumerate(relations):
        for name in relation.columns:
            place = f"r{number}.{quoted(name)}"
            if name not in first:
                first[name] = place
                optional |= {name} & relation.optional
                continue
            if name in relation.optional | optional:
                raise UnsupportedError("a variable that may be unbound, in two places")
            conditions.append(f"{first[name]} = {place}")
    shown = ", ".join(f"{place} AS {quoted(name)}" for name, place in first.items())
    tables = ", ".join(f"({each.sql}) r{number}" for number, each in enumerate(relations))
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return Relation(
        f"SELECT {shown or '1'} FROM {tables}{where}",
        tuple(first),
        frozenset(optional),
    )


def along(relation: Relation, star: Star) -> Relation:
    """Follow a path of any length from an end that is bound, or hold two ends together."""
    if relation.optional & {star.start, star.end}:
        raise UnsupportedError("a path of any length from a variable that may be unbound")
    bound = set(relation.columns)
    start = _place(star.start, star.start_token, bound)
    end = _place(star.end, star.end_token, bound)
    if start is not None and end is not None:
        if star.end is None or star.start is None:  # one is a constant: a set that the other is in
            member, fixed, here, there = (
                (start, end, "s", "o") if star.end is None else (end, start, "o", "s")
            )
            sql = (
                f"SELECT r.* FROM ({relation.sql}) r JOIN (SELECT {fixed} AS node UNION "
                f"SELECT {here} FROM {star.closure} WHERE {there} = {fixed}) c ON c.node = {member}"
            )
        else:
            sql = (
                f"WITH r AS ({relation.sql}) SELECT r.* FROM r WHERE {start} = {end} UNION "
                f"SELECT r.* FROM r JOIN {star.closure} c ON c.s = {start} AND c.o = {end}"
            )
        return Relation(sql, relation.columns, relation.optional)
    here, there = ("s", "o") if start is not None else ("o", "s")
    new = star.end if start is not None else star.start
    if new is None:
        raise UnsupportedError("a path between constants")
    known = start if start is not None else end
    sql = (
        f"WITH r AS ({relation.sql}) SELECT r.*, {known} AS {quoted(new)} FROM r "
        f"UNION ALL SELECT r.*, c.{there} FROM r JOIN {star.closure} c ON c.{here} = {known}"
    )
    return Relation(sql, (*relation.columns, new), relation.optional)


def _place(name: str | None, value: str | None, bound: set[str]) -> str | None:
    if name is None:
        return constant(value)
    return f"r.{quoted(name)}" if name in bound else None


def is_bound(star: Star, relation: Relation) -> bool:
    """Whether a relation binds a variable at an end of a path."""
    return any(name in relation.columns for name in (star.start, star.end) if name is not None)


def with_one_more(parts: Sequence[Relation], relation: Relation) -> list[Relation]:
    """Return relations that share nothing, one more with them."""
    near = [part for part in parts if set(part.columns) & set(relation.columns)]
    far = [part for part in parts if part not in near]
    return [*far, natural_join([*near, relation])]


def one_of(parts: Sequence[Relation], names: Sequence[str]) -> Relation:
    """Return the rows of all parts; what one of them has not is NULL there."""
    queries = []
    for part in parts:
        shown = ", ".join(
            quoted(name) if name in part.columns else f"NULL AS {quoted(name)}" for name in names
        )
        queries.append(f"SELECT {shown or '1'} FROM ({part.sql})")
    optional = {
        name
        for name in names
        for part in parts
        if name not in part.columns or name in part.optional
    }
    return Relation(" UNION ALL ".join(queries), tuple(names), frozenset(optional))


def shared_variables(one: Relation, other: Relation) -> list[str]:
    """Return the variables of both, all of which each row has to bind."""
    shared = [name for name in other.columns if name in one.columns]
    if any(name in one.optional | other.optional for name in shared):
        raise UnsupportedError("a variable that may be unbound, in two places")
    return shared


def constant(value: str | None) -> str:
    """Return a text as SQL writes it."""
    return "'" + (value or "").replace("'", "''") + "'"


def quoted(name: str | None) -> str:
    """Return the name of a variable as SQL writes the name of a column."""
    return '"' + (name or "").replace('"', '""') + '"'
