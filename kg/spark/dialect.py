"""The rules' SQL, written for DuckDB, as steps that Spark can take.

sqlglot translates; here is what it leaves. Spark has no ASOF joins, compares rows as structs,
knows no truth but TRUE and FALSE where ``IN (SELECT ...)`` stands among the columns, and wants
recursion to keep every row that it finds again (so that hierarchies with circles would never end):
that is taken apart into an anchor and a step, to be repeated until nothing new comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot import exp


@dataclass(frozen=True)
class Recursion:
    """Rows that lead to more rows.

    Attributes
    ----------
    name
        What the step calls the rows that were found last, and the query all of them.
    anchor, step
        Queries for the first rows and for those that come of the last ones.
    distinct
        Whether a row that was found before is dropped (UNION instead of UNION ALL).
    """

    name: str
    anchor: str
    step: str
    distinct: bool


@dataclass(frozen=True)
class Step:
    """One table that is made, or gets more rows.

    Attributes
    ----------
    table
        Its name.
    query
        SELECT, in Spark's SQL.
    adds
        Whether the rows are put to those that are there.
    recursion
        What has to be worked out before the query.
    """

    table: str
    query: str
    adds: bool = False
    recursion: Recursion | None = None


def steps(text: str) -> Iterator[Step]:
    """Yield what the statements of a rule file do.

    Parameters
    ----------
    text
        ``CREATE TABLE ... AS`` and ``INSERT INTO ... SELECT``, in DuckDB's SQL.

    Raises
    ------
    ValueError
        If there is another statement: rules for both engines use these two.
    """
    import sqlglot  # noqa: PLC0415 (an extra, and only who runs Spark pays for it)
    from sqlglot import exp  # noqa: PLC0415 (see above)

    for statement in sqlglot.parse(text, read="duckdb"):
        if not isinstance(statement, exp.Create | exp.Insert):
            raise TypeError(f"Spark takes no such statement: {str(statement)[:60]}")
        name = statement.find(exp.Table)
        query = statement.expression
        if name is None or not isinstance(query, exp.Query):
            raise TypeError(f"Spark takes no such statement: {str(statement)[:60]}")
        recursion = _take_recursion(query)
        yield Step(name.name, _spark(query), isinstance(statement, exp.Insert), recursion)


def translated(query: str) -> str:
    """Return a single SELECT in Spark's SQL."""
    import sqlglot  # noqa: PLC0415 (see `steps`)

    return _spark(sqlglot.parse_one(query, read="duckdb"))


def _take_recursion(query: exp.Query) -> Recursion | None:
    """Cut the recursive part out of a query; the rest reads it as a table."""
    from sqlglot import exp  # noqa: PLC0415 (see `steps`)

    clause = query.args.get("with_")
    if clause is None or not clause.args.get("recursive"):
        return None
    first = clause.expressions[0]
    union, name = first.this, first.alias
    if not isinstance(union, exp.Union):
        raise TypeError(f"'{name}' is to be an anchor, UNION and a step.")
    anchor, step = union.left, union.right
    uses = [table for table in step.find_all(exp.Table) if table.name == name]
    if len(uses) != 1 or any(table.name == name for table in anchor.find_all(exp.Table)):
        raise ValueError(f"'{name}' is to be read once, in its step.")
    columns = [column.name for column in first.args["alias"].columns] or anchor.named_selects
    recursion = Recursion(
        name,
        _renamed(_spark(anchor), columns),
        _renamed(_spark(step), columns),
        bool(union.args.get("distinct")),
    )
    first.pop()
    clause.set("recursive", False)
    if not clause.expressions:
        clause.pop()
    return recursion


def _renamed(query: str, columns: list[str]) -> str:
    names = ", ".join(f"`{column}`" for column in columns)
    return f"SELECT * FROM ({query}) AS `found` ({names})"  # noqa: S608 (both are parts of a rule)


def _spark(query: exp.Expr) -> str:
    from sqlglot import exp  # noqa: PLC0415 (see `steps`)

    whole = exp.Paren(this=query.copy())  # so that every part has a parent
    for cte in whole.find_all(exp.CTE):
        cte.set("materialized", None)
    for join in list(whole.find_all(exp.Join)):
        if join.args.get("method") == "ASOF":
            _replace_asof(join)
    for select in list(whole.find_all(exp.Select)):
        for column in select.expressions:
            _keep_unknown(column)
        if select.args.get("qualify"):
            _replace_qualify(select)
    for compared in list(whole.find_all(exp.In, exp.EQ)):
        _compare(compared)
    for function in list(whole.find_all(exp.Length)):  # len(), which the rules ask of lists alone
        function.replace(exp.Anonymous(this="SIZE", expressions=[function.this]))
    return str(whole.this.sql("spark", identify=True, comments=False))


def _row(node: exp.Expr | None) -> list[exp.Expr] | None:
    """Return the parts of ``(a, b)`` or ``row(a, b)``."""
    from sqlglot import exp  # noqa: PLC0415 (see `steps`)

    if isinstance(node, exp.Tuple) or (
        isinstance(node, exp.Anonymous) and node.name.lower() == "row"
    ):
        return list(node.expressions)
    return None


