// The map underneath: Natural Earth's land, borders, lakes and rivers drawn as vectors on a canvas, with names that never overlap.

/**
 * @typedef {{size: number, codes: string, text: string}} PackedWorld what data/basemap.py writes
 * @typedef {{xy: Int32Array, box: number[], hole?: boolean}} Shape points as x, y, x, y… in map units; west, north, east, south
 * @typedef {{size: number, outlines: Shape[], kinds: Object<string, Shape[]>, land: Shape[], countries: Map<string, number[][]>}} World
 * @typedef {{left: number, top: number, right: number, bottom: number}} Rect
 * @typedef {any[]} Label a row of data/explorer/labels.csv: kind (country, city, capital, sea, ocean), name, lat, lon, rank, zoom, code
 * @typedef {{text: string[], font: string, spacing: number, color: string, align: string, x: number, y: number, box: Rect, dot: number[]|null, label: Label}} Placed
 */

const OUTLINE_KINDS = ['coast', 'border', 'disputed', 'lake', 'river'];
const WORLD_DIGITS = '!#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz|~';
const WORLD_SMALL = 36;

const BASEMAP_COLORS = {
  light: {
    sea: '#dbe6ec', shore: '#d0dee6', land: '#f6f3ec', coast: '#a5bcca', border: '#cfc4b2', disputed: '#b3a48c',
    river: '#c6d9e3', country: '#776f62', city: '#5d574d', water: '#55798f', halo: 'rgba(250, 248, 243, 0.9)', wet: 'rgba(219, 230, 236, 0.9)',
  },
  dark: {
    sea: '#0f151b', shore: '#131b22', land: '#232b33', coast: '#3a4753', border: '#3d4853', disputed: '#5a6774',
    river: '#161e26', country: '#94a0ab', city: '#aab4bd', water: '#6c8496', halo: 'rgba(27, 34, 41, 0.9)', wet: 'rgba(15, 21, 27, 0.9)',
  },
};

/* Reading the packed world ------------------------------------------------------------------------------------------ */

/**
 * The whole numbers of a packed text: one character for the small ones, two for most others, five for the rest.
 * @param {string} text
 * @returns {Int32Array}
 */
export function readNumbers(text) {
  const base = WORLD_DIGITS.length;
  const digit = new Uint8Array(128);
  for (let i = 0; i < base; i++) digit[WORLD_DIGITS.charCodeAt(i)] = i;
  const numbers = new Int32Array(text.length);
  const signed = (index, least) => (index & 1 ? -((index >> 1) + least) : (index >> 1) + least);
  const last = base - 1;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const first = digit[text.charCodeAt(i)];
    if (first <= 2 * WORLD_SMALL) {
      numbers[count++] = first - WORLD_SMALL;
    } else if (first < last) {
      numbers[count++] = signed((first - 2 * WORLD_SMALL - 1) * base + digit[text.charCodeAt(++i)], WORLD_SMALL + 1);
    } else {
      let index = 0;
      for (let k = 0; k < 4; k++) index = index * base + digit[text.charCodeAt(++i)];
      numbers[count++] = signed(index, 0);
    }
  }
  return numbers.subarray(0, count);
}

/**
 * The world as outlines by kind, rings of land, and rings of countries as references to outlines.
 * @param {PackedWorld} packed
 * @returns {World}
 */
export function decodeWorld(packed) {
  const numbers = readNumbers(packed.text);
  const outlines = [];
  const kinds = {};
  let at = 0;
  let x = 0;
  let y = 0;
  for (const kind of OUTLINE_KINDS) {
    const start = outlines.length;
    const stop = start + numbers[at++];
    while (outlines.length < stop) {
      const end = at + 1 + 2 * numbers[at];
      const xy = numbers.subarray(at + 1, end); // steps become points where they lie
      let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let i = 0; i < xy.length; i += 2) {
        xy[i] = x += xy[i];
        xy[i + 1] = y += xy[i + 1];
        if (x < west) west = x;
        if (x > east) east = x;
        if (y < north) north = y;
        if (y > south) south = y;
      }
      at = end;
      outlines.push({ xy, box: [west, north, east, south] });
    }
    // At the pole the edge of the map is no coast.
    kinds[kind] = outlines.slice(start).filter(({ box }) => box[1] < packed.size - 1);
  }
  const readRings = () => {
    const rings = [];
    let ref = 0;
    for (let left = numbers[at++]; left > 0; left--) {
      const ring = new Array(numbers[at++]);
      for (let i = 0; i < ring.length; i++) ring[i] = ref += numbers[at++];
      rings.push(ring);
    }
    return rings;
  };
  const shape = (refs) => (isWhole(refs) && isClosed(outlines[refs[0] >> 1]) ? outlines[refs[0] >> 1] : withBox(closedAtPole(joinOutlines(outlines, refs, packed.size), packed.size)));
  const land = readRings().map((refs) => ({ ...shape(refs), hole: false }));
  land.push(...readRings().map((refs) => ({ ...shape(refs), hole: true })));
  const extent = ({ box }) => (box[2] - box[0]) * (box[3] - box[1]);
  land.sort((a, b) => extent(b) - extent(a)); // the Caspian Sea after Eurasia, its islands after it
  const countries = new Map();
  for (let i = 0; i < packed.codes.length; i += 2) countries.set(packed.codes.slice(i, i + 2), readRings());
  return { size: packed.size, outlines, kinds, land, countries };
}

