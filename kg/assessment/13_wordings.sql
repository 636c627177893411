-- The same words in several renderings: where another wording gives another coverage.
-- No pair means outside.

CREATE TABLE wording_differs AS
WITH sibling AS (
    SELECT mine.denial, other.denial AS other
    FROM (SELECT DISTINCT denial, original FROM denial) AS mine
    JOIN focus ON focus.statement = mine.denial
    JOIN (SELECT DISTINCT denial, original FROM denial) AS other
      ON other.original = mine.original AND other.denial <> mine.denial
),
spoken_pair AS (
    SELECT DISTINCT denial, incident, covers
    FROM verdict
    WHERE verdict <> 'unattributed' AND covers IS DISTINCT FROM FALSE
),
compared AS (
    SELECT sibling.denial, sibling.other, incidents.incident
    FROM sibling
    JOIN (SELECT denial, incident FROM spoken_pair) AS incidents
      ON incidents.denial IN (sibling.denial, sibling.other)
    GROUP BY ALL
),
words AS (
    SELECT compared.*,
           CASE WHEN mine.denial IS NULL THEN 'outside'
                WHEN mine.covers THEN 'covered' ELSE 'possible' END AS coverage,
           CASE WHEN others.denial IS NULL THEN 'outside'
                WHEN others.covers THEN 'covered' ELSE 'possible' END AS other_coverage
    FROM compared
    LEFT JOIN spoken_pair AS mine
           ON mine.denial = compared.denial AND mine.incident = compared.incident
    LEFT JOIN spoken_pair AS others
           ON others.denial = compared.other AND others.incident = compared.incident
)
SELECT * FROM words WHERE coverage <> other_coverage;
