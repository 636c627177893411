// The state in the address fragment, so that a link names a file and a view of it.

const permalink = (() => {
  const NUMBERS = /^-?\d{1,7}(\.\d{1,3})?$/; // farther out there is nothing to see
  let written = "";

  const join = (items) => items.map(encodeURIComponent).join(",");
  const split = (text) => (text ? text.split(",").map(decodeURIComponent) : []);
  const limits = (range) => range.map((day) => (day === null ? "" : dates.iso(day))).join("..");

  /** Return the fragment of a state, without what is as it was at the start. */
  function write(state) {
    const parts = [];
    const put = (key, text) => text && parts.push(`${key}=${text}`);
    put("view", state.view === "graph" ? "" : state.view);
    put("list", state.list === "results" ? "" : state.list);
    if (state.order) put("order", `${state.order.column}.${state.order.down ? "down" : "up"}`);
    put("whole", state.whole ? "1" : "");
    for (const [kind, value] of Object.entries(state.selected || {})) {
      put(kind, encodeURIComponent(value));
    }
    put("open", Object.entries(state.open).map(([id, far]) => `${encodeURIComponent(id)}:${far}`).join(","));
    put("extra", join(state.extra));
    put("hide", join(state.hidden));
    put(
      "pin",
      Object.entries(state.pinned)
        .map(([id, [x, y]]) => `${encodeURIComponent(id)}:${Math.round(x)}:${Math.round(y)}`)
        .join(","),
    );
    for (const [name, codes] of Object.entries(state.off)) put(`no-${name}`, join(codes));
    for (const key of ["party", "sort", "source"]) put(key, encodeURIComponent(state[key]));
    for (const key of ["happened", "published"]) if (state[key]) put(key, limits(state[key]));
    return parts.join("&");
  }

  /** Return the state of a fragment. What it names and is not there is passed over. */
  function read(fragment) {
    const found = { off: {} };
    for (const part of fragment.replace(/^#/, "").split("&")) {
      const [key, ...rest] = part.split("=");
      try {
        take(found, key, rest.join("="));
      } catch {
        // Half a percent sign: somebody cut the address. The rest of it still counts.
        continue;
      }
    }
    return found;
  }

  const known = (ids) => ids.filter((id) => scene.nodes.has(id));
  const LISTS = new Set(["results", "nodes", "lines"]);
  const FILTERS = new Set(["verdict", "coverage", "kind", "stance"]);
  const some = (test) => [...scene.nodes.values()].some(test);
  // Whether a filter has such a choice.
  const THERE = {
    party: (id) => scene.pairs.some((pair) => pair.party === id) || some((node) => (node.parties || []).includes(id)),
    sort: (text) => some((node) => (node.kinds || [node.class]).some((each) => each && `${node.kind}:${each}` === text)),
    source: (id) => scene.nodes.has(id) && scene.nodes.get(id).kind === "source",
  };

  function take(found, key, text) {
    if (key === "view" && text === "table") found.view = text;
    else if (key === "list" && LISTS.has(text)) found.list = text;
    else if (key === "order") {
      const [column, way] = text.split(".");
      if (/^\d+$/.test(column)) found.order = { column: Number(column), down: way === "down" };
    } else if (key === "whole") found.whole = text === "1";
    else if (key === "pair" && scene.pairNamed(decodeURIComponent(text))) {
      found.selected = { pair: decodeURIComponent(text) };
    } else if (key === "node" && scene.nodes.has(decodeURIComponent(text))) {
      found.selected = { node: decodeURIComponent(text) };
    } else if (key === "edge" && /^\d+$/.test(text) && scene.edges[Number(text)]) {
      found.selected = { edge: Number(text) };
    } else if (key === "open") {
      found.open = Object.fromEntries(
        text.split(",").map((item) => item.split(":"))
          .filter(([id, far]) => scene.nodes.has(decodeURIComponent(id)) && /^[123]$/.test(far))
          .map(([id, far]) => [decodeURIComponent(id), Number(far)]),
      );
    } else if (key === "extra") found.extra = known(split(text));
    else if (key === "hide") found.hidden = known(split(text));
    else if (key === "pin") {
      found.pinned = Object.fromEntries(
        text.split(",").map((item) => item.split(":"))
          .filter(([id, x, y]) => scene.nodes.has(decodeURIComponent(id)) && NUMBERS.test(x) && NUMBERS.test(y))
          .map(([id, x, y]) => [decodeURIComponent(id), [Number(x), Number(y)]]),
      );
    } else if (key.startsWith("no-") && FILTERS.has(key.slice(3))) found.off[key.slice(3)] = split(text);
    else if (Object.hasOwn(THERE, key) && THERE[key](decodeURIComponent(text))) found[key] = decodeURIComponent(text);
    else if (["happened", "published"].includes(key)) {
      const [from = null, until = null] = text.split("..").map((day) => (day ? dates.day(day) : null));
      if (from !== null || until !== null) found[key] = [from, until];
    }
  }

  return {
    write,
    read,
    /** Keep the address and the state together. */
    follow() {
      written = location.hash.replace(/^#/, "");
      if (written) store.restore(read(written), true);
      store.listen((state, cause) => {
        if (cause === "preview") return;
        const fragment = write(state);
        if (cause === "change" && fragment !== written) {
          written = fragment;
          location.hash = fragment;
        }
      });
      window.addEventListener("hashchange", () => {
        const fragment = location.hash.replace(/^#/, "");
        if (fragment === written) return;
        written = fragment;
        store.restore(read(fragment));
      });
    },
  };
})();