/** @param {Int32Array} xy @returns {Shape} */
function withBox(xy) {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < xy.length; i += 2) {
    if (xy[i] < west) west = xy[i];
    if (xy[i] > east) east = xy[i];
    if (xy[i + 1] < north) north = xy[i + 1];
    if (xy[i + 1] > south) south = xy[i + 1];
  }
  return { xy, box: [west, north, east, south] };
}

/** @param {Shape} shape */
function isClosed({ xy }) {
  return xy[0] === xy[xy.length - 2] && xy[1] === xy[xy.length - 1];
}

/** Whether a ring is one outline as it is. @param {number[]} refs */
function isWhole(refs) {
  return refs.length === 1 && !(refs[0] & 1);
}

/**
 * One line of several outlines, moved by whole worlds where they lie on the two sides of the antimeridian.
 * A reference is the number of the outline, doubled, plus one if it runs backwards.
 * @param {Shape[]} outlines @param {number[]} refs @param {number} size
 * @returns {Int32Array}
 */
export function joinOutlines(outlines, refs, size) {
  if (isWhole(refs)) return outlines[refs[0] >> 1].xy;
  let length = 0;
  for (const ref of refs) length += outlines[ref >> 1].xy.length;
  const joined = new Int32Array(length);
  let at = 0;
  for (const ref of refs) {
    const { xy } = outlines[ref >> 1];
    const points = xy.length / 2;
    const start = ref & 1 ? xy.length - 2 : 0;
    const shift = at ? size * Math.round((joined[at - 2] - xy[start]) / size) : 0;
    for (let i = 0; i < points; i++) {
      const from = ref & 1 ? xy.length - 2 - 2 * i : 2 * i;
      joined[at++] = xy[from] + shift;
      joined[at++] = xy[from + 1];
    }
  }
  return joined;
}

/**
 * A ring around the South Pole ends a whole world away from where it began: go down to the edge of the map and back.
 * @param {Int32Array} xy @param {number} size
 * @returns {Int32Array}
 */
export function closedAtPole(xy, size) {
  const [first, last] = [xy[0], xy[xy.length - 2]];
  return Math.abs(last - first) === size ? Int32Array.of(...xy, last, size, first, size) : xy;
}

/**
 * The rings around a country, without the lines inside it that only a dispute draws.
 * @param {World} world @param {string} code two letters
 * @returns {[number, number][][]} rings of [lat, lon]; longitudes run on over 180 where a country does
 */
export function countryRings(world, code) {
  return countryShapes(world, code).map(({ xy }) =>
    Array.from({ length: xy.length / 2 }, (_, i) => unproject(xy[2 * i], xy[2 * i + 1], world.size)));
}

/** The same rings in map units, all of them on the side of the antimeridian where the largest is. @param {World} world @param {string} code */
export function countryShapes(world, code) {
  const { size, outlines, countries } = world;
  const rings = dissolve(world, countries.get(code) || [])
    .map((refs) => withBox(closedAtPole(joinOutlines(outlines, refs, size), size)))
    .filter(({ box }) => box[1] < size);
  const middle = ({ box }) => (box[0] + box[2]) / 2;
  const largest = rings.reduce((a, b) => (b.box[2] - b.box[0] > a.box[2] - a.box[0] ? b : a), rings[0]);
  return rings.map((ring) => {
    const shift = size * Math.round((middle(largest) - middle(ring)) / size);
    return shift ? withBox(ring.xy.map((value, i) => (i % 2 ? value : value + shift))) : ring;
  });
}

