/** Where the names of places go so that none covers another, a marker or a control. */

import { rectsMeet } from "./names.js";

const FONT = 12.5;
const HEIGHT = 17;

/** @typedef {{left: number, top: number, right: number, bottom: number}} Rect in pixels of the map */

/**
 * About how wide a name is drawn, without asking the browser.
 * @param {string} text
 */
export function widthOf(text) {
  let units = 0;
  for (const letter of text) units += /[\u2e80-\uffef]/.test(letter) ? 1 : /[iljtfr.,'’ ]/.test(letter) ? 0.34 : /[mwMW]/.test(letter) ? 0.88 : 0.6;
  return units * FONT + 4;
}

/**
 * The box around a disc.
 * @param {{x: number, y: number, radius: number}} disc
 * @returns {Rect}
 */
export function discRect({ x, y, radius }) {
  return box(x - radius, y - radius, 2 * radius, 2 * radius);
}

/**
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {number} height
 * @returns {Rect}
 */
function box(left, top, width, height) {
  return { left, top, right: left + width, bottom: top + height };
}

/**
 * A side for each name that fits: right, left, below or above its disc; the first asked comes first.
 * @param {{x: number, y: number, radius: number, text: string, key: string}[]} asked
 * @param {{x: number, y: number, radius: number, key: string}[]} discs
 * @param {Rect[]} blocked
 * @param {{x: number, y: number}} size of the map
 * @param {number} [most]
 * @returns {Map<string, {side: string, rect: Rect}>}
 */
export function layLabels(asked, discs, blocked, size, most = 60) {
  const taken = [...blocked, ...discs.map(discRect)];
  /** @type {Map<string, {side: string, rect: Rect}>} */
  const laid = new Map();
  for (const disc of asked) {
    if (laid.size >= most) break;
    const found = sides(disc).find(({ rect }) => fits(rect, size) && !taken.some((other) => rectsMeet(rect, other)));
    if (!found) continue;
    taken.push(found.rect);
    laid.set(disc.key, found);
  }
  return laid;
}

/** @param {{x: number, y: number, radius: number, text: string}} disc */
function sides({ x, y, radius, text }) {
  const width = widthOf(text);
  const middle = y - HEIGHT / 2;
  return [
    { side: "right", rect: box(x + radius + 3, middle, width, HEIGHT) },
    { side: "left", rect: box(x - radius - 3 - width, middle, width, HEIGHT) },
    { side: "below", rect: box(x - width / 2, y + radius + 1, width, HEIGHT) },
    { side: "above", rect: box(x - width / 2, y - radius - 1 - HEIGHT, width, HEIGHT) },
  ];
}

/**
 * @param {Rect} rect
 * @param {{x: number, y: number}} size
 */
function fits(rect, size) {
  return rect.left >= 2 && rect.top >= 2 && rect.right <= size.x - 2 && rect.bottom <= size.y - 2;
}
