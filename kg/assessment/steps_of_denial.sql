-- Every statement that plays a part in one pair of denial and incident, with its proposition and
-- whether it decided. Parameters: $denial, $incident.

WITH pair_charges AS (
    SELECT * FROM charge WHERE denial = $denial AND incident = $incident
),
decisive AS (
    SELECT * FROM deciding WHERE denial = $denial AND incident = $incident
),
reached AS (
    SELECT doer AS actor FROM pair_charges
    UNION SELECT edge.lower FROM pair_charges JOIN edge
            ON list_contains(pair_charges.links, edge.link)
    UNION SELECT edge.upper FROM pair_charges JOIN edge
            ON list_contains(pair_charges.links, edge.link)
)
SELECT 'denial' AS role, stance.statement, stance.proposition, stance.stance, TRUE AS deciding
FROM verdict
JOIN stance ON stance.proposition = verdict.proposition AND stance.statement = verdict.denial
WHERE verdict.denial = $denial AND verdict.incident = $incident
UNION
SELECT 'denial', stance.statement, stance.proposition, stance.stance, FALSE
FROM verdict
JOIN stance ON stance.statement = verdict.original AND stance.stance = 'denies'
JOIN involvement ON involvement.proposition = stance.proposition
WHERE verdict.denial = $denial AND verdict.incident = $incident
  AND verdict.original <> verdict.denial
UNION
SELECT CASE WHEN pair_charges.manner = 'self' THEN 'admission'
            WHEN pair_charges.speaker_party = pair_charges.doer THEN 'claim'
            WHEN known.speaker IN (SELECT actor FROM actor WHERE class = 'InvestigativeBody')
            THEN 'finding' ELSE 'accusation' END,
       naming.statement, naming.proposition, 'affirms',
       bool_or(decisive.statement IS NOT NULL)
FROM pair_charges
JOIN naming ON naming.statement = pair_charges.statement
           AND naming.incident = pair_charges.incident AND naming.doer = pair_charges.doer
JOIN known ON known.statement = naming.statement
LEFT JOIN decisive ON decisive.statement = naming.statement AND decisive.doer = naming.doer
GROUP BY ALL
UNION
SELECT 'link', stance.statement, stance.proposition, 'affirms',
       bool_or(decisive.denial IS NOT NULL)
FROM pair_charges
JOIN stance ON list_contains(pair_charges.links, stance.proposition)
           AND list_contains(pair_charges.link_statements, stance.statement)
LEFT JOIN decisive ON list_contains(decisive.links, stance.proposition)
                  AND list_contains(decisive.link_statements, stance.statement)
WHERE stance.stance = 'affirms'
GROUP BY ALL
UNION
-- denials of the links that the deciding charge rests on
SELECT 'exculpation', stance.statement, stance.proposition, 'denies', FALSE
FROM decisive
JOIN stance ON list_contains(decisive.links, stance.proposition) AND stance.stance = 'denies'
JOIN standing ON standing.statement = stance.statement
UNION
-- what the party, and those through whom the chains run, deny of this incident
SELECT CASE WHEN disowning.doer = verdict.party AND disowning.speaker_party = verdict.party
            THEN 'denial' ELSE 'exculpation' END,
       stance.statement, stance.proposition, 'denies', FALSE
FROM disowning
JOIN verdict ON verdict.denial = $denial AND verdict.incident = $incident
JOIN stance ON stance.statement = disowning.statement AND stance.stance = 'denies'
JOIN involvement ON involvement.proposition = stance.proposition
JOIN root ON root.actor = involvement.actor AND root.root = disowning.doer
JOIN involvement_incident ON involvement_incident.proposition = stance.proposition
                         AND involvement_incident.incident = disowning.incident
WHERE disowning.incident = $incident AND disowning.statement <> $denial
  AND (disowning.doer = verdict.party OR disowning.doer IN (SELECT actor FROM reached))
UNION
-- who else is named, where that is the verdict
SELECT 'accusation', naming.statement, naming.proposition, 'affirms', TRUE
FROM verdict
JOIN naming ON naming.incident = verdict.incident
JOIN rival_author ON rival_author.actor = naming.doer
WHERE verdict.denial = $denial AND verdict.incident = $incident
  AND verdict.verdict = 'attributed-elsewhere'
  AND naming.doer <> verdict.party AND naming.speaker_party <> verdict.party
  AND naming.strength = 3
UNION
SELECT 'supersedes', stance.statement, stance.proposition, stance.stance, TRUE
FROM withdrawal
JOIN stance ON stance.statement = withdrawal.successor
WHERE withdrawal.denial = $denial AND withdrawal.incident = $incident
UNION
-- who denies that it happened at all
SELECT 'exculpation', unhappened.statement, occurrence.detail, 'denies', FALSE
FROM unhappened
JOIN occurrence ON occurrence.statement = unhappened.statement
               AND occurrence.incident = unhappened.incident
WHERE unhappened.incident = $incident AND unhappened.statement <> $denial
