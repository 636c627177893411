// Elements are made here and nowhere else: text goes in as text, never as markup.

const dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  // What commands a terminal or turns the direction of reading: nobody would see that it is there.
  const MARKS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
  /** Text with such marks written out, as kg writes them in a terminal. */
  const plain = (text) =>
    text.replace(MARKS, (mark) => `\\u${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
  const shown = (child) => (child instanceof Node ? child : plain(String(child)));

  function fill(element, properties, children) {
    for (const [name, value] of Object.entries(properties)) {
      if (value === undefined || value === null || value === false) continue;
      if (name === "on") {
        for (const [event, heard] of Object.entries(value)) element.addEventListener(event, heard);
      } else if (name === "value") {
        element.value = value;
      } else {
        element.setAttribute(name, value === true ? "" : plain(String(value)));
      }
    }
    // One by one: a large picture has more parts than a function takes arguments.
    for (const child of children.flat(3)) if (child !== null && child !== undefined) element.append(shown(child));
    return element;
  }

  const el = (tag, properties = {}, ...children) =>
    fill(document.createElement(tag), properties, children);
  const svg = (tag, properties = {}, ...children) =>
    fill(document.createElementNS(SVG, tag), properties, children);

  /** Text of others, kept from turning the reading direction of what stands around it. */
  const bdi = (text, properties = {}) => el("bdi", { dir: "auto", ...properties }, String(text));

  /** Return the address if it may be followed. */
  function safe(address) {
    try {
      const url = new URL(address);
      return ["http:", "https:"].includes(url.protocol) ? url.href : null;
    } catch {
      return null;
    }
  }

  /** A link to the web, or the text alone if the address is of another kind. */
  function link(address, text) {
    const href = safe(address);
    if (!href) return bdi(text);
    return el(
      "a",
      { href, rel: "noopener noreferrer", target: "_blank", class: "out" },
      bdi(text),
      el("span", { class: "sr" }, " (opens in a new tab)"),
    );
  }

  const button = (text, action, properties = {}) =>
    el("button", { type: "button", ...properties, on: { click: action } }, text);

  function replace(element, ...children) {
    element.replaceChildren(...children.flat(3).filter((child) => child).map(shown));
  }

  /** Say something to people who do not see the page. */
  function say(text) {
    const live = document.getElementById("live");
    text = plain(text);
    live.textContent = live.textContent === text ? `${text}\u00a0` : text;
  }

  return { el, svg, bdi, link, button, replace, safe, say, id: (id) => document.getElementById(id) };
})();
