-- The same data several times over, side by side: each world lacks something else, and nothing in
-- one can meet anything in another, because every name has the world's number before it. The
-- rules then run once over all of them. Codes are shared; an incident's looks are not, so that no
-- order of joins lets worlds meet.
-- Made in a schema of its own, which comes before `main` in the search path.
-- It reads `world` (the prefix of each), `absent` (prefix, node: what it lacks), `issue` (prefix,
-- incident: what is asked of it) and `kept` (the statements that can matter to any of them).

CREATE TABLE "without" AS
SELECT prefix || node AS node FROM main.without CROSS JOIN world
UNION
SELECT prefix || node FROM absent;

CREATE TABLE focus AS
SELECT prefix || statement AS statement FROM main.focus CROSS JOIN world;

CREATE TABLE against AS
SELECT prefix || statement AS statement, prefix || incident AS incident
FROM main.focus CROSS JOIN issue;

CREATE TABLE setting AS SELECT as_of, TRUE AS all_pairs FROM main.setting;

CREATE TABLE statement AS
SELECT base.* REPLACE (prefix || statement AS statement, prefix || speaker AS speaker)
FROM main.statement AS base CROSS JOIN world
WHERE base.statement IN (SELECT statement FROM kept);

CREATE TABLE stance AS
SELECT base.* REPLACE (prefix || statement AS statement, prefix || proposition AS proposition)
FROM main.stance AS base CROSS JOIN world
WHERE base.statement IN (SELECT statement FROM kept);

CREATE TABLE relation AS
SELECT base.* REPLACE (prefix || statement AS statement, prefix || other AS other)
FROM main.relation AS base CROSS JOIN world
WHERE base.statement IN (SELECT statement FROM kept);

CREATE TABLE made_for AS
SELECT base.* REPLACE (prefix || statement AS statement, prefix || actor AS actor)
FROM main.made_for AS base CROSS JOIN world
WHERE base.statement IN (SELECT statement FROM kept);

CREATE TABLE quoted AS
SELECT base.* REPLACE (prefix || statement AS statement)
FROM main.quoted AS base CROSS JOIN world
WHERE base.statement IN (SELECT statement FROM kept);

CREATE TABLE report AS
SELECT base.* REPLACE (prefix || statement AS statement, prefix || source AS source)
FROM main.report AS base CROSS JOIN world
WHERE base.statement IN (SELECT statement FROM kept);

CREATE TABLE source AS
SELECT base.* REPLACE (prefix || source AS source)
FROM main.source AS base CROSS JOIN world
WHERE base.source IN (
    SELECT source FROM main.report WHERE report.statement IN (SELECT statement FROM kept)
);

CREATE TABLE occurrence AS
SELECT base.* REPLACE (
    prefix || statement AS statement, prefix || detail AS detail, prefix || incident AS incident
)
FROM main.occurrence AS base JOIN issue USING (incident);

CREATE TABLE involvement AS
SELECT base.* REPLACE (
    prefix || proposition AS proposition, prefix || actor AS actor, prefix || scope AS scope
)
FROM main.involvement AS base CROSS JOIN world
WHERE base.proposition IN (
    SELECT proposition FROM main.stance WHERE stance.statement IN (SELECT statement FROM kept)
);

CREATE TABLE involvement_mode AS
SELECT base.* REPLACE (prefix || proposition AS proposition)
FROM main.involvement_mode AS base CROSS JOIN world
WHERE base.proposition IN (
    SELECT proposition FROM main.stance WHERE stance.statement IN (SELECT statement FROM kept)
);

CREATE TABLE involvement_incident AS
SELECT base.* REPLACE (prefix || proposition AS proposition, prefix || incident AS incident)
FROM main.involvement_incident AS base JOIN issue USING (incident);

CREATE TABLE link AS
SELECT base.* REPLACE (
    prefix || link AS link, prefix || upper AS upper, prefix || lower AS lower
)
FROM main.link AS base CROSS JOIN world;

CREATE TABLE incident AS
SELECT base.* REPLACE (prefix || incident AS incident)
FROM main.incident AS base JOIN issue USING (incident);

CREATE TABLE signature AS
SELECT base.* REPLACE (
    prefix || incident AS incident,
    prefix || kinds AS kinds, prefix || places AS places, prefix || targets AS targets
)
FROM main.signature AS base JOIN issue USING (incident);

CREATE TABLE incident_target AS
SELECT base.* REPLACE (prefix || incident AS incident, prefix || target AS target)
FROM main.incident_target AS base JOIN issue USING (incident);

CREATE TABLE incident_host AS
SELECT base.* REPLACE (prefix || incident AS incident, prefix || host AS host)
FROM main.incident_host AS base JOIN issue USING (incident);

CREATE TABLE hosted AS
SELECT prefix || hosted.base AS base, prefix || hosted.actor AS actor
FROM main.hosted CROSS JOIN world
WHERE hosted.base IN (
    SELECT target FROM main.incident_target
    WHERE incident_target.incident IN (SELECT incident FROM issue)
);

CREATE TABLE actor AS
SELECT base.* REPLACE (prefix || actor AS actor) FROM main.actor AS base CROSS JOIN world;

CREATE TABLE mandate AS
SELECT base.* REPLACE (prefix || actor AS actor, prefix || mandator AS mandator)
FROM main.mandate AS base CROSS JOIN world;

CREATE TABLE root AS
SELECT base.* REPLACE (prefix || actor AS actor, prefix || root AS root)
FROM main.root AS base CROSS JOIN world;

CREATE TABLE rival_author AS
SELECT prefix || actor AS actor FROM main.rival_author CROSS JOIN world;

CREATE TABLE scope AS
SELECT base.* REPLACE (prefix || scope AS scope)
FROM main.scope AS base CROSS JOIN world
WHERE prefix || base.scope IN (SELECT scope FROM involvement);

CREATE TABLE fit_kind AS
SELECT base.* REPLACE (prefix || scope AS scope, prefix || kinds AS kinds)
FROM main.fit_kind AS base CROSS JOIN world
WHERE prefix || base.scope IN (SELECT scope FROM involvement)
  AND prefix || base.kinds IN (SELECT kinds FROM signature);

CREATE TABLE fit_place AS
SELECT base.* REPLACE (prefix || scope AS scope, prefix || places AS places)
FROM main.fit_place AS base CROSS JOIN world
WHERE prefix || base.scope IN (SELECT scope FROM involvement)
  AND prefix || base.places IN (SELECT places FROM signature);

CREATE TABLE fit_target AS
SELECT base.* REPLACE (prefix || scope AS scope, prefix || targets AS targets)
FROM main.fit_target AS base CROSS JOIN world
WHERE prefix || base.scope IN (SELECT scope FROM involvement)
  AND prefix || base.targets IN (SELECT targets FROM signature);
