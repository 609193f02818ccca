/** Calendar arithmetic on milliseconds since 1970 in UTC: floors, steps and the edges of bins. */

const HOUR = 3600e3;
export const DAY = 24 * HOUR;

/**
 * The units bins and ticks may have, finest first, with their usual length.
 * @type {ReadonlyArray<{name: string, length: number, months?: number, hours?: number}>}
 */
export const UNITS = [
  { name: "hour", length: HOUR, hours: 1 },
  { name: "6 hours", length: 6 * HOUR, hours: 6 },
  { name: "day", length: DAY },
  { name: "week", length: 7 * DAY },
  { name: "month", length: 30.44 * DAY, months: 1 },
  { name: "quarter", length: 91.3 * DAY, months: 3 },
  { name: "year", length: 365.25 * DAY, months: 12 },
  { name: "5 years", length: 5 * 365.25 * DAY, months: 60 },
  { name: "decade", length: 3652.5 * DAY, months: 120 },
  { name: "25 years", length: 25 * 365.25 * DAY, months: 300 },
  { name: "century", length: 36525 * DAY, months: 1200 },
];

/**
 * The first day of a month counted from year 0, whatever the year.
 * @param {number} months
 */
function ofMonths(months) {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(months / 12), ((months % 12) + 12) % 12, 1);
  return date.getTime();
}

/** @param {number} time */
function monthsOf(time) {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/**
 * The last edge of the unit at or before a time; weeks start on Monday.
 * @param {number} time
 * @param {number} unit position in UNITS
 */
export function floorTo(time, unit) {
  const { months, hours } = UNITS[unit];
  if (months) return ofMonths(Math.floor(monthsOf(time) / months) * months);
  if (hours) return Math.floor(time / (hours * HOUR)) * hours * HOUR;
  const day = Math.floor(time / DAY);
  return (UNITS[unit].name === "week" ? day - ((((day + 3) % 7) + 7) % 7) : day) * DAY;
}

/**
 * The edge that lies `steps` units from an edge.
 * @param {number} edge
 * @param {number} unit
 * @param {number} [steps]
 */
export function stepBy(edge, unit, steps = 1) {
  const { months, length } = UNITS[unit];
  return months ? ofMonths(monthsOf(edge) + months * steps) : edge + length * steps;
}

/**
 * The first edge at or after a time.
 * @param {number} time
 * @param {number} unit
 */
export function ceilTo(time, unit) {
  const floor = floorTo(time, unit);
  return floor === time ? time : stepBy(floor, unit);
}

/**
 * The finest unit of which at most `most` fit into a length of time.
 * @param {number} span
 * @param {number} most
 * @param {number} [finest]
 */
export function unitFor(span, most, finest = 0) {
  for (let unit = finest; unit < UNITS.length; unit++) if (span / UNITS[unit].length <= most) return unit;
  return UNITS.length - 1;
}

/**
 * All edges of a unit from the one at or before `start` to the one at or after `stop`.
 * @param {number} start
 * @param {number} stop
 * @param {number} unit
 */
export function edgesOf(start, stop, unit) {
  const edges = [floorTo(start, unit)];
  while (edges[edges.length - 1] < stop && edges.length < 5000) edges.push(stepBy(edges[edges.length - 1], unit));
  return edges;
}
