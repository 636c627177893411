-- Other datings of a denial than the one that the result rests on, and what time would say then.

CREATE TABLE dated AS
SELECT denial_scope.denial, denial_scope.proposition, dating.dating, dating.value,
       dating.earliest, dating.latest,
       denial_scope.until_earliest, denial_scope.until_latest,
       denial_scope.has_from, denial_scope.from_earliest, denial_scope.from_latest,
       -- words with an end of their own reach no further, whenever they were said
       least(scope.until_earliest, dating.earliest) AS reach_earliest,
       least(scope.until_latest, dating.latest) AS reach_latest,
       string_agg(DISTINCT source.publisher, '|' ORDER BY source.publisher) AS publishers
FROM denial_scope
JOIN scope ON scope.scope = denial_scope.scope
JOIN statement AS own ON own.statement = denial_scope.denial
JOIN statement AS first ON first.statement = denial_scope.original
-- a rendering is dated with its original, unless it has a date of its own
JOIN dating ON dating.statement = denial_scope.denial
            OR (dating.statement = denial_scope.original
                AND own.stated IS NOT DISTINCT FROM first.stated)
JOIN source ON source.source = dating.source
WHERE dating.earliest IS NOT NULL AND dating.latest IS NOT NULL
  AND dating.source NOT IN (SELECT node FROM without)
GROUP BY ALL;

-- Sources that give the same date: their bounds lie within the ones that count.
CREATE TABLE dating_agrees AS
SELECT denial, publishers FROM dated
WHERE earliest >= until_earliest AND latest <= until_latest;

CREATE TABLE dating_differs AS
SELECT pair.denial, pair.incident, pair.party, dated.value, dated.publishers,
       CASE WHEN incident.latest <= dated.reach_earliest
             AND (NOT dated.has_from OR incident.earliest >= dated.from_latest)
            THEN TRUE
            WHEN incident.earliest > dated.reach_latest OR incident.latest < dated.from_earliest
            THEN FALSE END AS time
FROM pair
JOIN dated ON dated.denial = pair.denial AND dated.proposition = pair.proposition
JOIN incident ON incident.incident = pair.incident
WHERE NOT pair.by_name
  AND NOT (dated.earliest >= dated.until_earliest AND dated.latest <= dated.until_latest);
