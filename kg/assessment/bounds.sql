-- Dates as bounds: what Python read out of the texts of dates is put beside them.
-- text_bound, zoned_bound, last_day and zone are made by bounds.py. Rows stand in an order of their
-- own, so that the same data make the same files.

CREATE OR REPLACE TABLE actor AS
SELECT * REPLACE (
    CASE WHEN starts_with(class, getvariable('ontology'))
        THEN substr(class, length(getvariable('ontology')) + 1) ELSE nullif(class, '') END AS class
)
FROM actor
ORDER BY ALL;

CREATE OR REPLACE TABLE mode AS SELECT * REPLACE (CAST(strength AS INTEGER) AS strength)
FROM mode
ORDER BY ALL;

-- One row for each node: a second label or date must not double its pairs.
CREATE OR REPLACE TABLE incident AS
SELECT
    incident.incident,
    incident.label,
    incident."when",
    coalesce(low.earliest, days.earliest) AS earliest,
    coalesce(high.latest, days.latest) AS latest,
    incident.earliest AS earliest_text,
    incident.latest AS latest_text
FROM
    (
        SELECT *
        FROM incident
        QUALIFY row_number() OVER (
            PARTITION BY incident
            ORDER BY label NULLS LAST, "when" NULLS LAST, earliest NULLS LAST, latest NULLS LAST
        ) = 1
    ) AS incident
    LEFT JOIN zones_of_incident USING (incident)
    LEFT JOIN zoned_bound AS days
        ON days.text = incident."when" AND days.zones = coalesce(zones_of_incident.zones, [])
    LEFT JOIN text_bound AS low ON low.text = incident.earliest
    LEFT JOIN text_bound AS high ON high.text = incident.latest
ORDER BY incident.incident;

CREATE OR REPLACE TABLE statement AS
SELECT
    statement.* REPLACE (
        coalesce(low.earliest, days.earliest) AS earliest,
        coalesce(high.latest, days.latest) AS latest
    ),
    published.day AS public_day
FROM
    (
        SELECT *
        FROM statement
        QUALIFY row_number() OVER (
            PARTITION BY statement
            ORDER BY
                label NULLS LAST, speaker NULLS LAST, stated NULLS LAST, earliest NULLS LAST,
                latest NULLS LAST, place NULLS LAST, public NULLS LAST, hedging NULLS LAST,
                basis NULLS LAST, credibility NULLS LAST, medium NULLS LAST
        ) = 1
    ) AS statement
    LEFT JOIN zone ON zone.place = statement.place
    LEFT JOIN zoned_bound AS days
        ON days.text = statement.stated AND days.zones = CASE WHEN zone.zone IS NULL THEN [] ELSE [zone.zone] END
    LEFT JOIN text_bound AS low ON low.text = statement.earliest
    LEFT JOIN text_bound AS high ON high.text = statement.latest
    LEFT JOIN last_day AS published ON published.text = statement.public
ORDER BY statement.statement;

CREATE OR REPLACE TABLE source AS
SELECT source.*, last_day.day AS issued_day
FROM
    (
        SELECT *
        FROM source
        QUALIFY row_number() OVER (
            PARTITION BY source
            ORDER BY
                publisher NULLS LAST, issued NULLS LAST, access NULLS LAST,
                reliability NULLS LAST, first_hand NULLS LAST, creator NULLS LAST
        ) = 1
    ) AS source
    LEFT JOIN last_day ON last_day.text = source.issued
ORDER BY source.source;

CREATE OR REPLACE TABLE dating AS
SELECT dating.* REPLACE (low.earliest AS earliest, high.latest AS latest)
FROM
    dating
    LEFT JOIN text_bound AS low ON low.text = dating.earliest
    LEFT JOIN text_bound AS high ON high.text = dating.latest
ORDER BY ALL;

CREATE OR REPLACE TABLE detail AS
SELECT detail.* REPLACE (low.earliest AS earliest, high.latest AS latest)
FROM
    detail
    LEFT JOIN text_bound AS low ON low.text = detail.earliest
    LEFT JOIN text_bound AS high ON high.text = detail.latest
ORDER BY ALL;

CREATE OR REPLACE TABLE scope AS
SELECT
    scope.* EXCLUDE ("from", "until"),
    scope."from" AS from_text,
    begins.earliest AS from_earliest,
    begins.latest AS from_latest,
    scope."until" AS until_text,
    ends.earliest AS until_earliest,
    ends.latest AS until_latest
FROM
    scope
    LEFT JOIN text_bound AS begins ON begins.text = scope."from"
    LEFT JOIN text_bound AS ends ON ends.text = scope."until"
ORDER BY ALL;

CREATE OR REPLACE TABLE link AS
SELECT
    link.* EXCLUDE ("from", "until"),
    link."from" AS from_text,
    begins.earliest AS from_earliest,
    begins.latest AS from_latest,
    link."until" AS until_text,
    ends.earliest AS until_earliest,
    ends.latest AS until_latest
FROM
    link
    LEFT JOIN text_bound AS begins ON begins.text = link."from"
    LEFT JOIN text_bound AS ends ON ends.text = link."until"
ORDER BY ALL;

DROP TABLE text_bound;
DROP TABLE zoned_bound;
DROP TABLE last_day;
DROP TABLE zones_of_incident;
DROP TABLE zone;
