/** Dates, periods, counts and the terms of the payload in the words a reader sees. */

import { DAY } from "./calendar.js";

export const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const SHORT = MONTHS.map((name) => (name.length > 5 ? name.slice(0, 3) : name));

/** @type {Record<string, string>} */
export const PRECISION = {
  exact: "exact place",
  city: "town or city",
  admin: "region",
  country: "country",
  region: "region of the world",
  sea: "body of water",
  approximate: "approximate area",
  none: "no place",
};
/** @type {Record<string, string>} */
export const CERTAINTY = { exact: "exact date", inferred: "inferred date", approximate: "approximate date", vague: "vague date", "": "no date" };
/** @type {Record<string, string>} */
export const BASIS = {
  stated: "date stated in the text",
  narrative: "date carried over from the sentences before",
  report: "date of the report",
  publication: "date of publication",
  none: "",
};

/** @param {number} year */
function yearWords(year) {
  return year > 0 ? String(year) : `${1 - year} BC`;
}

/**
 * "31 Oct 2024"
 * @param {number} time
 * @param {boolean} [withYear]
 */
export function dayWords(time, withYear = true) {
  const date = new Date(time);
  return `${date.getUTCDate()} ${SHORT[date.getUTCMonth()]}${withYear ? ` ${yearWords(date.getUTCFullYear())}` : ""}`;
}

/**
 * "Thursday 31 October 2024"
 * @param {number} time
 */
export function longDayWords(time) {
  const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  const date = new Date(time);
  return `${days[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${yearWords(date.getUTCFullYear())}`;
}

/** @param {number} time */
function clockWords(time) {
  return new Date(time).toISOString().slice(-13, -8);
}

/** @param {number} time */
function isMidnight(time) {
  return time % DAY === 0;
}

/**
 * The period [start, stop) as a reader says it: "31 Oct 2024", "6 Aug – 31 Oct 2024", "Oct 2024", "2024".
 * @param {number} start
 * @param {number} stop
 */
export function periodWords(start, stop) {
  if (!isMidnight(start) || !isMidnight(stop)) return momentWords(start, stop);
  const first = new Date(start);
  const last = new Date(stop - 1);
  const after = new Date(stop);
  const [y0, y1] = [first.getUTCFullYear(), last.getUTCFullYear()];
  if (first.getUTCDate() === 1 && after.getUTCDate() === 1) {
    const [m0, m1] = [first.getUTCMonth(), last.getUTCMonth()];
    if (m0 === 0 && m1 === 11) return y0 === y1 ? yearWords(y0) : `${yearWords(y0)} – ${yearWords(y1)}`;
    if (y0 === y1) return `${m0 === m1 ? "" : `${SHORT[m0]} – `}${SHORT[m1]} ${yearWords(y1)}`;
    return `${SHORT[m0]} ${yearWords(y0)} – ${SHORT[m1]} ${yearWords(y1)}`;
  }
  if (stop - start <= DAY) return dayWords(start);
  if (y0 === y1 && first.getUTCMonth() === last.getUTCMonth()) return `${first.getUTCDate()} – ${dayWords(stop - 1)}`;
  return `${dayWords(start, y0 !== y1)} – ${dayWords(stop - 1)}`;
}

/**
 * A period that does not begin and end at midnight: with hours.
 * @param {number} start
 * @param {number} stop
 */
function momentWords(start, stop) {
  const sameDay = Math.floor(start / DAY) === Math.floor((stop - 1) / DAY);
  if (stop - start <= 60e3) return `${dayWords(start)}, ${clockWords(start)}`;
  if (sameDay) return `${dayWords(start)}, ${clockWords(start)} – ${clockWords(stop)}`;
  return `${dayWords(start)}, ${clockWords(start)} – ${dayWords(stop)}, ${clockWords(stop)}`;
}

/**
 * An event's date with its certainty: "about Oct 2024", "since 6 Aug 2024".
 * @param {{start: number, stop: number, certainty: string, open: number}} date
 */
export function dateWords(date) {
  if (Number.isNaN(date.start)) return "no date";
  const about = date.certainty === "approximate" || date.certainty === "vague" ? "about " : "";
  if (date.open === 2) return `since ${about}${dayWords(date.start)}`;
  if (date.open === 1) return `until ${about}${dayWords(date.stop - 1)}`;
  return about + periodWords(date.start, date.stop);
}

/**
 * A tick's text; the year is named when it differs from the tick before.
 * @param {number} time
 * @param {string} unit
 * @param {number | null} before
 */
export function tickWords(time, unit, before) {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  const newYear = before === null || new Date(before).getUTCFullYear() !== year;
  if (unit === "hour" || unit === "6 hours") {
    const newDay = before === null || Math.floor(before / DAY) !== Math.floor(time / DAY);
    return newDay ? `${dayWords(time, before === null)}${isMidnight(time) ? "" : ` ${clockWords(time)}`}` : clockWords(time);
  }
  if (unit === "day" || unit === "week") return dayWords(time, newYear);
  if (unit === "month" || unit === "quarter") return `${SHORT[date.getUTCMonth()]}${newYear ? ` ${yearWords(year)}` : ""}`;
  return yearWords(year);
}

/**
 * 12345 → "12,345"
 * @param {number} value
 */
export function number(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * A number that fits into a ring: 999, 1.2k, 12k.
 * @param {number} value
 */
export function shortNumber(value) {
  if (value < 1000) return String(value);
  return value < 9950 ? `${(value / 1000).toFixed(1).replace(/\.0$/, "")}k` : `${Math.round(value / 1000)}k`;
}

/**
 * "1 event", "2 events"
 * @param {number} value
 * @param {string} noun
 */
export function count(value, noun) {
  return `${number(value)} ${noun}${value === 1 ? "" : "s"}`;
}
