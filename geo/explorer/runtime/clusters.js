/** Which places share a marker at a zoom: supercluster's groups, then whatever would still overlap is merged. */

import { radiusOf } from "./donut.js";

/**
 * @typedef {object} Group places behind one marker
 * @property {string} key the same for the same places
 * @property {number[]} places positions in data.spots
 * @property {number} lat @property {number} lon
 * @property {number} total
 * @property {Uint32Array} counts by family
 */

/**
 * Sort places once, so that every later question for a zoom is cheap. Areas stay alone: they are drawn as what they are.
 * @param {any} Supercluster
 * @param {{lat: number, lon: number, area?: boolean}[]} spots
 * @param {number} maxZoom
 * @returns {(zoom: number) => number[][]} the places of each group, at a whole zoom
 */
export function grouper(Supercluster, spots, maxZoom) {
  const index = new Supercluster({ radius: 30, extent: 256, maxZoom, minPoints: 2 });
  const points = Array.from(spots.keys()).filter((at) => !spots[at].area);
  index.load(points.map((at) => ({ type: "Feature", properties: { at }, geometry: { type: "Point", coordinates: [spots[at].lon, spots[at].lat] } })));
  /** @type {Map<number, number[][]>} */
  const known = new Map();
  return (zoom) => {
    const whole = Math.max(0, Math.min(maxZoom + 1, Math.floor(zoom)));
    const groups = known.get(whole) ?? index.getClusters([-180, -90, 180, 90], whole).map((/** @type {any} */ found) => members(index, found));
    known.set(whole, groups);
    return groups;
  };
}

/**
 * @param {any} index
 * @param {any} found
 * @returns {number[]}
 */
function members(index, found) {
  if (!found.properties.cluster) return [found.properties.at];
  return index.getLeaves(found.properties.cluster_id, Infinity).map((/** @type {any} */ leaf) => leaf.properties.at);
}

/**
 * How many visible events of each family each place has, as rows of `families` numbers.
 * @param {Int32Array} place
 * @param {Uint8Array} family
 * @param {number} families
 * @param {number} size
 * @param {Uint8Array} mask
 */
export function countsOf(place, family, families, size, mask) {
  const counts = new Uint32Array(size * families);
  for (let at = 0; at < place.length; at++) if (mask[at] && place[at] >= 0) counts[place[at] * families + family[at]]++;
  return counts;
}

/**
 * The groups that have visible events, each where its events are.
 * @param {number[][]} members
 * @param {Uint32Array} counts
 * @param {number} families
 * @param {{lat: number, lon: number}[]} spots
 * @returns {Group[]}
 */
export function groupsOf(members, counts, families, spots) {
  const groups = [];
  for (const places of members) {
    const group = groupOf(places, counts, families, spots);
    if (group.total) groups.push(group);
  }
  return groups;
}

/**
 * @param {number[]} members
 * @param {Uint32Array} counts
 * @param {number} families
 * @param {{lat: number, lon: number}[]} spots
 * @returns {Group}
 */
function groupOf(members, counts, families, spots) {
  const sums = new Uint32Array(families);
  const places = [];
  let [total, lat, lon] = [0, 0, 0];
  for (const place of members) {
    let own = 0;
    for (let family = 0; family < families; family++) {
      own += counts[place * families + family];
      sums[family] += counts[place * families + family];
    }
    if (!own) continue;
    const near = places.length ? nearest(spots[place].lon, spots[places[0]].lon) : spots[place].lon;
    places.push(place);
    total += own;
    lat += own * spots[place].lat;
    lon += own * near;
  }
  return { key: places.join(" "), places, total, counts: sums, lat: lat / (total || 1), lon: lon / (total || 1) };
}

/**
 * The copy of a longitude that lies nearest to another one.
 * @param {number} lon
 * @param {number} to
 */
export function nearest(lon, to) {
  return lon + 360 * Math.round((to - lon) / 360);
}

/**
 * Areas beside whatever covers their middle: each whose marker would touch another goes to a free
 * point inside itself; the smallest, which has least room, comes first.
 * @param {(Group & {x: number, y: number})[]} areas
 * @param {(Group & {x: number, y: number})[]} others
 * @param {(area: Group) => number} reachOf about how far an area extends around its middle, in pixels
 * @param {(area: Group, x: number, y: number) => boolean} isInside
 */
