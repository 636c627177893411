-- Every denial with every incident that somebody speaks of (or that it took back), and how far its
-- words cover it.
-- Dimensions are TRUE (yes), FALSE (no) and NULL (unknown); AND over them is Kleene's.

-- What the party denies of itself. Denials of sponsorship make no pairs: they stand against links.
CREATE TABLE denial AS
SELECT statement AS denial, original, proposition, speaker_party AS party, scope
FROM position
WHERE stance = 'denies' AND doer = speaker_party;

-- TRUE: the words deny the mode; NULL: they leave it open; no row: they do not touch it.
CREATE TABLE says AS
SELECT involvement_mode.proposition, mode.strength,
       bool_or(CASE WHEN involvement_mode.words = 'meant' THEN TRUE END) AS denied
FROM involvement_mode
JOIN mode ON mode.mode = involvement_mode.mode
GROUP BY involvement_mode.proposition, mode.strength;

CREATE TABLE any_mode AS
SELECT proposition, bool_or(denied) AS denied FROM says GROUP BY proposition;

-- All that a proposition touches, and what of it is denied: sets of modes.
CREATE TABLE words AS
SELECT proposition, CAST(bit_or(1 << (strength - 1)) AS INTEGER) AS touched,
       CAST(coalesce(bit_or(CASE WHEN denied THEN 1 << (strength - 1) END), 0) AS INTEGER)
           AS denied
FROM says GROUP BY proposition;

-- A denial in the perfect tense reaches up to the moment when it was stated; where that is not
-- known, nor is whether it came after an incident.
CREATE TABLE denial_scope AS
SELECT denial.denial, denial.original, denial.proposition, denial.party, scope.scope,
       scope.from_text IS NOT NULL AS has_from,
       scope.from_earliest, scope.from_latest,
       CASE WHEN known.earliest IS NOT NULL
             AND (scope.until_text IS NULL OR scope.until_earliest IS NOT NULL)
            THEN least(scope.until_earliest, known.earliest) END AS until_earliest,
       least(CASE WHEN scope.until_text IS NOT NULL THEN scope.until_latest END,
             known.latest) AS until_latest
FROM denial
JOIN scope ON scope.scope = denial.scope
JOIN known ON known.statement = denial.denial;

-- Incidents that somebody says something about. No others can get a verdict, unless words are
-- taken back in general words.
CREATE TABLE spoken AS
SELECT DISTINCT involvement_incident.incident
FROM involvement_incident
JOIN stance ON stance.proposition = involvement_incident.proposition
JOIN known ON known.statement = stance.statement;

-- What those who replace earlier words say of their own part.
CREATE TABLE saying AS
SELECT position.statement, position.original, position.speaker_party AS party, position.stance,
       position.proposition, position.stands,
       CASE WHEN position.stance = 'affirms' THEN words.denied ELSE words.touched END AS modes,
       scope.scope, scope.from_earliest,
       least(scope.until_latest, known.latest) AS until_latest
FROM position
JOIN known ON known.statement = position.statement
JOIN words ON words.proposition = position.proposition
LEFT JOIN scope ON scope.scope = position.scope
WHERE position.doer = position.speaker_party
  AND position.statement IN (SELECT successor FROM following);

-- Incidents that nobody speaks of, but that the scope of a chosen denial and the scope of what
-- replaces it both reach: the party may have taken its words about them back, now or (if those
-- words no longer stand, or stand in a circle) on an earlier day. Whether it did is told by
-- `withdrawal`. Its other denials are held against them too: they stand on the same side.
CREATE TABLE taken_back AS
WITH turn AS MATERIALIZED (
    SELECT DISTINCT denial_scope.party, denial_scope.scope, saying.scope AS later_scope,
           greatest(denial_scope.from_earliest, saying.from_earliest) AS from_earliest,
           least(denial_scope.until_latest, saying.until_latest) AS until_latest
    FROM denial_scope
    JOIN focus ON focus.statement = denial_scope.denial
    JOIN following ON following.statement = denial_scope.denial
    JOIN saying ON saying.statement = following.successor
               AND saying.party = denial_scope.party AND saying.stance <> 'denies'
               AND saying.scope IS NOT NULL
)
SELECT DISTINCT turn.party, signature.incident
FROM turn
JOIN fit_place ON fit_place.scope = turn.scope
JOIN signature ON signature.places = fit_place.places
WHERE row(turn.later_scope, signature.places) IN (SELECT row(scope, places) FROM fit_place)
  AND row(turn.scope, signature.kinds) IN (SELECT row(scope, kinds) FROM fit_kind)
  AND row(turn.later_scope, signature.kinds) IN (SELECT row(scope, kinds) FROM fit_kind)
  AND row(turn.scope, signature.targets) IN (SELECT row(scope, targets) FROM fit_target)
  AND row(turn.later_scope, signature.targets) IN (SELECT row(scope, targets) FROM fit_target)
  AND (signature.earliest > turn.until_latest) IS NOT TRUE
  AND (signature.latest < turn.from_earliest) IS NOT TRUE
  AND signature.incident NOT IN (SELECT incident FROM spoken);

