// Elements are made here and nowhere else: text goes in as text, never as markup.

const dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  function fill(element, properties, children) {
    for (const [name, value] of Object.entries(properties)) {
      if (value === undefined || value === null || value === false) continue;
      if (name === "on") {
        for (const [event, heard] of Object.entries(value)) element.addEventListener(event, heard);
      } else if (name === "value") {
        element.value = value;
      } else {
        element.setAttribute(name, value === true ? "" : value);
      }
    }
    element.append(...children.flat(3).filter((child) => child !== null && child !== undefined));
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
    element.replaceChildren(...children.flat(3).filter((child) => child));
  }

  /** Say something to people who do not see the page. */
  function say(text) {
    const live = document.getElementById("live");
    live.textContent = live.textContent === text ? `${text}\u00a0` : text;
  }

  return { el, svg, bdi, link, button, replace, safe, say, id: (id) => document.getElementById(id) };
})();