export function aside(areas, others, reachOf, isInside) {
  const taken = [...others];
  const isFree = (/** @type {Group} */ area, /** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ slack) =>
    taken.every((other) => Math.hypot(other.x - x, other.y - y) >= radiusOf(other.total) + radiusOf(area.total) + slack);
  const sized = areas.map((area) => ({ area, reach: reachOf(area) })).sort((a, b) => a.reach - b.reach || (a.area.key < b.area.key ? -1 : 1));
  for (const { area, reach } of sized) {
    const steps = isFree(area, area.x, area.y, 1) ? [] : stepsAround(reach);
    const [dx, dy] = steps.find(([dx, dy]) => isFree(area, area.x + dx, area.y + dy, 9) && isInside(area, area.x + dx, area.y + dy)) ?? [0, 0];
    taken.push({ ...area, x: area.x + dx, y: area.y + dy });
  }
  return taken.slice(others.length);
}

/**
 * Steps into eight directions, the short ones first; none where an area is hardly larger than its marker.
 * @param {number} reach
 */
function stepsAround(reach) {
  if (reach < 24) return [];
  return [0.3, 0.5, 0.7, 0.9].flatMap((part) => Array.from({ length: 8 }, (_, turn) => [Math.cos((turn * Math.PI) / 4) * part * reach, Math.sin((turn * Math.PI) / 4) * part * reach]));
}

/**
 * Merge groups whose markers would overlap on screen, the greater taking in the smaller, until none do.
 * @param {Group[]} groups
 * @param {(group: {lat: number, lon: number}) => {x: number, y: number}} project
 * @param {number} [slack] pixels that must stay free between two markers
 * @returns {(Group & {x: number, y: number})[]}
 */
export function apart(groups, project, slack = 1) {
  let left = groups.map((group) => ({ ...group, ...project(group) }));
  for (let round = 0; round < 12; round++) {
    const merged = mergeOnce(left, project, slack);
    if (merged.length === left.length) return merged;
    left = merged;
  }
  return left;
}

/**
 * @param {(Group & {x: number, y: number})[]} groups
 * @param {(group: {lat: number, lon: number}) => {x: number, y: number}} project
 * @param {number} slack
 */
function mergeOnce(groups, project, slack) {
  const cell = 64;
  const sorted = [...groups].sort((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1));
  /** @type {Map<string, any[]>} */
  const grid = new Map();
  const kept = [];
  for (const group of sorted) {
    const [column, row] = [Math.floor(group.x / cell), Math.floor(group.y / cell)];
    const host = neighbours(grid, column, row).find((other) => Math.hypot(other.x - group.x, other.y - group.y) < radiusOf(other.total) + radiusOf(group.total) + slack);
    if (host) host.guests.push(group);
    else {
      const own = { ...group, guests: [] };
      const key = `${column} ${row}`;
      kept.push(own);
      grid.set(key, [...(grid.get(key) ?? []), own]);
    }
  }
  return kept.map(({ guests, ...host }) => (guests.length ? join(host, guests, project) : host));
}

/**
 * @param {Map<string, any[]>} grid
 * @param {number} column
 * @param {number} row
 */
function neighbours(grid, column, row) {
  const found = [];
  for (let dx = -1; dx <= 1; dx++) for (let dy = -1; dy <= 1; dy++) found.push(...(grid.get(`${column + dx} ${row + dy}`) ?? []));
  return found;
}

/**
 * @param {Group & {x: number, y: number}} host
 * @param {(Group & {x: number, y: number})[]} guests
 * @param {(group: {lat: number, lon: number}) => {x: number, y: number}} project
 */
function join(host, guests, project) {
  const all = [host, ...guests];
  const total = all.reduce((sum, group) => sum + group.total, 0);
  const mean = (/** @type {(group: Group) => number} */ value) => all.reduce((sum, group) => sum + value(group) * group.total, 0) / total;
  const counts = host.counts.map((_, family) => all.reduce((sum, group) => sum + group.counts[family], 0));
  const places = all.flatMap((group) => group.places).sort((a, b) => a - b);
  const at = { lat: mean((group) => group.lat), lon: mean((group) => nearest(group.lon, host.lon)) };
  return { key: places.join(" "), places, total, counts, ...at, ...project(at) };
}
