-- Every statement that plays a part in one pair of claim and incident, with its proposition and
-- whether it decided. Parameters: $denial (the claim), $incident.

SELECT 'claim' AS role, claim.claim AS statement, claim.proposition, 'affirms' AS stance,
       TRUE AS deciding
FROM claim
WHERE claim.claim = $denial AND claim.incident = $incident
UNION
SELECT CASE WHEN refuting.statement IS NOT NULL THEN 'finding'
            WHEN answer.manner IN ('self', 'self-if-meant') THEN 'denial'
            WHEN answer.manner = 'denied' THEN 'exculpation'
            ELSE 'accusation' END,
       stance.statement, stance.proposition, stance.stance,
       answering.statement IS NOT NULL
FROM answer
LEFT JOIN refuting ON refuting.claim = answer.claim AND refuting.incident = answer.incident
                  AND refuting.statement = answer.statement
LEFT JOIN answering ON answering.claim = answer.claim AND answering.incident = answer.incident
                   AND answering.statement = answer.statement
JOIN stance ON stance.statement = answer.statement
           AND (stance.stance = 'denies') = (answer.manner IN ('self', 'self-if-meant', 'denied'))
JOIN involvement ON involvement.proposition = stance.proposition
LEFT JOIN involvement_incident ON involvement_incident.proposition = stance.proposition
WHERE answer.claim = $denial AND answer.incident = $incident
  AND (involvement_incident.incident = answer.incident OR involvement.scope IS NOT NULL)
UNION
SELECT 'supersedes', stance.statement, stance.proposition, stance.stance, TRUE
FROM claim_withdrawal
JOIN stance ON stance.statement = claim_withdrawal.successor
WHERE claim_withdrawal.claim = $denial AND claim_withdrawal.incident = $incident
UNION
-- who denies that it happened at all
SELECT 'exculpation', unhappened.statement, occurrence.detail, 'denies',
       unhappened.statement IN (
           SELECT statement FROM answering WHERE claim = $denial AND incident = $incident
       )
FROM unhappened
JOIN occurrence ON occurrence.statement = unhappened.statement
               AND occurrence.incident = unhappened.incident
WHERE unhappened.incident = $incident AND unhappened.statement <> $denial
