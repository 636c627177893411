-- Who puts which party into which incident, directly or through affirmed links.

-- What each party says of somebody's involvement: the one place where a statement, its party and
-- the root of whom it is about come together. Words that no longer stand keep their row.
CREATE TABLE position AS
SELECT DISTINCT stance.statement, original.original, stance.stance, stance.proposition,
       party.party AS speaker_party, root.root AS doer, involvement.scope,
       stance.statement IN (SELECT statement FROM standing) AS stands
FROM stance
JOIN original ON original.statement = stance.statement
JOIN party ON party.statement = stance.statement
JOIN involvement ON involvement.proposition = stance.proposition
JOIN root ON root.actor = involvement.actor
WHERE stance.proposition NOT IN (SELECT node FROM without);

-- Several modes in one affirmed involvement: the words do not tell which, so the weakest counts
-- (against a denial: the weakest that its words touch). A set of modes is a number, in which each
-- is one bit, so that millions of sets can be compared: 1 supported, 2 directed, 4 carried out.
CREATE TABLE affirmed_mode AS
SELECT involvement_mode.proposition,
       min(mode.strength) AS strength,
       CAST(bit_or(1 << (mode.strength - 1)) AS INTEGER) AS strengths
FROM involvement_mode
JOIN mode ON mode.mode = involvement_mode.mode
WHERE involvement_mode.words = 'meant'
GROUP BY involvement_mode.proposition;

-- An affirmed involvement of a named doer in an incident. A general accusation ("a series of
-- attacks") names no incident and is no charge in any.
CREATE TABLE naming AS
WITH found AS (
    SELECT position.statement, position.original, position.proposition, position.speaker_party,
           position.doer, involvement_incident.incident,
           affirmed_mode.strength, affirmed_mode.strengths,
           involvement_incident.named = 'named' AS certain
    FROM position
    JOIN involvement_incident ON involvement_incident.proposition = position.proposition
    JOIN affirmed_mode ON affirmed_mode.proposition = position.proposition
    WHERE position.stance = 'affirms' AND position.stands
)
-- by number, since each may be carried along many walks
SELECT CAST(row_number() OVER (
           ORDER BY statement, proposition, incident, doer, speaker_party, certain
       ) AS INTEGER) AS naming, found.*
FROM found;

-- An affirmed link leads from the lower actor (proxy, persona) to the upper one. A persona's act
-- is the act of whoever stands behind it; a sponsor's part is what his sponsorship amounts to.
-- An umbrella amounts to no mode and is therefore no edge; of several modes each is one, so that
-- who denies only the weaker is met too.
CREATE TABLE edge AS
SELECT lower.root AS lower,
       upper.root AS upper,
       link.link,
       link.kind,
       party.party,
       min(stance.statement) AS statement,
       CASE WHEN link.kind = 'identity' THEN 3 ELSE mode.strength END AS strength,
       min(link.from_earliest) AS from_earliest,
       max(link.until_latest) AS until_latest
FROM link
JOIN stance ON stance.proposition = link.link AND stance.stance = 'affirms'
JOIN standing ON standing.statement = stance.statement
JOIN party ON party.statement = stance.statement
JOIN root AS lower ON lower.actor = link.lower
JOIN root AS upper ON upper.actor = link.upper
LEFT JOIN mode ON mode.sponsorship = link.sponsorship
WHERE link.link NOT IN (SELECT node FROM without)
  AND lower.root <> upper.root
  AND (link.kind = 'identity' OR mode.strength IS NOT NULL)
GROUP BY ALL;

-- Walks along links; a chain takes its weakest mode and the narrowest period. They are numbered in
-- order of their links and their words, after the one of no step: a charge needs only the number.
CREATE TABLE reach AS
WITH RECURSIVE walk AS (
    SELECT lower AS bottom, upper AS top, strength, from_earliest, until_latest,
           kind = 'identity' AS identity,
           [link] AS links, [statement] AS statements, [party] AS parties,
           [lower, upper] AS visited
    FROM edge
    UNION ALL
    SELECT walk.bottom, edge.upper,
           least(walk.strength, edge.strength),
           greatest(walk.from_earliest, edge.from_earliest),
           least(walk.until_latest, edge.until_latest),
           FALSE,
           list_append(walk.links, edge.link),
           list_append(walk.statements, edge.statement),
           list_sort(list_distinct(list_append(walk.parties, edge.party))),
           list_append(walk.visited, edge.upper)
    FROM walk
    JOIN edge ON edge.lower = walk.top AND NOT list_contains(walk.visited, edge.upper)
    -- Persona, group, force, state: a fifth hop would be a chain that nobody could follow.
    WHERE len(walk.links) < 4
)
SELECT row_number() OVER (
           ORDER BY links, statements, parties, bottom, top, strength, from_earliest,
                    until_latest, identity
       ) AS reach,
       bottom, top, strength, from_earliest, until_latest, identity, links, statements, parties,
       len(links) AS hops,
       -- the same for the same words about the same links
       dense_rank() OVER (ORDER BY links, statements) AS route,
       -- whose words alone make it
       CASE WHEN len(parties) = 1 THEN parties[1] END AS linked_by
FROM walk
UNION ALL
SELECT 0, NULL, NULL, NULL, NULL, NULL, FALSE, CAST([] AS VARCHAR[]), CAST([] AS VARCHAR[]),
       CAST([] AS VARCHAR[]), 0, 0, NULL;

CREATE TABLE chain AS
SELECT naming.*, naming.doer AS target, FALSE AS through_identity,
       0 AS reach, 0 AS hops, 0 AS route, naming.speaker_party AS linked_by
FROM naming
UNION ALL
SELECT naming.naming, naming.statement, naming.original, naming.proposition,
       naming.speaker_party, naming.doer, naming.incident, least(naming.strength, reach.strength),
       -- what is stronger than the chain amounts to the chain's mode
       CASE WHEN naming.strengths >= (1 << reach.strength)
            THEN (naming.strengths & ((1 << reach.strength) - 1)) | (1 << (reach.strength - 1))
            ELSE naming.strengths END,
       naming.certain,
       reach.top, reach.identity,
       reach.reach, reach.hops, reach.route, reach.linked_by
FROM naming
JOIN reach ON reach.bottom = naming.doer
JOIN incident ON incident.incident = naming.incident
-- A link whose stated period excludes the incident does not count.
WHERE (reach.from_earliest IS NULL OR incident.latest IS NULL
       OR incident.latest >= reach.from_earliest)
  AND (reach.until_latest IS NULL OR incident.earliest IS NULL
       OR incident.earliest <= reach.until_latest);
