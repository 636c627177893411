-- What has to come after what, with the dates of both.

CREATE TABLE IF NOT EXISTS published_source AS
SELECT source.source, source.issued
FROM source CROSS JOIN setting
WHERE source.issued IS NOT NULL AND source.source NOT IN (SELECT node FROM without)
  AND (setting.as_of IS NULL OR source.issued_day <= setting.as_of);

-- The incidents that a statement names, in an involvement or in a detail of them.
CREATE TABLE IF NOT EXISTS spoken_of AS
SELECT DISTINCT known.statement, involvement_incident.incident
FROM known
JOIN stance ON stance.statement = known.statement
JOIN involvement_incident ON involvement_incident.proposition = stance.proposition
                         AND involvement_incident.named = 'named'
UNION
SELECT DISTINCT known.statement, incident.incident
FROM known
JOIN stance ON stance.statement = known.statement
JOIN detail ON detail.detail = stance.proposition
JOIN incident ON incident.incident = detail.about;

-- The sources that report an incident, or give a detail of it.
CREATE TABLE IF NOT EXISTS reporting AS
SELECT incident_report.incident, published_source.source
FROM incident_report JOIN published_source ON published_source.source = incident_report.source
UNION
SELECT incident.incident, published_source.source
FROM detail_source
JOIN published_source ON published_source.source = detail_source.source
JOIN detail ON detail.detail = detail_source.detail
JOIN incident ON incident.incident = detail.about;

CREATE TABLE IF NOT EXISTS dated_pair AS
WITH pairs AS (
WITH said AS (SELECT statement, stated FROM known WHERE stated IS NOT NULL),
happened AS (SELECT incident, "when" FROM incident WHERE "when" IS NOT NULL)
SELECT 'statement-before-event' AS relation, '' AS verb, said.statement AS one,
       said.stated AS one_date, happened.incident AS other, happened."when" AS other_date
FROM spoken_of
JOIN said ON said.statement = spoken_of.statement
JOIN happened ON happened.incident = spoken_of.incident
UNION
SELECT 'source-before-event', '', published_source.source, published_source.issued,
       happened.incident, happened."when"
FROM reporting
JOIN published_source ON published_source.source = reporting.source
JOIN happened ON happened.incident = reporting.incident
UNION
SELECT 'source-before-statement', '', published_source.source, published_source.issued,
       said.statement, said.stated
FROM report
JOIN published_source ON published_source.source = report.source
JOIN said ON said.statement = report.statement
UNION
SELECT 'source-before-origin', '', published_source.source, published_source.issued,
       origin.source, origin.issued
FROM derivation
JOIN published_source ON published_source.source = derivation.source
JOIN published_source AS origin ON origin.source = derivation.origin
UNION
SELECT 'statement-before-other', linked.verb, said.statement, said.stated, other.statement,
       other.stated
FROM (
    SELECT statement, reference AS verb, other FROM reference
    UNION SELECT statement, relation, other FROM relation
) AS linked
JOIN said ON said.statement = linked.statement
JOIN said AS other ON other.statement = linked.other
)
-- Of two plain days the texts say by themselves that the order is possible; most pairs are such.
SELECT * FROM pairs
WHERE NOT coalesce(
    regexp_full_match(one_date, '\d{4}-\d{2}-\d{2}')
    AND regexp_full_match(other_date, '\d{4}-\d{2}-\d{2}')
    AND one_date >= other_date,
    FALSE
);
