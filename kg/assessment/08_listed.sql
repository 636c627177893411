-- The pairs that get a row: all, or those with a verdict to speak of that the words may reach. What
-- is shown beside a verdict is made for these alone; the others are only counted.

CREATE TABLE listed AS
SELECT 'denial' AS kind, verdict.denial AS subject, verdict.original, verdict.incident,
       verdict.party
FROM verdict
JOIN focus ON focus.statement = verdict.denial
CROSS JOIN setting
WHERE setting.all_pairs
   OR (verdict.verdict <> 'unattributed' AND verdict.covers IS DISTINCT FROM FALSE)
UNION ALL
SELECT 'claim', claim_verdict.claim, claim_verdict.original, claim_verdict.incident,
       claim_verdict.party
FROM claim_verdict
JOIN focus ON focus.statement = claim_verdict.claim
CROSS JOIN setting
WHERE setting.all_pairs OR claim_verdict.verdict <> 'uncontested';
