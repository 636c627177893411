-- How much stands on each side of a pair: statements, parties and best grades. Where the
-- statements come from, and how independent they can be, is counted on graphs (kg.origins).

-- Denials of one party have nearly the same statements on either side of an incident, so these are
-- counted once for all of them.

-- What stands for the party's part in an incident, in whatever mode.
CREATE TABLE affirming AS
SELECT DISTINCT chain.incident, chain.target AS party, chain.original AS statement
FROM chain
JOIN (SELECT DISTINCT incident, party FROM listed) AS asked
  ON asked.incident = chain.incident AND asked.party = chain.target
WHERE NOT (chain.speaker_party = chain.target AND chain.hops > 0
           AND (NOT chain.through_identity
                OR chain.linked_by IS DISTINCT FROM chain.speaker_party));

-- What stands against it, beside the denial that is looked at.
CREATE TABLE opposing AS
WITH asked AS (SELECT DISTINCT incident, party FROM listed WHERE kind = 'denial')
-- every standing statement of whomever that denies the party's part in this incident
SELECT asked.incident, asked.party, original.original AS statement
FROM asked
JOIN involvement_incident ON involvement_incident.incident = asked.incident
JOIN involvement ON involvement.proposition = involvement_incident.proposition
JOIN root ON root.actor = involvement.actor AND root.root = asked.party
JOIN stance ON stance.proposition = involvement.proposition AND stance.stance = 'denies'
JOIN standing ON standing.statement = stance.statement
JOIN original ON original.statement = standing.statement
WHERE stance.proposition NOT IN (SELECT node FROM without)
UNION
-- every one whose words cover it
SELECT pair.incident, pair.party, pair.original
FROM pair
JOIN asked ON asked.incident = pair.incident AND asked.party = pair.party
JOIN standing ON standing.statement = pair.denial
WHERE pair.covers;

-- Which count belongs to which pair. `own` sets a pair apart from the others of its party: its own
-- statement, where that is not counted for (words do not bear themselves out) or is counted
-- against though it is not among the others. Of a claim it is always the claim.
CREATE TABLE weighed AS
SELECT listed.kind, listed.subject, listed.incident, listed.party, 'for' AS side,
       coalesce(affirming.statement, '') AS own
FROM listed
LEFT JOIN affirming ON affirming.incident = listed.incident AND affirming.party = listed.party
                   AND affirming.statement = listed.original
WHERE listed.kind = 'denial'
UNION ALL
SELECT listed.kind, listed.subject, listed.incident, listed.party, 'against',
       CASE WHEN opposing.statement IS NULL THEN listed.original ELSE '' END
FROM listed
LEFT JOIN opposing ON opposing.incident = listed.incident AND opposing.party = listed.party
                  AND opposing.statement = listed.original
WHERE listed.kind = 'denial'
UNION ALL
SELECT listed.kind, listed.subject, listed.incident, listed.party, sides.side, listed.subject
FROM listed
CROSS JOIN (SELECT 'for' AS side UNION ALL SELECT 'against') AS sides
WHERE listed.kind = 'claim';

-- The statements that are counted.
CREATE TABLE sides AS
WITH asked AS (SELECT DISTINCT kind, incident, party, side, own FROM weighed),
claims AS (SELECT * FROM listed WHERE kind = 'claim')
SELECT asked.*, affirming.statement
FROM asked
JOIN affirming ON affirming.incident = asked.incident AND affirming.party = asked.party
WHERE asked.kind = 'denial' AND asked.side = 'for' AND affirming.statement <> asked.own
UNION
SELECT asked.*, opposing.statement
FROM asked
JOIN opposing ON opposing.incident = asked.incident AND opposing.party = asked.party
WHERE asked.kind = 'denial' AND asked.side = 'against'
UNION
SELECT asked.*, asked.own
FROM asked
WHERE asked.kind = 'denial' AND asked.side = 'against' AND asked.own <> ''
UNION
SELECT 'claim', claims.incident, claims.party, 'for', claims.subject, claims.original
FROM claims
UNION
SELECT 'claim', claims.incident, claims.party,
       CASE WHEN answer.manner = 'affirmed' THEN 'for' ELSE 'against' END,
       claims.subject, answer.original
FROM claims
JOIN answer ON answer.claim = claims.subject AND answer.incident = claims.incident
           AND answer.party = claims.party
UNION
-- the party's own other claims, and every chain that leads to the claimant
SELECT 'claim', claims.incident, claims.party, 'for', claims.subject, affirming.statement
FROM claims
JOIN affirming ON affirming.incident = claims.incident AND affirming.party = claims.party;

-- Everything a statement can be read in, its renderings included.
CREATE TABLE read_in AS
SELECT DISTINCT original.original AS statement, report.source
FROM original
JOIN known ON known.statement = original.statement
JOIN report ON report.statement = original.statement
LEFT JOIN source ON source.source = report.source
CROSS JOIN setting
WHERE report.source NOT IN (SELECT node FROM without)
  AND (setting.as_of IS NULL OR source.issued_day <= setting.as_of);

-- Who speaks and how credible it is: the original's, or, as long as only renderings of it are known,
-- theirs.
CREATE TABLE heard AS
SELECT original.original AS statement, original.statement AS wording
FROM original
JOIN known ON known.statement = original.statement
WHERE original.statement = original.original
   OR original.original NOT IN (SELECT statement FROM known);

CREATE TABLE tally AS
WITH parties AS (
    SELECT sides.kind, sides.incident, sides.party, sides.side, sides.own,
           count(DISTINCT party.party) AS parties
    FROM sides
    JOIN heard ON heard.statement = sides.statement
    JOIN party ON party.statement = heard.wording
    GROUP BY ALL
),
reliabilities AS (
    SELECT sides.kind, sides.incident, sides.party, sides.side, sides.own,
           min(source.reliability) AS reliability
    FROM sides
    JOIN read_in ON read_in.statement = sides.statement
    JOIN source ON source.source = read_in.source
    GROUP BY ALL
),
grades AS (
    SELECT sides.kind, sides.incident, sides.party, sides.side, sides.own,
           list_sort(list(DISTINCT sides.statement)) AS statements,
           min(known.credibility) AS credibility
    FROM sides
    LEFT JOIN heard ON heard.statement = sides.statement
    LEFT JOIN known ON known.statement = heard.wording
    GROUP BY ALL
)
SELECT grades.kind, grades.incident, grades.party, grades.side, grades.own, grades.statements,
       coalesce(parties.parties, 0) AS parties,
       -- ungraded is F and 6; nothing is better than it was graded
       coalesce(reliabilities.reliability, 'F') AS reliability,
       coalesce(CAST(grades.credibility AS INTEGER), 6) AS credibility
FROM grades
LEFT JOIN parties USING (kind, incident, party, side, own)
LEFT JOIN reliabilities USING (kind, incident, party, side, own);
