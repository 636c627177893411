// How the graphics card draws lines for sigma: straight with a head, or in a bow between columns;
// with the dashes that name a verdict or a stance, whose lengths are pixels of the page.

const sigmaLines = () => {
  const { EdgeProgram } = Sigma.rendering;
  const { FLOAT, UNSIGNED_BYTE, TRIANGLES, TRIANGLE_STRIP } = WebGLRenderingContext;
  const PIECES = 14; // of a bow
  const PATTERNS = 24;

  // --- patterns ----------------------------------------------------------------------------------

  // Dash, gap, dash, gap by number; 0 is a line without gaps.
  const patterns = [[0, 0, 0, 0]];
  const numbers = new Map([["", 0]]);

  function pattern(dashes) {
    const key = dashes.join(" ");
    if (!numbers.has(key)) {
      const [a, b = a, c = 0, d = 0] = dashes;
      // A library of lines has fewer patterns than this; a later one would be drawn without gaps.
      numbers.set(key, patterns.length < PATTERNS ? patterns.push([a, b, c, d]) - 1 : 0);
    }
    return numbers.get(key);
  }

  // --- shaders -----------------------------------------------------------------------------------

  const SHARED = `
    attribute vec2 a_start;
    attribute vec2 a_end;
    attribute vec4 a_color;
    attribute vec4 a_style; // width, pattern, opacity, whether it has a head
    attribute vec4 a_id;
    uniform mat3 u_matrix;
    uniform vec2 u_size;
    uniform float u_scale;
    uniform float u_calm; // how much of its ink a line keeps where thousands lie on each other
    uniform vec4 u_patterns[${PATTERNS}];
    varying vec4 v_color;
    varying vec4 v_pattern;
    varying float v_along;
    varying float v_aside;
    varying float v_half;
    const float bias = 255.0 / 254.0;
    vec2 pixels(vec2 at) {
      return (u_matrix * vec3(at, 1.0)).xy * u_size * 0.5;
    }
    void shared() {
      #ifdef PICKING_MODE
      v_half = 3.0;
      v_color = a_id;
      v_color.a *= bias;
      #else
      v_half = 0.5 * a_style.x * clamp(u_scale * 1.2, 0.45, 1.15);
      v_color = vec4(a_color.rgb, a_color.a * bias * a_style.z * u_calm);
      #endif
      v_pattern = u_patterns[int(a_style.y + 0.5)];
    }`;

  const STRAIGHT = `${SHARED}
    attribute vec3 a_part; // along, aside, whether of the head
    void main() {
      shared();
      vec2 from = pixels(a_start);
      vec2 to = pixels(a_end);
      vec2 way = to - from;
      float far = max(length(way), 0.001);
      way /= far;
      vec2 aside = vec2(-way.y, way.x);
      float head = a_style.w * min(8.0 * u_scale, 9.0);
      if (head < 2.5) head = 0.0;
      vec2 at;
      if (a_part.z > 0.5) {
        at = to - way * head * (1.0 - a_part.x) + aside * a_part.y * head * 0.42;
        v_along = 0.0;
        v_pattern = vec4(0.0);
        v_aside = 0.0;
        if (head == 0.0) at = to;
      } else {
        float wide = v_half + 0.8;
        v_along = a_part.x * max(far - head * 0.8, 0.0);
        v_aside = a_part.y * wide;
        at = from + way * v_along + aside * v_aside;
      }
      gl_Position = vec4(at * 2.0 / u_size, 0.0, 1.0);
    }`;

  const BOW = `${SHARED}
    attribute vec2 a_part; // how far of the way, aside
    vec2 bow(vec2 from, vec2 to, float t) {
      float bend = (to.x - from.x) * ${paint.BEND.toFixed(3)};
      float s = 1.0 - t;
      return s * s * s * from + 3.0 * s * s * t * (from + vec2(bend, 0.0)) +
        3.0 * s * t * t * (to - vec2(bend, 0.0)) + t * t * t * to;
    }
    void main() {
      shared();
      vec2 from = pixels(a_start);
      vec2 to = pixels(a_end);
      float t = a_part.x;
      vec2 at = bow(from, to, t);
      vec2 way = bow(from, to, min(t + 0.01, 1.0)) - bow(from, to, max(t - 0.01, 0.0));
      way /= max(length(way), 0.001);
      v_along = 0.0;
      vec2 before = from;
      for (int piece = 1; piece <= ${PIECES}; piece++) {
        if (float(piece) > t * ${PIECES}.0 + 0.5) break;
        vec2 next = bow(from, to, float(piece) / ${PIECES}.0);
        v_along += distance(before, next);
        before = next;
      }
      v_aside = a_part.y * (v_half + 0.8);
      gl_Position = vec4((at + vec2(-way.y, way.x) * v_aside) * 2.0 / u_size, 0.0, 1.0);
    }`;

  const FRAGMENT = `
    precision highp float;
    varying vec4 v_color;
    varying vec4 v_pattern;
    varying float v_along;
    varying float v_aside;
    varying float v_half;
    void main() {
      #ifdef PICKING_MODE
      gl_FragColor = v_color;
      #else
      float whole = v_pattern.x + v_pattern.y + v_pattern.z + v_pattern.w;
      if (whole > 0.0) {
        float at = mod(v_along, whole);
        float second = v_pattern.x + v_pattern.y;
        if (at > v_pattern.x && (at < second || at > second + v_pattern.z)) discard;
      }
      float ink = 1.0 - smoothstep(v_half - 0.4, v_half + 0.6, abs(v_aside));
      float alpha = v_color.a * ink;
      gl_FragColor = vec4(v_color.rgb * alpha, alpha);
      #endif
    }`;

  const [FAR, MANY] = [0.2, 4000]; // pixels to a unit; lines
  const [CROWDED, LEAST] = [1500, 0.12];

  /** From afar thousands of lines would be one blot; from near each has its whole ink. */
  function calmOf(scale, number) {
    const crowded = Math.max(LEAST, Math.min(1, CROWDED / number));
    const near = Math.min(Math.max((scale - 0.1) / 0.4, 0), 1);
    return crowded + (1 - crowded) * near;
  }

  // --- ends --------------------------------------------------------------------------------------

  /** Where a straight line meets the border of a box, on the way to a point. */
  function border(box, x, y) {
    const [dx, dy] = [x - box.x, y - box.y];
    const part = Math.min(box.width / 2 / (Math.abs(dx) || 1e-9), box.height / 2 / (Math.abs(dy) || 1e-9), 1);
    return [box.x + dx * part, box.y + dy * part];
  }

  /**
   * The ends of a line: at the sides of the boxes where these stand beside each other, so that no
   * other box of their columns lies upon it.
   */
  function ends({ curved }, from, to) {
    const beside = Math.abs(to.x - from.x) > (from.width + to.width) / 2;
    if (!curved && !beside) return [border(from, to.x, to.y), border(to, from.x, from.y)];
    const right = to.x >= from.x ? 1 : -1;
    return [[from.x + (right * from.width) / 2, from.y], [to.x - (right * to.width) / 2, to.y]];
  }

  // --- programs ----------------------------------------------------------------------------------

  const head = (told, vertex, METHOD, part, data) =>
    class extends EdgeProgram {
      getDefinition() {
        return {
          VERTICES: data.length,
          VERTEX_SHADER_SOURCE: vertex,
          FRAGMENT_SHADER_SOURCE: FRAGMENT,
          METHOD,
          UNIFORMS: ["u_matrix", "u_size", "u_scale", "u_calm", "u_patterns"],
          ATTRIBUTES: [
            { name: "a_start", size: 2, type: FLOAT },
            { name: "a_end", size: 2, type: FLOAT },
            { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
            { name: "a_style", size: 4, type: FLOAT },
            { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
          ],
          CONSTANT_ATTRIBUTES: [{ name: "a_part", size: part, type: FLOAT }],
          CONSTANT_DATA: data,
        };
      }

      processVisibleItem(id, start, source, target, { line }) {
        const { array } = this;
        const { packed, normal } = told();
        const [from, to] = ends(line, source.box, target.box);
        let at = start;
        array[at++] = normal.x(from[0]);
        array[at++] = normal.y(from[1]);
        array[at++] = normal.x(to[0]);
        array[at++] = normal.y(to[1]);
        array[at++] = packed(line.color);
        array[at++] = line.width;
        array[at++] = pattern(line.dashes);
        array[at++] = line.opacity;
        array[at++] = line.arrow ? 1 : 0;
        array[at] = id;
      }

      /** Lines by the thousand, seen from afar, can be pointed at by nobody: they are drawn once. */
      render(params) {
        const { pickProgram } = this;
        if (told().scale < FAR && this.capacity > MANY) this.pickProgram = null;
        super.render(params);
        this.pickProgram = pickProgram;
      }

      setUniforms(params, { gl, uniformLocations: at }) {
        gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
        gl.uniform2f(at.u_size, params.width, params.height);
        gl.uniform1f(at.u_scale, told().scale);
        gl.uniform1f(at.u_calm, calmOf(told().scale, this.capacity));
        const all = new Float32Array(PATTERNS * 4);
        all.set(patterns.flat());
        gl.uniform4fv(at.u_patterns, all);
      }
    };

  const LINE = [[0, -1, 0], [1, -1, 0], [0, 1, 0], [0, 1, 0], [1, -1, 0], [1, 1, 0]];
  const HEAD = [[1, 0, 1], [0, 1, 1], [0, -1, 1]];
  const STRIP = Array.from({ length: PIECES + 1 }, (_, piece) => [[piece / PIECES, -1], [piece / PIECES, 1]]).flat();

  return {
    ends,
    straight: (told) => head(told, STRAIGHT, TRIANGLES, 3, [...LINE, ...HEAD]),
    bow: (told) => head(told, BOW, TRIANGLE_STRIP, 2, STRIP),
  };
};
