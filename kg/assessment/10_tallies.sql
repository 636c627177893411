-- How much stands on each side of a pair: statements, parties and best grades. Where the
-- statements come from, and how independent they can be, is counted on graphs (kg.origins).

-- What stands for the party's part, in whatever mode, and what against it; the counts are made
-- from these rows.
CREATE TABLE side AS
SELECT DISTINCT pair.denial AS subject, pair.incident, pair.party, 'for' AS side,
       chain.original AS statement
FROM pair
JOIN chain ON chain.incident = pair.incident AND chain.target = pair.party
WHERE chain.original <> pair.original
  AND NOT (chain.speaker_party = pair.party AND len(chain.links) > 0
           AND NOT (chain.through_identity AND len(chain.parties) = 1))
UNION
SELECT denial, incident, party, 'against', original FROM pair
UNION
-- every other standing statement of whomever that denies the party's part in this incident
SELECT pair.denial, pair.incident, pair.party, 'against', original.original
FROM pair
JOIN involvement_incident ON involvement_incident.incident = pair.incident
JOIN involvement ON involvement.proposition = involvement_incident.proposition
JOIN root ON root.actor = involvement.actor AND root.root = pair.party
JOIN stance ON stance.proposition = involvement.proposition AND stance.stance = 'denies'
JOIN standing ON standing.statement = stance.statement
JOIN original ON original.statement = standing.statement
WHERE stance.proposition NOT IN (SELECT node FROM without)
UNION
SELECT pair.denial, pair.incident, pair.party, 'against', other.original
FROM pair
JOIN pair AS other ON other.incident = pair.incident AND other.party = pair.party
JOIN standing ON standing.statement = other.denial
WHERE other.covers;

CREATE TABLE claim_side AS
SELECT claim AS subject, incident, party, 'for' AS side, original AS statement FROM claim
UNION
SELECT answer.claim, answer.incident, answer.party,
       CASE WHEN answer.manner = 'affirmed' THEN 'for' ELSE 'against' END, answer.original
FROM answer
UNION
-- the party's own other claims, and every chain that leads to the claimant
SELECT claim.claim, claim.incident, claim.party, 'for', chain.original
FROM claim
JOIN chain ON chain.incident = claim.incident AND chain.target = claim.party
WHERE NOT (chain.speaker_party = claim.party AND len(chain.links) > 0
           AND NOT (chain.through_identity AND len(chain.parties) = 1));

-- A partial admission is a denial and a claim about the same incident: its two tables stay apart.
CREATE TABLE sides AS
SELECT 'denial' AS kind, * FROM side UNION SELECT 'claim', * FROM claim_side;

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
    SELECT sides.kind, sides.subject, sides.incident, sides.party, sides.side,
           count(DISTINCT party.party) AS parties
    FROM sides
    JOIN heard ON heard.statement = sides.statement
    JOIN party ON party.statement = heard.wording
    GROUP BY ALL
),
reliabilities AS (
    SELECT sides.kind, sides.subject, sides.incident, sides.party, sides.side,
           min(source.reliability) AS reliability
    FROM sides
    JOIN read_in ON read_in.statement = sides.statement
    JOIN source ON source.source = read_in.source
    GROUP BY ALL
),
grades AS (
    SELECT sides.kind, sides.subject, sides.incident, sides.party, sides.side,
           list_sort(list(DISTINCT sides.statement)) AS statements,
           min(known.credibility) AS credibility
    FROM sides
    LEFT JOIN heard ON heard.statement = sides.statement
    LEFT JOIN known ON known.statement = heard.wording
    GROUP BY ALL
)
SELECT grades.kind, grades.subject, grades.incident, grades.party, grades.side, grades.statements,
       coalesce(parties.parties, 0) AS parties,
       -- ungraded is F and 6; nothing is better than it was graded
       coalesce(reliabilities.reliability, 'F') AS reliability,
       coalesce(CAST(grades.credibility AS INTEGER), 6) AS credibility
FROM grades
LEFT JOIN parties USING (kind, subject, incident, party, side)
LEFT JOIN reliabilities USING (kind, subject, incident, party, side);
