-- The pairs that get no row: covered or possible, but nobody lays the incident at the party's
-- door; and those that the words leave outside, by the first dimension that says no.
-- They are counted, never listed: broad words times many incidents is what explodes.

-- Denials whose incidents are looked at one by one: those with several scopes (or parties), and
-- those whose period is empty, because they were stated before it began.
CREATE TABLE several_scopes AS
SELECT denial FROM denial_scope GROUP BY denial HAVING count(*) > 1
UNION
SELECT denial FROM denial_scope WHERE from_earliest > until_latest;

-- Of denials with one scope: how many incidents of their time and place there are, by what fits.
-- Tens of millions of matches are counted here and never kept.
CREATE TABLE reached AS
WITH looked AS (
    SELECT signature.*, spoken.incident IS NULL AS unspoken
    FROM signature
    LEFT JOIN spoken ON spoken.incident = signature.incident
)
SELECT denial_scope.denial, fit_target.scope IS NOT NULL AS on_target,
       fit_target.scope IS NOT NULL AND fit_kind.scope IS NOT NULL AS of_kind, looked.unspoken,
       -- where target and kind fit: TRUE, or NULL for "unknown"
       any_mode.denied AND fit_kind.fits AND fit_target.fits AND fit_place.fits
           AND CASE WHEN looked.latest <= denial_scope.until_earliest
                     AND (NOT denial_scope.has_from
                          OR looked.earliest >= denial_scope.from_latest)
                    THEN TRUE END AS covers,
       count(*) AS n
FROM denial_scope
JOIN focus ON focus.statement = denial_scope.denial
LEFT JOIN any_mode ON any_mode.proposition = denial_scope.proposition
JOIN fit_place ON fit_place.scope = denial_scope.scope
JOIN looked ON looked.places = fit_place.places
LEFT JOIN fit_target
  ON fit_target.scope = denial_scope.scope AND fit_target.targets = looked.targets
LEFT JOIN fit_kind ON fit_kind.scope = denial_scope.scope AND fit_kind.kinds = looked.kinds
WHERE (looked.earliest > denial_scope.until_latest) IS NOT TRUE
  AND (looked.latest < denial_scope.from_earliest) IS NOT TRUE
  AND denial_scope.denial NOT IN (SELECT denial FROM several_scopes)
GROUP BY ALL;

-- Incidents that nobody speaks of and that the words do not leave outside. (Those that somebody
-- speaks of, and those that the party took its words back about, are in `pair`.)
CREATE TABLE inside AS
WITH one AS (
    SELECT denial, covers, n FROM reached WHERE of_kind AND unspoken
    UNION ALL
    SELECT covered.denial, covered.covers, -count(*)
    FROM covered
    JOIN focus ON focus.statement = covered.denial
    JOIN taken_back ON taken_back.party = covered.party AND taken_back.incident = covered.incident
    WHERE NOT covered.by_name AND covered.kind IS DISTINCT FROM FALSE
      AND covered.target IS DISTINCT FROM FALSE AND covered.place IS DISTINCT FROM FALSE
      AND covered.time IS DISTINCT FROM FALSE
      AND covered.denial NOT IN (SELECT denial FROM several_scopes)
    GROUP BY covered.denial, covered.covers
),
-- words with several scopes cover an incident as far as the best of them does
several AS (
    SELECT denial_scope.denial, signature.incident,
           bool_or(any_mode.denied AND fit_kind.fits AND fit_target.fits AND fit_place.fits
               AND CASE WHEN signature.latest <= denial_scope.until_earliest
                         AND (NOT denial_scope.has_from
                              OR signature.earliest >= denial_scope.from_latest)
                        THEN TRUE END) AS covers
    FROM denial_scope
    JOIN focus ON focus.statement = denial_scope.denial
    JOIN several_scopes ON several_scopes.denial = denial_scope.denial
    LEFT JOIN any_mode ON any_mode.proposition = denial_scope.proposition
    JOIN fit_place ON fit_place.scope = denial_scope.scope
    JOIN signature ON signature.places = fit_place.places
    JOIN fit_kind
      ON row(fit_kind.scope, fit_kind.kinds) = row(denial_scope.scope, signature.kinds)
    JOIN fit_target
      ON row(fit_target.scope, fit_target.targets) = row(denial_scope.scope, signature.targets)
    WHERE (signature.earliest > denial_scope.until_latest) IS NOT TRUE
      AND (signature.latest < denial_scope.from_earliest) IS NOT TRUE
      AND signature.incident NOT IN (SELECT incident FROM spoken)
      AND (denial_scope.party, signature.incident) NOT IN (
          SELECT (taken_back.party, taken_back.incident) FROM taken_back
      )
    GROUP BY denial_scope.denial, signature.incident
)
SELECT denial, coalesce(CAST(covers AS VARCHAR), 'unknown') AS covers,
       CAST(sum(n) AS BIGINT) AS n
FROM one
GROUP BY ALL
HAVING sum(n) > 0
UNION ALL
SELECT denial, coalesce(CAST(covers AS VARCHAR), 'unknown'), count(*)
FROM several
GROUP BY ALL;

