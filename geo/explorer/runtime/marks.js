/** A stretch of an article as DOM: its text, with places, dates and the event's word marked. */

import { h } from "./elements.js";
import { dateWords } from "./words.js";

/** @typedef {import("./decode.js").Data} Data @typedef {import("./decode.js").Story} Story @typedef {import("./decode.js").Mark} Mark */

export const MARKS = ["at-place", "at-area", "at-date", "at-nowhere", "at-figure", "at-length"];

/**
 * The marks that lie in [start, stop), in order and without overlaps: the first wins.
 * @param {Mark[]} marks sorted by start
 * @param {number} start
 * @param {number} stop
 */
export function marksIn(marks, start, stop) {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle].start < start) low = middle + 1;
    else high = middle;
  }
  const inside = [];
  let free = start;
  for (let at = low; at < marks.length && marks[at].start < stop; at++) {
    if (marks[at].start < free || marks[at].stop > stop) continue;
    inside.push(marks[at]);
    free = marks[at].stop;
  }
  return inside;
}

/**
 * The nodes of a stretch of text. `strong` is a stretch inside it that is set in bold: the event's word.
 * @param {Story} story
 * @param {number} start
 * @param {number} stop
 * @param {{start: number, stop: number} | null} [strong]
 * @returns {Node[]}
 */
export function markedText(story, start, stop, strong = null) {
  const nodes = [];
  let at = start;
  for (const mark of marksIn(story.marks, start, stop)) {
    nodes.push(...plain(story.text, at, mark.start, strong));
    const index = story.marks.indexOf(mark);
    nodes.push(h("span", { class: `mark ${MARKS[mark.kind]}`, "data-mark": index }, ...plain(story.text, mark.start, mark.stop, strong)));
    at = mark.stop;
  }
  return [...nodes, ...plain(story.text, at, stop, strong)];
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} stop
 * @param {{start: number, stop: number} | null} strong
 * @returns {Node[]}
 */
function plain(text, start, stop, strong) {
  const piece = (/** @type {number} */ from, /** @type {number} */ to) => (to > from ? [document.createTextNode(text.slice(from, to))] : []);
  if (!strong || strong.stop <= start || strong.start >= stop) return piece(start, stop);
  const [from, to] = [Math.max(start, strong.start), Math.min(stop, strong.stop)];
  return [...piece(start, from), h("b", { class: "trigger" }, text.slice(from, to)), ...piece(to, stop)];
}

/**
 * What a mark means and why, in a title and lines.
 * @param {Data} data
 * @param {Mark} mark
 * @returns {{title: string, lines: string[]}}
 */
export function explain(data, mark) {
  const sure = mark.confidence ? `${mark.confidence} % sure` : "";
  const reason = mark.reason ? sentence(mark.reason) : "";
  if (mark.kind === 2) {
    const date = data.dates[mark.target];
    const certainty = date.certainty === "exact" ? "" : `${date.certainty} date`;
    return { title: dateWords(date), lines: [certainty, reason].filter(Boolean) };
  }
  if (mark.kind === 5) return { title: "No date", lines: [reason || "A length of time or a repetition."] };
  const others = mark.others.length ? `Could also be: ${mark.others.join(", ")}` : "";
  if (mark.target < 0) return { title: mark.kind === 3 ? "Not found" : "Stands for something else", lines: [reason, others].filter(Boolean) };
  const spot = data.spots[mark.target];
  const role = mark.kind === 4 ? "Not a place here: stands for people or a power" : spot.area ? "Approximate area" : "";
  return { title: [spot.name, spot.kind === "country" ? "" : countryWords(spot.country)].filter(Boolean).join(", "), lines: [role, reason, sure, others].filter(Boolean) };
}

/** @param {string} words */
export function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? "" : ".");
}

/**
 * A country's name in English, or its code where the browser does not know it.
 * @param {string} code
 */
export function countryWords(code) {
  if (!/^[A-Z]{2}$/.test(code)) return "";
  try {
    return new Intl.DisplayNames(["en"], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
