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

-- Public once its latest possible publication has passed: its own date or its first source,
-- whichever is earlier.
CREATE TABLE published AS
SELECT present.statement,
       least(present.public_day, min(source.issued_day)) AS public_day
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

-- Only the same party can take its own words back. Whoever replaces a statement replaces its
-- renderings too: they pass on the same words. (Replacing a rendering only mends that rendering.)
CREATE TABLE replacing AS
WITH passing_on AS (
    SELECT statement, statement AS words FROM original
    UNION
    SELECT statement, original FROM original
),
-- First what replaces which words, then whose they are: parties have thousands of statements.
later_words AS MATERIALIZED (
    SELECT DISTINCT passing_on.statement, relation.statement AS successor
    FROM relation
    JOIN known ON known.statement = relation.statement
    JOIN passing_on ON passing_on.words = relation.other
    JOIN original AS own ON own.statement = relation.statement
    WHERE relation.relation = 'supersedes' AND own.original <> relation.other
      AND passing_on.statement <> relation.statement
)
SELECT DISTINCT later_words.statement, later_words.successor
FROM later_words
JOIN party AS later ON later.statement = later_words.successor
JOIN party AS earlier ON earlier.statement = later_words.statement
                     AND earlier.party = later.party;

CREATE TABLE following AS
WITH RECURSIVE up(statement, successor) AS (
    SELECT statement, successor FROM replacing
    UNION
    SELECT up.statement, replacing.successor
    FROM up JOIN replacing ON replacing.statement = up.successor
)
SELECT statement, successor FROM up;

-- Every later word of the party on the matter, at once or in several steps. In a circle nobody is
-- later: none of its statements replaces another, and `kg check` tells.
CREATE TABLE succession AS
SELECT following.statement, following.successor
FROM following
JOIN original ON original.statement = following.statement
WHERE (following.successor, original.original) NOT IN (
    SELECT (following.statement, original.original)
    FROM following JOIN original ON original.statement = following.successor
);

CREATE TABLE superseded AS
SELECT replacing.statement, replacing.successor
FROM replacing
JOIN succession USING (statement, successor);

CREATE TABLE standing AS
SELECT * FROM known WHERE statement NOT IN (SELECT statement FROM superseded);

-- Who stands behind the words of an investigative body: whoever set it up, and the party that it
-- speaks for if that is not the body itself.
CREATE TABLE mandated AS
SELECT known.statement, root.root AS mandator
FROM known
JOIN mandate ON mandate.actor = known.speaker
JOIN root ON root.actor = mandate.mandator
UNION
SELECT known.statement, party.party
FROM known
JOIN actor ON actor.actor = known.speaker AND actor.class = 'InvestigativeBody'
JOIN party ON party.statement = known.statement
WHERE party.party <> known.speaker;

-- Whom an incident struck or touched, whose people were at a base that it struck, and on whose
-- ground it happened.
CREATE TABLE near AS
SELECT incident_target.incident, root.root AS actor
FROM incident_target JOIN root ON root.actor = incident_target.target
UNION
SELECT incident_target.incident, root.root
FROM incident_target
JOIN hosted ON hosted.base = incident_target.target
JOIN root ON root.actor = hosted.actor
UNION
SELECT incident_host.incident, root.root
FROM incident_host JOIN root ON root.actor = incident_host.host;

-- The document or utterance at the root of a statement, and the speaker whose it is.
CREATE TABLE origin AS
WITH RECURSIVE up(statement, origin) AS (
    SELECT original.statement, original.original FROM original
    UNION
    SELECT up.statement, original.original
    FROM up
    JOIN relation ON relation.statement = up.origin AND relation.relation = 'based-on'
    JOIN original ON original.statement = relation.other
),
bottom AS (
    SELECT statement, origin FROM up
    WHERE origin NOT IN (SELECT statement FROM relation WHERE relation = 'based-on')
)
SELECT found.statement, found.origin, statement.speaker
FROM (
    SELECT statement, origin FROM bottom
    UNION
    -- where statements rest on one another in a circle, the least of them stands for all
    SELECT statement, min(origin) FROM up
    WHERE statement NOT IN (SELECT statement FROM bottom)
    GROUP BY statement
) AS found
JOIN statement ON statement.statement = found.origin;