/** @param {World} world @param {number[][]} rings @returns {number[][]} */
function dissolve(world, rings) {
  const used = new Set(rings.flat());
  if (!rings.some((ring) => ring.some((ref) => used.has(ref ^ 1)))) return rings;
  const whole = rings.filter((ring) => !ring.some((ref) => used.has(ref ^ 1)));
  const cut = rings.filter((ring) => ring.some((ref) => used.has(ref ^ 1)));
  return [...whole, ...stitch(world, cut.flat().filter((ref) => !used.has(ref ^ 1)))];
}

/** @param {World} world @param {number[]} refs @returns {number[][]} */
function stitch(world, refs) {
  const end = (ref, last) => {
    const { xy } = world.outlines[ref >> 1];
    const i = Boolean(ref & 1) === last ? 0 : xy.length - 2;
    return `${((xy[i] % world.size) + world.size) % world.size},${xy[i + 1]}`;
  };
  const waiting = new Map();
  for (const ref of refs) waiting.set(end(ref, false), [...(waiting.get(end(ref, false)) || []), ref]);
  const rings = [];
  for (const first of refs) {
    const ring = [];
    let key = end(first, false);
    while (waiting.get(key)?.length) {
      ring.push(waiting.get(key).pop());
      key = end(ring[ring.length - 1], true);
    }
    if (ring.length) rings.push(ring);
  }
  return rings;
}

/** @param {number} x @param {number} y @param {number} size @returns {[number, number]} */
function unproject(x, y, size) {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / size))) * 180) / Math.PI;
  return [Math.round(lat * 1e5) / 1e5, Math.round(((x / size) * 360 - 180) * 1e5) / 1e5];
}