def _compare(node: exp.Expr) -> None:
    """Compare rows part by part, and look for what is missing by a join.

    Within rows NULL equals NULL, as in DuckDB. ``NOT IN`` becomes ``NOT EXISTS``, which is the same
    where neither side has NULL, as names of nodes never are; as it stands Spark would send all rows
    of the one side to every machine.
    """
    from sqlglot import exp  # noqa: PLC0415 (see `steps`)

    parts = _row(node.this)
    if isinstance(node, exp.EQ):
        others = _row(node.expression)
        if parts and others:
            node.replace(exp.and_(*map(_same, parts, others)))
        return
    query = node.args.get("query")
    if query is None or (parts is None and not isinstance(node.parent, exp.Not)):
        return
    inner = query.this.copy()
    if parts is not None:
        columns = _row(inner.expressions[0]) or []
        inner.set("expressions", [column.copy() for column in columns])
    compared = _same if parts is not None else _equal
    looked_for = parts or [node.this]
    names = [f"part_{number}" for number, _ in enumerate(looked_for)]
    alias = exp.TableAlias(
        this=exp.to_identifier("found"), columns=[exp.to_identifier(name) for name in names]
    )
    found = [exp.column(name, table="found") for name in names]
    among = exp.select("1").from_(exp.Subquery(this=inner, alias=alias))
    node.replace(exp.Exists(this=among.where(*map(compared, found, looked_for))))


def _equal(one: exp.Expr, other: exp.Expr) -> exp.Expr:
    from sqlglot import exp  # noqa: PLC0415 (see `steps`)

    return exp.EQ(this=one.copy(), expression=other.copy())


def _same(one: exp.Expr, other: exp.Expr) -> exp.Expr:
    from sqlglot import exp  # noqa: PLC0415 (see `steps`)

    return exp.NullSafeEQ(this=one.copy(), expression=other.copy())


def _replace_qualify(select: exp.Select) -> None:
    """Put for ``QUALIFY row_number() OVER (...) = 1`` a column that is looked at from outside."""
    from sqlglot import exp  # noqa: PLC0415 (see `steps`)

    condition = select.args.pop("qualify").this
    if not isinstance(condition.this, exp.Window):
        raise TypeError(f"Spark takes no such QUALIFY: {condition}")
    inner = select.copy()
    clause = inner.args.pop("with_", None)
    inner.select(exp.alias_(condition.this.copy(), "place_in_order"), copy=False)
    outer = exp.select(exp.Star(except_=[exp.column("place_in_order")])).from_(
        inner.subquery("ordered")
    )
    condition.this.replace(exp.column("place_in_order"))
    outer.where(condition, copy=False)
    if clause:
        outer.set("with_", clause)
    select.replace(outer)


def _keep_unknown(column: exp.Expr) -> None:
    """Have ``x IN (SELECT ...)`` be NULL where x is: among columns Spark makes FALSE of it."""
    from sqlglot import exp  # noqa: PLC0415 (see `steps`)

    for node in list(column.find_all(exp.In)):
        if node.args.get("query") is None or node.find_ancestor(exp.Select) != column.parent:
            continue
        whole = node.parent if isinstance(node.parent, exp.Not) else node
        known = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.Null()))
        whole.replace(exp.Case(ifs=[exp.If(this=known, true=whole.copy())]))


def _replace_asof(join: exp.Join) -> None:
    """Put for ``ASOF LEFT JOIN right ON right.moment <= left.moment`` what sorts both once.

    All moments stand in one row, those of the right side with their rows, and each of the left
    side finds the last row before it; where other columns have to be equal
    (``right.a = left.a AND ...``), in a row for each of their values.
    """
    from sqlglot import exp, parse_one  # noqa: PLC0415 (see `steps`)

    right, on = join.this, join.args["on"]
    *same, condition = on.flatten() if isinstance(on, exp.And) else [on]
    select = join.find_ancestor(exp.Select)
    if (
        select is None
        or join.side != "LEFT"
        or not isinstance(condition, exp.LTE | exp.LT)
        or not all(isinstance(each, exp.EQ) for each in same)
        or any(each.this.table != right.alias_or_name for each in (*same, condition))
    ):
        raise ValueError(f"Spark takes no such ASOF join: {on}")
    moment, asked = condition.this, condition.expression
    left = select.args["from_"].this
    # At the same moment `<=` finds the row, `<` does not.
    first, second = (0, 1) if isinstance(condition, exp.LTE) else (1, 0)
    keys = [f"asked_{number}" for number, _ in enumerate(same)]
    of_right, of_left = (
        "".join(f"{part.name} AS {key}, " for key, part in zip(keys, parts, strict=True))
        for parts in ([each.this for each in same], [each.expression for each in same])
    )
    named = "".join(f"{key}, " for key in keys)
    last = parse_one(
        f"""
        SELECT {named} asked_at, last_row.*
        FROM (
            SELECT {named} asked_at, is_asked,
                   last_value(own_row, TRUE) OVER (
                       {f"PARTITION BY {named[:-2]}" if keys else ""} ORDER BY asked_at, turn
                       ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                   ) AS last_row
            FROM (
                SELECT {of_right} {moment.name} AS asked_at, {first} AS turn, FALSE AS is_asked,
                       STRUCT(*) AS own_row
                FROM {right.name}
                UNION ALL
                SELECT DISTINCT {of_left} {asked.name}, {second}, TRUE, NULL FROM {left.name}
            )
        )
        WHERE is_asked
        """,  # noqa: S608 (names of a rule)
        read="spark",
    )
    name = right.alias_or_name
    found = exp.Subquery(this=last, alias=exp.TableAlias(this=exp.to_identifier(name)))
    equal = [
        exp.EQ(this=exp.column(key, table=name), expression=each.expression.copy())
        for key, each in zip([*keys, "asked_at"], [*same, condition], strict=True)
    ]
    join.replace(exp.Join(this=found, side="LEFT", on=exp.and_(*equal)))
