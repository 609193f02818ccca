/** The document's data as typed arrays and small records. */

/**
 * @typedef {object} Mark
 * @property {number} start
 * @property {number} stop
 * @property {number} kind 0 place, 1 area, 2 date, 3 not found, 4 stands for something else, 5 without a date
 * @property {number} target a row of places or dates, or -1
 * @property {string} reason
 * @property {number} confidence
 * @property {string[]} others
 */

/**
 * @typedef {object} Story an article
 * @property {string} title
 * @property {string} published
 * @property {string} publisher
 * @property {string} section
 * @property {string} author
 * @property {string} source
 * @property {string} link the page's own address
 * @property {string} text
 * @property {Int32Array} starts where its sentences start
 * @property {Int32Array} stops
 * @property {Mark[]} marks
 * @property {number} first its first event
 * @property {number} size how many events it has
 */

/**
 * @typedef {object} Spot a place
 * @property {string} id
 * @property {string} name
 * @property {string} kind
 * @property {string} country
 * @property {number} lat
 * @property {number} lon
 * @property {number} radius
 * @property {boolean} area
 * @property {number[][]} outline
 */

/**
 * @typedef {object} Data
 * @property {string} title
 * @property {string[]} families
 * @property {{id: string, label: string, family: number, glyph: string}[]} types
 * @property {Story[]} stories
 * @property {Spot[]} spots
 * @property {{start: number, stop: number, grain: string, certainty: string, open: number, basis: string, reason: string, confidence: number}[]} dates
 * @property {{precision: string, reason: string, confidence: number}[]} wheres
 * @property {{status: string, cue: string, speaker: string}[]} claims
 * @property {string[]} words
 * @property {Map<number, number[]>} also the other sentences that tell an event
 * @property {number} size how many events there are
 * @property {Int32Array} story @property {Int32Array} number @property {Int32Array} sentence
 * @property {Uint8Array} type @property {Uint8Array} family
 * @property {Int32Array} place @property {Int32Array} date @property {Int32Array} where @property {Int32Array} claim
 * @property {Int32Array} actor @property {Int32Array} target @property {Int32Array} quantities
 * @property {Uint8Array} confidence
 * @property {Int32Array} trigger @property {Int32Array} length
 * @property {Float64Array} start milliseconds since 1970, NaN without a date
 * @property {Float64Array} stop @property {Uint8Array} open
 */

/**
 * Read the payload that `geo/explorer/payload.py` describes.
 * @param {any} raw
 * @returns {Data}
 */
export function decode(raw) {
  const dates = rows(raw.dates).map((date) => ({
    ...date,
    start: date.start === null ? NaN : date.start * 1000,
    stop: date.stop === null ? NaN : date.stop * 1000,
    reason: raw.words[date.reason],
  }));
  const size = sum(raw.events.counts);
  const column = (/** @type {string} */ name, /** @type {any} */ Kind) => spread(raw.events[name], size, Kind);
  const type = column("type", Uint8Array);
  const date = column("date", Int32Array);
  const types = raw.types.map((/** @type {any[]} */ [id, label, family, glyph]) => ({ id, label, family, glyph }));
  return /** @type {any} */ ({
    title: raw.title,
    families: raw.families,
    types,
    dates,
    stories: stories(raw),
    spots: rows(raw.places).map((place) => ({ ...place, name: titled(place.name), radius: place.radius_km, area: place.area === 1 })),
    wheres: rows(raw.wheres).map((where) => ({ ...where, reason: raw.words[where.reason] })),
    claims: rows(raw.claims).map((claim) => ({ ...claim, cue: raw.words[claim.cue], speaker: raw.words[claim.speaker] })),
    words: raw.words,
    also: new Map(raw.also.map((/** @type {number[]} */ [event, ...sentences]) => [event, sentences])),
    size,
    story: repeat(raw.events.counts, size),
    ...Object.fromEntries(
      ["number", "sentence", "place", "where", "claim", "actor", "target", "quantities", "trigger", "length"].map((name) => [name, column(name, Int32Array)]),
    ),
    type,
    date,
    confidence: column("confidence", Uint8Array),
    family: Uint8Array.from(type, (at) => types[at].family),
    start: Float64Array.from(date, (at) => dates[at].start),
    stop: Float64Array.from(date, (at) => dates[at].stop),
    open: Uint8Array.from(date, (at) => dates[at].open),
  });
}

/**
 * Columns of the same length as an array of records.
 * @param {Record<string, any[]>} columns
 * @returns {any[]}
 */
export function rows(columns) {
  const names = Object.keys(columns);
  return (columns[names[0]] ?? []).map((_, at) => Object.fromEntries(names.map((name) => [name, columns[name][at]])));
}

/**
 * A column that may be given as the one value all its rows have.
 * @param {number[] | number | undefined} values
 * @param {number} size
 * @param {any} Kind
 */
function spread(values, size, Kind) {
  return Array.isArray(values) ? Kind.from(values) : new Kind(size).fill(values ?? 0);
}

/** @param {number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Each position as often as its count says.
 * @param {number[]} counts
 * @param {number} size
 */
function repeat(counts, size) {
  const all = new Int32Array(size);
  let at = 0;
  counts.forEach((many, position) => {
    all.fill(position, at, at + many);
    at += many;
  });
  return all;
}

/**
 * @param {any} raw
 * @returns {Story[]}
 */
function stories(raw) {
  let first = 0;
  return raw.articles.map((/** @type {any} */ article, /** @type {number} */ position) => {
    const size = raw.events.counts[position];
    const bounds = Int32Array.from(article.sentences);
    for (let at = 1; at < bounds.length; at++) bounds[at] += bounds[at - 1];
    const marks = article.marks.map((/** @type {number[]} */ [start, stop, kind, target, reason, confidence, ...others]) => ({
      start, stop, kind, target, reason: raw.words[reason], confidence, others: others.map((at) => raw.words[at]),
    }));
    first += size;
    return { ...article, marks, starts: bounds.filter((_, at) => at % 2 === 0), stops: bounds.filter((_, at) => at % 2), first: first - size, size };
  });
}

/**
 * A place's name as a title: "Eastern Russia", but "al-Hol" and "eThekwini" as they are.
 * @param {string} name
 */
export function titled(name) {
  return /^\p{Ll}+\s/u.test(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}

/**
 * The sentence that tells an event, word for word.
 * @param {Data} data
 * @param {number} event
 */
export function sentenceOf(data, event) {
  const story = data.stories[data.story[event]];
  const at = data.sentence[event];
  return story.text.slice(story.starts[at], story.stops[at]);
}

/**
 * An event's name outside this page: "0-3".
 * @param {Data} data
 * @param {number} event
 */
export function idOf(data, event) {
  return event < 0 ? "" : `${data.story[event]}-${data.number[event]}`;
}

/**
 * The event with this name, or -1.
 * @param {Data} data
 * @param {string} id
 */
export function eventOf(data, id) {
  const [story, number] = String(id).split("-").map(Number);
  const { first, size } = data.stories[story] ?? { first: 0, size: 0 };
  for (let at = first; at < first + size; at++) if (data.number[at] === number) return at;
  return -1;
}
