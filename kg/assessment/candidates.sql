-- What may be a hinge of pairs: everything whose absence could change one. Parameters: $kinds,
-- $denials, $incidents and $parties, lists of the same length: the pairs. What is not here cannot,
-- and need not be tried:
-- a link on no chain to the party (for a claim: no identity of the claimant) or a statement that
-- only affirms such links; general words that neither replace nor are replaced, in the pair of a
-- denial; a source beside which another passes the same words on.

WITH asked AS (
    SELECT unnest(CAST($kinds AS VARCHAR[])) AS kind,
           unnest(CAST($denials AS VARCHAR[])) AS denial,
           unnest(CAST($incidents AS VARCHAR[])) AS incident,
           unnest(CAST($parties AS VARCHAR[])) AS party
),
-- The denial itself is not tried; all else is the same for every denial of the party.
issue AS (
    SELECT DISTINCT kind, incident, party FROM asked
),
links AS (
    SELECT DISTINCT issue.kind, issue.incident, issue.party, unnest(reach.links) AS link
    FROM issue
    JOIN chain ON chain.incident = issue.incident AND chain.target = issue.party
    JOIN reach ON reach.reach = chain.reach
    WHERE issue.kind = 'denial'
    UNION
    SELECT issue.kind, issue.incident, issue.party, edge.link
    FROM issue JOIN edge ON edge.kind = 'identity' AND edge.lower = issue.party
    WHERE issue.kind = 'claim'
),
speaking AS (
    SELECT issue.kind, issue.incident, issue.party, stance.statement
    FROM issue
    JOIN involvement_incident ON involvement_incident.incident = issue.incident
    JOIN stance ON stance.proposition = involvement_incident.proposition
    UNION
    SELECT issue.kind, issue.incident, issue.party, occurrence.statement
    FROM issue JOIN occurrence ON occurrence.incident = issue.incident
    UNION
    SELECT links.kind, links.incident, links.party, stance.statement
    FROM links JOIN stance ON stance.proposition = links.link
    UNION
    SELECT issue.kind, issue.incident, issue.party, stance.statement
    FROM issue
    CROSS JOIN stance
    JOIN involvement ON involvement.proposition = stance.proposition
                    AND involvement.scope IS NOT NULL
    WHERE issue.kind = 'claim'
    UNION
    SELECT issue.kind, issue.incident, issue.party, replacing.statement
    FROM issue
    CROSS JOIN (
        SELECT statement FROM relation WHERE relation = 'supersedes'
        UNION
        SELECT other FROM relation WHERE relation = 'supersedes'
    ) AS replacing
),
spoken AS (
    SELECT asked.*, speaking.statement
    FROM asked
    JOIN speaking USING (kind, incident, party)
    SEMI JOIN touching ON touching.statement = speaking.statement
    WHERE speaking.statement <> asked.denial
),
-- What would not count without a source: it stands in no other, or in none that was known by then.
alone AS (
    SELECT report.source, report.statement
    FROM report
    JOIN (SELECT DISTINCT statement FROM spoken) AS said ON said.statement = report.statement
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
SELECT kind AS pair_kind, denial, incident, party,
       'statement' AS kind, statement AS node, NULL AS instead
FROM spoken
UNION
SELECT asked.kind, asked.denial, asked.incident, asked.party, 'link', links.link, NULL
FROM asked JOIN links USING (kind, incident, party)
UNION
SELECT spoken.kind, spoken.denial, spoken.incident, spoken.party, 'source', alone.source,
       CASE WHEN count(*) = 1 THEN min(spoken.statement) END
FROM spoken JOIN alone ON alone.statement = spoken.statement
GROUP BY spoken.kind, spoken.denial, spoken.incident, spoken.party, alone.source
