// Uncertain dates as spans of days. Days are counted from 1970-01-01, UTC.

const dates = (() => {
  const DAY = 86400000;

  const day = (text) => {
    const moment = text ? Date.parse(text.length > 10 ? `${text}Z` : text) : NaN;
    return Number.isNaN(moment) ? null : moment / DAY;
  };
  const iso = (number) => new Date(Math.floor(number) * DAY).toISOString().slice(0, 10);

  /** From and until when something may have happened or was public; null if nothing is known. */
  function span(value) {
    if (!value) return null;
    const from = day(value.earliest || value.day);
    const until = day(value.latest || value.day);
    if (from === null && until === null) return null;
    return [from === null ? until : from, until === null ? from : until];
  }

  const happened = (node) => span(node.happened);
  const published = (item) =>
    span(typeof item.published === "string" ? { day: item.published } : item.published);

  /** Whether a span and chosen limits have a day in common. Limits may be open: null. */
  function within(found, limits) {
    if (!limits || !found) return true;
    const [from, until] = limits;
    return (until === null || Math.floor(found[0]) <= until) && (from === null || found[1] >= from);
  }

  /** A node's date as short as it can be told: a day, a month, a year, or first and last. */
  function brief(node) {
    const text = (node.happened && node.happened.text) || (node.published && node.published.day);
    if (!text) return "";
    const days = text.split("/").map((part) => part.replace(/T.*$/, ""));
    return days.length === 2 && days[0] === days[1] ? days[0] : days[0] || days[1] || text;
  }

  const MOMENT = "(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d)(?::\\d\\d)?(Z|[+-]\\d\\d:\\d\\d)?";
  const INTERVALS = new RegExp(`${MOMENT}/${MOMENT}`, "g");
  const MOMENTS = new RegExp(MOMENT, "g");
  const zone = (text) => (text ? ` UTC${text === "Z" ? "" : text}` : "");

  /** Moments within a text as people write them: 2020-01-08 01:30 to 02:15 UTC+03:00. */
  function told(text) {
    return text
      .replace(INTERVALS, (_, day1, time1, zone1, day2, time2, zone2) => {
        if (day1 === day2 && time1 === time2) return `${day1} ${time1}${zone(zone1)}`;
        const first = `${day1} ${time1}${zone1 === zone2 ? "" : zone(zone1)}`;
        return `${first} to ${day1 === day2 ? "" : `${day2} `}${time2}${zone(zone2)}`;
      })
      .replace(MOMENTS, (_, day1, time1, zone1) => `${day1} ${time1}${zone(zone1)}`);
  }

  return { told, day, iso, span, happened, published, within, brief };
})();
