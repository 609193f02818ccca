/** The face of a place on the map: a disc with a glyph for one event, a ring of shares with a number for several. */

import { s } from "./elements.js";
import { GLYPHS } from "./icons.js";
import { shortNumber } from "./words.js";

/**
 * The radius in pixels of a place with so many events: its area grows with their logarithm.
 * @param {number} total
 */
export function radiusOf(total) {
  if (total <= 1) return 12;
  return Math.round(14 + 3.4 * Math.log10(total) + (total >= 1000 ? 2 : 0));
}

/**
 * Where each family's part of the ring begins and ends, in turns from 0 to 1.
 * @param {ArrayLike<number>} counts
 * @returns {{family: number, from: number, to: number}[]}
 */
export function shares(counts) {
  let total = 0;
  for (let family = 0; family < counts.length; family++) total += counts[family];
  const parts = [];
  let done = 0;
  for (let family = 0; family < counts.length; family++) {
    if (!counts[family]) continue;
    parts.push({ family, from: done / total, to: (done + counts[family]) / total });
    done += counts[family];
  }
  return parts;
}

/**
 * The stroke of one part of a ring.
 * @param {{from: number, to: number}} part
 * @param {number} radius
 * @param {number} gap pixels left free between parts
 */
export function arc({ from, to }, radius, gap) {
  if (to - from > 0.999) return `M0 ${-radius}A${radius} ${radius} 0 1 1 0 ${radius}A${radius} ${radius} 0 1 1 0 ${-radius}`;
  const turn = gap / (2 * Math.PI * radius);
  const [first, last] = [from + turn / 2, Math.max(from + turn / 2 + 0.004, to - turn / 2)];
  const point = (/** @type {number} */ at) => `${(radius * Math.sin(2 * Math.PI * at)).toFixed(2)} ${(-radius * Math.cos(2 * Math.PI * at)).toFixed(2)}`;
  return `M${point(first)}A${radius} ${radius} 0 ${last - first > 0.5 ? 1 : 0} 1 ${point(last)}`;
}

/**
 * @param {{counts: ArrayLike<number>, total: number, glyph: string, area: boolean}} face glyph is that of the only event
 * @returns {SVGElement}
 */
export function face({ counts, total, glyph, area }) {
  const radius = radiusOf(total);
  const size = 2 * radius + 4;
  const box = { class: `face${area ? " area" : ""}`, width: size, height: size, viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, "aria-hidden": "true" };
  const parts = shares(counts);
  if (total === 1) return single(box, radius, parts[0].family, glyph, area);
  const width = total < 10 ? 4.5 : 5.5;
  const ring = parts.map((part) => s("path", { class: `share f${part.family}`, d: arc(part, radius - width / 2, parts.length > 1 ? 1.6 : 0), "stroke-width": width }));
  const label = s("text", { class: "total", "text-anchor": "middle", dy: "0.35em", "font-size": total > 999 ? 10.5 : 12 }, shortNumber(total));
  return s("svg", box, s("circle", { class: "plate", r: radius }), ...ring, area && s("circle", { class: "dashes", r: radius - width / 2, "stroke-width": width + 1 }), label);
}

/**
 * @param {Record<string, any>} box
 * @param {number} radius
 * @param {number} family
 * @param {string} glyph
 * @param {boolean} area
 */
function single(box, radius, family, glyph, area) {
  const sign = s("path", { class: "sign", d: GLYPHS[glyph] ?? GLYPHS.dot, transform: "translate(-7.2 -7.2) scale(0.6)" });
  const disc = s("circle", { class: area ? `hollow f${family}` : `disc f${family}`, r: area ? radius - 1.5 : radius });
  return s("svg", { ...box, class: `${box.class} one f${family}` }, area ? s("circle", { class: "plate", r: radius }) : s("circle", { class: "rim", r: radius + 1.5 }), disc, sign);
}
