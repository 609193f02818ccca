/** Moving the map: to a place, to several, to everything that is visible, the short way around the world. */

import { nearest } from "./clusters.js";
import { isNarrow, lessMotion } from "./elements.js";

/**
 * @param {any} L
 * @param {any} map
 * @param {import("./decode.js").Data} data
 * @param {{isAlone: (place: number) => boolean, zoomFor: (place: number) => number, occupied: () => number[]}} places
 * @param {{box: (place: number) => [[number, number], [number, number]]}} areas
 */
export function createTravel(L, map, data, places, areas) {
  /**
   * Bring a place into view if it is not there on its own, then go on.
   * @param {number} place
   * @param {() => void} then
   */
  function come(place, then) {
    const spot = data.spots[place];
    const target = L.latLng(spot.lat, nearest(spot.lon, map.getCenter().lng));
    if (map.getBounds().pad(-0.08).contains(target) && places.isAlone(place)) return then();
    const shift = target.lng - spot.lon;
    const [[south, west], [north, east]] = spot.area ? areas.box(place) : [[spot.lat, spot.lon], [spot.lat, spot.lon]];
    const box = L.latLngBounds([south, west + shift], [north, east + shift]);
    const zoom = spot.area ? Math.min(6, map.getBoundsZoom(box.pad(0.1))) : Math.max(map.getZoom(), places.zoomFor(place));
    const center = spot.area ? box.getCenter() : target;
    if (lessMotion()) {
      map.setView(center, zoom, { animate: false });
      return then();
    }
    map.once("moveend", then);
    map.flyTo(center, zoom, { duration: 0.7 });
  }

  /** @param {any[]} spots */
  function fly(spots) {
    const box = L.latLngBounds(spots.map((spot) => [spot.lat, nearest(spot.lon, spots[0].lon)]));
    const shift = nearest(box.getCenter().lng, map.getCenter().lng) - box.getCenter().lng;
    const moved = L.latLngBounds([box.getSouth(), box.getWest() + shift], [box.getNorth(), box.getEast() + shift]);
    map.fitBounds(moved, { padding: [70, 70], maxZoom: 11, animate: !lessMotion() });
  }

  /** Show all visible events. @param {boolean} animate */
  function fit(animate) {
    const spots = places.occupied().map((at) => data.spots[at]);
    if (!spots.length) return map.setView([25, 10], isNarrow() ? 0.75 : 2, { animate: false });
    const around = spots.map((spot) => spot.lon).sort((a, b) => a - b);
    const start = widestGap(around);
    const points = spots.map((spot) => [spot.lat, spot.lon < start ? spot.lon + 360 : spot.lon]);
    const { x, y } = map.getSize();
    map.fitBounds(L.latLngBounds(points).pad(0.08), { maxZoom: spots.length === 1 && !spots[0].area ? 4 : 7, paddingTopLeft: [Math.min(64, x / 6), Math.min(48, y / 8)], paddingBottomRight: isNarrow() ? [28, 28] : [Math.min(56, x / 8), Math.min(48, y / 8)], animate: animate && !lessMotion() });
  }

  return { come, fly, fit };
}

/**
 * Where a sorted ring of longitudes should be cut: after the widest empty stretch.
 * @param {number[]} sorted
 */
export function widestGap(sorted) {
  let [gap, start] = [sorted[0] + 360 - sorted[sorted.length - 1], sorted[0]];
  for (let at = 1; at < sorted.length; at++) if (sorted[at] - sorted[at - 1] > gap) [gap, start] = [sorted[at] - sorted[at - 1], sorted[at]];
  return start;
}
