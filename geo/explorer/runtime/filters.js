/** Which events a choice of types, words, places and times leaves. */

import { sentenceOf } from "./decode.js";

/** @typedef {import("./decode.js").Data} Data */

/**
 * What the reader asked for; an empty set or text asks for everything.
 * @typedef {object} Choice
 * @property {ReadonlySet<string>} types
 * @property {ReadonlySet<string>} statuses
 * @property {ReadonlySet<string>} countries
 * @property {ReadonlySet<string>} certainties
 * @property {ReadonlySet<string>} publishers
 * @property {ReadonlySet<string>} articles positions as text
 * @property {string} query
 * @property {boolean} undated whether events without a date are shown
 */

/** The facets next to the types, with their titles, in the order of the page. */
export const FACETS = [
  { name: "statuses", title: "Status" },
  { name: "certainties", title: "Date" },
  { name: "countries", title: "Country" },
  { name: "publishers", title: "Publisher" },
  { name: "articles", title: "Article" },
];

/**
 * The value of an event in a facet.
 * @param {Data} data
 * @param {string} facet
 * @param {number} event
 * @returns {string}
 */
export function valueOf(data, facet, event) {
  if (facet === "types") return data.types[data.type[event]].id;
  if (facet === "statuses") return data.claims[data.claim[event]].status;
  if (facet === "certainties") return data.dates[data.date[event]].certainty;
  if (facet === "publishers") return data.stories[data.story[event]].publisher;
  if (facet === "articles") return String(data.story[event]);
  return data.place[event] < 0 ? "" : data.spots[data.place[event]].country;
}

/**
 * A facet's values as small numbers for each event, so that a filter is one look-up.
 * @param {Data} data
 * @param {string} facet
 * @returns {{values: string[], codes: Int32Array}}
 */
export function facetOf(data, facet) {
  /** @type {Map<string, number>} */
  const positions = new Map();
  const codes = new Int32Array(data.size);
  for (let at = 0; at < data.size; at++) {
    const value = valueOf(data, facet, at);
    const known = positions.get(value) ?? positions.size;
    positions.set(value, known);
    codes[at] = known;
  }
  return { values: [...positions.keys()], codes };
}

/**
 * A text without case and accents, for searching.
 * @param {string} text
 */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * A search over the sentence, the place, who acted and the type: every word of the query must occur.
 * @param {Data} data
 * @returns {(query: string) => Uint8Array | null} null: nothing was asked
 */
export function searcher(data) {
  /** @type {string[]} */
  let texts = [];
  let before = "";
  /** @type {Uint8Array | null} */
  let found = null;
  return (query) => {
    if (query === before) return found;
    before = query;
    const asked = fold(query).split(/\s+/).filter(Boolean);
    if (asked.length && !texts.length) texts = Array.from({ length: data.size }, (_, at) => fold(wordsOf(data, at)));
    found = asked.length ? Uint8Array.from(texts, (text) => (asked.every((word) => text.includes(word)) ? 1 : 0)) : null;
    return found;
  };
}

/**
 * @param {Data} data
 * @param {number} at
 */
function wordsOf(data, at) {
  const place = data.place[at] < 0 ? "" : data.spots[data.place[at]].name;
  const names = [data.words[data.actor[at]], data.words[data.target[at]], data.claims[data.claim[at]].speaker];
  return [sentenceOf(data, at), place, ...names, data.types[data.type[at]].label].join("\n");
}

/**
 * Mark in `mask` the events that every facet and the search allow, whatever their time.
 * @param {Uint8Array} mask
 * @param {{codes: Int32Array, allowed: Uint8Array | null}[]} facets allowed by code, null: all
 * @param {Uint8Array | null} found
 */
export function chosen(mask, facets, found) {
  if (found) mask.set(found);
  else mask.fill(1);
  for (const { codes, allowed } of facets) {
    if (allowed) for (let at = 0; at < mask.length; at++) if (!allowed[codes[at]]) mask[at] = 0;
  }
  return mask;
}

/**
 * Mark in `mask` the events of `base` whose interval meets [from, to); undated ones as `undated` says.
 * @param {Uint8Array} mask
 * @param {Uint8Array} base
 * @param {Data} data
 * @param {number} from
 * @param {number} to
 * @param {boolean} undated
 * @returns {number} how many are left
 */
export function within(mask, base, data, from, to, undated) {
  const { start, stop, open } = data;
  let left = 0;
  for (let at = 0; at < mask.length; at++) {
    const begins = start[at];
    const dated = begins === begins;
    const meets = (stop[at] > from || open[at] & 2) && (begins < to || open[at] & 1);
    const shown = base[at] && (dated ? meets : undated) ? 1 : 0;
    mask[at] = shown;
    left += shown;
  }
  return left;
}
