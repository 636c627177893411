-- Every statement that plays a part in pairs of claim and incident, with its proposition and
-- whether it decided. Parameters: $denials (the claims) and $incidents, lists of the same length.

WITH asked AS (
    SELECT DISTINCT denial AS claim, incident
    FROM (SELECT unnest(CAST($denials AS VARCHAR[])) AS denial,
                 unnest(CAST($incidents AS VARCHAR[])) AS incident)
),
answers AS (
    SELECT answer.* FROM answer SEMI JOIN asked USING (claim, incident)
)
SELECT 'claim' AS role, claim.claim AS statement, claim.proposition, 'affirms' AS stance,
       TRUE AS deciding, claim.claim AS denial, claim.incident
FROM claim
JOIN asked ON asked.claim = claim.claim AND asked.incident = claim.incident
UNION
SELECT CASE WHEN refuting.statement IS NOT NULL THEN 'finding'
            WHEN answers.manner IN ('self', 'self-if-meant') THEN 'denial'
            WHEN answers.manner = 'denied' THEN 'exculpation'
            ELSE 'accusation' END,
       stance.statement, stance.proposition, stance.stance,
       answering.statement IS NOT NULL, answers.claim, answers.incident
FROM answers
LEFT JOIN refuting ON refuting.claim = answers.claim AND refuting.incident = answers.incident
                  AND refuting.statement = answers.statement
LEFT JOIN answering ON answering.claim = answers.claim AND answering.incident = answers.incident
                   AND answering.statement = answers.statement
JOIN stance ON stance.statement = answers.statement
           AND (stance.stance = 'denies') = (answers.manner IN ('self', 'self-if-meant', 'denied'))
JOIN involvement ON involvement.proposition = stance.proposition
LEFT JOIN involvement_incident ON involvement_incident.proposition = stance.proposition
WHERE involvement_incident.incident = answers.incident OR involvement.scope IS NOT NULL
UNION
SELECT 'supersedes', stance.statement, stance.proposition, stance.stance, TRUE,
       asked.claim, asked.incident
FROM claim_withdrawal
JOIN asked ON asked.claim = claim_withdrawal.claim AND asked.incident = claim_withdrawal.incident
JOIN stance ON stance.statement = claim_withdrawal.successor
UNION
-- who denies that it happened at all
SELECT 'exculpation', unhappened.statement, occurrence.detail, 'denies',
       EXISTS (
           SELECT 1 FROM answering
           WHERE answering.claim = asked.claim AND answering.incident = asked.incident
             AND answering.statement = unhappened.statement
       ),
       asked.claim, asked.incident
FROM unhappened
JOIN asked ON asked.incident = unhappened.incident AND asked.claim <> unhappened.statement
JOIN occurrence ON occurrence.statement = unhappened.statement
               AND occurrence.incident = unhappened.incident
