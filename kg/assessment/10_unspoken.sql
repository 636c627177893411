-- The pairs that get no row: covered or possible, but nobody lays the incident at the party's
-- door; and those that the words leave outside, by the first dimension that says no.
-- They are counted, never listed: broad words times many incidents is what explodes.

-- Denials whose incidents are looked at one by one: those with several scopes (or parties), and
-- those whose period is empty, because they were stated before it began.
CREATE TABLE several_scopes AS
SELECT denial FROM denial_scope GROUP BY denial HAVING count(*) > 1
UNION
SELECT denial FROM denial_scope WHERE from_earliest > until_latest;

-- The scopes of those who are asked about, and incidents, by number: what follows compares them tens
-- of millions of times.
CREATE TABLE aim AS
SELECT CAST(row_number() OVER (ORDER BY denial_scope.denial, denial_scope.scope) AS INTEGER) AS aim,
       CAST(dense_rank() OVER (ORDER BY denial_scope.denial) AS INTEGER) AS aimer,
       denial_scope.denial, denial_scope.party, denial_scope.scope, denial_scope.has_from,
       denial_scope.from_earliest, denial_scope.from_latest,
       denial_scope.until_earliest, denial_scope.until_latest,
       any_mode.denied, several_scopes.denial IS NOT NULL AS of_several
FROM denial_scope
JOIN focus ON focus.statement = denial_scope.denial
LEFT JOIN any_mode ON any_mode.proposition = denial_scope.proposition
LEFT JOIN several_scopes ON several_scopes.denial = denial_scope.denial;

-- Incidents that look alike in place and target. Their looks and the incidents themselves are put
-- in order, here and below: a join that finds neighbours side by side takes a third of the time.
CREATE TABLE scene AS
SELECT CAST(row_number() OVER (ORDER BY places, targets) AS INTEGER) AS scene, places, targets
FROM (SELECT DISTINCT places, targets FROM signature);

CREATE TABLE event AS
SELECT CAST(row_number() OVER (ORDER BY signature.incident) AS INTEGER) AS event,
       signature.incident, signature.earliest, signature.latest, signature.places, signature.kinds,
       scene.scene, spoken.incident IS NULL AS unspoken
FROM signature
JOIN scene ON scene.places = signature.places AND scene.targets = signature.targets
LEFT JOIN spoken ON spoken.incident = signature.incident
ORDER BY scene.scene, signature.kinds;

CREATE TABLE aim_kind AS
SELECT aim.aim, fit_kind.kinds, fit_kind.fits
FROM aim JOIN fit_kind ON fit_kind.scope = aim.scope;

CREATE TABLE aim_place AS
SELECT aim.aim, fit_place.places, fit_place.fits
FROM aim JOIN fit_place ON fit_place.scope = aim.scope
ORDER BY fit_place.places, aim.aim;

CREATE TABLE aim_scene AS
WITH aim_target AS (
    SELECT aim.aim, fit_target.targets, fit_target.fits
    FROM aim JOIN fit_target ON fit_target.scope = aim.scope
)
SELECT aim_place.aim, scene.scene, aim_place.fits AND aim_target.fits AS fits
FROM scene
JOIN aim_place ON aim_place.places = scene.places
JOIN aim_target ON row(aim_target.aim, aim_target.targets) = row(aim_place.aim, scene.targets)
ORDER BY scene.scene, aim_place.aim;

