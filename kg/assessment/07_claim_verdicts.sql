-- Claims of responsibility, by the same rules with the stance turned round.

CREATE TABLE claim AS
SELECT position.statement AS claim, position.original, position.proposition,
       position.speaker_party AS party, involvement_incident.incident, affirmed_mode.strength,
       1 << (affirmed_mode.strength - 1) AS mode,
       involvement_incident.named = 'named' AS certain
FROM position
JOIN involvement_incident ON involvement_incident.proposition = position.proposition
JOIN affirmed_mode ON affirmed_mode.proposition = position.proposition
WHERE position.stance = 'affirms' AND position.doer = position.speaker_party;

-- Who denies, of whomever, an involvement in an incident that the words name.
CREATE TABLE disowning AS
SELECT position.statement, position.original, position.speaker_party, position.doer,
       involvement_incident.incident, words.touched
FROM position
JOIN involvement_incident ON involvement_incident.proposition = position.proposition
JOIN words ON words.proposition = position.proposition
WHERE position.stance = 'denies' AND position.stands;

-- Who denies that the event took place.
CREATE TABLE unhappened AS
SELECT DISTINCT occurrence.statement, original.original, party.party AS speaker_party,
       occurrence.incident
FROM occurrence
JOIN standing ON standing.statement = occurrence.statement
JOIN original ON original.statement = occurrence.statement
JOIN party ON party.statement = occurrence.statement
WHERE occurrence.detail NOT IN (SELECT node FROM without);

-- Words answer a claim where they touch the mode that it affirms: who denies that he carried it
-- out and affirms that he supported it contradicts nothing.
CREATE TABLE answer AS
-- the party itself denies it, by name or in a scope that reaches it
SELECT claim.claim, claim.incident, claim.party, pair.denial AS statement, pair.original,
       CASE WHEN pair.covers THEN 'self' ELSE 'self-if-meant' END AS manner
FROM claim
JOIN pair ON pair.incident = claim.incident AND pair.party = claim.party
JOIN standing ON standing.statement = pair.denial
WHERE pair.covers IS DISTINCT FROM FALSE AND (pair.touched & claim.mode) > 0
  AND pair.original <> claim.original
UNION
-- others deny the claimant's part
SELECT claim.claim, claim.incident, claim.party, disowning.statement, disowning.original, 'denied'
FROM claim
JOIN disowning ON disowning.incident = claim.incident AND disowning.doer = claim.party
WHERE disowning.speaker_party <> claim.party AND (disowning.touched & claim.mode) > 0
  AND disowning.original <> claim.original
UNION
-- others deny that it happened at all
SELECT claim.claim, claim.incident, claim.party, unhappened.statement, unhappened.original,
       'denied'
FROM claim
JOIN unhappened ON unhappened.incident = claim.incident
WHERE unhappened.speaker_party <> claim.party AND unhappened.original <> claim.original
UNION
-- others say that a rival did it; a persona has no rival in whoever they say stands behind it
SELECT claim.claim, claim.incident, claim.party, naming.statement, naming.original, 'rival'
FROM claim
JOIN naming ON naming.incident = claim.incident AND naming.strength = 3
JOIN rival_author ON rival_author.actor = naming.doer
WHERE naming.doer <> claim.party AND naming.speaker_party <> claim.party
  AND naming.original <> claim.original
  -- who only directed or supported it has no rival in whoever carried it out
  AND claim.strength = 3
  -- that a group did it says nothing against a man who says that he took part
  AND claim.party IN (SELECT actor FROM rival_author)
  AND NOT EXISTS (
      SELECT 1 FROM edge
      WHERE edge.kind = 'identity' AND edge.party = naming.speaker_party
        AND edge.lower = claim.party AND edge.upper = naming.doer
  )
