// How the graphics card draws boxes for sigma: fill, border, bar and corners as paint.js draws them.
// A kind has its form and its bar, so that colour is never all that tells one from another.

const sigmaBoxes = () => {
  const { NodeProgram } = Sigma.rendering;
  const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGLRenderingContext;
  const BARS = { left: 1, right: 2, top: 3 };

  const VERTEX = `
    attribute vec2 a_position; // middle, in sigma's own units
    attribute vec2 a_half; // half of width and height, in units of the drawing
    attribute vec4 a_fill;
    attribute vec4 a_stroke;
    attribute vec4 a_form; // radius, bar, dashed + 2 * cut, strong
    attribute float a_opacity;
    attribute vec4 a_id;
    attribute vec2 a_corner;
    uniform mat3 u_matrix;
    uniform vec2 u_size; // of the surface, in pixels of the page
    uniform float u_scale; // pixels of the page to a unit of the drawing
    varying vec2 v_at; // from the middle, in pixels
    varying vec2 v_half;
    varying vec4 v_fill;
    varying vec4 v_stroke;
    varying vec4 v_form;
    varying float v_opacity;
    varying float v_scale;
    const float bias = 255.0 / 254.0;
    void main() {
      // However far away, there is something to see, and more to hit.
      #ifdef PICKING_MODE
      vec2 least = vec2(4.0, 2.5);
      #else
      vec2 least = a_form.w > 0.5 ? vec2(5.0, 3.0) : vec2(2.0, 0.6);
      #endif
      v_half = max(a_half * u_scale, least);
      v_at = a_corner * (v_half + 1.5);
      vec3 middle = u_matrix * vec3(a_position, 1.0);
      gl_Position = vec4(middle.xy + v_at * 2.0 / u_size, 0.0, 1.0);
      v_form = a_form;
      v_opacity = a_opacity;
      v_scale = u_scale;
      v_stroke = a_stroke;
      #ifdef PICKING_MODE
      v_fill = a_id;
      #else
      v_fill = a_fill;
      #endif
      v_fill.a *= bias;
    }`;

  const FRAGMENT = `
    precision highp float;
    varying vec2 v_at;
    varying vec2 v_half;
    varying vec4 v_fill;
    varying vec4 v_stroke;
    varying vec4 v_form;
    varying float v_opacity;
    varying float v_scale;
    uniform vec3 u_paper;
    uniform vec3 u_accent;
    uniform float u_dense; // pixels of the screen to one of the page
    void main() {
      bool cut = v_form.z > 1.5;
      bool dashed = mod(v_form.z, 2.0) > 0.5;
      float out_of; // how far outside of the border, in pixels
      if (cut) {
        float nose = min(9.0 * v_scale, v_half.y);
        vec2 d = abs(v_at) - v_half;
        out_of = max(d.y, d.x + nose * abs(v_at.y) / v_half.y);
      } else {
        float radius = min(v_form.x * v_scale, min(v_half.x, v_half.y));
        vec2 q = abs(v_at) - v_half + radius;
        out_of = min(max(q.x, q.y), 0.0) + length(max(q, 0.0)) - radius;
      }
      #ifdef PICKING_MODE
      if (out_of > 0.0) discard;
      gl_FragColor = v_fill;
      #else
      float soft = 0.6 / u_dense;
      float inside = 1.0 - smoothstep(-soft, soft, out_of);
      if (inside <= 0.0) discard;
      bool strong = v_form.w > 0.5;
      float line = strong ? 2.2 : clamp(1.1 * v_scale, 0.8, 1.6);
      float border = smoothstep(-line - soft, -line + soft, out_of);
      if (dashed && !strong && mod(v_at.x + v_at.y, 7.0) > 4.0) border = 0.0;
      vec3 stroke = strong ? u_accent : v_stroke.rgb;
      vec3 color = v_fill.rgb;
      float bar = v_form.y;
      float thick = max(4.0 * v_scale, 1.0);
      if ((bar == 1.0 && v_at.x < thick - v_half.x) || (bar == 2.0 && v_at.x > v_half.x - thick) ||
          (bar == 3.0 && v_at.y > v_half.y - thick * 0.75)) color = v_stroke.rgb;
      // What is too small for border and fill is a mark in the colour of the border.
      float room = smoothstep(2.0, 5.0, v_half.y);
      color = mix(mix(stroke, color, 0.25), mix(color, stroke, border), room);
      // What steps back still covers the lines below it.
      gl_FragColor = vec4(mix(u_paper, color, v_opacity), 1.0) * inside;
      #endif
    }`;

  /** A class for sigma. told() gives scale, paper and accent as they are now. */
  return (told) =>
    class extends NodeProgram {
      getDefinition() {
        return {
          VERTICES: 4,
          VERTEX_SHADER_SOURCE: VERTEX,
          FRAGMENT_SHADER_SOURCE: FRAGMENT,
          METHOD: TRIANGLE_STRIP,
          UNIFORMS: ["u_matrix", "u_size", "u_scale", "u_paper", "u_accent", "u_dense"],
          ATTRIBUTES: [
            { name: "a_position", size: 2, type: FLOAT },
            { name: "a_half", size: 2, type: FLOAT },
            { name: "a_fill", size: 4, type: UNSIGNED_BYTE, normalized: true },
            { name: "a_stroke", size: 4, type: UNSIGNED_BYTE, normalized: true },
            { name: "a_form", size: 4, type: FLOAT },
            { name: "a_opacity", size: 1, type: FLOAT },
            { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
          ],
          CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
          CONSTANT_DATA: [[-1, -1], [1, -1], [-1, 1], [1, 1]],
        };
      }

      processVisibleItem(id, start, { x, y, box }) {
        const { array } = this;
        const { shape } = box;
        const { packed } = told();
        let at = start;
        array[at++] = x;
        array[at++] = y;
        array[at++] = box.width / 2;
        array[at++] = box.height / 2;
        array[at++] = packed(shape.fill);
        array[at++] = packed(shape.stroke);
        array[at++] = shape.radius;
        array[at++] = BARS[shape.bar] || 0;
        array[at++] = (shape.dashes.length ? 1 : 0) + (shape.cut ? 2 : 0);
        array[at++] = box.strong ? 1 : 0;
        array[at++] = box.opacity;
        array[at] = id;
      }

      setUniforms(params, { gl, uniformLocations: at }) {
        const { scale, paper, accent } = told();
        gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
        gl.uniform2f(at.u_size, params.width, params.height);
        gl.uniform1f(at.u_scale, scale);
        gl.uniform1f(at.u_dense, params.pixelRatio);
        gl.uniform3fv(at.u_paper, paper);
        gl.uniform3fv(at.u_accent, accent);
      }
    };
};
