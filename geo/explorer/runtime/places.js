/** The markers: one for each group of places in view, with a name where there is room for it. */

import { MOST_AREAS } from "./areas.js";
import { apart, aside, countsOf, grouper, groupsOf, nearest } from "./clusters.js";
import { face, radiusOf } from "./donut.js";
import { h } from "./elements.js";
import { discRect, layLabels } from "./labels.js";
import { count } from "./words.js";

/** @typedef {import("./clusters.js").Group & {x: number, y: number}} Shown */

/**
 * @param {any} L
 * @param {any} map
 * @param {import("./decode.js").Data} data
 * @param {object} parts
 * @param {any} parts.Supercluster
 * @param {(group: Shown, element: HTMLElement) => void} parts.open what a click on a marker does
 * @param {(rects: import("./labels.js").Rect[], said: string[]) => void} parts.reserve boxes and names that the map below must leave out
 * @param {(area: number, lat: number, lon: number) => boolean} parts.inside
 * @param {(words: string[], element: HTMLElement) => void} parts.hint explain a group; no words: nothing
 * @param {() => HTMLElement[]} parts.obstacles controls over the map that no name may run under
 */
export function createPlaces(L, map, data, { Supercluster, open, reserve, inside, hint, obstacles }) {
  const families = data.families.length;
  const grouped = grouper(Supercluster, data.spots, map.getMaxZoom());
  const regions = data.spots.map((_, at) => [at]).filter(([at]) => data.spots[at].area);
  /** @type {Map<string, {marker: any, group: Shown, look: string}>} */
  let drawn = new Map();
  let counts = new Uint32Array(data.spots.length * families);
  let totals = new Uint32Array(data.spots.length);
  /** @type {Uint8Array} */
  let mask = new Uint8Array(data.size);
  /** @type {import("./labels.js").Rect[]} */
  let blocked = [];
  let chosen = -1;

  const project = (/** @type {{lat: number, lon: number}} */ { lat, lon }) => map.latLngToContainerPoint([lat, nearest(lon, map.getCenter().lng)]);

  const inView = (/** @type {import("./clusters.js").Group} */ group) => {
    const { x, y } = project(group);
    const size = map.getSize();
    return x > -size.x * 0.25 && y > -size.y * 0.25 && x < size.x * 1.25 && y < size.y * 1.25;
  };

  /** The first visible event of a place: the glyph of a place with one event. */
  const glyphOf = (/** @type {number} */ place) => {
    const at = data.place.findIndex((own, event) => own === place && mask[event] === 1);
    return at < 0 ? "dot" : data.types[data.type[at]].glyph;
  };

  const describe = (/** @type {Shown} */ group) => {
    const names = byWeight(group.places).map((place) => data.spots[place].name);
    const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
    const area = group.places.length === 1 && data.spots[group.places[0]].area ? ", approximate area" : "";
    return `${names.slice(0, 3).join(", ")}${more}${area}: ${count(group.total, "event")}`;
  };

  const byWeight = (/** @type {number[]} */ places) => [...places].sort((a, b) => totals[b] - totals[a]);
  const heaviest = (/** @type {number[]} */ places) => places.reduce((most, place) => (totals[place] > totals[most] ? place : most), places[0]);

  const label = (/** @type {Shown} */ group) => {
    const whole = data.spots[group.places.includes(chosen) ? chosen : heaviest(group.places)].name;
    const first = group.places.length > 1 ? whole.split(", ")[whole.split(", ").length - 1] : whole;
    const most = map.getSize().x < 500 ? 22 : 34;
    const name = first.length > most ? `${first.slice(0, most - 2).trimEnd()}…` : first;
    return group.places.length > 1 ? `${name} +${group.places.length - 1}` : name;
  };

  const isArea = (/** @type {Shown} */ group) => group.places.every((place) => data.spots[place].area);

  /** @param {Shown} group */
  function build(group) {
    const area = isArea(group);
    const glyph = group.total === 1 ? glyphOf(group.places[0]) : "";
    return face({ counts: group.counts, total: group.total, glyph, area });
  }

  /** The places of a group with most events. @param {Shown} group */
  function hintOf(group) {
    const most = byWeight(group.places).slice(0, 6);
    const rest = group.places.length - most.length;
    return [count(group.total, "event"), ...most.map((place) => `${data.spots[place].name} · ${totals[place]}`), ...(rest > 0 ? [`and ${count(rest, "place")} more`] : [])];
  }

  /** @param {any} marker @param {Shown} group */
  function dress(marker, group) {
    const element = marker.getElement();
    element.replaceChildren(build(group), h("span", { class: isArea(group) ? "name area" : "name", "aria-hidden": "true" }, label(group)), h("span", { class: "unseen" }, describe(group)));
    element.dataset.key = group.key;
    element.style.setProperty("--own-r", `${radiusOf(group.total)}px`);
  }

  function create() {
    const marker = L.marker([0, 0], { icon: L.divIcon({ className: "place", iconSize: null }), keyboard: true, riseOnHover: true, bubblingMouseEvents: false });
    marker.addTo(map);
    marker.on("click", () => {
      const own = [...drawn.values()].find((each) => each.marker === marker);
      if (own) open(own.group, marker.getElement());
    });
    marker.getElement().addEventListener("pointerenter", () => {
      const own = [...drawn.values()].find((each) => each.marker === marker);
      if (own && own.group.places.length > 1) hint(hintOf(own.group), marker.getElement());
    });
    marker.getElement().addEventListener("pointerleave", () => hint([], marker.getElement()));
    marker.getElement().addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      marker.fire("click");
    });
    return marker;
  }

  /** @param {Shown[]} groups */
  function place(groups) {
    const next = new Map();
    const spare = new Map(drawn);
    for (const group of groups) spare.delete(group.key);
    const free = [...spare.values()].filter((each) => each.marker.getElement() !== document.activeElement).map((each) => each.marker);
    for (const each of spare.values()) if (!free.includes(each.marker)) each.marker.remove();
    for (const group of groups) {
      const look = `${group.key}|${group.counts.join()}|${group.places.includes(chosen) ? chosen : ""}`;
      const known = drawn.get(group.key);
      const marker = known?.marker ?? free.pop() ?? create();
      marker.setLatLng([group.lat, nearest(group.lon, map.getCenter().lng)]);
      if (known?.look !== look) dress(marker, group);
      marker.getElement().classList.toggle("chosen", group.places.includes(chosen));
      marker.setZIndexOffset(group.places.includes(chosen) ? 10000 : 0);
      next.set(group.key, { marker, group, look });
    }
    for (const marker of free) marker.remove();
    drawn = next;
  }

  /** @param {Shown[]} groups */
  function name(groups) {
    const ranked = [...groups].sort((a, b) => Number(b.places.includes(chosen)) - Number(a.places.includes(chosen)) || b.total - a.total);
    const discs = groups.map((group) => ({ x: group.x, y: group.y, radius: radiusOf(group.total), text: label(group), key: group.key }));
    const labels = layLabels(ranked.map((group) => discs[groups.indexOf(group)]), discs, blocked, map.getSize());
    for (const [key, { marker }] of drawn) marker.getElement().dataset.side = labels.get(key)?.side ?? "none";
    reserve([...blocked, ...discs.map(discRect), ...[...labels.values()].map((each) => each.rect)], groups.filter((group) => labels.has(group.key)).flatMap(said));
  }

  /** What the label of a group says, as the map below may say it. @param {Shown} group */
  function said(group) {
    const { name, kind, country } = data.spots[group.places.includes(chosen) ? chosen : heaviest(group.places)];
    return [name.toLowerCase(), ...(kind === "country" ? [country] : [])];
  }

  /** Where the controls over the map are; they move only when the map changes its size. */
  function measure() {
    const frame = map.getContainer().getBoundingClientRect();
    blocked = obstacles().map((each) => each.getBoundingClientRect()).map((box) => ({ left: box.left - frame.left, top: box.top - frame.top, right: box.right - frame.left, bottom: box.bottom - frame.top }));
  }
  map.on("resize", measure);

  /** @param {{x: number, y: number}} point */
  function positionOf({ x, y }) {
    const { lat, lng } = map.containerPointToLatLng([x, y]);
    return { lat, lon: lng };
  }

  /** @param {import("./clusters.js").Group} area */
  function reachOf(area) {
    const { radius, lat } = data.spots[area.places[0]];
    return (radius * 256 * 2 ** map.getZoom()) / (40075 * Math.max(0.1, Math.cos((lat * Math.PI) / 180)));
  }

  /** @param {import("./clusters.js").Group} area @param {number} x @param {number} y */
  function isInside(area, x, y) {
    const { lat, lon } = positionOf({ x, y });
    return inside(area.places[0], lat, lon);
  }

  function draw() {
    const visible = (/** @type {number[][]} */ members) => groupsOf(members, counts, families, data.spots).filter(inView).map((group) => ({ ...group, ...project(group) }));
    const points = apart(visible(grouped(map.getZoom() + 0.25)), project);
    const areas = visible(regions).sort((a, b) => b.total - a.total);
    const moved = aside(areas.slice(0, MOST_AREAS), points, reachOf, isInside).map((group) => ({ ...group, ...positionOf(group) }));
    const groups = apart([...points, ...moved, ...areas.slice(MOST_AREAS)], project);
    place(groups);
    name(groups);
  }

  return {
    measure,
    /**
     * Show the events of a mask, the place `selected` marked.
     * @param {Uint8Array} visible
     * @param {number} selected a place or -1
     */
    show(visible, selected) {
      mask = visible;
      chosen = selected;
      counts = countsOf(data.place, data.family, families, data.spots.length, visible);
      for (let at = 0; at < totals.length; at++) {
        totals[at] = 0;
        for (let family = 0; family < families; family++) totals[at] += counts[at * families + family];
      }
      draw();
    },
    draw,
    /** The visible areas, those with most events first. */
    areas: () => byWeight(data.spots.map((_, at) => at).filter((at) => data.spots[at].area && totals[at] > 0)),
    /** The places that have visible events. */
    occupied: () => data.spots.map((_, at) => at).filter((at) => totals[at] > 0),
    /** Whether a place has a marker of its own, or needs none. @param {number} spot */
    isAlone: (spot) => ([...drawn.values()].find((each) => each.group.places.includes(spot))?.group.places.length ?? 1) === 1,
    /** The zoom from which a place stands apart from the others, within reason. @param {number} spot */
    zoomFor(spot) {
      for (let zoom = 4; zoom < 10; zoom++) if (grouped(zoom).some((members) => members.length === 1 && members[0] === spot)) return zoom;
      return 10;
    },
    /** The marker that shows a place now. @param {number} spot @returns {HTMLElement | null} */
    elementOf: (spot) => [...drawn.values()].find((each) => each.group.places.includes(spot))?.marker.getElement() ?? null,
    /** Where a place's marker stands, which may be its group's. @param {number} spot */
    anchorOf(spot) {
      const own = [...drawn.values()].find((each) => each.group.places.includes(spot));
      return own ? { latlng: own.marker.getLatLng(), radius: radiusOf(own.group.total) } : null;
    },
  };
}
