-- What may be a hinge of one pair: everything whose absence could change it. Parameters: $kind,
-- $denial, $incident, $party. What is not here cannot, and need not be tried:
-- a link on no chain to the party (for a claim: no identity of the claimant) or a statement that
-- only affirms such links; general words that neither replace nor are replaced, in the pair of a
-- denial; a source beside which another passes the same words on.

WITH links AS (
    SELECT DISTINCT unnest(links) AS link
    FROM chain
    WHERE $kind = 'denial' AND incident = $incident AND target = $party
    UNION
    SELECT link FROM edge WHERE $kind = 'claim' AND kind = 'identity' AND lower = $party
),
speaking AS (
    SELECT stance.statement
    FROM stance
    JOIN involvement_incident ON involvement_incident.proposition = stance.proposition
    WHERE involvement_incident.incident = $incident
    UNION
    SELECT statement FROM occurrence WHERE incident = $incident
    UNION
    SELECT stance.statement FROM stance JOIN links ON links.link = stance.proposition
    UNION
    SELECT stance.statement
    FROM stance
    JOIN involvement ON involvement.proposition = stance.proposition
    WHERE $kind = 'claim' AND involvement.scope IS NOT NULL
    UNION
    SELECT statement FROM relation WHERE relation = 'supersedes'
    UNION
    SELECT other FROM relation WHERE relation = 'supersedes'
),
spoken AS (
    SELECT statement FROM touching SEMI JOIN speaking USING (statement) WHERE statement <> $denial
),
-- What would not count without a source: it stands in no other, or in none that was known by then.
carrying AS (
    SELECT report.source, report.statement
    FROM report
    JOIN spoken ON spoken.statement = report.statement
    JOIN statement ON statement.statement = report.statement
    CROSS JOIN setting
    LEFT JOIN report AS another
           ON another.statement = report.statement AND another.source <> report.source
          AND another.source NOT IN (SELECT node FROM without)
    LEFT JOIN source ON source.source = another.source
    WHERE report.source NOT IN (SELECT node FROM without)
    GROUP BY report.source, report.statement, statement.public_day, setting.as_of
    HAVING count(another.source) = 0
        OR (setting.as_of IS NOT NULL
            AND (least(statement.public_day, min(source.issued_day)) <= setting.as_of)
                IS NOT TRUE)
)
-- `instead`: leaving that out comes to the same, and is tried already.
SELECT 'statement' AS kind, statement AS node, NULL AS instead FROM spoken
UNION
SELECT 'link', link, NULL FROM links
UNION
SELECT 'source', source, CASE WHEN count(*) = 1 THEN min(statement) END
FROM carrying
GROUP BY source
ORDER BY kind, node;
