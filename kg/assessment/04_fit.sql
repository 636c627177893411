-- How scopes fit what is known of incidents, dimension by dimension, in three values:
-- a row with TRUE is yes, a row with NULL is unknown, no row is no. Joining on these tables
-- matches denials with incidents without ever looking at all pairs.
-- bool_or over TRUE and NULL gives TRUE, else NULL, which is Kleene's OR without the noes.

-- Incidents that look alike in a dimension share a signature, so the tables stay small; looks are
-- numbered, since they are compared many millions of times.
CREATE TABLE looks AS
SELECT event.incident, event.earliest, event.latest,
       coalesce((SELECT string_agg(kind, ' ' ORDER BY kind) FROM incident_kind
                 WHERE incident_kind.incident = event.incident), '') AS kinds,
       coalesce((SELECT string_agg(place, ' ' ORDER BY place) FROM incident_place
                 WHERE incident_place.incident = event.incident), '') AS places,
       coalesce((SELECT string_agg(how || ' ' || target, ' ' ORDER BY how, target)
                 FROM incident_target
                 WHERE incident_target.incident = event.incident), '') AS targets
FROM incident AS event;

CREATE TABLE signature AS
WITH of_kinds AS (
    SELECT kinds, row_number() OVER (ORDER BY kinds) AS look
    FROM (SELECT DISTINCT kinds FROM looks)
),
of_places AS (
    SELECT places, row_number() OVER (ORDER BY places) AS look
    FROM (SELECT DISTINCT places FROM looks)
),
of_targets AS (
    SELECT targets, row_number() OVER (ORDER BY targets) AS look
    FROM (SELECT DISTINCT targets FROM looks)
)
SELECT looks.incident, looks.earliest, looks.latest,
       of_kinds.look AS kinds, of_places.look AS places, of_targets.look AS targets
FROM looks
JOIN of_kinds ON of_kinds.kinds = looks.kinds
JOIN of_places ON of_places.places = looks.places
JOIN of_targets ON of_targets.targets = looks.targets
-- Who joins by looks finds those that are alike side by side.
ORDER BY of_places.look, of_targets.look, of_kinds.look;

CREATE TABLE kinds_of AS
SELECT DISTINCT signature.kinds, incident_kind.kind
FROM signature LEFT JOIN incident_kind ON incident_kind.incident = signature.incident;

CREATE TABLE places_of AS
SELECT DISTINCT signature.places, incident_place.place
FROM signature LEFT JOIN incident_place ON incident_place.incident = signature.incident;

CREATE TABLE targets_of AS
SELECT DISTINCT signature.targets, incident_target.target, incident_target.how
FROM signature LEFT JOIN incident_target ON incident_target.incident = signature.incident;

CREATE TABLE kind_within AS
WITH RECURSIVE up(kind, broader) AS (
    SELECT kind, kind
    FROM (SELECT kind FROM incident_kind
          UNION SELECT item FROM scope_item WHERE dimension = 'kind')
    UNION
    SELECT up.kind, kind.broader FROM up JOIN kind ON kind.kind = up.broader
)
SELECT kind, broader FROM up;

CREATE TABLE place_within AS
WITH RECURSIVE up(place, whole) AS (
    SELECT place, place
    FROM (SELECT place FROM incident_place
          UNION SELECT item FROM scope_item WHERE dimension = 'place')
    UNION
    SELECT up.place, place.whole
    FROM up JOIN place ON place.place = up.whole AND place.whole IS NOT NULL
)
SELECT place, whole FROM up;

CREATE TABLE fit_kind AS
SELECT scope, kinds, bool_or(fits) AS fits
FROM (
    -- the incident's kind is the scope's or narrower
    SELECT scope_item.scope, kinds_of.kinds, TRUE AS fits
    FROM scope_item
    JOIN kind_within ON kind_within.broader = scope_item.item
    JOIN kinds_of ON kinds_of.kind = kind_within.kind
    WHERE scope_item.dimension = 'kind'
    UNION ALL
    -- known only as something broader
    SELECT scope_item.scope, kinds_of.kinds, NULL
    FROM scope_item
    JOIN kind_within ON kind_within.kind = scope_item.item
    JOIN kinds_of ON kinds_of.kind = kind_within.broader
    WHERE scope_item.dimension = 'kind'
    UNION ALL
    -- not known at all, or a code that no list holds
    SELECT scope_item.scope, kinds_of.kinds, NULL
    FROM scope_item CROSS JOIN kinds_of
    WHERE scope_item.dimension = 'kind'
      AND (kinds_of.kind IS NULL
           OR kinds_of.kind NOT IN (SELECT kind FROM kind UNION SELECT broader FROM kind)
           OR scope_item.item NOT IN (SELECT kind FROM kind UNION SELECT broader FROM kind))
    UNION ALL
    -- the scope does not restrict kinds
    SELECT scope.scope, kinds_of.kinds, TRUE
    FROM scope CROSS JOIN kinds_of
    WHERE scope.scope NOT IN (SELECT scope FROM scope_item WHERE dimension = 'kind')
)
GROUP BY scope, kinds;

