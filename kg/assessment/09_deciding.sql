-- Which of the statements that stand against a denial, or answer a claim, decided.

-- Statements in the order of their dates.
CREATE TABLE turn AS
SELECT statement, row_number() OVER (ORDER BY latest NULLS LAST, statement) AS turn FROM known;

-- The charge that decided: of the kind that the verdict names; one party's words before composed
-- ones; words that are denied before words left open; an incident named before one read into the
-- words; the stronger mode. The rest only picks the one that is easiest to check: a named
-- speaker, the denying person himself, exact words, the shorter chain, the earlier date.
-- All of this is put into one number, in which each part outweighs what comes after it, since
-- millions of charges are compared; only among equals doers and parties are.
CREATE TABLE deciding AS
WITH judged AS (
    SELECT accused.accused, verdict.verdict
    FROM accused
    JOIN verdict ON verdict.denial = accused.denial AND verdict.incident = accused.incident
                AND verdict.party = accused.party
),
turned AS (
    SELECT naming.naming, naming.statement, turn.turn
    FROM naming
    JOIN turn ON turn.statement = naming.statement
),
suited AS NOT MATERIALIZED (
    SELECT charge.*,
           ((CAST(charge.composed AS BIGINT) * 2048 + CAST(NOT charge.denied AS INTEGER) * 1024
             + CAST(NOT charge.certain AS INTEGER) * 512 + (3 - charge.strength) * 128
             + coalesce(CAST(charge.unnamed_speaker AS INTEGER), 2) * 32
             + CAST(charge.other_speaker AS INTEGER) * 16
             + CAST(charge.unquoted AS INTEGER) * 8 + charge.hops)
            * (SELECT count(*) + 1 FROM turn) + turned.turn)
               * (SELECT count(*) FROM reach) + charge.route AS place
    FROM charge
    JOIN turned ON turned.naming = charge.naming
    JOIN judged ON judged.accused = charge.accused
    LEFT JOIN finding ON finding.accused = charge.accused
                     AND finding.statement = turned.statement
    WHERE CASE judged.verdict
              WHEN 'self-contradicted' THEN charge.manner = 'self'
              WHEN 'contradicted-by-finding' THEN finding.statement IS NOT NULL
              WHEN 'contested' THEN charge.manner = 'direct'
              ELSE TRUE END
),
least_place AS (SELECT accused, min(place) AS place FROM suited GROUP BY accused),
first AS (
    SELECT accused.denial, accused.incident, accused.party, naming.statement, naming.original,
           naming.speaker_party, naming.doer, suited.* EXCLUDE (accused, naming, place),
           known.hedging, reach.links, reach.statements AS link_statements,
           list_sort(list_distinct(list_append(reach.parties, naming.speaker_party))) AS parties
    FROM suited
    JOIN least_place ON least_place.accused = suited.accused AND least_place.place = suited.place
    JOIN accused ON accused.accused = suited.accused
    JOIN naming ON naming.naming = suited.naming
    JOIN known ON known.statement = naming.statement
    JOIN reach ON reach.reach = suited.reach
)
SELECT *
FROM first
QUALIFY row_number() OVER (
    PARTITION BY denial, incident, party ORDER BY doer, parties
) = 1;

-- Where that charge is one party's words and meets only what the denial leaves open: the charge
-- composed of the fewest parties' words that meets what it denies. It is shown beside, never for.
CREATE TABLE composed AS
WITH left_open AS (
    SELECT accused.accused, accused.denial, accused.incident, accused.party
    FROM accused
    JOIN deciding ON deciding.denial = accused.denial AND deciding.incident = accused.incident
                 AND deciding.party = accused.party
    WHERE NOT deciding.composed AND NOT deciding.denied
),
several AS (
    SELECT left_open.denial, left_open.incident, left_open.party, naming.statement, naming.original,
           naming.speaker_party, naming.doer, charge.* EXCLUDE (accused, naming),
           known.latest AS stated_latest, known.hedging,
           reach.links, reach.statements AS link_statements,
           list_sort(list_distinct(list_append(reach.parties, naming.speaker_party))) AS parties
    FROM left_open
    JOIN charge ON charge.accused = left_open.accused
    JOIN naming ON naming.naming = charge.naming
    JOIN known ON known.statement = naming.statement
    JOIN reach ON reach.reach = charge.reach
    WHERE charge.composed AND charge.denied
)
SELECT *
FROM several
QUALIFY row_number() OVER (
    PARTITION BY denial, incident, party
    ORDER BY len(parties), NOT certain, strength DESC, unnamed_speaker, unquoted, hops,
             stated_latest NULLS LAST, statement, links, link_statements, doer, parties
) = 1;

-- The statements that decided about a claim.
CREATE TABLE answering AS
SELECT DISTINCT answer.claim, answer.incident, answer.party, answer.statement
FROM answer
JOIN claim_verdict USING (claim, incident, party)
LEFT JOIN refuting ON refuting.claim = answer.claim AND refuting.incident = answer.incident
                  AND refuting.party = answer.party AND refuting.statement = answer.statement
WHERE CASE claim_verdict.verdict
          -- words that leave it open decide only where none deny it outright
          WHEN 'self-contradicted' THEN answer.manner = CASE WHEN claim_verdict.outright
                                                             THEN 'self' ELSE 'self-if-meant' END
          WHEN 'contradicted-by-finding' THEN refuting.statement IS NOT NULL
          WHEN 'contested' THEN answer.manner IN ('denied', 'rival')
          WHEN 'corroborated' THEN answer.manner = 'affirmed'
          ELSE FALSE END
UNION
SELECT claim_withdrawal.claim, claim_withdrawal.incident, claim_withdrawal.party,
       claim_withdrawal.successor
FROM claim_withdrawal;
