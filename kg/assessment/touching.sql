-- Which statements can matter to the pairs of the statements in `focus` with the incidents of
-- `at_issue`. Everything else may be left out without changing a pair; a test holds this.

CREATE OR REPLACE TABLE touching AS
WITH RECURSIVE speaking AS (
    SELECT statement FROM focus
    UNION
    -- of one of the incidents, by name or by the curator's reading
    SELECT stance.statement
    FROM stance
    JOIN involvement_incident ON involvement_incident.proposition = stance.proposition
    JOIN at_issue ON at_issue.incident = involvement_incident.incident
    UNION
    -- that it happened at all
    SELECT occurrence.statement
    FROM occurrence JOIN at_issue ON at_issue.incident = occurrence.incident
    UNION
    -- of a link
    SELECT stance.statement FROM stance JOIN link ON link.link = stance.proposition
    UNION
    -- in general words, of the same party
    SELECT stance.statement
    FROM stance
    JOIN involvement ON involvement.proposition = stance.proposition
                    AND involvement.scope IS NOT NULL
    JOIN party ON party.statement = stance.statement
    JOIN party AS own ON own.party = party.party
    JOIN focus ON focus.statement = own.statement
),
beside AS (
    SELECT statement, other FROM relation WHERE relation IN ('supersedes', 'renders')
    UNION SELECT other, statement FROM relation WHERE relation IN ('supersedes', 'renders')
),
-- What replaces a statement decides whether it counts, and so does what replaces that.
related AS (
    SELECT statement FROM speaking
    UNION
    SELECT beside.other FROM related JOIN beside ON beside.statement = related.statement
)
SELECT related.statement, known.known_since
FROM related JOIN known ON known.statement = related.statement;

-- The same with the statements that they rest on, which say whose words they pass on.
CREATE OR REPLACE TABLE kept AS
WITH RECURSIVE up AS (
    SELECT statement FROM touching
    UNION
    SELECT relation.other FROM up JOIN relation ON relation.statement = up.statement
)
SELECT statement FROM up;