-- How many incidents had begun and how many had ended by a moment, so that "how many in this
-- period" is two look-ups for each scope.
CREATE TABLE begun AS
SELECT moment, sum(count(*)) OVER (ORDER BY moment) AS n
FROM (SELECT coalesce(earliest, TIMESTAMP '0001-01-01') AS moment FROM signature)
GROUP BY moment;

CREATE TABLE ended AS
SELECT latest AS moment, sum(count(*)) OVER (ORDER BY latest) AS n
FROM signature
WHERE latest IS NOT NULL
GROUP BY latest;

CREATE TABLE outside AS
WITH scoped AS (
    SELECT denial_scope.denial, denial_scope.scope,
           coalesce(denial_scope.until_latest, TIMESTAMP '9999-12-31') AS until_latest,
           coalesce(denial_scope.from_earliest, TIMESTAMP '0001-01-01') AS from_earliest
    FROM denial_scope
    JOIN focus ON focus.statement = denial_scope.denial
    WHERE denial_scope.denial NOT IN (SELECT denial FROM several_scopes)
),
several AS (
    SELECT denial_scope.denial, denial_scope.scope, denial_scope.until_latest,
           denial_scope.from_earliest
    FROM denial_scope
    JOIN focus ON focus.statement = denial_scope.denial
    JOIN several_scopes ON several_scopes.denial = denial_scope.denial
),
-- Words with several scopes: what lies in the time of one of them, so periods within others do not
-- matter.
periods AS (
    SELECT DISTINCT denial, coalesce(until_latest, TIMESTAMP '9999-12-31') AS until_latest,
           coalesce(from_earliest, TIMESTAMP '0001-01-01') AS from_earliest
    FROM several
),
widest AS (
    SELECT periods.*
    FROM periods
    WHERE NOT EXISTS (
        SELECT 1 FROM periods AS wider
        WHERE wider.denial = periods.denial
          AND wider.until_latest >= periods.until_latest
          AND wider.from_earliest <= periods.from_earliest
          AND (wider.until_latest > periods.until_latest
               OR wider.from_earliest < periods.from_earliest)
    )
),
-- Several that remain, or one that is empty, are held against each span of time.
patchy AS (
    SELECT denial FROM widest GROUP BY denial HAVING count(*) > 1
    UNION
    SELECT denial FROM widest WHERE from_earliest > until_latest
),
lasting AS (
    SELECT denial, until_latest, from_earliest FROM scoped
    UNION ALL
    SELECT denial, until_latest, from_earliest
    FROM widest
    WHERE denial NOT IN (SELECT denial FROM patchy)
),
timed AS (
    SELECT lasting.denial, coalesce(begun.n, 0) - coalesce(ended.n, 0) AS in_time
    FROM lasting
    ASOF LEFT JOIN begun ON begun.moment <= lasting.until_latest
    ASOF LEFT JOIN ended ON ended.moment < lasting.from_earliest
),
spans AS (SELECT earliest, latest, count(*) AS n FROM signature GROUP BY earliest, latest),
in_time AS (
    SELECT denial, in_time AS n
    FROM timed
    WHERE denial IN (SELECT denial FROM several_scopes)
    UNION ALL
    SELECT denial, coalesce(sum(n), 0)
    FROM (
        SELECT widest.denial, spans.earliest, spans.latest,
               max(CASE WHEN (spans.earliest > widest.until_latest) IS NOT TRUE
                         AND (spans.latest < widest.from_earliest) IS NOT TRUE
                        THEN spans.n END) AS n
        FROM widest
        JOIN patchy ON patchy.denial = widest.denial
        CROSS JOIN spans
        GROUP BY widest.denial, spans.earliest, spans.latest
    ) AS each
    GROUP BY denial
),
left_over AS (
    SELECT denial, sum(n) AS in_place,
           coalesce(sum(CASE WHEN on_target THEN n END), 0) AS on_target,
           coalesce(sum(CASE WHEN of_kind THEN n END), 0) AS of_kind
    FROM reached
    GROUP BY denial
),
counted AS (
    SELECT scoped.denial, 'time' AS dimension,
           (SELECT count(*) FROM signature) - timed.in_time AS n
    FROM scoped JOIN timed USING (denial)
    UNION ALL
    SELECT scoped.denial, 'place', timed.in_time - coalesce(left_over.in_place, 0)
    FROM scoped JOIN timed USING (denial) LEFT JOIN left_over USING (denial)
    UNION ALL
    SELECT denial, 'target', in_place - on_target FROM left_over
    UNION ALL
    SELECT denial, 'kind', on_target - of_kind FROM left_over
    UNION ALL
    -- outside by involvement alone: the words do not touch the mode that is at issue
    SELECT covered.denial, 'involvement', count(DISTINCT covered.incident)
    FROM covered
    JOIN focus ON focus.statement = covered.denial
    WHERE NOT covered.involvement AND covered.kind IS DISTINCT FROM FALSE
      AND covered.target IS DISTINCT FROM FALSE AND covered.place IS DISTINCT FROM FALSE
      AND covered.time IS DISTINCT FROM FALSE
      AND covered.denial NOT IN (SELECT denial FROM several_scopes)
      AND (covered.denial, covered.incident) NOT IN (
          SELECT (matched.denial, matched.incident) FROM matched WHERE matched.by_name
      )
    GROUP BY covered.denial
),
-- what is outside the scope but named by the words is a pair all the same
named AS (
    SELECT named.denial,
           CASE WHEN (signature.earliest > denial_scope.until_latest)
                  OR (signature.latest < denial_scope.from_earliest) THEN 'time'
                WHEN fit_place.scope IS NULL THEN 'place'
                WHEN fit_target.scope IS NULL THEN 'target'
                WHEN fit_kind.scope IS NULL THEN 'kind' END AS dimension,
           count(*) AS n
    FROM (SELECT DISTINCT denial, incident FROM matched WHERE by_name) AS named
    JOIN denial_scope ON denial_scope.denial = named.denial
    JOIN signature ON signature.incident = named.incident
    LEFT JOIN fit_place ON fit_place.scope = denial_scope.scope
                       AND fit_place.places = signature.places
    LEFT JOIN fit_target ON fit_target.scope = denial_scope.scope
                        AND fit_target.targets = signature.targets
    LEFT JOIN fit_kind ON fit_kind.scope = denial_scope.scope AND fit_kind.kinds = signature.kinds
    WHERE named.denial NOT IN (SELECT denial FROM several_scopes)
    GROUP BY ALL
),
-- What the words name is a pair all the same.
apart AS (
    SELECT DISTINCT matched.denial, matched.incident
    FROM matched
    JOIN several_scopes ON several_scopes.denial = matched.denial
    WHERE matched.by_name
),
set_apart AS (
    SELECT denial, count(*) AS n, count(CASE WHEN passes THEN incident END) AS in_time
    FROM (
        SELECT apart.denial, apart.incident,
               bool_or((signature.earliest > periods.until_latest) IS NOT TRUE
                       AND (signature.latest < periods.from_earliest) IS NOT TRUE) AS passes
        FROM apart
        JOIN signature ON signature.incident = apart.incident
        JOIN periods ON periods.denial = apart.denial
        GROUP BY apart.denial, apart.incident
    ) AS each
    GROUP BY denial
),
nearest AS (
    SELECT several.denial, signature.incident,
           max(CASE WHEN fit_target.scope IS NULL THEN 3
                    WHEN fit_kind.scope IS NULL THEN 4
                    ELSE 5 END) AS rank
    FROM several
    JOIN fit_place ON fit_place.scope = several.scope
    JOIN signature ON signature.places = fit_place.places
    LEFT JOIN fit_target ON fit_target.scope = several.scope
                        AND fit_target.targets = signature.targets
    LEFT JOIN fit_kind ON fit_kind.scope = several.scope AND fit_kind.kinds = signature.kinds
    WHERE (signature.earliest > several.until_latest) IS NOT TRUE
      AND (signature.latest < several.from_earliest) IS NOT TRUE
      AND (several.denial, signature.incident) NOT IN (
          SELECT (apart.denial, apart.incident) FROM apart
      )
    GROUP BY several.denial, signature.incident
),
ranked AS (
    SELECT nearest.denial, nearest.rank, missed.denial IS NOT NULL AS is_missed, count(*) AS n
    FROM nearest
    LEFT JOIN (
        SELECT denial, incident
        FROM covered
        GROUP BY denial, incident
        HAVING bool_and(covers IS NOT DISTINCT FROM FALSE)
    ) AS missed USING (denial, incident)
    GROUP BY ALL
)
SELECT counted.denial, counted.dimension, counted.n - coalesce(named.n, 0) AS n
FROM counted
LEFT JOIN named USING (denial, dimension)
WHERE counted.n - coalesce(named.n, 0) > 0
UNION ALL
-- words with several scopes: each incident by the scope that comes nearest; where a scope does
-- reach it, it is outside by involvement or not at all
SELECT denial, dimension, n
FROM (
    SELECT in_time.denial, 'time' AS dimension,
           (SELECT count(*) FROM signature) - coalesce(set_apart.n, 0)
               - (in_time.n - coalesce(set_apart.in_time, 0)) AS n
    FROM in_time LEFT JOIN set_apart USING (denial)
    UNION ALL
    SELECT in_time.denial, 'place',
           in_time.n - coalesce(set_apart.in_time, 0) - coalesce(placed.n, 0)
    FROM in_time
    LEFT JOIN set_apart USING (denial)
    LEFT JOIN (SELECT denial, sum(n) AS n FROM ranked GROUP BY denial) AS placed USING (denial)
    UNION ALL
    SELECT denial,
           CASE rank WHEN 3 THEN 'target' WHEN 4 THEN 'kind' ELSE 'involvement' END,
           sum(n)
    FROM ranked
    WHERE rank < 5 OR is_missed
    GROUP BY denial, rank
)
WHERE n > 0;
