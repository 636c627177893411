-- Every denial with every incident that somebody speaks of, and how far its words cover it.
-- Dimensions are TRUE (yes), FALSE (no) and NULL (unknown); AND over them is Kleene's.

-- What the party denies of itself. Denials of sponsorship make no pairs: they stand against links.
CREATE TABLE denial AS
SELECT DISTINCT known.statement AS denial, original.original, stance.proposition, party.party,
       involvement.scope
FROM stance
JOIN known ON known.statement = stance.statement
JOIN original ON original.statement = stance.statement
JOIN involvement ON involvement.proposition = stance.proposition
JOIN party ON party.statement = stance.statement
JOIN root ON root.actor = involvement.actor AND root.root = party.party
WHERE stance.stance = 'denies'
  AND stance.proposition NOT IN (SELECT node FROM without);

-- TRUE: the words deny the mode; NULL: they leave it open; no row: they do not touch it.
CREATE TABLE says AS
SELECT involvement_mode.proposition, mode.strength,
       bool_or(CASE WHEN involvement_mode.words = 'meant' THEN TRUE END) AS denied
FROM involvement_mode
JOIN mode ON mode.mode = involvement_mode.mode
GROUP BY involvement_mode.proposition, mode.strength;

CREATE TABLE any_mode AS
SELECT proposition, bool_or(denied) AS denied FROM says GROUP BY proposition;

-- A denial in the perfect tense reaches up to the moment when it was stated.
CREATE TABLE denial_scope AS
SELECT denial.denial, denial.original, denial.proposition, denial.party, scope.scope,
       scope.from_text IS NOT NULL AS has_from,
       scope.from_earliest, scope.from_latest,
       least(CASE WHEN scope.until_text IS NOT NULL THEN scope.until_earliest END,
             known.earliest) AS until_earliest,
       least(CASE WHEN scope.until_text IS NOT NULL THEN scope.until_latest END,
             known.latest) AS until_latest
FROM denial
JOIN scope ON scope.scope = denial.scope
JOIN known ON known.statement = denial.denial;

-- Incidents that somebody says something about: the only ones that can get a verdict.
CREATE TABLE spoken AS SELECT DISTINCT incident FROM naming;

CREATE TABLE matched AS
-- by scope
SELECT denial_scope.denial, denial_scope.original, denial_scope.proposition, denial_scope.party,
       signature.incident,
       fit_kind.fits AS kind, fit_target.fits AS target, fit_place.fits AS place,
       CASE WHEN signature.latest <= denial_scope.until_earliest
             AND (NOT denial_scope.has_from OR signature.earliest >= denial_scope.from_latest)
            THEN TRUE
            WHEN signature.earliest > denial_scope.until_latest
              OR signature.latest < denial_scope.from_earliest
            THEN FALSE END AS time,
       FALSE AS by_name
FROM denial_scope
JOIN fit_place ON fit_place.scope = denial_scope.scope
JOIN fit_kind ON fit_kind.scope = denial_scope.scope
JOIN fit_target ON fit_target.scope = denial_scope.scope
JOIN signature ON signature.places = fit_place.places
              AND signature.kinds = fit_kind.kinds
              AND signature.targets = fit_target.targets
JOIN spoken ON spoken.incident = signature.incident
UNION ALL
-- by name; an incident that only the curator reads into the words fits them as "unknown"
SELECT denial.denial, denial.original, denial.proposition, denial.party,
       involvement_incident.incident,
       CASE WHEN involvement_incident.named = 'named' THEN TRUE END,
       CASE WHEN involvement_incident.named = 'named' THEN TRUE END,
       CASE WHEN involvement_incident.named = 'named' THEN TRUE END,
       CASE WHEN involvement_incident.named = 'named' THEN TRUE END,
       TRUE
FROM denial
JOIN involvement_incident ON involvement_incident.proposition = denial.proposition
JOIN incident ON incident.incident = involvement_incident.incident;

-- Where every pair is asked for, the chosen denials are also held against the incidents that
-- their words leave outside and those that nobody speaks of.
INSERT INTO matched
SELECT denial_scope.denial, denial_scope.original, denial_scope.proposition, denial_scope.party,
       signature.incident,
       CASE WHEN fit_kind.scope IS NULL THEN FALSE ELSE fit_kind.fits END,
       CASE WHEN fit_target.scope IS NULL THEN FALSE ELSE fit_target.fits END,
       CASE WHEN fit_place.scope IS NULL THEN FALSE ELSE fit_place.fits END,
       CASE WHEN signature.latest <= denial_scope.until_earliest
             AND (NOT denial_scope.has_from OR signature.earliest >= denial_scope.from_latest)
            THEN TRUE
            WHEN signature.earliest > denial_scope.until_latest
              OR signature.latest < denial_scope.from_earliest
            THEN FALSE END,
       FALSE
FROM denial_scope
JOIN focus ON focus.statement = denial_scope.denial
JOIN setting ON setting.all_pairs
CROSS JOIN signature
LEFT JOIN fit_place ON fit_place.scope = denial_scope.scope AND fit_place.places = signature.places
LEFT JOIN fit_kind ON fit_kind.scope = denial_scope.scope AND fit_kind.kinds = signature.kinds
LEFT JOIN fit_target ON fit_target.scope = denial_scope.scope
                    AND fit_target.targets = signature.targets
WHERE NOT EXISTS (
    SELECT 1 FROM matched
    WHERE matched.proposition = denial_scope.proposition
      AND matched.denial = denial_scope.denial AND matched.incident = signature.incident
);

-- Where all who name a doer name the party itself, "carried out" is at issue, else any mode.
CREATE TABLE sole_doer AS
SELECT incident, min(doer) AS party
FROM naming
WHERE strength = 3
GROUP BY incident
HAVING count(DISTINCT doer) = 1;

CREATE TABLE covered AS
WITH weighed AS (
    SELECT matched.*,
           CASE WHEN sole_doer.party IS NULL THEN any_mode.denied
                WHEN says.proposition IS NULL THEN FALSE
                ELSE says.denied END AS modes
    FROM matched
    JOIN any_mode ON any_mode.proposition = matched.proposition
    LEFT JOIN sole_doer ON sole_doer.incident = matched.incident
                       AND sole_doer.party = matched.party
    LEFT JOIN says ON says.proposition = matched.proposition AND says.strength = 3
),
joined AS (
    SELECT * EXCLUDE (modes),
           -- a denial about a named incident is never outside by involvement
           CASE WHEN by_name AND NOT modes THEN NULL ELSE modes END AS involvement
    FROM weighed
)
SELECT *, involvement AND kind AND target AND place AND time AS covers
FROM joined;

-- A statement with several propositions covers an incident as far as the best of them does.
CREATE TABLE pair AS
SELECT covered.*
FROM covered
CROSS JOIN setting
WHERE covers IS DISTINCT FROM FALSE OR setting.all_pairs
QUALIFY row_number() OVER (
    PARTITION BY denial, incident, party
    ORDER BY CASE WHEN covers THEN 0 WHEN covers IS NULL THEN 1 ELSE 2 END,
             by_name DESC, proposition
) = 1;