-- Of denials with one scope: how many incidents of their time, place and target there are, by what
-- fits. Tens of millions of matches are counted here and never kept.
CREATE TABLE reached AS
SELECT aim.denial, found.of_kind, found.unspoken, found.covers, found.n
FROM (
    SELECT aim.aim, aim_kind.aim IS NOT NULL AS of_kind, event.unspoken,
           -- where the kind fits: TRUE, or NULL for "unknown"
           aim.denied AND aim_kind.fits AND aim_scene.fits
               AND CASE WHEN event.latest <= aim.until_earliest
                         AND (NOT aim.has_from OR event.earliest >= aim.from_latest)
                        THEN TRUE END AS covers,
           count(*) AS n
    FROM aim
    JOIN aim_scene ON aim_scene.aim = aim.aim
    JOIN event ON event.scene = aim_scene.scene
    LEFT JOIN aim_kind ON aim_kind.aim = aim.aim AND aim_kind.kinds = event.kinds
    WHERE NOT aim.of_several
      AND (event.earliest > aim.until_latest) IS NOT TRUE
      AND (event.latest < aim.from_earliest) IS NOT TRUE
    GROUP BY ALL
) AS found
JOIN aim ON aim.aim = found.aim;

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
several AS (
    SELECT aim.aim, aim.aimer, event.event,
           aim.denied AND aim_kind.fits AND aim_scene.fits
               AND CASE WHEN event.latest <= aim.until_earliest
                         AND (NOT aim.has_from OR event.earliest >= aim.from_latest)
                        THEN TRUE END AS covers
    FROM aim
    JOIN aim_scene ON aim_scene.aim = aim.aim
    JOIN event ON event.scene = aim_scene.scene
    JOIN aim_kind ON row(aim_kind.aim, aim_kind.kinds) = row(aim.aim, event.kinds)
    WHERE aim.of_several AND event.unspoken
      AND (event.earliest > aim.until_latest) IS NOT TRUE
      AND (event.latest < aim.from_earliest) IS NOT TRUE
),
returned AS (
    SELECT aim.aim, event.event
    FROM aim
    JOIN taken_back ON taken_back.party = aim.party
    JOIN event ON event.incident = taken_back.incident
    WHERE aim.of_several
),
-- words with several scopes cover an incident as far as the best of them does
best AS (
    SELECT several.aimer, several.event, bool_or(several.covers) AS covers
    FROM several
    WHERE (several.aim, several.event) NOT IN (SELECT (returned.aim, returned.event) FROM returned)
    GROUP BY several.aimer, several.event
)
SELECT denial, coalesce(CAST(covers AS VARCHAR), 'unknown') AS covers,
       CAST(sum(n) AS BIGINT) AS n
FROM one
GROUP BY ALL
HAVING sum(n) > 0
UNION ALL
SELECT aimed.denial, coalesce(CAST(found.covers AS VARCHAR), 'unknown'), found.n
FROM (SELECT aimer, covers, count(*) AS n FROM best GROUP BY ALL) AS found
JOIN (SELECT DISTINCT aimer, denial FROM aim) AS aimed ON aimed.aimer = found.aimer;

-- How many incidents had begun and how many had ended by a moment, of all (look 0) and of those that
-- look alike in place, so that "how many in this period" is two look-ups.
CREATE TABLE begun AS
SELECT places, moment, sum(count(*)) OVER (PARTITION BY places ORDER BY moment) AS n
FROM (
    SELECT 0 AS places, coalesce(earliest, TIMESTAMP '0001-01-01') AS moment FROM event
    UNION ALL
    SELECT places, coalesce(earliest, TIMESTAMP '0001-01-01') FROM event
)
GROUP BY places, moment;

CREATE TABLE ended AS
SELECT places, moment, sum(count(*)) OVER (PARTITION BY places ORDER BY moment) AS n
FROM (
    SELECT 0 AS places, latest AS moment FROM event WHERE latest IS NOT NULL
    UNION ALL
    SELECT places, latest FROM event WHERE latest IS NOT NULL
)
GROUP BY places, moment;

