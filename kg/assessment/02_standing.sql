-- Which statements count on the day that is asked for, and whose they are.

-- Left out on request: a statement, or a statement none of whose sources is left.
CREATE TABLE present AS
SELECT statement.*
FROM statement
WHERE statement NOT IN (SELECT node FROM without)
  AND (
    statement NOT IN (SELECT statement FROM report)
    OR statement IN (SELECT statement FROM report WHERE source NOT IN (SELECT node FROM without))
  );

-- Public once its latest possible publication has passed: by its own date, else its first source.
CREATE TABLE published AS
SELECT present.statement,
       coalesce(present.public_day, min(source.issued_day)) AS public_day
FROM present
LEFT JOIN report ON report.statement = present.statement
                AND report.source NOT IN (SELECT node FROM without)
LEFT JOIN source ON source.source = report.source
GROUP BY present.statement, present.public_day;

-- An undated statement counts only where no date is asked for.
CREATE TABLE known AS
SELECT present.*, published.public_day AS known_since
FROM present
JOIN published ON published.statement = present.statement
CROSS JOIN setting
WHERE setting.as_of IS NULL OR published.public_day <= setting.as_of;

-- The party that a statement speaks for: whom it is made for, else its speaker.
CREATE TABLE party AS
SELECT DISTINCT known.statement, root.root AS party
FROM known
LEFT JOIN made_for ON made_for.statement = known.statement
JOIN root ON root.actor = coalesce(made_for.actor, known.speaker);

-- A rendering counts as its original, never as an extra statement.
CREATE TABLE original AS
WITH RECURSIVE up(statement, original) AS (
    SELECT statement, statement FROM statement
    UNION
    SELECT up.statement, relation.other
    FROM up
    JOIN relation ON relation.statement = up.original AND relation.relation = 'renders'
)
SELECT statement,
       coalesce(
           min(original) FILTER (
               WHERE original NOT IN (SELECT statement FROM relation WHERE relation = 'renders')
           ),
           statement
       ) AS original
FROM up
GROUP BY statement;

-- Only the same party can take its own words back.
CREATE TABLE superseded AS
SELECT DISTINCT relation.other AS statement, relation.statement AS successor
FROM relation
JOIN known ON known.statement = relation.statement
JOIN party AS later ON later.statement = relation.statement
JOIN party AS earlier ON earlier.statement = relation.other AND earlier.party = later.party
WHERE relation.relation = 'supersedes' AND relation.statement <> relation.other;

CREATE TABLE standing AS
SELECT * FROM known WHERE statement NOT IN (SELECT statement FROM superseded);

-- The document or utterance at the root of a statement, and the speaker whose it is.
CREATE TABLE origin AS
WITH RECURSIVE up(statement, origin) AS (
    SELECT original.statement, original.original FROM original
    UNION
    SELECT up.statement, original.original
    FROM up
    JOIN relation ON relation.statement = up.origin AND relation.relation = 'based-on'
    JOIN original ON original.statement = relation.other
)
SELECT up.statement, up.origin, statement.speaker
FROM up
JOIN statement ON statement.statement = up.origin
WHERE up.origin NOT IN (SELECT statement FROM relation WHERE relation = 'based-on');
