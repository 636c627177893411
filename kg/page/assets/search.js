// Search with suggestions: a combobox whose list is walked with the arrow keys.

const search = (() => {
  const { el, bdi } = dom;
  const input = dom.id("search");
  const list = dom.id("suggestions");
  const MOST = 12;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  let index = null;
  let found = [];
  let active = -1;

  /** What can be found: names, other names, ids, and the words of quotations. */
  function entries() {
    if (index) return index;
    index = [...scene.nodes.values()].map((node) => {
      const d = scene.detailsOf(node.id);
      const quotes = (d.quotations || []).map((quote) => quote.exact);
      return {
        id: node.id,
        label: plain(node.label).split(/\s+/).join(" "),
        name: plain(`${node.label} ${node.id}`),
        more: plain([...(d.names || []), d.title || "", d.publisher || "", d.medium || "", ...quotes].join(" ")),
        level: node.level,
      };
    });
    return index;
  }

  function look(text) {
    const wanted = plain(text).split(/\s+/).filter(Boolean);
    if (!wanted.length) return [];
    const ranked = [];
    for (const entry of entries()) {
      const inName = wanted.every((word) => entry.name.includes(word));
      if (!inName && !wanted.every((word) => entry.name.includes(word) || entry.more.includes(word))) continue;
      const begins = entry.name.startsWith(wanted[0]) ? 0 : 2;
      // Who types a whole name means it; else what stands in the first look comes first.
      const rank = entry.label === wanted.join(" ") ? -1 : (inName ? 0 : 8) + begins + entry.level * 1.1;
      ranked.push([rank, entry]);
    }
    return ranked.sort((a, b) => a[0] - b[0] || (a[1].id < b[1].id ? -1 : 1)).map(([, entry]) => entry.id);
  }

  function open(ids) {
    found = ids.slice(0, MOST);
    active = -1;
    dom.replace(
      list,
      found.map((id, place) => {
        const node = scene.nodes.get(id);
        return el(
          "li",
          { id: `suggestion-${place}`, role: "option", "aria-selected": "false",
            on: { mousedown: (event) => { event.preventDefault(); take(id); } } },
          bdi(node.label),
          el("span", { class: "quiet" }, ` ${words.kind(node.kind)}${dates.brief(node) ? ` · ${dates.brief(node)}` : ""}`),
        );
      }),
    );
    list.hidden = found.length === 0;
    dom.id("no-match").hidden = found.length > 0 || !input.value.trim();
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
    if (input.value.trim()) dom.say(ids.length ? `${words.count(ids.length, "match", "matches")}.` : "Nothing found.");
  }

  function walk(step) {
    if (!found.length) return;
    active = (active + step + found.length) % found.length;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === active)));
    input.setAttribute("aria-activedescendant", `suggestion-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function take(id) {
    close();
    input.value = "";
    actions.choose({ node: id });
    app.reveal(id);
  }

  function close() {
    found = [];
    dom.id("no-match").hidden = true;
    dom.replace(list);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  input.addEventListener("input", () => open(look(input.value)));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") walk(1);
    else if (event.key === "ArrowUp") walk(-1);
    else if (event.key === "Enter" && found.length) take(found[Math.max(active, 0)]);
    else if (event.key === "Escape" && found.length) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return { input };
})();
