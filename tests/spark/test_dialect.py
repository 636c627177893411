"""What the translation makes of SQL that Spark reads otherwise or not at all."""

from __future__ import annotations

import pytest

from kg.assessment.tables import BESIDE, VERDICTS, rule
from kg.spark.dialect import steps

pytest.importorskip("sqlglot", reason="sqlglot is not installed")


def translated(query: str) -> str:
    (step,) = steps(f"CREATE TABLE t AS {query}")
    return step.query


def test_rows_are_compared_part_by_part() -> None:
    assert translated("SELECT 1 FROM a JOIN b ON row(a.x, a.y) = row(b.x, b.y)") == (
        "SELECT 1 FROM `a` JOIN `b` ON `a`.`x` IS NOT DISTINCT FROM `b`.`x` "
        "AND `a`.`y` IS NOT DISTINCT FROM `b`.`y`"
    )


def test_what_is_missing_is_looked_for_by_a_join() -> None:
    assert translated("SELECT x FROM a WHERE x NOT IN (SELECT y FROM b)") == (
        "SELECT `x` FROM `a` WHERE NOT EXISTS(SELECT 1 FROM (SELECT `y` FROM `b`) AS "
        "`found`(`part_0`) WHERE `found`.`part_0` = `x`)"
    )


def test_membership_among_the_columns_can_be_unknown() -> None:
    assert translated("SELECT x IN (SELECT y FROM b) AS z FROM a") == (
        "SELECT CASE WHEN NOT `x` IS NULL THEN `x` IN (SELECT `y` FROM `b`) END AS `z` FROM `a`"
    )


def test_recursion_is_an_anchor_and_a_step() -> None:
    (step,) = steps(
        "CREATE TABLE t AS WITH RECURSIVE up(a, b) AS (SELECT x, x FROM s UNION "
        "SELECT up.a, s.y FROM up JOIN s ON s.x = up.b) SELECT a FROM up"
    )
    assert step.query == "SELECT `a` FROM `up`"
    assert step.recursion is not None
    assert step.recursion.name == "up"
    assert step.recursion.distinct
    assert "`up`" not in step.recursion.anchor
    assert "`up`" in step.recursion.step


def test_an_asof_join_sorts_both_sides_once() -> None:
    query = translated("SELECT b.n FROM a ASOF LEFT JOIN b ON b.moment <= a.moment")
    assert "ASOF" not in query
    assert "LAST_VALUE(`own_row`) IGNORE NULLS OVER (ORDER BY `asked_at`, `turn`" in query


def test_an_asof_join_of_equals_sorts_each_group() -> None:
    query = translated(
        "SELECT b.n FROM a ASOF LEFT JOIN b ON b.place = a.place AND b.moment < a.moment"
    )
    assert "OVER (PARTITION BY `asked_0` ORDER BY `asked_at`, `turn`" in query
    assert query.endswith("ON `b`.`asked_0` = `a`.`place` AND `b`.`asked_at` = `a`.`moment`")


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE a SET x = 1",
        "CREATE TABLE t AS SELECT b.n FROM a ASOF LEFT JOIN b ON b.x > a.x AND b.m <= a.m",
        "DROP TABLE a",
        "CREATE TABLE t AS SELECT b.n FROM a ASOF LEFT JOIN b ON b.moment >= a.moment",
        "CREATE TABLE t AS WITH RECURSIVE up AS (SELECT 1 AS a UNION SELECT up.a FROM up, up AS v) "
        "SELECT a FROM up",
    ],
)
def test_what_spark_cannot_do_is_refused(text: str) -> None:
    with pytest.raises((TypeError, ValueError), match=r"Spark takes no such|is to be read once"):
        list(steps(text))


@pytest.mark.parametrize("name", [*VERDICTS, *BESIDE])
def test_every_rule_can_be_translated(name: str) -> None:
    assert list(steps(rule(name)))
