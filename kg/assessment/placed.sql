-- The pairs that are listed, numbered in the order in which results are given, and beside them
-- what there may be several of. They are read a few thousand at a time.

CREATE OR REPLACE TEMP TABLE placed AS
WITH found AS (
    SELECT listed.kind, verdict.denial AS subject, verdict.incident, verdict.party,
           verdict.original, verdict.proposition, verdict.verdict, verdict.by_name,
           TRUE AS outright, sole_doer.party IS NOT NULL AS sole_doer, verdict.covers,
           verdict.involvement, verdict.kind AS fits_kind, verdict.target,
           verdict.place AS fits_place, verdict.time
    FROM verdict
    JOIN listed ON listed.kind = 'denial' AND listed.subject = verdict.denial
               AND listed.incident = verdict.incident AND listed.party = verdict.party
    LEFT JOIN sole_doer ON sole_doer.incident = verdict.incident
                       AND sole_doer.party = verdict.party
    UNION ALL
    -- whoever claims an incident means all of it, if it is the one that the words mean
    SELECT listed.kind, claim_verdict.claim, claim_verdict.incident, claim_verdict.party,
           claim_verdict.original, claim_verdict.proposition, claim_verdict.verdict, TRUE,
           claim_verdict.outright, FALSE, sure.covers, TRUE, sure.covers, sure.covers,
           sure.covers, sure.covers
    FROM claim_verdict
    JOIN listed ON listed.kind = 'claim' AND listed.subject = claim_verdict.claim
               AND listed.incident = claim_verdict.incident AND listed.party = claim_verdict.party
    CROSS JOIN LATERAL (SELECT nullif(claim_verdict.certain, FALSE) AS covers) AS sure
)
SELECT row_number() OVER (
           ORDER BY found.subject, coalesce(incident."when", ''), found.incident, found.kind,
                    found.party
       ) AS place,
       found.*, statement.label AS subject_label, statement.stated,
       CASE WHEN found.original <> found.subject THEN found.original END AS rendering_of,
       incident.label AS incident_label, coalesce(incident."when", '') AS incident_when,
       incident.earliest_text, incident.latest_text
FROM found
JOIN statement ON statement.statement = found.subject
JOIN incident ON incident.incident = found.incident
WHERE list_contains($kinds, found.kind)
ORDER BY place;

CREATE OR REPLACE TEMP TABLE placed_tally AS
SELECT placed.place, tally.side, tally.statements, tally.parties, tally.reliability,
       tally.credibility
FROM weighed
JOIN tally USING (kind, incident, party, side, own)
JOIN placed ON placed.kind = weighed.kind AND placed.subject = weighed.subject
           AND placed.incident = weighed.incident AND placed.party = weighed.party
ORDER BY placed.place;

CREATE OR REPLACE TEMP TABLE placed_charge AS
SELECT placed.place, 'deciding' AS role, deciding.strength, deciding.denied, deciding.parties,
       deciding.composed, deciding.statement, deciding.doer, deciding.links, deciding.certain,
       deciding.hedging
FROM deciding
JOIN placed ON placed.kind = 'denial' AND placed.subject = deciding.denial
           AND placed.incident = deciding.incident AND placed.party = deciding.party
UNION ALL
SELECT placed.place, 'composed' AS role, composed.strength, composed.denied, composed.parties,
       composed.composed, composed.statement, composed.doer, composed.links, composed.certain,
       composed.hedging
FROM composed
JOIN placed ON placed.kind = 'denial' AND placed.subject = composed.denial
           AND placed.incident = composed.incident AND placed.party = composed.party
ORDER BY place;

-- Rival authors, and the statements that answer a claim.
CREATE OR REPLACE TEMP TABLE placed_name AS
SELECT placed.place, 'rival' AS role, elsewhere.doer AS name
FROM elsewhere
JOIN placed ON placed.kind = 'denial' AND placed.subject = elsewhere.denial
           AND placed.incident = elsewhere.incident AND placed.party = elsewhere.party
UNION ALL
SELECT placed.place, 'answer', answering.statement
FROM answering
JOIN placed ON placed.kind = 'claim' AND placed.subject = answering.claim
           AND placed.incident = answering.incident AND placed.party = answering.party
ORDER BY place;

CREATE OR REPLACE TEMP TABLE placed_dating AS
SELECT placed.place, dating_differs.value, dating_differs.publishers, dating_differs.time
FROM dating_differs
JOIN placed ON placed.kind = 'denial' AND placed.subject = dating_differs.denial
           AND placed.incident = dating_differs.incident AND placed.party = dating_differs.party
ORDER BY placed.place;
