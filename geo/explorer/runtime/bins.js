/** Where each event stands on the timeline: in a bin of the histogram, or as a line in a lane when it lasts longer. */

export const UNDATED = -1;
export const LINE = -2;

/**
 * The bin of each event: its position, UNDATED, or LINE for an interval longer than three bins. Events outside the
 * edges get the nearest bin's outer neighbour (-3 before, edges.length - 1 after) and are not drawn.
 * @param {ArrayLike<number>} edges rising, one more than there are bins
 * @param {Float64Array} start
 * @param {Float64Array} stop
 * @param {Uint8Array} open
 * @returns {Int32Array}
 */
export function binsOf(edges, start, stop, open) {
  const bins = new Int32Array(start.length);
  for (let at = 0; at < start.length; at++) {
    if (Number.isNaN(start[at])) bins[at] = UNDATED;
    else {
      const first = locate(edges, start[at]);
      const last = locate(edges, stop[at] - 1);
      bins[at] = last - first >= 3 || open[at] ? LINE : first < 0 ? -3 : first;
    }
  }
  return bins;
}

/**
 * The position of the last edge at or before a value; -1 before the first.
 * @param {ArrayLike<number>} edges
 * @param {number} value
 */
export function locate(edges, value) {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * How many events of each family a bin holds, as rows of `families` numbers.
 * @param {Int32Array} bins
 * @param {number} size how many bins there are
 * @param {Uint8Array} family
 * @param {number} families
 * @param {Uint8Array} mask
 * @returns {Uint32Array}
 */
export function histogram(bins, size, family, families, mask) {
  const counts = new Uint32Array(size * families);
  for (let at = 0; at < bins.length; at++) {
    const bin = bins[at];
    if (mask[at] && bin >= 0 && bin < size) counts[bin * families + family[at]]++;
  }
  return counts;
}

/**
 * The tallest bin.
 * @param {Uint32Array} counts
 * @param {number} families
 */
export function tallest(counts, families) {
  let most = 0;
  for (let at = 0; at < counts.length; at += families) {
    let sum = 0;
    for (let family = 0; family < families; family++) sum += counts[at + family];
    if (sum > most) most = sum;
  }
  return most;
}

/**
 * @typedef {{start: number, stop: number, family: number, open: number, vague: boolean, lane: number, events: number[]}} Line
 */

/**
 * Long intervals in lanes so that none overlap; the same interval of the same family is one line. What does not fit
 * into `most` lanes goes into the last.
 * @param {{event: number, start: number, stop: number, family: number, open: number, vague: boolean}[]} intervals
 * @param {number} most
 * @returns {Line[]}
 */
export function lanes(intervals, most) {
  /** @type {Map<string, Line>} */
  const lines = new Map();
  for (const { event, ...rest } of intervals) {
    const key = `${rest.start} ${rest.stop} ${rest.family} ${rest.open} ${rest.vague}`;
    const line = lines.get(key);
    if (line) line.events.push(event);
    else lines.set(key, { ...rest, lane: 0, events: [event] });
  }
  const sorted = [...lines.values()].sort((a, b) => a.start - b.start || b.stop - a.stop);
  /** @type {number[]} */
  const ends = [];
  for (const line of sorted) {
    let lane = ends.findIndex((end) => end <= line.start);
    if (lane < 0) lane = Math.min(ends.length, most - 1);
    line.lane = lane;
    ends[lane] = Math.max(ends[lane] ?? -Infinity, line.stop);
  }
  return sorted;
}