/** @param {number} lat @param {number} lon @returns {[number, number]} on a world that is 1 wide */
export function projectUnit(lat, lon) {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/* Drawing ----------------------------------------------------------------------------------------------------------- */

/**
 * A window on the world: pixels are x * scale - left, y * scale - top.
 * @typedef {{scale: number, left: number, top: number, width: number, height: number, copies: number[]}} View
 */

/** The copies of the world that a window shows. @param {number} left @param {number} width @param {number} worldWidth */
export function worldCopies(left, width, worldWidth) {
  const first = Math.floor(left / worldWidth);
  const last = Math.floor((left + width) / worldWidth);
  // Russia and Fiji run over the edge of their own copy, so each copy has a neighbour on both sides.
  return Array.from({ length: last - first + 3 }, (_, i) => first - 1 + i);
}

/** Whether a shape is in the window and not too small to be seen. @param {Shape} shape @param {View} view @param {number} copy */
function isInView({ box: [west, north, east, south] }, { scale, left, top, width, height }, copy) {
  const [x, y] = [(west + copy) * scale - left, north * scale - top];
  const [w, h] = [(east - west) * scale, (south - north) * scale];
  return x + w > -4 && x < width + 4 && y + h > -4 && y < height + 4 && (w > 0.5 || h > 0.5);
}

/**
 * Trace a shape, leaving out what cannot be seen: points closer than a pixel, and runs that stay beyond one edge.
 * @param {CanvasRenderingContext2D|Path2D} path @param {Shape} shape @param {View} view @param {number} copy offset in map units
 * @param {boolean} filled a filled shape keeps the ends of hidden runs, a stroked one is broken there
 */
export function traceShape(path, shape, view, copy, filled) {
  const { scale, width, height } = view;
  const dx = copy * scale - view.left;
  const dy = -view.top;
  const { xy } = shape;
  const stop = xy.length - 2;
  let [x, y, code] = [0, 0, 0]; // this point, and the edges of the window that it lies beyond
  let [px, py] = [0, 0]; // the point that was drawn last
  let beyond = 0; // the edges that it and all points left out since lie beyond
  let skipped = false;
  for (let i = 0; i <= stop; i += 2) {
    const [bx, by, before] = [x, y, code];
    x = xy[i] * scale + dx;
    y = xy[i + 1] * scale + dy;
    code = (x < -4 ? 1 : x > width + 4 ? 2 : 0) | (y < -4 ? 4 : y > height + 4 ? 8 : 0);
    if (skipped && !(beyond & code)) {
      if (filled) path.lineTo(bx, by);
      else path.moveTo(bx, by);
      beyond = before;
      skipped = false;
    }
    if (i > 0 && i < stop && beyond & code) {
      beyond &= code;
      skipped = true;
      continue;
    }
    if (i > 0 && i < stop && !(beyond | code) && Math.abs(x - px) < 0.7 && Math.abs(y - py) < 0.7) continue;
    if (i === 0 || (skipped && !filled)) path.moveTo(x, y);
    else path.lineTo(x, y);
    [px, py, beyond, skipped] = [x, y, code, false];
  }
  if (filled) path.closePath();
}

/**
 * @param {CanvasRenderingContext2D} ctx @param {World} world @param {View} view
 * @param {Object<string, string>} colors @param {number} zoom
 */
export function drawWorld(ctx, world, view, colors, zoom) {
  // Shape by shape: one path of all of them takes a browser ten times as long.
  const each = (shapes, filled, paint) => {
    for (const copy of view.copies) {
      for (const shape of shapes) {
        if (!isInView(shape, view, copy * world.size)) continue;
        ctx.beginPath();
        traceShape(ctx, shape, view, copy * world.size, filled);
        paint(shape);
      }
    }
  };
  const fill = (shapes, color) => each(shapes, true, (shape) => {
    ctx.fillStyle = shape.hole ? colors.sea : color;
    ctx.fill();
  });
  const stroke = (kind, color, width, dash = []) => {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    each(world.kinds[kind], false, () => ctx.stroke());
  };
  ctx.fillStyle = colors.sea;
  ctx.fillRect(0, 0, view.width, view.height);
  ctx.lineJoin = 'bevel'; // round joins double the time, and at this width nobody sees them
  if (zoom >= 2.5) stroke('coast', colors.shore, Math.min(8, 2 + zoom));
  fill(world.land, colors.land);
  drawPole(ctx, world, view, colors);
  if (zoom >= 3.5) stroke('river', colors.river, zoom < 5 ? 0.8 : zoom < 7 ? 1.2 : 1.8);
  fill(world.kinds.lake, colors.sea);
  stroke('lake', colors.coast, 0.6);
  stroke('border', colors.border, zoom < 4 ? 0.8 : 1.1);
  stroke('disputed', colors.land, 1.6);
  stroke('disputed', colors.disputed, zoom < 4 ? 0.9 : 1.2, [4, 3]);
  stroke('coast', colors.coast, zoom < 3 ? 0.6 : 0.9);
  ctx.setLineDash([]);
}

/** Web Mercator ends before the South Pole does: ice goes on below. */
function drawPole(ctx, world, view, colors) {
  const edge = world.size * view.scale - view.top - 1;
  ctx.fillStyle = colors.land;
  if (edge < view.height) ctx.fillRect(0, edge, view.width, view.height - edge);
}

/* Names ------------------------------------------------------------------------------------------------------------- */

/** Whether the point of a label is well inside the window, in any copy of the world. */
function isPointIn([, , lat, lon], { zoom, view, window: visible }) {
  const worldWidth = 256 * 2 ** zoom;
  const [ux, uy] = projectUnit(lat, lon);
  const y = uy * worldWidth - view.top;
  return y > visible.top + 8 && y < visible.bottom - 8 && view.copies.some((copy) => {
    const x = (ux + copy) * worldWidth - view.left;
    return x > visible.left + 40 && x < visible.right - 40;
  });
}

/** @param {Rect} r @param {number} x @param {number} y @returns {Rect} */
function movedRect(r, x, y) {
  return { left: r.left + x, top: r.top + y, right: r.right + x, bottom: r.bottom + y };
}

/** @param {Rect} a @param {Rect} b */
export function rectsMeet(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Lines of at most about `most` characters, as even as the words allow. @param {string} name @param {number} most */
export function wrapName(name, most) {
  const words = name.split(' ');
  if (name.length <= most || words.length < 2) return [name];
  let best = [name];
  let least = Infinity;
  for (let i = 1; i < words.length; i++) {
    const lines = [words.slice(0, i).join(' '), words.slice(i).join(' ')];
    const longest = Math.max(lines[0].length, lines[1].length);
    if (longest < least) [best, least] = [lines, longest];
  }
  return best;
}

const LABEL_STYLES = {
  ocean: (rank, zoom, colors) => ({ size: zoom < 3 ? 13 : 15, weight: '400', italic: true, spacing: 2.4, upper: false, color: colors.water, most: 9, wet: true }),
  sea: (rank, zoom, colors) => ({ size: zoom < 5 ? 11 : 12.5, weight: '400', italic: true, spacing: 0.6, upper: false, color: colors.water, most: 11, wet: true }),
  country: (rank, zoom, colors) => ({
    size: Math.min(15, (rank <= 1 ? 12 : rank <= 2 ? 11 : 10) + Math.max(0, Math.min(3, (zoom - 3) * 0.75))),
    weight: '600', italic: false, spacing: rank <= 2 ? 1.4 : 0.9, upper: true, color: colors.country, most: 13, wet: false,
  }),
  capital: (rank, zoom, colors) => ({ size: zoom < 6 ? 11 : 12, weight: '600', italic: false, spacing: 0, upper: false, color: colors.city, most: 99, wet: false }),
  city: (rank, zoom, colors) => ({ size: zoom < 6 ? 11 : 12, weight: '500', italic: false, spacing: 0, upper: false, color: colors.city, most: 99, wet: false }),
};

/**
 * Which names fit, the important ones first; none touches another, a reserved box, or the edge of the window.
 * @param {Label[]} labels sorted by importance
 * @param {{zoom: number, view: View, window: Rect, reserved: Rect[], colors: Object<string, string>, family: string, measure: (text: string, font: string, spacing: number) => number}} scene
 * @returns {Placed[]}
 */
export function placeLabels(labels, scene) {
  const { zoom, view, window: visible, reserved, colors, family, measure } = scene;
  const worldWidth = 256 * 2 ** zoom;
  const taken = [...reserved];
  const placed = [];
  const seen = new Set(); // a large country has several places for its name: the first that is in the window is enough
  for (const label of labels) {
    const [kind, name, lat, lon, rank, least] = label;
    if (zoom < least || (kind === 'ocean' && zoom > 6) || seen.has(name)) continue;
    const style = LABEL_STYLES[kind](rank, zoom, colors);
    const [ux, uy] = projectUnit(lat, lon);
    const y = uy * worldWidth - view.top;
    if (y < -20 || y > view.height + 20) continue;
    const font = `${style.italic ? 'italic ' : ''}${style.weight} ${style.size}px ${family}`;
    const text = wrapName(style.upper ? name.toUpperCase() : name, style.most);
    const width = Math.max(...text.map((line) => measure(line, font, style.spacing)));
    for (const copy of view.copies) {
      const x = (ux + copy) * worldWidth - view.left;
      if (x < -20 || x > view.width + 20) continue;
      const spot = findSpot(kind, x, y, width, style.size * 1.18 * text.length, taken, visible);
      if (!spot) continue;
      if (kind === 'country' && rectsMeet(spot.box, visible)) seen.add(name);
      taken.push(spot.box, ...(spot.dot ? [dotBox(spot.dot)] : []));
      placed.push({ text, font, spacing: style.spacing, color: style.color, wet: style.wet, lineHeight: style.size * 1.18, label, ...spot });
    }
  }
  return placed;
}

function dotBox([x, y]) {
  return { left: x - 4, top: y - 4, right: x + 4, bottom: y + 4 };
}

/** The first place for a name that is free: around its point for a country or a sea, beside its dot for a city. */
function findSpot(kind, x, y, width, height, taken, visible) {
  const isCity = kind === 'city' || kind === 'capital';
  const dot = isCity ? [x, y, kind === 'capital' ? 2.6 : 2] : null;
  const free = (box) => !taken.some((other) => rectsMeet(box, other));
  if (dot && taken.some((other) => rectsMeet(dotBox(dot), other))) return null;
  const gap = 6;
  const spots = isCity
    ? [['left', x + gap, y], ['right', x - gap, y], ['center', x, y - gap - height / 2 + 2], ['center', x, y + gap + height / 2 - 2]]
    : [['center', x, y], ['center', x, y - height], ['center', x, y + height]];
  for (const [align, sx, sy] of spots) {
    const left = align === 'left' ? sx : align === 'right' ? sx - width : sx - width / 2;
    const box = { left: left - 2, top: sy - height / 2 - 1, right: left + width + 2, bottom: sy + height / 2 + 1 };
    if (free(box) && !crossesEdge(dot ? joinedRect(box, dotBox(dot)) : box, visible)) return { align, x: sx, y: sy, box, dot };
  }
  return null;
}

function joinedRect(a, b) {
  return { left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) };
}

/** A name cut in two by the edge of the window is worse than none. @param {Rect} box @param {Rect} visible */
function crossesEdge(box, visible) {
  const inside = box.left >= visible.left && box.right <= visible.right && box.top >= visible.top && box.bottom <= visible.bottom;
  return !inside && rectsMeet(box, visible);
}

/**
 * Where in the window a country is wide enough for its name, or null: for a window that shows none of its usual places.
 * @param {Shape[]} shapes the country @param {View} view @param {Rect} visible the window @param {number} width pixels of the name
 * @param {number} shift offset of the copy, in map units
 * @returns {[number, number]|null} pixels
 */
export function roomiestSpot(shapes, view, visible, width, shift) {
  const rows = 15;
  const step = (visible.bottom - visible.top) / (rows + 1);
  const seen = shapes.filter((shape) => isInView(shape, view, shift));
  if (!seen.length) return null;
  const spans = Array.from({ length: rows }, (_, i) => spansAt(seen, view, shift, visible, visible.top + (i + 1) * step));
  let best = null;
  let most = -Infinity;
  for (let i = 1; i < rows - 1; i++) {
    for (const span of spans[i]) {
      const [left, right] = commonSpan(commonSpan(span, spans[i - 1]), spans[i + 1]);
      const score = Math.min(right - left, 4 * width) - 0.5 * step * Math.abs(i - (rows - 1) / 2);
      if (right - left > width + 24 && score > most) [best, most] = [[(left + right) / 2, visible.top + (i + 1) * step], score];
    }
  }
  return best;
}

/** The stretches of a row of pixels that lie in a country. */
function spansAt(shapes, view, shift, visible, row) {
  const y = (row + view.top) / view.scale;
  const crossings = [];
  for (const { xy, box } of shapes) {
    if (box[1] > y || box[3] < y) continue;
    for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
      if (xy[i + 1] > y === xy[j + 1] > y) continue;
      const x = xy[i] + ((y - xy[i + 1]) / (xy[j + 1] - xy[i + 1])) * (xy[j] - xy[i]);
      crossings.push((x + shift) * view.scale - view.left);
    }
  }
  crossings.sort((a, b) => a - b);
  const spans = [];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [left, right] = [Math.max(crossings[i], visible.left), Math.min(crossings[i + 1], visible.right)];
    if (right > left) spans.push([left, right]);
  }
  return spans;
}

