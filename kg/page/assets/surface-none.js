// A surface that draws nothing, for large scenes in a browser without WebGL: the table has it all.

surfaces.none = (element) => {
  element.append(
    dom.el("p", { class: "undrawn" }, "This browser does not draw with WebGL, which so large a graph needs. The table has the same content."),
  );
  return {
    size: () => [element.clientWidth, element.clientHeight],
    draw() {},
    fit() {},
    zoom() {},
    reveal() {},
    settle() {},
    moved: () => new Map(),
    at: () => [0, 0],
    camera: () => null,
  };
};
