-- What others say against each pair of denial and incident, and the verdict that follows.

-- A charge puts the denying party into the incident in a mode that the words deny or leave open.
CREATE TABLE charge AS
WITH met AS (
    SELECT pair.denial, pair.incident, pair.party, pair.denied AS denied_modes,
           chain.statement, chain.original, chain.speaker_party, chain.doer,
           -- the weakest mode in both
           CASE WHEN (chain.strengths & pair.touched & 1) > 0 THEN 1
                WHEN (chain.strengths & pair.touched & 2) > 0 THEN 2
                ELSE 3 END AS strength,
           chain.certain, chain.reach, chain.hops, chain.route,
           chain.linked_by IS DISTINCT FROM chain.speaker_party AS of_several,
           CASE
               -- the party itself, or a persona whose identity the party itself affirms
               WHEN chain.speaker_party = pair.party
                 OR (chain.through_identity AND chain.speaker_party = chain.doer
                     AND chain.linked_by = pair.party)
               THEN 'self'
               WHEN chain.hops = 0 THEN 'direct'
               ELSE 'proxy'
           END AS manner
    FROM pair
    JOIN chain ON chain.incident = pair.incident AND chain.target = pair.party
    WHERE chain.original <> pair.original
      AND (chain.strengths & pair.touched) > 0
      -- the party's naming of others is no charge against it, unless it owns up to that name
      AND NOT (chain.speaker_party = pair.party AND chain.hops > 0
               AND (NOT chain.through_identity
                    OR chain.linked_by IS DISTINCT FROM chain.speaker_party))
)
SELECT met.* EXCLUDE (denied_modes, of_several),
       -- a name that the party owns up to speaks the party's own words
       met.of_several AND met.manner <> 'self' AS composed,
       (met.denied_modes & (1 << (met.strength - 1))) > 0 AS denied,
       -- named speakers come before "officials said"
       known.speaker IN (SELECT actor FROM actor WHERE class = 'DescribedGroup')
           AS unnamed_speaker,
       known.speaker IS DISTINCT FROM denying.speaker AS other_speaker,
       met.statement NOT IN (SELECT statement FROM quoted) AS unquoted,
       known.latest AS stated_latest,
       known.hedging
FROM met
JOIN known ON known.statement = met.statement
JOIN known AS denying ON denying.statement = met.denial;

-- A body set up solely by those whom the finding serves or hurts does not settle anything.
CREATE TABLE interested AS
WITH charged AS (SELECT DISTINCT denial, incident, party FROM charge)
SELECT denial, incident, party AS actor FROM charged
UNION
SELECT charged.denial, charged.incident, near.actor
FROM charged
JOIN near ON near.incident = charged.incident
UNION
-- an accuser, of whatever mode
SELECT charged.denial, charged.incident, chain.speaker_party
FROM charged
JOIN chain ON chain.incident = charged.incident AND chain.target = charged.party
WHERE chain.speaker_party <> charged.party
  AND chain.speaker_party NOT IN (SELECT actor FROM actor WHERE class = 'InvestigativeBody');

CREATE TABLE finding AS
WITH independent AS (
    SELECT DISTINCT charge.denial, charge.incident, charge.statement
    FROM charge
    JOIN mandated ON mandated.statement = charge.statement
    LEFT JOIN interested ON interested.denial = charge.denial
                        AND interested.incident = charge.incident
                        AND interested.actor = mandated.mandator
    WHERE interested.actor IS NULL
)
SELECT DISTINCT charge.denial, charge.incident, charge.party, charge.statement
FROM charge
JOIN known ON known.statement = charge.statement
JOIN actor ON actor.actor = known.speaker AND actor.class = 'InvestigativeBody'
WHERE charge.denied AND NOT charge.composed AND charge.manner <> 'self'
  AND (
    known.statement NOT IN (SELECT statement FROM mandated)
    OR (charge.denial, charge.incident, charge.statement) IN (
        SELECT (denial, incident, statement) FROM independent
    )
  );