/** The widest stretch that a span shares with one of others. */
function commonSpan([left, right], others) {
  return others.reduce((best, [l, r]) => {
    const common = [Math.max(l, left), Math.min(r, right)];
    return common[1] - common[0] > best[1] - best[0] ? common : best;
  }, [0, 0]);
}

/** @param {CanvasRenderingContext2D} ctx @param {Placed[]} placed @param {Object<string, string>} colors */
function drawLabels(ctx, placed, colors) {
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  for (const item of placed) {
    ctx.font = item.font;
    setSpacing(ctx, item.spacing);
    ctx.textAlign = item.align;
    ctx.strokeStyle = item.wet ? colors.wet : colors.halo;
    ctx.lineWidth = 3;
    ctx.fillStyle = item.color;
    const each = (draw) => item.text.forEach((line, i) => draw(spaced(ctx, line, item.spacing), item.x, item.y + (i - (item.text.length - 1) / 2) * item.lineHeight));
    each((line, x, y) => ctx.strokeText(line, x, y));
    if (item.dot) {
      ctx.beginPath();
      ctx.arc(item.dot[0], item.dot[1], item.dot[2], 0, 2 * Math.PI);
      ctx.lineWidth = 2;
      ctx.stroke();
      ctx.fill();
    }
    each((line, x, y) => ctx.fillText(line, x, y));
  }
}

