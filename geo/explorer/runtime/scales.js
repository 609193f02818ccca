/** A line between times and pixels, and the ticks that fit on it. */

import { edgesOf, UNITS, unitFor } from "./calendar.js";
import { tickWords } from "./words.js";

/**
 * @typedef {{start: number, stop: number, width: number, x: (time: number) => number, time: (x: number) => number}} Scale
 */

/**
 * A linear scale from [start, stop] to [0, width].
 * @param {number} start
 * @param {number} stop
 * @param {number} width
 * @returns {Scale}
 */
export function timeScale(start, stop, width) {
  const span = stop - start || 1;
  return {
    start,
    stop,
    width,
    x: (time) => ((time - start) / span) * width,
    time: (x) => start + (x / (width || 1)) * span,
  };
}

/**
 * Ticks on the calendar that stand at least `room` pixels apart.
 * @param {Scale} scale
 * @param {number} [finest] no finer than this unit
 * @param {number} [room]
 * @returns {{time: number, x: number, text: string}[]}
 */
export function ticks(scale, finest = 0, room = 72) {
  const most = Math.max(1, Math.floor(scale.width / room));
  const inside = (/** @type {number} */ unit) => edgesOf(scale.start, scale.stop, unit).filter((edge) => edge >= scale.start && edge < scale.stop);
  let unit = unitFor(scale.stop - scale.start, most, finest);
  let edges = inside(unit);
  if (edges.length < 2 && unit > finest) edges = inside(--unit); // some ticks of a finer unit are better than none
  const every = Math.ceil(edges.length / (most + 1));
  return edges
    .filter((_, at) => at % every === 0)
    .map((time, at, all) => ({ time, x: scale.x(time), text: tickWords(time, UNITS[unit].name, at ? all[at - 1] : null) }));
}
