-- What came of each pair of the statements in focus, in every world.

SELECT 'denial' AS kind, verdict.denial AS statement, verdict.incident, verdict.party,
       CASE WHEN verdict.covers THEN 'covered'
            WHEN verdict.covers IS NULL THEN 'possible' ELSE 'outside' END AS coverage,
       verdict.verdict,
       named.code AS mode,
       CASE WHEN deciding.denied THEN 'denied' ELSE 'left-open' END AS words,
       deciding.composed
FROM verdict
JOIN focus ON focus.statement = verdict.denial
LEFT JOIN deciding ON deciding.denial = verdict.denial AND deciding.incident = verdict.incident
                  AND deciding.party = verdict.party
LEFT JOIN (SELECT DISTINCT code, strength FROM mode) AS named
       ON named.strength = deciding.strength
UNION ALL
SELECT 'claim', claim_verdict.claim, claim_verdict.incident, claim_verdict.party,
       CASE WHEN claim_verdict.certain THEN 'covered' ELSE 'possible' END,
       claim_verdict.verdict, NULL, NULL, NULL
FROM claim_verdict
JOIN focus ON focus.statement = claim_verdict.claim
ORDER BY ALL;