-- What later words that stand say of incidents that the earlier ones reach, by name or in a scope
-- that does not leave the incident outside.
CREATE TABLE later AS
SELECT saying.statement, saying.original, saying.party, saying.stance, saying.modes,
       involvement_incident.incident
FROM saying
JOIN involvement_incident ON involvement_incident.proposition = saying.proposition
WHERE saying.stands
UNION
SELECT saying.statement, saying.original, saying.party, saying.stance, saying.modes,
       signature.incident
FROM (
    SELECT succession.successor, pair.incident
    FROM pair JOIN succession ON succession.statement = pair.denial
    UNION
    -- a claim
    SELECT succession.successor, involvement_incident.incident
    FROM stance
    JOIN succession ON succession.statement = stance.statement
    JOIN involvement_incident ON involvement_incident.proposition = stance.proposition
    WHERE stance.stance = 'affirms'
) AS earlier
JOIN saying ON saying.statement = earlier.successor
JOIN signature ON signature.incident = earlier.incident
WHERE saying.stands
  AND row(saying.scope, signature.places) IN (SELECT row(scope, places) FROM fit_place)
  AND row(saying.scope, signature.kinds) IN (SELECT row(scope, kinds) FROM fit_kind)
  AND row(saying.scope, signature.targets) IN (SELECT row(scope, targets) FROM fit_target)
  AND (signature.earliest > saying.until_latest) IS NOT TRUE
  AND (signature.latest < saying.from_earliest) IS NOT TRUE;

-- The party takes its words back: its own later words, which stand, affirm or leave open what they
-- denied of this incident (what they rejected, if they denied no mode), by name or in a scope that
-- reaches it.
CREATE TABLE withdrawal AS
SELECT DISTINCT pair.denial, pair.incident, pair.party, later.statement AS successor
FROM pair
JOIN succession ON succession.statement = pair.denial
JOIN later ON later.statement = succession.successor AND later.original <> pair.original
          AND later.incident = pair.incident AND later.party = pair.party
WHERE later.stance <> 'denies'
  -- in a circle nobody is later
  AND (succession.successor, succession.statement) NOT IN (
      SELECT (statement, successor) FROM succession
  )
  AND (later.modes & CASE WHEN pair.denied > 0 THEN pair.denied ELSE pair.touched END) > 0;

-- Somebody else, not the denying party itself, says that a rival author carried it out. (Whoever
-- directed or supported it is no rival of whoever did it.)
CREATE TABLE elsewhere AS
SELECT DISTINCT pair.denial, pair.incident, pair.party, naming.doer
FROM pair
JOIN naming ON naming.incident = pair.incident
JOIN rival_author ON rival_author.actor = naming.doer
WHERE naming.doer <> pair.party AND naming.speaker_party <> pair.party
  AND naming.strength = 3
  AND naming.original <> pair.original;

CREATE TABLE verdict AS
WITH manners AS (
    SELECT denial, incident, party,
           bool_or(manner = 'self') AS self,
           bool_or(manner = 'direct') AS direct
    FROM charge
    GROUP BY denial, incident, party
),
withdrawn AS (SELECT DISTINCT denial, incident, party, TRUE AS holds FROM withdrawal),
found AS (SELECT DISTINCT denial, incident, party, TRUE AS holds FROM finding),
rival AS (SELECT DISTINCT denial, incident, party, TRUE AS holds FROM elsewhere)
SELECT pair.*,
       CASE WHEN withdrawn.holds THEN 'withdrawn'
            WHEN manners.self THEN 'self-contradicted'
            WHEN found.holds THEN 'contradicted-by-finding'
            WHEN manners.direct THEN 'contested'
            WHEN manners.denial IS NOT NULL THEN 'contested-through-proxy'
            WHEN rival.holds THEN 'attributed-elsewhere'
            ELSE 'unattributed' END AS verdict
FROM pair
LEFT JOIN withdrawn USING (denial, incident, party)
LEFT JOIN found USING (denial, incident, party)
LEFT JOIN rival USING (denial, incident, party)
LEFT JOIN manners USING (denial, incident, party);
