/** Shapes on the globe as rings of (lat, lon) that a Mercator map can draw: circles, and rings over the date line. */

const RADIUS = 6371.0088;
const EDGE = 85.05;

/** @param {number} degrees */
const radians = (degrees) => (degrees * Math.PI) / 180;

/**
 * A circle around a point as a ring; near a pole it becomes the band around it.
 * @param {number} lat
 * @param {number} lon
 * @param {number} km
 * @param {number} [corners]
 * @returns {[number, number][]}
 */
export function circle(lat, lon, km, corners = 72) {
  const reach = Math.min(km / RADIUS, Math.PI - 0.01);
  const ring = Array.from({ length: corners }, (_, at) => travel(lat, lon, reach, (2 * Math.PI * at) / corners));
  return unwrap(ring, lat + (reach * 180) / Math.PI >= 90 ? EDGE : lat - (reach * 180) / Math.PI <= -90 ? -EDGE : 0);
}

/**
 * The point that lies a distance away in a direction.
 * @param {number} lat
 * @param {number} lon
 * @param {number} reach in radians of the globe
 * @param {number} bearing in radians from north
 * @returns {[number, number]}
 */
function travel(lat, lon, reach, bearing) {
  const phi = radians(lat);
  const sine = Math.sin(phi) * Math.cos(reach) + Math.cos(phi) * Math.sin(reach) * Math.cos(bearing);
  const turn = Math.atan2(Math.sin(bearing) * Math.sin(reach) * Math.cos(phi), Math.cos(reach) - Math.sin(phi) * sine);
  return [(Math.asin(sine) * 180) / Math.PI, lon + (turn * 180) / Math.PI];
}

/**
 * A ring whose longitudes follow one another without a jump; one that runs around a pole is closed along the map's edge.
 * @param {[number, number][]} ring
 * @param {number} [pole] the latitude to close it at, if it runs around one
 * @returns {[number, number][]}
 */
export function unwrap(ring, pole = 0) {
  if (!ring.length) return ring;
  let before = ring[0][1];
  const flat = ring.map(([lat, lon]) => {
    const near = lon + 360 * Math.round((before - lon) / 360);
    before = near;
    return /** @type {[number, number]} */ ([Math.max(-EDGE, Math.min(EDGE, lat)), near]);
  });
  const [first, last] = [flat[0], flat[flat.length - 1]];
  const around = first[1] + 360 * Math.round((last[1] - first[1]) / 360);
  if (Math.abs(around - first[1]) < 1) return flat;
  const edge = pole || (first[0] > 0 ? EDGE : -EDGE);
  return [...flat, [first[0], around], [edge, around], [edge, first[1]]];
}

/**
 * The flat numbers lat, lon, lat, lon … of the payload as a ring.
 * @param {number[]} flat
 * @returns {[number, number][]}
 */
export function ringOf(flat) {
  return Array.from({ length: flat.length >> 1 }, (_, at) => [flat[2 * at], flat[2 * at + 1]]);
}

/**
 * Rings moved by whole turns so that the first starts nearest to a longitude, and the others stay with it.
 * @param {[number, number][][]} rings
 * @param {number} lon
 * @returns {[number, number][][]}
 */
export function beside(rings, lon) {
  return rings.map((ring) => {
    const middle = ring.reduce((sum, point) => sum + point[1], 0) / (ring.length || 1);
    const shift = 360 * Math.round((lon - middle) / 360);
    return ring.map(([lat, at]) => [lat, at + shift]);
  });
}

/**
 * Whether a point lies within rings, which may have holes.
 * @param {[number, number][][]} rings
 * @param {number} lat
 * @param {number} lon
 */
export function contains(rings, lat, lon) {
  let within = false;
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [[south, west], [north, east]] = [ring[at], ring[before]];
      if (south > lat !== north > lat && lon < west + ((lat - south) / (north - south)) * (east - west)) within = !within;
    }
  }
  return within;
}

/**
 * The box around rings.
 * @param {[number, number][][]} rings
 * @returns {[[number, number], [number, number]]} south-west and north-east
 */
export function boxOf(rings) {
  let [south, west, north, east] = [90, Infinity, -90, -Infinity];
  for (const ring of rings) {
    for (const [lat, lon] of ring) {
      south = Math.min(south, lat);
      north = Math.max(north, lat);
      west = Math.min(west, lon);
      east = Math.max(east, lon);
    }
  }
  return [[south, west], [north, east]];
}
