/** The events by day; only the rows in view are in the page, so that ten thousand scroll as ten do. */

import { sentenceOf } from "./decode.js";
import { h, isNarrow, perFrame } from "./elements.js";
import { badge } from "./icons.js";
import { DAY } from "./calendar.js";
import { dateWords } from "./words.js";

/** @typedef {import("./decode.js").Data} Data */
/** @typedef {{top: number, height: number, event: number, head: string}} Row event -1: a heading */

const HEAD = 38;
const ROW = 74;

/**
 * All events in order of time; those without a date come last.
 * @param {Data} data
 */
export function orderOf(data) {
  const time = (/** @type {number} */ at) => (Number.isNaN(data.start[at]) ? Infinity : data.start[at]);
  return Int32Array.from({ length: data.size }, (_, at) => at).sort((a, b) => (time(a) === time(b) ? data.stop[a] - data.stop[b] || a - b : time(a) - time(b)));
}

/**
 * The visible events in order, with a heading for each date.
 * @param {Data} data
 * @param {Uint8Array} mask
 * @param {Int32Array} order
 * @param {string[]} heads the heading for each date of data.dates
 * @returns {Row[]}
 */
export function rowsOf(data, mask, order, heads) {
  /** @type {Row[]} */
  const rows = [];
  let top = 0;
  let before = "";
  for (const event of order) {
    if (!mask[event]) continue;
    const head = heads[data.date[event]];
    if (head !== before) {
      rows.push({ top, height: HEAD, event: -1, head });
      top += HEAD;
    }
    rows.push({ top, height: ROW, event, head });
    top += ROW;
    before = head;
  }
  return rows;
}

/**
 * The heading under which an event of a date stands: its day, or its period.
 * @param {Data["dates"][number]} date
 */
export function headOf(date) {
  if (Number.isNaN(date.start)) return "No date";
  if (date.stop - date.start >= DAY) return dateWords({ ...date, certainty: "exact" });
  const day = Math.floor(date.start / DAY) * DAY;
  return dateWords({ start: day, stop: day + DAY, certainty: "exact", open: 0 });
}

/**
 * @param {HTMLElement} root
 * @param {Data} data
 * @param {(events: number[], at: number) => void} pick
 */
export function createList(root, data, pick) {
  const space = h("div", { class: "rows", role: "list" });
  const none = h("p", { class: "empty" });
  root.append(none, space);
  const order = orderOf(data);
  const heads = data.dates.map(headOf);
  /** @type {Row[]} */
  let rows = [];
  /** @type {{mask: Uint8Array, empty: string} | null} */
  let waiting = null;
  let chosen = -1;
  /** @type {Map<number, HTMLElement>} */
  let drawn = new Map();

  /** The stretch of rows in view: on narrow pages the whole page scrolls, not the list. */
  function stretch() {
    const from = isNarrow() ? -space.getBoundingClientRect().top : root.scrollTop;
    return { from, to: from + (isNarrow() ? innerHeight : root.clientHeight) };
  }

  /** Lay out the rows once somebody looks at them. */
  function settle() {
    if (root.hidden || !waiting) return;
    const { mask, empty } = waiting;
    waiting = null;
    rows = rowsOf(data, mask, order, heads);
    const last = rows[rows.length - 1];
    space.style.height = `${last ? last.top + last.height + 24 : 0}px`;
    none.textContent = rows.length ? "" : empty;
    none.hidden = rows.length > 0;
    for (const node of drawn.values()) node.remove();
    drawn = new Map();
  }

  const draw = perFrame(() => {
    if (root.hidden) return;
    settle();
    const { from, to } = stretch();
    const [top, bottom] = [from - 300, to + 300];
    const next = new Map();
    for (let at = firstBelow(rows, top); at < rows.length && rows[at].top < bottom; at++) {
      const node = drawn.get(at) ?? (rows[at].event < 0 ? heading(rows[at]) : entry(rows[at], at));
      next.set(at, node);
      if (!node.parentNode) space.append(node);
    }
    for (const [at, node] of drawn) if (!next.has(at)) node.remove();
    drawn = next;
  });

  /** @param {Row} row */
  function heading(row) {
    const node = h("div", { class: "day", role: "listitem" }, h("h2", {}, row.head));
    node.style.top = `${row.top}px`;
    return node;
  }

  /** @param {Row} row @param {number} at */
  function entry({ event, top }, at) {
    const type = data.types[data.type[event]];
    const spot = data.spots[data.place[event]];
    const { status } = data.claims[data.claim[event]];
    const place = spot ? h("span", { class: "row-place" }, spot.name, spot.area ? h("span", { class: "area-word" }, " approximate area") : null) : h("span", { class: "row-place aside" }, "no place");
    const button = h(
      "button",
      { class: `row${event === chosen ? " current" : ""}`, type: "button", "data-row": at, "data-event": event, "aria-current": event === chosen ? "true" : null, on: { click: () => pick([event], 0), keydown: walk } },
      badge(type.glyph, type.family),
      h("span", { class: "row-text", dir: "auto" }, sentenceOf(data, event)),
      h("span", { class: "row-foot" }, h("b", {}, type.label), " · ", place, status === "happened" ? null : h("span", { class: `status ${status}` }, status)),
    );
    const node = h("div", { class: "entry", role: "listitem" }, button);
    node.style.top = `${top}px`;
    return node;
  }

  /** @param {KeyboardEvent} event */
  function walk(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    let at = Number(/** @type {HTMLElement} */ (event.currentTarget).dataset.row) + by;
    if (rows[at]?.event < 0) at += by;
    if (!rows[at]) return;
    reveal(at);
    requestAnimationFrame(() => requestAnimationFrame(() => /** @type {HTMLElement | null} */ (space.querySelector(`[data-row="${at}"]`))?.focus({ preventScroll: true })));
  }

  /** @param {number} at */
  function reveal(at) {
    const { top, height } = rows[at];
    const { from, to } = stretch();
    const by = top < from + HEAD ? top - HEAD - from : top + height > to ? top + height - to : 0;
    if (by) (isNarrow() ? document.scrollingElement ?? root : root).scrollTop += by;
    draw();
  }

  root.addEventListener("scroll", draw, { passive: true });
  window.addEventListener("scroll", draw, { passive: true });
  new ResizeObserver(draw).observe(root);
  return {
    /** @param {Uint8Array} mask @param {string} empty what to say when nothing is left */
    show(mask, empty) {
      waiting = { mask, empty };
      draw();
    },
    /** @param {number} event @param {boolean} scroll */
    select(event, scroll) {
      chosen = event;
      settle();
      for (const node of space.querySelectorAll("[data-event]")) node.classList.toggle("current", Number(/** @type {HTMLElement} */ (node).dataset.event) === event);
      const at = rows.findIndex((row) => row.event === event);
      if (scroll && at >= 0 && !root.hidden) reveal(at);
    },
    draw,
  };
}

/** @param {Row[]} rows @param {number} top */
function firstBelow(rows, top) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].top + rows[middle].height < top) low = middle + 1;
    else high = middle;
  }
  return low;
}