-- The periods of a denial, and how many incidents each of them meets. Where there are several, what
-- lies in the time of one of them is in time.
CREATE TABLE in_time AS
WITH period AS (
    SELECT DISTINCT aimer, coalesce(until_latest, TIMESTAMP '9999-12-31') AS until_latest,
           coalesce(from_earliest, TIMESTAMP '0001-01-01') AS from_earliest
    FROM aim
),
widest AS (
    SELECT period.*
    FROM period
    WHERE NOT EXISTS (
        SELECT 1 FROM period AS wider
        WHERE wider.aimer = period.aimer
          AND wider.until_latest >= period.until_latest
          AND wider.from_earliest <= period.from_earliest
          AND (wider.until_latest > period.until_latest
               OR wider.from_earliest < period.from_earliest)
    )
),
-- None lies within another, so both their ends come in the same order, and those that an incident
-- meets are neighbours: it meets one more of them than of the stretches in which neighbours overlap
-- (or, with the ends turned round, gape).
stretch AS (
    SELECT aimer, until_latest, from_earliest, 1 AS sign FROM widest
    UNION ALL
    SELECT aimer, until_latest, next_from, -1
    FROM (
        SELECT widest.*,
               lead(from_earliest) OVER (PARTITION BY aimer ORDER BY from_earliest) AS next_from
        FROM widest
    )
    WHERE next_from IS NOT NULL
),
-- Whatever begins after its end and ends before its beginning was taken off twice: all within a
-- gap, and else only incidents whose dates contradict each other.
spans AS (SELECT earliest, latest, count(*) AS n FROM event GROUP BY earliest, latest),
between_ends AS (
    SELECT aimer, sum(n) AS n
    FROM (
        SELECT stretch.aimer, stretch.sign * within.n AS n
        FROM stretch
        JOIN spans AS within
          ON within.earliest > stretch.until_latest AND within.latest < stretch.from_earliest
        WHERE stretch.from_earliest > stretch.until_latest
        UNION ALL
        SELECT stretch.aimer, stretch.sign * contradictory.n
        FROM stretch
        JOIN (SELECT * FROM spans WHERE latest < earliest) AS contradictory
          ON contradictory.earliest > stretch.until_latest
         AND contradictory.latest < stretch.from_earliest
        WHERE stretch.from_earliest <= stretch.until_latest
    )
    GROUP BY aimer
),
look_up AS (SELECT stretch.*, 0 AS places FROM stretch),
met AS (
    SELECT look_up.aimer, sum(look_up.sign * (coalesce(begun.n, 0) - coalesce(ended.n, 0))) AS n
    FROM look_up
    ASOF LEFT JOIN begun ON begun.places = look_up.places AND begun.moment <= look_up.until_latest
    ASOF LEFT JOIN ended ON ended.places = look_up.places AND ended.moment < look_up.from_earliest
    GROUP BY look_up.aimer
)
SELECT met.aimer, met.n + coalesce(between_ends.n, 0) AS n
FROM met
LEFT JOIN between_ends ON between_ends.aimer = met.aimer;

