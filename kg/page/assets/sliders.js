// Two sliders, each with two ends: when it happened, and when it became public.

const sliders = (() => {
  const { el } = dom;
  const [LOW, HIGH] = strip.ends;
  const made = {};

  function limits(low, high) {
    const [from, until] = [Math.min(low, high), Math.max(low, high)];
    if (from <= LOW && until >= HIGH) return null;
    return [from <= LOW ? null : from, until >= HIGH ? null : until];
  }

  function end(key, title, which) {
    return el("input", {
      type: "range", min: String(LOW), max: String(HIGH), step: "1", value: String(which === "from" ? LOW : HIGH),
      "aria-label": `${title}, ${which === "from" ? "first day" : "last day"}`, class: which, id: `${key}-${which}`,
    });
  }

  function words(range) {
    if (!range) return "any day";
    const [from, until] = range.map((day) => (day === null ? null : dates.iso(day)));
    if (from === null) return `until ${until}`;
    return until === null ? `since ${from}` : `${from} to ${until}`;
  }

  function make(key, title, hint) {
    const from = end(key, title, "from");
    const until = end(key, title, "until");
    const told = el("output", { for: `${key}-from ${key}-until` });
    const fill = el("span", { class: "fill" });
    made[key] = { from, until, told, fill };
    const now = () => limits(Number(from.value), Number(until.value));
    for (const input of [from, until]) {
      input.addEventListener("input", () => {
        paint(key, now());
        store.preview({ [key]: now() });
      });
      input.addEventListener("change", () => store.change({ [key]: now() }, "move a slider"));
    }
    return el("div", { class: "slider", role: "group", "aria-label": title },
      el("span", { class: "title", title: hint }, title),
      el("div", { class: "track" }, fill, from, until), told);
  }

  function paint(key, range) {
    const { from, until, told, fill } = made[key];
    const low = range && range[0] !== null ? range[0] : LOW;
    const high = range && range[1] !== null ? range[1] : HIGH;
    told.textContent = words(range);
    fill.style.left = `${((Math.max(low, LOW) - LOW) / (HIGH - LOW)) * 100}%`;
    fill.style.right = `${((HIGH - Math.min(high, HIGH)) / (HIGH - LOW)) * 100}%`;
    from.setAttribute("aria-valuetext", dates.iso(low));
    until.setAttribute("aria-valuetext", dates.iso(high));
  }

  dom.replace(
    dom.id("sliders"),
    make("happened", "Happened", "Incidents that may have happened in these days."),
    make("published", "Published", "What was public in these days. Results are those of all the data: kg graph --as-of works them out for a day."),
  );

  return {
    show(state) {
      for (const key of Object.keys(made)) {
        const range = state[key];
        made[key].from.value = String(range && range[0] !== null ? range[0] : LOW);
        made[key].until.value = String(range && range[1] !== null ? range[1] : HIGH);
        paint(key, range);
      }
    },
  };
})();