UNION
-- others affirm the claimant's part, or that of whoever they say stands behind the name (more
-- firmly than as a possibility); who only passes on the claimant's own words bears nothing out
SELECT claim.claim, claim.incident, claim.party, naming.statement, naming.original, 'affirmed'
FROM claim
JOIN naming ON naming.incident = claim.incident
WHERE naming.speaker_party <> claim.party
  AND naming.original <> claim.original
  -- what is weaker than the claim does not bear it out
  AND naming.strength >= claim.strength
  AND (
    naming.doer = claim.party
    OR EXISTS (
        SELECT 1 FROM edge
        JOIN known ON known.statement = edge.statement
        WHERE edge.kind = 'identity' AND edge.party = naming.speaker_party
          AND edge.lower = claim.party AND edge.upper = naming.doer
          AND coalesce(known.hedging, '') NOT IN ('possible', 'unclear')
    )
  )
  AND NOT EXISTS (
      SELECT 1 FROM origin
      WHERE origin.statement = naming.statement AND origin.origin = claim.original
  );

CREATE TABLE claim_interested AS
SELECT DISTINCT claim.claim, claim.incident, claim.party AS actor FROM claim
UNION
SELECT claim.claim, claim.incident, near.actor
FROM claim
JOIN near ON near.incident = claim.incident
UNION
SELECT answer.claim, answer.incident, party.party
FROM answer
JOIN party ON party.statement = answer.statement
WHERE answer.manner = 'rival';

CREATE TABLE refuting AS
WITH independent AS (
    SELECT DISTINCT answer.claim, answer.incident, answer.statement
    FROM answer
    JOIN mandated ON mandated.statement = answer.statement
    LEFT JOIN claim_interested ON claim_interested.claim = answer.claim
                              AND claim_interested.incident = answer.incident
                              AND claim_interested.actor = mandated.mandator
    WHERE claim_interested.actor IS NULL
)
SELECT DISTINCT answer.claim, answer.incident, answer.party, answer.statement
FROM answer
JOIN known ON known.statement = answer.statement
JOIN actor ON actor.actor = known.speaker AND actor.class = 'InvestigativeBody'
WHERE answer.manner = 'denied'
  AND (
    known.statement NOT IN (SELECT statement FROM mandated)
    OR (answer.claim, answer.incident, answer.statement) IN (
        SELECT (claim, incident, statement) FROM independent
    )
  );

CREATE TABLE claim_withdrawal AS
SELECT DISTINCT claim.claim, claim.incident, claim.party, later.statement AS successor
FROM claim
JOIN succession ON succession.statement = claim.claim
JOIN later ON later.statement = succession.successor AND later.original <> claim.original
          AND later.incident = claim.incident AND later.party = claim.party
WHERE later.stance <> 'affirms' AND (later.modes & claim.mode) > 0
  AND (succession.successor, succession.statement) NOT IN (
      SELECT (statement, successor) FROM succession
  );

CREATE TABLE claim_verdict AS
WITH flags AS (
    SELECT claim.claim, claim.original, claim.incident, claim.party,
           bool_or(claim.certain) AS certain,
           min(claim.proposition) AS proposition,
           max(claim.strength) AS strength,
           coalesce(bool_or(claim_withdrawal.claim IS NOT NULL), FALSE) AS withdrawn,
           coalesce(bool_or(answer.manner IN ('self', 'self-if-meant')), FALSE) AS self,
           coalesce(bool_or(answer.manner = 'self'), FALSE) AS outright,
           coalesce(bool_or(refuting.claim IS NOT NULL), FALSE) AS refuted,
           coalesce(bool_or(answer.manner IN ('denied', 'rival')), FALSE) AS contested,
           coalesce(bool_or(answer.manner = 'affirmed'), FALSE) AS affirmed
    FROM claim
    LEFT JOIN claim_withdrawal USING (claim, incident, party)
    LEFT JOIN refuting USING (claim, incident, party)
    LEFT JOIN answer USING (claim, incident, party)
    GROUP BY claim.claim, claim.original, claim.incident, claim.party
)
SELECT *,
       CASE WHEN withdrawn THEN 'withdrawn'
            WHEN self THEN 'self-contradicted'
            WHEN refuted THEN 'contradicted-by-finding'
            WHEN contested THEN 'contested'
            WHEN affirmed THEN 'corroborated'
            ELSE 'uncontested' END AS verdict
FROM flags;
