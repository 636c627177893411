-- The pairs with the columns of `kg assess --format csv`, out of the tables that the rules made, but
-- for what is counted on graphs (origins, independence) or said in sentences. For DuckDB and Spark,
-- as the rules are. Without `all_pairs` those that nobody contradicts or bears out are left out.

CREATE TABLE pairs AS
WITH judged AS (
    SELECT 'denial' AS kind, verdict.denial, verdict.original, verdict.party, verdict.incident,
           verdict.covers, verdict.involvement, verdict.kind AS of_kind, verdict.target,
           verdict.place, verdict.time, verdict.verdict
    FROM verdict
    UNION ALL
    -- an incident that only the curator reads into a claim fits it as "unknown"
    SELECT 'claim', claim, original, party, incident,
           CASE WHEN certain THEN TRUE END, TRUE, CASE WHEN certain THEN TRUE END,
           CASE WHEN certain THEN TRUE END, CASE WHEN certain THEN TRUE END,
           CASE WHEN certain THEN TRUE END, verdict
    FROM claim_verdict
),
wanted AS (
    SELECT judged.*
    FROM judged
    JOIN listed ON listed.kind = judged.kind AND listed.subject = judged.denial
               AND listed.incident = judged.incident AND listed.party = judged.party
),
counts AS (
    SELECT weighed.subject, tally.*
    FROM weighed JOIN tally USING (kind, incident, party, side, own)
),
affirming AS (SELECT * FROM counts WHERE side = 'for'),
opposing AS (SELECT * FROM counts WHERE side = 'against'),
modes AS (SELECT DISTINCT strength, code FROM mode)
SELECT wanted.kind, wanted.denial, statement.label AS denial_label,
       CASE WHEN wanted.original <> wanted.denial THEN wanted.original END AS rendering_of,
       wanted.party, wanted.incident, incident.label AS incident_label,
       incident."when" AS incident_when,
       CASE WHEN wanted.covers THEN 'covered'
            WHEN wanted.covers IS NULL THEN 'possible' ELSE 'outside' END AS coverage,
       CASE WHEN wanted.involvement THEN 'yes'
            WHEN wanted.involvement IS NULL THEN 'unknown' ELSE 'no' END AS dimension_involvement,
       CASE WHEN wanted.of_kind THEN 'yes'
            WHEN wanted.of_kind IS NULL THEN 'unknown' ELSE 'no' END AS dimension_kind,
       CASE WHEN wanted.target THEN 'yes'
            WHEN wanted.target IS NULL THEN 'unknown' ELSE 'no' END AS dimension_target,
       CASE WHEN wanted.place THEN 'yes'
            WHEN wanted.place IS NULL THEN 'unknown' ELSE 'no' END AS dimension_place,
       CASE WHEN wanted.time THEN 'yes'
            WHEN wanted.time IS NULL THEN 'unknown' ELSE 'no' END AS dimension_time,
       wanted.verdict,
       modes.code AS charge_mode,
       CASE WHEN deciding.denied THEN 'denied'
            WHEN deciding.denial IS NOT NULL THEN 'left-open' END AS charge_words,
       deciding.composed AS charge_composed, deciding.certain AS charge_certain,
       deciding.hedging AS charge_hedging, deciding.statement AS charge_statement,
       deciding.parties AS charge_parties,
       coalesce(len(affirming.statements), 0) AS for_statements,
       coalesce(affirming.parties, 0) AS for_parties,
       coalesce(affirming.reliability, 'F') AS for_reliability,
       coalesce(affirming.credibility, 6) AS for_credibility,
       coalesce(len(opposing.statements), 0) AS against_statements,
       coalesce(opposing.parties, 0) AS against_parties,
       coalesce(opposing.reliability, 'F') AS against_reliability,
       coalesce(opposing.credibility, 6) AS against_credibility
FROM wanted
JOIN statement ON statement.statement = wanted.denial
JOIN incident ON incident.incident = wanted.incident
LEFT JOIN deciding ON wanted.kind = 'denial' AND deciding.denial = wanted.denial
                  AND deciding.incident = wanted.incident AND deciding.party = wanted.party
LEFT JOIN modes ON modes.strength = deciding.strength
LEFT JOIN affirming ON affirming.kind = wanted.kind AND affirming.subject = wanted.denial
                   AND affirming.incident = wanted.incident AND affirming.party = wanted.party
LEFT JOIN opposing ON opposing.kind = wanted.kind AND opposing.subject = wanted.denial
                  AND opposing.incident = wanted.incident AND opposing.party = wanted.party;
