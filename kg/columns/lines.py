"""Lines of N-Triples, taken apart by the database."""

from __future__ import annotations

LONGEST = 16 * 1024 * 1024
"""Bytes that a line may have; the parser of the engine takes no longer one."""

# One column: a line has no character U+0001, and nothing in it is quoted or escaped. The buffer is
# sixteen times as long as the longest line if nothing else is said, more than all there is.
_READ = (
    "read_csv(?, columns={'line': 'VARCHAR'}, delim='\x01', quote='', escape='', comment='', "
    f"header=false, auto_detect=false, max_line_size={LONGEST}, buffer_size={2 * LONGEST})"
)
_STRING = "<http://www.w3.org/2001/XMLSchema#string>"
ODD = -1
"""In place of the number of a property: a line that the parser has to read."""


def read_lines() -> str:
    """Return SQL that reads a file, whose path is its one parameter: one column, ``line``."""
    return f"SELECT line FROM {_READ} WHERE line IS NOT NULL"


def select_lines(table: str) -> str:
    """Return SQL that takes the lines of a table apart.

    Its rows have the tokens ``s`` and ``o`` and the number ``p`` of a property of the table
    ``_property``; or `ODD` and in ``o`` a line for the parser: with escapes, with a graph, with a
    comment, or with other white space than one space between its parts. What other properties say
    is left out.

    Parameters
    ----------
    table
        A table with the column ``line``. Of a table the database knows whether all of it is ASCII,
        and takes it apart in two thirds of the time then; of a file it does not.
    """
    # A slice, text[2:-2], takes three times as long as substr, and split_part as strpos.
    return f"""
    WITH split AS (
        SELECT
            line,
            strpos(line, ' ') AS first,
            substr(line, strpos(line, ' ') + 1) AS rest,
            strpos(line, chr(92)) AS escape
        FROM {table}
    ), twice AS (
        SELECT *, strpos(rest, ' ') AS second FROM split
    ), begun AS (
        SELECT
            *,
            substr(rest, 1, second - 1) AS property,
            -- Two IRIs without escapes.
            starts_with(line, '<') AND strpos(line, '>') = first - 1
                AND starts_with(rest, '<') AND strpos(rest, '>') = second - 1
                AND (escape = 0 OR escape > first + second) AS begins
        FROM twice
    ), wanted AS (
        SELECT line, first, rest, second, escape, begins, p
        FROM
            begun
            LEFT JOIN (SELECT '<' || iri || '>' AS property, p FROM _property) USING (property)
        WHERE NOT begins OR p IS NOT NULL
    ), object AS (
        SELECT
            line,
            substr(line, 2, first - 3) AS s,
            p,
            CASE WHEN begins AND ends_with(line, ' .') AND escape = 0
                THEN substr(rest, second + 1, length(rest) - second - 2) END AS o
        FROM wanted
    ), quoted AS (
        SELECT
            *, CASE WHEN starts_with(o, '"') THEN 1 + strpos(substr(o, 2), '"') END AS mark
        FROM object
    ), told AS (
        SELECT
            line,
            s,
            p,
            o,
            CASE WHEN mark > 1 THEN substr(o, 2, mark - 2) END AS text,
            CASE WHEN mark > 1 THEN substr(o, mark + 1) END AS kind
        FROM quoted
    ), token AS (
        SELECT
            line,
            s,
            p,
            CASE
                WHEN starts_with(o, '<') AND strpos(o, '>') = length(o)
                    THEN substr(o, 2, length(o) - 2)
                WHEN kind = '' OR kind = '^^{_STRING}' THEN '""' || text
                -- Capitals in a language are the parser's.
                WHEN starts_with(kind, '@') AND regexp_full_match(kind, '@[a-z0-9-]+')
                    THEN '"' || kind || '"' || text
                WHEN starts_with(kind, '^^<') AND strpos(kind, '>') = length(kind)
                    THEN '"^^' || substr(kind, 4, length(kind) - 4) || '"' || text
            END AS o
        FROM told
    )
    SELECT
        CASE WHEN o IS NULL THEN '' ELSE s END AS s,
        CASE WHEN o IS NULL THEN {ODD} ELSE p END AS p,
        coalesce(o, line) AS o
    FROM token
    """
