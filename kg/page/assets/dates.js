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

  return { day, iso, span, happened, published, within, brief };
})();
