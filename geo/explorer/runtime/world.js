/** The packed world as outlines: how data/basemap.py's text is read, and the rings of the land and of every country. */

/**
 * @typedef {{ size: number, codes: string, text: string }} PackedWorld what data/basemap.py writes
 * @typedef {{ xy: Int32Array, box: number[], hole?: boolean }} Shape points as x, y, x, y… in map units; west, north, east, south
 * @typedef {{ size: number, outlines: Shape[], kinds: Record<string, Shape[]>, land: Shape[], countries: Map<string, number[][]> }} World
 */

const OUTLINE_KINDS = ["coast", "border", "disputed", "lake", "river"];
const WORLD_DIGITS = "!#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz|~";
const WORLD_SMALL = 36;

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
  const signed = (/** @type {number} */ index, /** @type {number} */ least) => (index & 1 ? -((index >> 1) + least) : (index >> 1) + least);
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
  /** @type {Shape[]} */
  const outlines = [];
  /** @type {Record<string, Shape[]>} */
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
  const shape = (/** @type {number[]} */ refs) => (isWhole(refs) && isClosed(outlines[refs[0] >> 1]) ? outlines[refs[0] >> 1] : joinedRing(outlines, refs, packed.size));
  const land = readRings().map((refs) => ({ ...shape(refs), hole: false }));
  land.push(...readRings().map((refs) => ({ ...shape(refs), hole: true })));
  const extent = (/** @type {Shape} */ { box }) => (box[2] - box[0]) * (box[3] - box[1]);
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

/** @param {Shape[]} outlines @param {number[]} refs @param {number} size @returns {Shape} */
function joinedRing(outlines, refs, size) {
  return withBox(closedAtPole(joinOutlines(outlines, refs, size), size));
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
    .map((refs) => joinedRing(outlines, refs, size))
    .filter(({ box }) => box[1] < size);
  const middle = (/** @type {Shape} */ { box }) => (box[0] + box[2]) / 2;
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
  const end = (/** @type {number} */ ref, /** @type {boolean} */ last) => {
    const { xy } = world.outlines[ref >> 1];
    const i = Boolean(ref & 1) === last ? 0 : xy.length - 2;
    return `${((xy[i] % world.size) + world.size) % world.size},${xy[i + 1]}`;
  };
  /** @type {Map<string, number[]>} */
  const waiting = new Map();
  for (const ref of refs) waiting.set(end(ref, false), [...(waiting.get(end(ref, false)) || []), ref]);
  const rings = [];
  for (const first of refs) {
    /** @type {number[]} */
    const ring = [];
    let key = end(first, false);
    for (let next = waiting.get(key)?.pop(); next !== undefined; next = waiting.get(key)?.pop()) {
      ring.push(next);
      key = end(next, true);
    }
    if (ring.length) rings.push(ring);
  }
  return rings;
}

/** @param {number} x @param {number} y @param {number} size @returns {[number, number]} latitude and longitude */
export function unproject(x, y, size) {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / size))) * 180) / Math.PI;
  return [Math.round(lat * 1e5) / 1e5, Math.round(((x / size) * 360 - 180) * 1e5) / 1e5];
}

/** @param {number} lat @param {number} lon @returns {[number, number]} on a world that is 1 wide */
export function projectUnit(lat, lon) {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}
