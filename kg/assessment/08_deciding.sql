-- Which of the statements that stand against a denial, or answer a claim, decided.

-- The charge that decided: of the kind that the verdict names; one party's words before composed
-- ones; words that are denied before words left open; an incident named before one read into the
-- words; the stronger mode. The rest only picks the one that is easiest to check: a named
-- speaker, the denying person himself, exact words, the shorter chain, the earlier date.
CREATE TABLE deciding AS
SELECT charge.*
FROM charge
JOIN verdict USING (denial, incident, party)
LEFT JOIN finding ON finding.denial = charge.denial AND finding.incident = charge.incident
                 AND finding.party = charge.party AND finding.statement = charge.statement
QUALIFY row_number() OVER (
    PARTITION BY charge.denial, charge.incident, charge.party
    ORDER BY
        CASE verdict.verdict
            WHEN 'self-contradicted' THEN charge.manner <> 'self'
            WHEN 'contradicted-by-finding' THEN finding.statement IS NULL
            WHEN 'contested' THEN charge.manner <> 'direct'
            ELSE FALSE END,
        charge.composed, NOT charge.denied, NOT charge.certain, charge.strength DESC,
        charge.unnamed_speaker, charge.other_speaker, charge.unquoted, len(charge.links),
        charge.stated_latest NULLS LAST, charge.statement, charge.links,
        charge.link_statements, charge.doer, charge.parties
) = 1;

-- Where that charge is one party's words and meets only what the denial leaves open: the charge
-- composed of the fewest parties' words that meets what it denies. It is shown beside, never for.
CREATE TABLE composed AS
SELECT charge.*
FROM charge
JOIN deciding USING (denial, incident, party)
WHERE charge.composed AND charge.denied AND NOT deciding.composed AND NOT deciding.denied
QUALIFY row_number() OVER (
    PARTITION BY charge.denial, charge.incident, charge.party
    ORDER BY len(charge.parties), NOT charge.certain, charge.strength DESC,
             charge.unnamed_speaker, charge.unquoted, len(charge.links),
             charge.stated_latest NULLS LAST, charge.statement, charge.links,
        charge.link_statements, charge.doer, charge.parties
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