function setSpacing(ctx, spacing) {
  if ('letterSpacing' in ctx) ctx.letterSpacing = `${spacing}px`;
}

/** Browsers without letterSpacing on a canvas get hair spaces. */
function spaced(ctx, line, spacing) {
  return spacing > 0.8 && !('letterSpacing' in ctx) ? [...line].join('\u200a') : line;
}

/* The Leaflet layer ------------------------------------------------------------------------------------------------- */

/**
 * @param {any} L Leaflet @param {any} map a Leaflet map
 * @param {PackedWorld} world @param {Object<string, any[][]>} labels rows by kind, as data/labels.py packs them @param {'light'|'dark'} theme
 */
export function createBasemap(L, map, world, labels, theme) {
  const decoded = decodeWorld(world);
  const rows = Object.entries(labels).flatMap(([kind, ofKind]) => ofKind.map((row) => [kind, ...row]));
  const ordered = rows.sort((a, b) => a[4] - b[4]);
  const layer = new (basemapLayer(L))(decoded, ordered, theme);
  layer.addTo(map);
  return {
    layer,
    /** @param {'light'|'dark'} name */
    setTheme: (name) => layer.setTheme(name),
    /** Boxes in pixels of the map's container that no name may touch. @param {Rect[]} rects */
    setReserved: (rects) => layer.setReserved(rects),
    /** Names off, for an online layer that brings its own. @param {boolean} shown */
    showLabels: (shown) => layer.showLabels(shown),
    /** @param {string} code */
    countryPaths: (code) => countryRings(decoded, code.toUpperCase()),
    /** The name under a point of the map's container. @param {{x: number, y: number}} point */
    labelAt: (point) => layer.labelAt(point),
  };
}

