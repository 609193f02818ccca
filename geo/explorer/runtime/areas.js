/** Areas as translucent dashed shapes: an outline where one is known, a country's borders, else a circle of its size. */

import { nearest } from "./clusters.js";
import { beside, boxOf, circle, contains, ringOf, unwrap } from "./geodesy.js";

export const MOST_AREAS = 40; // with more, the shapes hide one another
const MANY = 6;

/**
 * The rings of an area, ready to draw.
 * @param {import("./decode.js").Spot} spot
 * @param {(country: string) => [number, number][][]} countryPaths
 * @returns {[number, number][][]}
 */
export function shapeOf(spot, countryPaths) {
  const rings = spot.outline.length ? spot.outline.map(ringOf) : spot.kind === "country" ? countryPaths(spot.country) : [];
  const drawn = rings.length ? rings.map((ring) => unwrap(ring)) : [circle(spot.lat, spot.lon, Math.max(spot.radius, 1))];
  return beside(drawn, spot.lon);
}

/**
 * @param {any} L
 * @param {any} map
 * @param {import("./decode.js").Data} data
 * @param {(country: string) => [number, number][][]} countryPaths
 */
export function createAreas(L, map, data, countryPaths) {
  const pane = map.createPane("areas");
  pane.style.zIndex = 350;
  const renderer = L.svg({ pane: "areas", padding: 0.5 });
  /** @type {Map<number, any>} */
  const shapes = new Map();
  /** @type {Map<number, [number, number][][]>} */
  const rings = new Map();

  const ringsOf = (/** @type {number} */ place) => {
    const known = rings.get(place) ?? shapeOf(data.spots[place], countryPaths);
    rings.set(place, known);
    return known;
  };
  const moved = (/** @type {number} */ place) => {
    const shift = nearest(data.spots[place].lon, map.getCenter().lng) - data.spots[place].lon;
    return ringsOf(place).map((ring) => [ring.map(([lat, lon]) => [lat, lon + shift])]);
  };
  const draw = (/** @type {number} */ place) => {
    const shape = L.polygon(moved(place), { pane: "areas", renderer, className: "shape", interactive: false, weight: 1.5, dashArray: "5 4", smoothFactor: 0.6 });
    shapes.set(place, shape.addTo(map));
  };

  return {
    /**
     * Show the shapes of these places, `chosen` strongest.
     * @param {number[]} places most important first
     * @param {number} chosen a place or -1
     */
    show(places, chosen) {
      const wanted = new Set(places.slice(0, MOST_AREAS));
      if (chosen >= 0 && data.spots[chosen].area) wanted.add(chosen);
      for (const [place, shape] of shapes) {
        if (wanted.has(place)) continue;
        shape.remove();
        shapes.delete(place);
      }
      for (const place of wanted) if (!shapes.has(place)) draw(place);
      for (const [place, shape] of shapes) {
        const style = shape.getElement()?.classList;
        style?.toggle("chosen", place === chosen);
        style?.toggle("faint", place !== chosen && (shapes.size > MANY || chosen >= 0));
      }
    },
    /** Draw each shape on the copy of the world that is in view. */
    follow() {
      for (const [place, shape] of shapes) shape.setLatLngs(moved(place));
    },
    /** Whether a point lies in a place's shape. @param {number} place @param {number} lat @param {number} lon */
    inside: (place, lat, lon) => contains(ringsOf(place), lat, nearest(lon, data.spots[place].lon)),
    /** The box of a place's shape. @param {number} place */
    box: (place) => boxOf(ringsOf(place)),
  };
}
