// A choice among thousands: a field to type into that offers what matches, in place of a long list.

const picker = (() => {
  const { el } = dom;
  const MOST = 30;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** Names that tell the choices apart: where several have the same, with the id behind it. */
  function named(choices) {
    const used = new Map();
    for (const [, label] of choices) used.set(label, (used.get(label) || 0) + 1);
    return choices.map(([id, label]) => {
      const text = used.get(label) > 1 ? `${label} (${id})` : label;
      return { id, text, plain: plain(text) };
    });
  }

  /**
   * Return a field for choices, [[id, label], ...]. take(id) is told what was chosen, "" for none.
   * Its `value` is the id that is chosen, as a <select> has it.
   */
  function make(id, choices, take) {
    const all = named(choices);
    const byText = new Map(all.map((each) => [each.text, each.id]));
    const byId = new Map(all.map((each) => [each.id, each.text]));
    const list = el("datalist", { id: `${id}-list` });
    const input = el("input", {
      id, type: "search", list: `${id}-list`, autocomplete: "off", spellcheck: "false",
      placeholder: `all ${all.length}: type to find one`,
      on: { input: offer, change: settle },
    });
    let chosen = "";

    function offer() {
      if (byText.has(input.value)) {
        settle();
        return;
      }
      const wanted = plain(input.value).split(/\s+/).filter(Boolean);
      const found = [];
      for (const each of all) {
        if (wanted.every((word) => each.plain.includes(word)) && found.push(each) === MOST) break;
      }
      dom.replace(list, found.map(({ text }) => el("option", { value: text })));
      if (!input.value) settle();
    }

    function settle() {
      const next = byText.get(input.value) || "";
      if (input.value && !next) {
        dom.say(`No such choice: ${input.value}.`);
        input.value = byId.get(chosen) || "";
      } else if (next !== chosen) take(next);
    }

    return {
      element: [input, list],
      get value() {
        return chosen;
      },
      set value(next) {
        chosen = next;
        input.value = byId.get(next) || "";
      },
    };
  }

  return { make };
})();
