// The timeline below the graph: what happened and what was said, uncertain dates as spans.

const strip = (() => {
  const { svg } = dom;
  const place = dom.id("timeline");
  const ROW = 7;
  const ROWS = 3;
  const MANY = 600; // more than that are drawn as counts by month
  const SAID = new Set(["denial", "claim", "statement", "rendering"]);
  /** Dates are read once: the strip is drawn anew with every change. */
  function kept(read) {
    const spans = new Map();
    return (node) => {
      if (!spans.has(node)) spans.set(node, read(node));
      return spans.get(node);
    };
  }

  const LANES = [
    { name: "Happened", of: kept((node) => (node.kind === "incident" ? dates.happened(node) : null)) },
    { name: "Published", of: kept((node) => (SAID.has(node.kind) ? dates.published(node) : null)) },
  ];

  /** First and last day of the strip and of both sliders: those of the first look, or of all. */
  const ends = (() => {
    const days = [];
    for (const node of scene.nodes.values()) {
      if (node.level !== 0 || !(node.kind === "incident" || SAID.has(node.kind))) continue;
      for (const span of [dates.happened(node), dates.published(node)]) if (span) days.push(...span);
    }
    for (const key of ["happened", "published"]) {
      const { first, last } = scene.meta[key] || {};
      if (!days.length && first) days.push(dates.day(first), dates.day(last));
    }
    if (!days.length) return [0, 1];
    // One by one: a function does not take a hundred thousand arguments.
    const low = Math.floor(days.reduce((least, day) => Math.min(least, day)));
    const high = Math.ceil(days.reduce((most, day) => Math.max(most, day)));
    const pad = Math.max(Math.round((high - low) * 0.02), 7);
    return [low - pad, high + pad];
  })();

  const share = (day) => Math.min(Math.max((day - ends[0]) / (ends[1] - ends[0]), 0), 1);
  // As wide as the tracks of the sliders below, so that a day stands above itself.
  let [begin, length] = [0, 1];
  const at = (day) => begin + share(day) * length;

  function fitTracks() {
    const track = document.querySelector("#sliders .track").getBoundingClientRect();
    const thumb = 6;
    begin = track.left - place.getBoundingClientRect().left + thumb;
    length = Math.max(track.width - 2 * thumb, 1);
  }

  function ticks(height) {
    const years = [];
    const [from, until] = ends.map((day) => new Date(day * 86400000));
    const months = (ends[1] - ends[0]) / 30.4;
    const most = Math.max(length / 76, 1); // so many marks have room for their words
    const step = [1, 3, 6, 12, 24, 60, 120, 240].find((each) => months / each <= most) || 600;
    const january = new Date(Date.UTC(from.getUTCFullYear(), 0, 1));
    for (let moment = january; moment <= until; moment = new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + step, 1))) {
      if (moment < from) continue;
      const x = Math.round(at(moment / 86400000)) + 0.5;
      years.push(
        svg("line", { x1: x, y1: 0, x2: x, y2: height, class: "tick" }),
        svg("text", { x: x + 4, y: height - 3, class: "tick-text" }, moment.toISOString().slice(0, step >= 12 ? 4 : 7)),
      );
    }
    return years;
  }

  /** Spans in as many rows as they need, so that none covers another, and not in more than fit. */
  function packed(items) {
    const ends = Array(ROWS).fill(-Infinity);
    return items
      .sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1])
      .map((item) => {
        const left = at(item.span[0]) - 2.5;
        const right = Math.max(at(item.span[1]) + 2.5, left + 5);
        let row = ends.findIndex((end) => end + 1.5 <= left);
        if (row < 0) row = ends.indexOf(Math.min(...ends));
        ends[row] = Math.max(right, ends[row]);
        return { ...item, left, right, row };
      });
  }

  function lane(spec, top, view) {
    const items = [];
    for (const id of view.nodes) {
      const node = scene.nodes.get(id);
      const span = spec.of(node);
      if (span && span[1] >= ends[0] && span[0] <= ends[1]) items.push({ id, node, span });
    }
    const drawn = items.length > MANY ? counts(items, top) : spans(items, top, view);
    return [svg("text", { x: 0, y: top + 18, class: "lane" }, spec.name), ...drawn];
  }

  const spans = (items, top, view) =>
    packed(items).map(({ id, node, span, left, right, row }) => {
      const wide = span[1] - span[0] > 1.01;
      const dim = view.dimmed && !view.near.has(id);
      return svg(
        "rect",
        {
          x: left.toFixed(1), y: top + 6 + row * ROW, width: (right - left).toFixed(1), height: ROW - 2, rx: 1,
          class: `span ${node.kind}${wide ? " wide" : ""}${dim ? " dim" : ""}${view.chain.has(id) ? " chosen" : ""}`,
          on: { click: () => actions.choose({ node: id }) },
        },
        svg("title", {}, `${dates.brief(node)} ${node.label}`),
      );
    });

  function counts(items, top) {
    const bins = new Array(Math.max(Math.floor(length / 6), 1)).fill(0);
    for (const { span } of items) bins[Math.min(Math.floor(share(span[0]) * bins.length), bins.length - 1)] += 1;
    const most = Math.max(...bins);
    return bins.map((number, place_) => {
      const height = (number / most) * ROW * ROWS;
      return svg("rect", { x: begin + place_ * 6, y: top + 6 + ROW * ROWS - height, width: 5, height, class: "span count" });
    });
  }

  function show(view) {
    const width = place.clientWidth;
    if (!width) return;
    const height = 74;
    fitTracks();
    dom.replace(
      place,
      svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
        ticks(height),
        lane(LANES[0], 2, view),
        lane(LANES[1], 30, view)),
    );
  }

  return { show, ends };
})();