-- What lies outside, by the first dimension that says no.
CREATE TABLE outside AS
WITH aimer AS (SELECT DISTINCT aimer, denial, of_several FROM aim),
-- denials with one scope
look_up AS (
    SELECT aim.aim, aim_place.places,
           coalesce(aim.until_latest, TIMESTAMP '9999-12-31') AS until_latest,
           coalesce(aim.from_earliest, TIMESTAMP '0001-01-01') AS from_earliest
    FROM aim JOIN aim_place ON aim_place.aim = aim.aim
    WHERE NOT aim.of_several
),
contradictory AS (SELECT * FROM event WHERE latest < earliest),
in_place AS (
    SELECT aim, sum(n) AS n
    FROM (
        SELECT look_up.aim, coalesce(begun.n, 0) - coalesce(ended.n, 0) AS n
        FROM look_up
        ASOF LEFT JOIN begun
          ON begun.places = look_up.places AND begun.moment <= look_up.until_latest
        ASOF LEFT JOIN ended
          ON ended.places = look_up.places AND ended.moment < look_up.from_earliest
        UNION ALL
        -- as above
        SELECT look_up.aim, 1
        FROM look_up
        JOIN contradictory ON contradictory.places = look_up.places
                          AND contradictory.earliest > look_up.until_latest
                          AND contradictory.latest < look_up.from_earliest
    )
    GROUP BY aim
),
on_target AS (
    SELECT denial, sum(n) AS n, coalesce(sum(CASE WHEN of_kind THEN n END), 0) AS of_kind
    FROM reached
    GROUP BY denial
),
left_over AS (
    SELECT aim.denial, in_time.n AS in_time, coalesce(in_place.n, 0) AS in_place,
           coalesce(on_target.n, 0) AS on_target, coalesce(on_target.of_kind, 0) AS of_kind
    FROM aim
    JOIN in_time ON in_time.aimer = aim.aimer
    LEFT JOIN in_place ON in_place.aim = aim.aim
    LEFT JOIN on_target ON on_target.denial = aim.denial
    WHERE NOT aim.of_several
),
counted AS (
    SELECT denial, 'time' AS dimension, (SELECT count(*) FROM event) - in_time AS n FROM left_over
    UNION ALL
    SELECT denial, 'place', in_time - in_place FROM left_over
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
    SELECT DISTINCT aimer.aimer, event.event
    FROM matched
    JOIN aimer ON aimer.denial = matched.denial AND aimer.of_several
    JOIN event ON event.incident = matched.incident
    WHERE matched.by_name
),
set_apart AS (
    SELECT aimer, count(*) AS n, count(CASE WHEN passes THEN event END) AS in_time
    FROM (
        SELECT apart.aimer, apart.event,
               bool_or((event.earliest > aim.until_latest) IS NOT TRUE
                       AND (event.latest < aim.from_earliest) IS NOT TRUE) AS passes
        FROM apart
        JOIN event ON event.event = apart.event
        JOIN aim ON aim.aimer = apart.aimer
        GROUP BY apart.aimer, apart.event
    ) AS each
    GROUP BY aimer
),
nearest AS (
    SELECT aim.aimer, event.event,
           max(CASE WHEN aim_scene.aim IS NULL THEN 3 WHEN aim_kind.aim IS NULL THEN 4
                    ELSE 5 END) AS rank
    FROM aim
    JOIN aim_place ON aim_place.aim = aim.aim
    JOIN event ON event.places = aim_place.places
    LEFT JOIN aim_scene ON aim_scene.aim = aim.aim AND aim_scene.scene = event.scene
    LEFT JOIN aim_kind ON aim_kind.aim = aim.aim AND aim_kind.kinds = event.kinds
    WHERE aim.of_several
      AND (event.earliest > aim.until_latest) IS NOT TRUE
      AND (event.latest < aim.from_earliest) IS NOT TRUE
    GROUP BY aim.aimer, event.event
),
missed AS (
    SELECT aimer.aimer, event.event
    FROM covered
    JOIN aimer ON aimer.denial = covered.denial AND aimer.of_several
    JOIN event ON event.incident = covered.incident
    GROUP BY aimer.aimer, event.event
    HAVING bool_and(covered.covers IS NOT DISTINCT FROM FALSE)
),
ranked AS (
    SELECT nearest.aimer, nearest.rank, missed.aimer IS NOT NULL AS is_missed, count(*) AS n
    FROM nearest
    LEFT JOIN missed ON missed.aimer = nearest.aimer AND missed.event = nearest.event
    LEFT JOIN apart ON apart.aimer = nearest.aimer AND apart.event = nearest.event
    WHERE apart.aimer IS NULL
    GROUP BY ALL
),
placed AS (SELECT aimer, sum(n) AS n FROM ranked GROUP BY aimer),
of_several AS (
    SELECT aimer.aimer, aimer.denial, coalesce(set_apart.n, 0) AS set_apart,
           in_time.n - coalesce(set_apart.in_time, 0) AS in_time, coalesce(placed.n, 0) AS placed
    FROM aimer
    JOIN in_time ON in_time.aimer = aimer.aimer
    LEFT JOIN set_apart ON set_apart.aimer = aimer.aimer
    LEFT JOIN placed ON placed.aimer = aimer.aimer
    WHERE aimer.of_several
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
    SELECT denial, 'time' AS dimension, (SELECT count(*) FROM event) - set_apart - in_time AS n
    FROM of_several
    UNION ALL
    SELECT denial, 'place', in_time - placed FROM of_several
    UNION ALL
    SELECT aimer.denial,
           CASE ranked.rank WHEN 3 THEN 'target' WHEN 4 THEN 'kind' ELSE 'involvement' END,
           sum(ranked.n)
    FROM ranked
    JOIN aimer ON aimer.aimer = ranked.aimer
    WHERE ranked.rank < 5 OR ranked.is_missed
    GROUP BY aimer.denial, ranked.rank
)
WHERE n > 0;
