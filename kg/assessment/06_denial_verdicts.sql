-- What others say against each pair of denial and incident, and the verdict that follows.

-- Pairs of which somebody puts the party into the incident, by number: each may have hundreds of
-- charges.
CREATE TABLE accused AS
SELECT CAST(row_number() OVER (ORDER BY pair.denial, pair.incident, pair.party) AS INTEGER)
           AS accused,
       pair.denial, pair.original, pair.incident, pair.party, pair.touched, pair.denied,
       known.speaker
FROM pair
JOIN known ON known.statement = pair.denial
WHERE (pair.incident, pair.party) IN (SELECT (chain.incident, chain.target) FROM chain);

-- A charge puts the denying party into the incident in a mode that the words deny or leave open. It
-- is a pair in `accused`, the words in `naming`, and the walk from whom they name to the party in
-- `reach`.
CREATE TABLE charge AS
WITH met AS (
    SELECT accused.accused, accused.denied AS denied_modes, accused.speaker AS denying,
           chain.naming, chain.reach, chain.hops, chain.route, chain.certain,
           -- the weakest mode in both
           CASE WHEN (chain.strengths & accused.touched & 1) > 0 THEN 1
                WHEN (chain.strengths & accused.touched & 2) > 0 THEN 2
                ELSE 3 END AS strength,
           chain.linked_by IS DISTINCT FROM chain.speaker_party AS of_several,
           CASE
               -- the party itself, or a persona whose identity the party itself affirms
               WHEN chain.speaker_party = accused.party
                 OR (chain.through_identity AND chain.speaker_party = chain.doer
                     AND chain.linked_by = accused.party)
               THEN 'self'
               WHEN chain.hops = 0 THEN 'direct'
               ELSE 'proxy'
           END AS manner
    FROM accused
    JOIN chain ON chain.incident = accused.incident AND chain.target = accused.party
    WHERE chain.original <> accused.original
      AND (chain.strengths & accused.touched) > 0
      -- the party's naming of others is no charge against it, unless it owns up to that name
      AND NOT (chain.speaker_party = accused.party AND chain.hops > 0
               AND (NOT chain.through_identity
                    OR chain.linked_by IS DISTINCT FROM chain.speaker_party))
),
said AS (
    SELECT naming.naming, known.speaker,
           -- named speakers come before "officials said"
           known.speaker IN (SELECT actor FROM actor WHERE class = 'DescribedGroup')
               AS unnamed_speaker,
           naming.statement NOT IN (SELECT statement FROM quoted) AS unquoted
    FROM naming
    JOIN known ON known.statement = naming.statement
)
SELECT met.accused, met.naming, met.reach, met.hops, met.route, met.certain, met.strength,
       met.manner,
       -- a name that the party owns up to speaks the party's own words
       met.of_several AND met.manner <> 'self' AS composed,
       (met.denied_modes & (1 << (met.strength - 1))) > 0 AS denied,
       said.unnamed_speaker, said.speaker IS DISTINCT FROM met.denying AS other_speaker,
       said.unquoted
FROM met
JOIN said ON said.naming = met.naming;

-- A body set up solely by those whom the finding serves or hurts does not settle anything.
CREATE TABLE interested AS
WITH charged AS (
    SELECT accused.* FROM accused WHERE accused.accused IN (SELECT accused FROM charge)
)
SELECT denial, incident, party AS actor FROM charged
UNION
SELECT charged.denial, charged.incident, near.actor
FROM charged
JOIN near ON near.incident = charged.incident
UNION
-- an accuser, of whatever mode
SELECT charged.denial, charged.incident, accuser.actor
FROM charged
JOIN (SELECT DISTINCT incident, target, speaker_party AS actor FROM chain) AS accuser
  ON accuser.incident = charged.incident AND accuser.target = charged.party
WHERE accuser.actor <> charged.party
  AND accuser.actor NOT IN (SELECT actor FROM actor WHERE class = 'InvestigativeBody');

CREATE TABLE finding AS
WITH of_bodies AS (
    SELECT DISTINCT charge.accused, naming.statement
    FROM charge
    JOIN naming ON naming.naming = charge.naming
    JOIN known ON known.statement = naming.statement
    JOIN actor ON actor.actor = known.speaker AND actor.class = 'InvestigativeBody'
    WHERE charge.denied AND NOT charge.composed AND charge.manner <> 'self'
),
said AS (
    SELECT of_bodies.accused, of_bodies.statement, accused.denial, accused.incident, accused.party
    FROM of_bodies
    JOIN accused ON accused.accused = of_bodies.accused
),
independent AS (
    SELECT DISTINCT said.accused, said.statement
    FROM said
    JOIN mandated ON mandated.statement = said.statement
    LEFT JOIN interested ON interested.denial = said.denial
                        AND interested.incident = said.incident
                        AND interested.actor = mandated.mandator
    WHERE interested.actor IS NULL
)
SELECT said.accused, said.denial, said.incident, said.party, said.statement
FROM said
WHERE said.statement NOT IN (SELECT statement FROM mandated)
   OR (said.accused, said.statement) IN (
       SELECT (independent.accused, independent.statement) FROM independent
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
    SELECT accused.denial, accused.incident, accused.party,
           bool_or(found.self) AS self, bool_or(found.direct) AS direct
    FROM (
        SELECT accused, bool_or(manner = 'self') AS self, bool_or(manner = 'direct') AS direct
        FROM charge
        GROUP BY accused
    ) AS found
    JOIN accused ON accused.accused = found.accused
    -- faulty data may number a pair twice
    GROUP BY accused.denial, accused.incident, accused.party
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
