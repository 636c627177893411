"""The bounds of dates are made of some tables, which a load makes first."""

from __future__ import annotations

import duckdb

import kg
from kg.assessment.bounds import BOUND_BY, DATED, add_bounds
from kg.projection import project


def test_bounds_read_no_other_tables_than_they_say() -> None:
    tables = project(kg.open().graph)
    with duckdb.connect() as connection:
        for name in sorted(BOUND_BY):
            columns = tables[name].columns
            kinds = ", ".join(f'"{column}" VARCHAR' for column in columns)
            connection.execute(f'CREATE TABLE "{name}" ({kinds})')
            marks = ", ".join("?" for _ in columns)
            connection.executemany(
                f'INSERT INTO "{name}" VALUES ({marks})',  # noqa: S608 (names of tables)
                list(zip(*columns.values(), strict=True)),
            )
        add_bounds(connection)
        found = connection.execute("SELECT count(*) FROM statement WHERE earliest IS NULL")
        assert found.fetchone() == (0,)
    assert DATED < BOUND_BY
