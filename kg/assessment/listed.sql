-- The pairs that get a row: all, or those with a verdict to speak of that the words may reach.
CREATE OR REPLACE TEMP TABLE listed AS
SELECT 'denial' AS kind, verdict.denial AS subject, verdict.incident, verdict.party
FROM verdict
JOIN focus ON focus.statement = verdict.denial
CROSS JOIN (SELECT CAST($1 AS BOOLEAN) AS every, CAST($2 AS VARCHAR[]) AS silent) AS asked
WHERE asked.every OR (
    NOT list_contains(asked.silent, verdict.verdict)
    AND verdict.covers IS DISTINCT FROM FALSE
)
UNION ALL
SELECT 'claim', claim_verdict.claim, claim_verdict.incident, claim_verdict.party
FROM claim_verdict
JOIN focus ON focus.statement = claim_verdict.claim
CROSS JOIN (SELECT CAST($1 AS BOOLEAN) AS every, CAST($2 AS VARCHAR[]) AS silent) AS asked
WHERE asked.every OR NOT list_contains(asked.silent, claim_verdict.verdict);
