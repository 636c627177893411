-- Every statement that plays a part in pairs of denial and incident, with its proposition and
-- whether it decided. Parameters: $denials and $incidents, lists of the same length: the pairs.

WITH asked AS (
    SELECT DISTINCT denial, incident
    FROM (SELECT unnest(CAST($denials AS VARCHAR[])) AS denial,
                 unnest(CAST($incidents AS VARCHAR[])) AS incident)
),
charges AS (
    SELECT accused.denial, accused.incident, charge.manner, naming.statement, naming.doer,
           naming.speaker_party, reach.links, reach.statements AS link_statements
    FROM accused
    SEMI JOIN asked USING (denial, incident)
    JOIN charge ON charge.accused = accused.accused
    JOIN naming ON naming.naming = charge.naming
    JOIN reach ON reach.reach = charge.reach
),
decisive AS (
    SELECT deciding.* FROM deciding SEMI JOIN asked USING (denial, incident)
),
verdicts AS (
    SELECT verdict.* FROM verdict SEMI JOIN asked USING (denial, incident)
),
reached AS (
    SELECT denial, incident, doer AS actor FROM charges
    UNION SELECT charges.denial, charges.incident, edge.lower FROM charges JOIN edge
            ON list_contains(charges.links, edge.link)
    UNION SELECT charges.denial, charges.incident, edge.upper FROM charges JOIN edge
            ON list_contains(charges.links, edge.link)
)
SELECT 'denial' AS role, stance.statement, stance.proposition, stance.stance, TRUE AS deciding,
       verdicts.denial, verdicts.incident
FROM verdicts
JOIN stance ON stance.proposition = verdicts.proposition AND stance.statement = verdicts.denial
UNION
SELECT 'denial', stance.statement, stance.proposition, stance.stance, FALSE,
       verdicts.denial, verdicts.incident
FROM verdicts
JOIN stance ON stance.statement = verdicts.original AND stance.stance = 'denies'
JOIN involvement ON involvement.proposition = stance.proposition
WHERE verdicts.original <> verdicts.denial
UNION
SELECT CASE WHEN charges.manner = 'self' THEN 'admission'
            WHEN charges.speaker_party = charges.doer THEN 'claim'
            WHEN known.speaker IN (SELECT actor FROM actor WHERE class = 'InvestigativeBody')
            THEN 'finding' ELSE 'accusation' END,
       naming.statement, naming.proposition, 'affirms',
       bool_or(decisive.statement IS NOT NULL),
       charges.denial, charges.incident
FROM charges
JOIN naming ON naming.statement = charges.statement
           AND naming.incident = charges.incident AND naming.doer = charges.doer
JOIN known ON known.statement = naming.statement
LEFT JOIN decisive ON decisive.denial = charges.denial AND decisive.incident = charges.incident
                  AND decisive.statement = naming.statement AND decisive.doer = naming.doer
GROUP BY ALL
UNION
SELECT 'link', stance.statement, stance.proposition, 'affirms',
       bool_or(decisive.denial IS NOT NULL),
       charges.denial, charges.incident
FROM charges
JOIN stance ON list_contains(charges.links, stance.proposition)
           AND list_contains(charges.link_statements, stance.statement)
LEFT JOIN decisive ON decisive.denial = charges.denial AND decisive.incident = charges.incident
                  AND list_contains(decisive.links, stance.proposition)
                  AND list_contains(decisive.link_statements, stance.statement)
WHERE stance.stance = 'affirms'
GROUP BY ALL
UNION
-- denials of the links that the deciding charge rests on
SELECT 'exculpation', stance.statement, stance.proposition, 'denies', FALSE,
       decisive.denial, decisive.incident
FROM decisive
JOIN stance ON list_contains(decisive.links, stance.proposition) AND stance.stance = 'denies'
JOIN standing ON standing.statement = stance.statement
UNION
-- what the party, and those through whom the chains run, deny of this incident
SELECT CASE WHEN disowning.doer = verdicts.party AND disowning.speaker_party = verdicts.party
            THEN 'denial' ELSE 'exculpation' END,
       stance.statement, stance.proposition, 'denies', FALSE,
       verdicts.denial, verdicts.incident
FROM verdicts
JOIN disowning ON disowning.incident = verdicts.incident
JOIN stance ON stance.statement = disowning.statement AND stance.stance = 'denies'
JOIN involvement ON involvement.proposition = stance.proposition
JOIN root ON root.actor = involvement.actor AND root.root = disowning.doer
JOIN involvement_incident ON involvement_incident.proposition = stance.proposition
                         AND involvement_incident.incident = disowning.incident
WHERE disowning.statement <> verdicts.denial
  AND (
    disowning.doer = verdicts.party
    OR EXISTS (
        SELECT 1 FROM reached
        WHERE reached.denial = verdicts.denial AND reached.incident = verdicts.incident
          AND reached.actor = disowning.doer
    )
  )
UNION
-- who else is named, where that is the verdict
SELECT 'accusation', naming.statement, naming.proposition, 'affirms', TRUE,
       verdicts.denial, verdicts.incident
FROM verdicts
JOIN naming ON naming.incident = verdicts.incident
JOIN rival_author ON rival_author.actor = naming.doer
WHERE verdicts.verdict = 'attributed-elsewhere'
  AND naming.doer <> verdicts.party AND naming.speaker_party <> verdicts.party
  AND naming.strength = 3
UNION
SELECT 'supersedes', stance.statement, stance.proposition, stance.stance, TRUE,
       withdrawal.denial, withdrawal.incident
FROM withdrawal
JOIN asked ON asked.denial = withdrawal.denial AND asked.incident = withdrawal.incident
JOIN stance ON stance.statement = withdrawal.successor
UNION
-- who denies that it happened at all
SELECT 'exculpation', unhappened.statement, occurrence.detail, 'denies', FALSE,
       asked.denial, asked.incident
FROM unhappened
JOIN asked ON asked.incident = unhappened.incident AND asked.denial <> unhappened.statement
JOIN occurrence ON occurrence.statement = unhappened.statement
               AND occurrence.incident = unhappened.incident