CREATE TABLE fit_place AS
SELECT scope, places, bool_or(fits) AS fits
FROM (
    SELECT scope_item.scope, places_of.places, TRUE AS fits
    FROM scope_item
    JOIN place_within ON place_within.whole = scope_item.item
    JOIN places_of ON places_of.place = place_within.place
    WHERE scope_item.dimension = 'place'
      AND scope_item.item NOT IN (SELECT place FROM place WHERE vague = 'true')
    UNION ALL
    -- known only as something that contains the scope's place
    SELECT scope_item.scope, places_of.places, NULL
    FROM scope_item
    JOIN place_within ON place_within.place = scope_item.item
    JOIN places_of ON places_of.place = place_within.whole
    WHERE scope_item.dimension = 'place'
    UNION ALL
    -- the scope or the incident's place is as vague as "the region", or no place is known
    SELECT scope_item.scope, places_of.places, NULL
    FROM scope_item CROSS JOIN places_of
    WHERE scope_item.dimension = 'place'
      AND (places_of.place IS NULL
           OR places_of.place IN (SELECT place FROM place WHERE vague = 'true')
           OR scope_item.item IN (SELECT place FROM place WHERE vague = 'true'))
    UNION ALL
    SELECT scope.scope, places_of.places, TRUE
    FROM scope CROSS JOIN places_of
    WHERE scope.scope NOT IN (SELECT scope FROM scope_item WHERE dimension = 'place')
)
GROUP BY scope, places;

CREATE TABLE fit_target AS
SELECT scope, targets, bool_or(fits) AS fits
FROM (
    -- what was struck is, or is part of, what the words name
    SELECT scope_item.scope, targets_of.targets, TRUE AS fits
    FROM scope_item
    JOIN whole ON whole.whole = scope_item.item
    JOIN targets_of ON targets_of.target = whole.part AND targets_of.how = 'struck'
    WHERE scope_item.dimension = 'target'
    UNION ALL
    -- merely touched
    SELECT scope_item.scope, targets_of.targets, NULL
    FROM scope_item
    JOIN whole ON whole.whole = scope_item.item
    JOIN targets_of ON targets_of.target = whole.part AND targets_of.how = 'touched'
    WHERE scope_item.dimension = 'target'
    UNION ALL
    -- known only as something that contains what the words name
    SELECT scope_item.scope, targets_of.targets, NULL
    FROM scope_item
    JOIN whole ON whole.part = scope_item.item
    JOIN targets_of ON targets_of.target = whole.whole
    WHERE scope_item.dimension = 'target'
    UNION ALL
    -- a base was struck that hosts what the words name, or a part of it, or what contains it
    SELECT scope_item.scope, targets_of.targets, NULL
    FROM scope_item
    JOIN whole ON whole.whole = scope_item.item OR whole.part = scope_item.item
    JOIN hosted ON hosted.actor = CASE WHEN whole.whole = scope_item.item THEN whole.part
                                       ELSE whole.whole END
    JOIN targets_of ON targets_of.target = hosted.base
    WHERE scope_item.dimension = 'target'
    UNION ALL
    -- nothing known to be struck: unknown, never no
    SELECT scope_item.scope, targets_of.targets, NULL
    FROM scope_item CROSS JOIN targets_of
    WHERE scope_item.dimension = 'target'
      AND targets_of.targets NOT IN (SELECT targets FROM targets_of WHERE how = 'struck')
    UNION ALL
    SELECT scope.scope, targets_of.targets, TRUE
    FROM scope CROSS JOIN targets_of
    WHERE scope.scope NOT IN (SELECT scope FROM scope_item WHERE dimension = 'target')
)
GROUP BY scope, targets;