function basemapLayer(L) {
  return L.Layer.extend({
    options: { padding: 0.3, attribution: 'Natural Earth; boundaries are for orientation' },

    initialize(world, labels, theme) {
      Object.assign(this, { _world: world, _labels: labels, _theme: theme, _reserved: [], _placed: [], _labelsShown: true });
      this._shapes = new Map();
      this._countries = new Map();
      for (const label of labels.filter(([kind]) => kind === 'country')) {
        this._countries.set(label[6], [...(this._countries.get(label[6]) || []), label]);
      }
    },

    onAdd(map) {
      this._canvas = this._createCanvas(map, 'basemap', 150);
      this._names = this._createCanvas(map, 'basemap-names', 450);
      const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      if (!still) this._names.parentNode.style.transition = 'opacity 0.12s linear';
      this._redraw();
    },

    onRemove() {
      cancelAnimationFrame(this._frame);
      cancelAnimationFrame(this._namesFrame);
      this._frame = this._namesFrame = 0;
      this._canvas.remove();
      this._names.remove();
    },

    getEvents() {
      return {
        zoomstart: this._hideNames,
        zoomanim: (event) => this._follow(event.center, event.zoom),
        zoom: this._onZoom,
        move: this._onMove,
        moveend: this._redraw,
        resize: this._redraw,
        viewreset: this._redraw,
      };
    },

    setTheme(theme) {
      this._theme = theme;
      if (this._map) this._redraw();
    },

    setReserved(rects) {
      if (!this._map) return;
      const { x, y } = this._map.containerPointToLayerPoint([0, 0]);
      this._reserved = rects.map((rect) => movedRect(rect, x, y));
      this._redrawNamesSoon();
    },

    showLabels(shown) {
      this._labelsShown = shown;
      if (this._map) this._redrawNamesSoon();
    },

    labelAt({ x, y }) {
      const corner = this._map.layerPointToContainerPoint(this._topLeft);
      const at = { left: x - corner.x, right: x - corner.x + 0.1, top: y - corner.y, bottom: y - corner.y + 0.1 };
      const found = this._placed.find((item) => rectsMeet(item.box, at));
      return found ? { kind: found.label[0], name: found.label[1], lat: found.label[2], lon: found.label[3] } : null;
    },

    _createCanvas(map, name, zIndex) {
      const pane = map.getPane(name) || map.createPane(name);
      pane.style.zIndex = String(zIndex);
      pane.style.pointerEvents = 'none';
      const canvas = L.DomUtil.create('canvas', map.options.zoomAnimation && L.Browser.any3d ? 'leaflet-zoom-animated' : '', pane);
      canvas.setAttribute('aria-hidden', 'true');
      return canvas;
    },

    /** Set the canvas over the window and a margin; returns the window in map units. */
    _measure() {
      const map = this._map;
      const size = map.getSize();
      const margin = size.multiplyBy(this.options.padding).round();
      this._margin = margin;
      this._topLeft = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
      this._center = map.getCenter();
      this._zoom = map.getZoom();
      const origin = map.getPixelOrigin().add(this._topLeft);
      const worldWidth = 256 * 2 ** this._zoom;
      const [width, height] = [size.x + 2 * margin.x, size.y + 2 * margin.y];
      this._view = {
        scale: worldWidth / this._world.size, left: origin.x, top: origin.y, width, height,
        copies: worldCopies(origin.x, width, worldWidth),
      };
    },

    _context(canvas) {
      const { width, height } = this._view;
      const ratio = Math.min(3, window.devicePixelRatio || 1);
      const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (canvas.width !== w || canvas.height !== h) {
        Object.assign(canvas, { width: w, height: h });
        Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
      }
      L.DomUtil.setPosition(canvas, this._topLeft);
      const ctx = canvas.getContext('2d');
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      return ctx;
    },

    _redraw() {
      if (!this._map || this._map._animatingZoom) return;
      cancelAnimationFrame(this._frame);
      this._frame = 0;
      this._drawLand();
      this._redrawNamesSoon();
    },

    _drawLand() {
      this._measure();
      const colors = BASEMAP_COLORS[this._theme];
      this._map.getContainer().style.background = colors.sea;
      drawWorld(this._context(this._canvas), this._world, this._view, colors, this._zoom);
    },

    _redrawNamesSoon() {
      this._namesFrame = this._namesFrame || requestAnimationFrame(() => {
        this._namesFrame = 0;
        if (this._map && !this._map._animatingZoom) this._drawNames();
      });
    },

    _drawNames() {
      const { width, height } = this._view;
      const ctx = this._context(this._names);
      const colors = BASEMAP_COLORS[this._theme];
      ctx.clearRect(0, 0, width, height);
      this._placed = this._labelsShown ? this._placeNames(this._scene(ctx, colors)) : [];
      drawLabels(ctx, this._placed, colors);
      this._names.parentNode.style.opacity = '1';
    },

    _scene(ctx, colors) {
      const corner = this._map.containerPointToLayerPoint([0, 0]).subtract(this._topLeft);
      const size = this._map.getSize();
      const measure = (text, font, spacing) => {
        ctx.font = font;
        setSpacing(ctx, spacing);
        return ctx.measureText(spaced(ctx, text, spacing)).width;
      };
      const { x, y } = this._topLeft;
      const frame = this._map.getContainer().getBoundingClientRect();
      const controls = [...this._map.getContainer().querySelectorAll('.leaflet-control')]
        .map((control) => movedRect(control.getBoundingClientRect(), corner.x - frame.left, corner.y - frame.top));
      return {
        zoom: this._zoom, view: this._view, colors, measure,
        window: { left: corner.x + 2, top: corner.y + 2, right: corner.x + size.x - 2, bottom: corner.y + size.y - 2 },
        reserved: [...controls, ...this._reserved.map((rect) => movedRect(rect, -x, -y))],
        family: getComputedStyle(this._map.getContainer()).fontFamily,
      };
    },

    /** Zoomed in, a country that has no usual place in the window gets one, so that one always knows where one is. */
    _placeNames(scene) {
      const moved = new Map();
      if (this._zoom >= 2) {
        for (const rows of this._countries.values()) {
          const row = rows[0];
          if (this._zoom < row[5] || (this._zoom < 4 && row[4] > 2) || rows.some((r) => isPointIn(r, scene))) continue;
          const place = this._placeInWindow(row, scene);
          if (place) moved.set(row, place);
        }
      }
      return placeLabels(this._labels.map((label) => moved.get(label) || label), scene);
    },

    _placeInWindow(row, scene) {
      const width = 9.5 * Math.max(...wrapName(row[1], 13).map((line) => line.length));
      for (const copy of scene.view.copies) {
        const spot = roomiestSpot(this._shapesOf(row[6]), scene.view, scene.window, width, copy * this._world.size);
        if (!spot) continue;
        const [x, y] = [(spot[0] + scene.view.left) / scene.view.scale, (spot[1] + scene.view.top) / scene.view.scale];
        const [lat, lon] = unproject(x, y, this._world.size);
        return [row[0], row[1], lat, lon - 360 * copy, ...row.slice(4)];
      }
      return null;
    },

    _shapesOf(code) {
      if (!this._shapes.has(code)) this._shapes.set(code, countryShapes(this._world, code));
      return this._shapes.get(code);
    },

    _hideNames() {
      this._names.parentNode.style.opacity = '0';
    },

    /** Without an animation of Leaflet's own (pinch, flyTo) the lines are drawn anew in each frame, so they stay sharp. */
    _onZoom() {
      if (this._map._animatingZoom) return;
      this._follow(this._map.getCenter(), this._map.getZoom());
      this._drawSoon();
    },

    _onMove() {
      if (this._map._animatingZoom || this._map.getZoom() !== this._zoom) return;
      const { x, y } = this._map.layerPointToContainerPoint(this._topLeft);
      if (x > 0 || y > 0 || x < -2 * this._margin.x || y < -2 * this._margin.y) this._drawSoon();
    },

    _drawSoon() {
      this._frame = this._frame || requestAnimationFrame(() => {
        this._frame = 0;
        if (this._map && !this._map._animatingZoom) this._drawLand();
      });
    },

    /** Scale and move what has been drawn to where it belongs at another zoom. */
    _follow(center, zoom) {
      const map = this._map;
      const scale = map.getZoomScale(zoom, this._zoom);
      const middle = map.getSize().multiplyBy(0.5).add(this._margin);
      const offset = middle.multiplyBy(-scale).add(map.project(this._center, zoom)).subtract(map._getNewPixelOrigin(center, zoom));
      for (const canvas of [this._canvas, this._names]) L.DomUtil.setTransform(canvas, offset, scale);
    },
  });
}
