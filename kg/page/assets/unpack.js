// Reads what kg/page/pack.py packed: each text once, keys once a list of objects.

function unpack(packed) {
  const texts = packed.texts;

  function row(keys, values) {
    const object = {};
    for (let place = 0; place < values.length; place += 1) {
      if (values[place] !== null) object[keys[place]] = read(values[place]);
    }
    return object;
  }

  function read(value) {
    if (typeof value === "string") return texts[parseInt(value, 36)];
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(read);
    const keys = value[""];
    if (keys === undefined) return row(Object.keys(value), Object.values(value));
    const rows = value.r.map((values) => row(keys, values));
    if (value.i === undefined) return rows;
    // No prototype: a node may be named "constructor".
    const named = Object.create(null);
    rows.forEach((each, place) => {
      named[texts[parseInt(value.i[place], 36)]] = each;
    });
    return named;
  }

  return read(packed.value);
}

// The JSON object of docs/page-format.md: "scene", or "vis"; null where the page has none.
function embedded(name) {
  const element = document.getElementById(name);
  return element === null ? null : unpack(JSON.parse(element.textContent));
}
