-- Who is the same party as whom.
-- An organ is the party itself, so an actor stands for the body at the top of `organ`.
-- Membership (`part`) is not followed: a militia inside a state umbrella is not the state.

CREATE TABLE mentioned AS
SELECT actor FROM actor
UNION SELECT actor FROM organ UNION SELECT whole FROM organ
UNION SELECT speaker FROM statement WHERE speaker IS NOT NULL
UNION SELECT actor FROM made_for
UNION SELECT actor FROM involvement
UNION SELECT upper FROM link UNION SELECT lower FROM link;

CREATE TABLE root AS
WITH RECURSIVE up(actor, whole) AS (
    SELECT actor, actor FROM mentioned
    UNION
    SELECT up.actor, organ.whole FROM up JOIN organ ON organ.actor = up.whole
)
SELECT actor, whole AS root
FROM up
WHERE whole NOT IN (SELECT actor FROM organ WHERE whole <> actor)
UNION
-- In a circle of organs nobody is at the top: the least name stands for all, and `kg check` tells.
SELECT actor, min(whole)
FROM up
GROUP BY actor
HAVING bool_and(whole IN (SELECT actor FROM organ WHERE whole <> actor));

-- Described groups ("Iran-backed militias") and persons are never rival authors.
CREATE TABLE rival_author AS
SELECT DISTINCT root.root AS actor
FROM root
WHERE root.root NOT IN (
    SELECT actor FROM actor WHERE class IN ('DescribedGroup', 'Person')
);

-- For targets and presence, parts count: the embassy is a part of the United States.
CREATE TABLE whole AS
WITH RECURSIVE up(part, whole) AS (
    SELECT part, part
    FROM (
        SELECT target AS part FROM incident_target
        UNION SELECT item FROM scope_item WHERE dimension = 'target'
        UNION SELECT actor FROM part UNION SELECT whole FROM part
        UNION SELECT actor FROM hosted
    )
    UNION
    SELECT up.part, part.whole FROM up JOIN part ON part.actor = up.whole
)
SELECT part, whole FROM up;