CREATE TABLE matched AS
WITH in_place AS (
    SELECT denial_scope.*, fit_place.fits AS place, signature.incident, signature.earliest,
           signature.latest, signature.kinds, signature.targets
    FROM denial_scope
    JOIN fit_place ON fit_place.scope = denial_scope.scope
    JOIN signature ON signature.places = fit_place.places
    JOIN spoken ON spoken.incident = signature.incident
    UNION ALL
    SELECT denial_scope.*, fit_place.fits, signature.incident, signature.earliest,
           signature.latest, signature.kinds, signature.targets
    FROM denial_scope
    JOIN taken_back ON taken_back.party = denial_scope.party
    JOIN signature ON signature.incident = taken_back.incident
    JOIN fit_place
      ON row(fit_place.scope, fit_place.places) = row(denial_scope.scope, signature.places)
),
in_time AS (
    SELECT in_place.*,
           CASE WHEN latest <= until_earliest AND (NOT has_from OR earliest >= from_latest)
                THEN TRUE
                WHEN earliest > until_latest OR latest < from_earliest THEN FALSE END AS time
    FROM in_place
)
-- by scope, but for what lies outside in time
SELECT in_time.denial, in_time.original, in_time.proposition, in_time.party, in_time.incident,
       fit_kind.fits AS kind, fit_target.fits AS target, in_time.place, in_time.time,
       FALSE AS by_name
FROM in_time
-- Compared as rows, so that no plan begins with all that fits a scope in two dimensions.
JOIN fit_kind ON row(fit_kind.scope, fit_kind.kinds) = row(in_time.scope, in_time.kinds)
JOIN fit_target
  ON row(fit_target.scope, fit_target.targets) = row(in_time.scope, in_time.targets)
WHERE in_time.time IS DISTINCT FROM FALSE
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

-- Where every pair is asked for, the chosen denials (and what else their parties deny) are also
-- held against the incidents that their words leave outside and those that nobody speaks of: all,
-- or those that `against` names.
CREATE TABLE asked AS
SELECT denial.party, against.incident
FROM denial
JOIN setting ON setting.all_pairs
JOIN focus ON focus.statement = denial.denial
JOIN against ON against.statement = denial.denial
UNION
SELECT denial.party, signature.incident
FROM denial
JOIN setting ON setting.all_pairs
JOIN focus ON focus.statement = denial.denial
CROSS JOIN signature
WHERE denial.denial NOT IN (SELECT statement FROM against);

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
JOIN asked ON asked.party = denial_scope.party
JOIN signature ON signature.incident = asked.incident
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
           CASE WHEN any_mode.proposition IS NULL THEN NULL
                WHEN sole_doer.party IS NULL THEN any_mode.denied
                WHEN says.proposition IS NULL THEN FALSE
                ELSE says.denied END AS modes
    FROM matched
    LEFT JOIN any_mode ON any_mode.proposition = matched.proposition
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

-- A statement with several propositions covers an incident as far as the best of them does. What it
-- denies of the incident is all that those of its propositions deny which reach it.
CREATE TABLE pair AS
WITH reaching AS NOT MATERIALIZED (
    SELECT covered.*
    FROM covered
    CROSS JOIN setting
    WHERE covers IS DISTINCT FROM FALSE OR setting.all_pairs
),
-- denials that may reach an incident twice
twofold AS (
    SELECT denial FROM denial GROUP BY denial, party HAVING count(*) > 1
    UNION
    SELECT denial FROM matched WHERE by_name
),
best AS (
    SELECT *
    FROM reaching
    WHERE denial IN (SELECT denial FROM twofold)
    QUALIFY row_number() OVER (
        PARTITION BY denial, incident, party
        ORDER BY CASE WHEN covers THEN 0 WHEN covers IS NULL THEN 1 ELSE 2 END,
                 by_name DESC,
                 involvement DESC NULLS LAST, kind DESC NULLS LAST, target DESC NULLS LAST,
                 place DESC NULLS LAST, time DESC NULLS LAST, proposition
    ) = 1
),
several AS (
    SELECT covered.denial, covered.incident, covered.party,
           coalesce(covered.covers, TRUE) AS reaches,
           bit_or(words.touched) AS touched,
           bit_or(words.denied) AS denied
    FROM covered
    JOIN words ON words.proposition = covered.proposition
    WHERE covered.denial IN (SELECT denial FROM twofold)
    GROUP BY ALL
)
SELECT reaching.*, coalesce(words.touched, 0) AS touched, coalesce(words.denied, 0) AS denied
FROM reaching
LEFT JOIN words ON words.proposition = reaching.proposition
WHERE reaching.denial NOT IN (SELECT denial FROM twofold)
UNION ALL
SELECT best.*, coalesce(several.touched, words.touched, 0),
       coalesce(several.denied, words.denied, 0)
FROM best
LEFT JOIN words ON words.proposition = best.proposition
LEFT JOIN several ON several.denial = best.denial AND several.incident = best.incident
                 AND several.party = best.party
                 AND several.reaches = coalesce(best.covers, TRUE);
