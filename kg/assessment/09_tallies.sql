-- How much stands on each side of a pair: statements, where they come from, and their best grades.

-- A partial admission is a denial and a claim about the same incident: its two tables stay apart.
CREATE TABLE sides AS
SELECT 'denial' AS kind, * FROM side UNION SELECT 'claim', * FROM claim_side;

-- Everything a statement can be read in, its renderings included.
CREATE TABLE read_in AS
SELECT DISTINCT original.original AS statement, report.source
FROM original
JOIN known ON known.statement = original.statement
JOIN report ON report.statement = original.statement
WHERE report.source NOT IN (SELECT node FROM without);

-- The documents at the bottom of what a source carries.
CREATE TABLE document AS
WITH RECURSIVE down(source, origin) AS (
    SELECT source, source FROM (SELECT DISTINCT source FROM read_in)
    UNION
    SELECT down.source, derivation.origin
    FROM down JOIN derivation ON derivation.source = down.origin
)
SELECT source, origin FROM down
WHERE origin NOT IN (SELECT source FROM derivation WHERE origin <> derivation.source);

CREATE TABLE tally AS
WITH origins AS (
    SELECT sides.kind, sides.subject, sides.incident, sides.party, sides.side,
           count(DISTINCT origin.speaker) AS origins
    FROM sides JOIN origin ON origin.statement = sides.statement
    GROUP BY ALL
),
parties AS (
    SELECT sides.kind, sides.subject, sides.incident, sides.party, sides.side,
           count(DISTINCT party.party) AS parties
    FROM sides JOIN party ON party.statement = sides.statement
    GROUP BY ALL
),
documents AS (
    SELECT sides.kind, sides.subject, sides.incident, sides.party, sides.side,
           count(DISTINCT document.origin) AS documents,
           min(source.reliability) AS reliability
    FROM sides
    JOIN read_in ON read_in.statement = sides.statement
    JOIN document ON document.source = read_in.source
    JOIN source ON source.source = read_in.source
    GROUP BY ALL
),
-- Statements that are known only from sources that the curator has not seen.
unseen AS (
    SELECT sides.kind, sides.subject, sides.incident, sides.party, sides.side, count(*) AS unknown
    FROM sides
    WHERE sides.statement NOT IN (
        SELECT read_in.statement FROM read_in
        JOIN source ON source.source = read_in.source
        WHERE source.access IN ('full', 'excerpt')
    )
    GROUP BY ALL
),
grades AS (
    SELECT sides.kind, sides.subject, sides.incident, sides.party, sides.side,
           count(*) AS statements, min(statement.credibility) AS credibility
    FROM sides JOIN statement ON statement.statement = sides.statement
    GROUP BY ALL
)
SELECT grades.kind, grades.subject, grades.incident, grades.party, grades.side, grades.statements,
       coalesce(origins.origins, 0) AS origins,
       coalesce(unseen.unknown, 0) AS unknown,
       coalesce(parties.parties, 0) AS parties,
       -- where no document is known, nothing but the speakers bounds it
       least(coalesce(origins.origins, 0), coalesce(documents.documents, origins.origins, 0))
           AS independence,
       -- ungraded is F and 6; nothing is better than it was graded
       coalesce(documents.reliability, 'F') AS reliability,
       coalesce(CAST(grades.credibility AS INTEGER), 6) AS credibility
FROM grades
LEFT JOIN origins USING (kind, subject, incident, party, side)
LEFT JOIN parties USING (kind, subject, incident, party, side)
LEFT JOIN documents USING (kind, subject, incident, party, side)
LEFT JOIN unseen USING (kind, subject, incident, party, side);
