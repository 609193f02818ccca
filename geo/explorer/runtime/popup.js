/** The card of an event: what, when, where, the sentence, who said so and how sure it is; a sheet on narrow pages. */

import { nearest } from "./clusters.js";
import { sentenceOf } from "./decode.js";
import { byId, h, isNarrow, safeLink } from "./elements.js";
import { badge, icon } from "./icons.js";
import { countryWords, markedText, sentence } from "./marks.js";
import { BASIS, CERTAINTY, dateWords, dayWords, longDayWords, PRECISION } from "./words.js";

/** @typedef {import("./decode.js").Data} Data */

/**
 * @typedef {object} Shown
 * @property {number[]} events what the pager goes through
 * @property {number} at the position of the one that is open
 */

/**
 * @param {any} L
 * @param {any} map
 * @param {Data} data
 * @param {object} actions
 * @param {(at: number) => void} actions.turn show another event of the pager
 * @param {() => void} actions.close
 * @param {(event: number, sentence?: number) => void} actions.read show it in the article
 * @param {(spot: number) => {latlng: any, radius: number} | null} actions.anchorOf
 */
export function createPopup(L, map, data, { turn, close, read, anchorOf }) {
  const sheet = byId("sheet");
  /** @type {any} */
  let bubble = null;
  /** @type {HTMLElement | null} */
  let card = null;

  function remove() {
    const open = bubble;
    bubble = null;
    card = null;
    open?.remove();
    sheet.hidden = true;
    sheet.replaceChildren();
  }

  /** @param {number} event */
  function anchored(event) {
    const spot = data.place[event];
    if (spot < 0 || isNarrow()) return false;
    const { lat, lon } = data.spots[spot];
    const anchor = anchorOf(spot) ?? { latlng: L.latLng(lat, nearest(lon, map.getCenter().lng)), radius: 0 };
    bubble = L.popup({
      className: "bubble", closeButton: false, closeOnClick: false, closeOnEscapeKey: false, autoClose: false,
      minWidth: 300, maxWidth: 360, offset: [0, 2 - anchor.radius], autoPanPadding: [12, 12],
    });
    card?.style.setProperty("--most", `${Math.max(140, map.getSize().y - 190)}px`);
    bubble.setLatLng(anchor.latlng).setContent(card).openOn(map);
    for (const more of card?.querySelectorAll("details") ?? []) more.addEventListener("toggle", grow);
    return true;
  }

  /** Keep a card that grew inside the map. */
  function grow() {
    if (!bubble) return;
    bubble.options.autoPan = true;
    bubble.update();
  }

  return {
    /**
     * Open the card of one event of several.
     * @param {Shown} shown
     * @param {boolean} focus whether the keyboard moves into the card
     * @param {number} [by] which way the pager was turned: its button keeps the keyboard
     */
    open({ events, at }, focus, by = 0) {
      remove();
      card = cardOf(data, events, at, { turn, close, read });
      if (!anchored(events[at])) {
        sheet.replaceChildren(card);
        sheet.hidden = false;
      }
      const step = /** @type {HTMLElement | null} */ (by && card.querySelector(`[data-step="${by}"]:not(:disabled)`));
      if (focus) (step || card).focus({ preventScroll: true });
    },
    remove,
    /** Whether the keyboard is in the card. */
    hasFocus: () => Boolean(card?.contains(document.activeElement)),
    /** Move an open card to where its marker is now. @param {number} event */
    follow(event) {
      const anchor = bubble && data.place[event] >= 0 ? anchorOf(data.place[event]) : null;
      if (!anchor) return;
      bubble.options.autoPan = false;
      bubble.options.offset = [0, 2 - anchor.radius];
      bubble.setLatLng(anchor.latlng);
    },
  };
}

/**
 * @param {Data} data
 * @param {number[]} events
 * @param {number} at
 * @param {{turn: (at: number) => void, close: () => void, read: (event: number, sentence?: number) => void}} actions
 * @returns {HTMLElement}
 */
function cardOf(data, events, at, { turn, close, read }) {
  const event = events[at];
  const type = data.types[data.type[event]];
  const name = `card-${event}`;
  const leave = h("button", { class: "close", type: "button", "aria-label": "Close", on: { click: close } }, icon("close", 16));
  return h(
    "div",
    { class: "card", role: "dialog", "aria-labelledby": name, tabindex: "-1" },
    h("div", { class: "card-head" }, badge(type.glyph, type.family), h("h2", { class: "card-type", id: name }, type.label), statusOf(data, event), leave),
    h("div", { class: "card-body" }, whenOf(data, event), whereOf(data, event), quoteOf(data, event), alsoOf(data, event, read), factsOf(data, event), whyOf(data, event), sourceOf(data, event)),
    h("div", { class: "card-foot" }, pagerOf(events, at, turn), h("button", { class: "button", type: "button", on: { click: () => read(event) } }, "Show in article")),
  );
}

/** @param {Data} data @param {number} event */
function statusOf(data, event) {
  const { status, speaker, cue } = data.claims[data.claim[event]];
  if (status === "happened") return null;
  const by = status === "claimed" && speaker ? `claimed by ${speaker}` : status;
  return h("span", { class: `status ${status}`, title: cue ? `“${cue}”` : null }, by);
}

/** @param {Data} data @param {number} event */
function whenOf(data, event) {
  const date = data.dates[data.date[event]];
  const oneDay = date.grain === "day" && date.certainty === "exact" && !date.open;
  const words = oneDay ? longDayWords(date.start) : dateWords({ ...date, certainty: "exact" });
  const certainty = Number.isNaN(date.start) || date.certainty === "exact" ? null : CERTAINTY[date.certainty];
  return h("p", { class: "card-when" }, h("span", {}, words === "no date" ? "No date" : words), certainty && h("span", { class: "aside" }, certainty));
}

/** @param {Data} data @param {number} event */
function whereOf(data, event) {
  const spot = data.spots[data.place[event]];
  if (!spot) return h("p", { class: "card-where" }, h("span", { class: "aside" }, "No place: the text does not say where"));
  const country = spot.kind === "country" ? "" : countryWords(spot.country);
  return h(
    "p",
    { class: "card-where" },
    h("span", {}, spot.name, country && spot.name !== country ? h("span", { class: "country" }, `, ${country}`) : null),
    spot.area ? h("span", { class: "aside area-word" }, "approximate area") : null,
  );
}

/** @param {Data} data @param {number} event */
function quoteOf(data, event) {
  const story = data.stories[data.story[event]];
  const at = data.sentence[event];
  const trigger = story.starts[at] + data.trigger[event];
  const long = sentenceOf(data, event).length > 420;
  const nodes = markedText(story, story.starts[at], story.stops[at], { start: trigger, stop: trigger + data.length[event] });
  return h("blockquote", { class: `card-quote${long ? " long" : ""}`, dir: "auto" }, ...nodes);
}

/** @param {Data} data @param {number} event @param {(event: number, sentence: number) => void} read */
function alsoOf(data, event, read) {
  const story = data.stories[data.story[event]];
  const sentences = data.also.get(event) ?? [];
  if (!sentences.length) return null;
  const jump = (/** @type {number} */ at) => h("button", { class: "jump", type: "button", dir: "auto", on: { click: () => read(event, at) } }, story.text.slice(story.starts[at], story.stops[at]));
  return h("div", { class: "also", role: "group", "aria-label": "Also told in" }, h("span", { class: "aside" }, "Also told in"), ...sentences.map(jump));
}

/** @param {Data} data @param {number} event */
function factsOf(data, event) {
  const { status, speaker } = data.claims[data.claim[event]];
  const facts = [
    ["Who", data.words[data.actor[event]]],
    ["To whom", data.words[data.target[event]]],
    ["Counted", data.words[data.quantities[event]]],
    ["Source in the text", status === "claimed" ? "" : speaker],
  ].filter(([, value]) => value);
  if (!facts.length) return null;
  return h("dl", { class: "facts" }, ...facts.flatMap(([term, value]) => [h("dt", {}, term), h("dd", {}, value)]));
}

/** @param {Data} data @param {number} event */
function whyOf(data, event) {
  const where = data.wheres[data.where[event]];
  const date = data.dates[data.date[event]];
  const share = data.confidence[event];
  const meter = h("span", { class: "meter", "aria-hidden": "true" }, h("span", { class: `fill s${Math.round(share / 10)}` }));
  const line = (/** @type {string} */ head, /** @type {string} */ words, /** @type {number} */ sure) => words && h("p", {}, h("b", {}, head), ` ${sentence(words)} ${sure ? `${sure}\u00a0% sure.` : ""}`);
  return h(
    "details",
    { class: "why" },
    h("summary", {}, meter, `${share} % sure`, h("span", { class: "aside" }, "why?")),
    line("Place:", [PRECISION[where.precision], where.reason].filter(Boolean).join("; "), data.place[event] < 0 ? 0 : where.confidence),
    line("Date:", [BASIS[date.basis], date.reason].filter(Boolean).join("; "), Number.isNaN(date.start) ? 0 : date.confidence),
  );
}

/** @param {Data} data @param {number} event */
function sourceOf(data, event) {
  const story = data.stories[data.story[event]];
  const address = safeLink(story.link) || safeLink(story.source);
  const name = story.publisher || (address ? new URL(address).hostname : "") || story.title;
  if (!name) return null;
  const link = address ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, name, icon("outside", 12)) : h("span", {}, name);
  return h("p", { class: "card-source" }, link, story.published && story.publisher ? h("span", { class: "aside" }, dayWords(Date.parse(story.published))) : null);
}

/** @param {number[]} events @param {number} at @param {(at: number) => void} turn */
function pagerOf(events, at, turn) {
  if (events.length < 2) return h("span", {});
  const step = (/** @type {number} */ by, /** @type {string} */ glyph, /** @type {string} */ label) =>
    h("button", { class: "step", type: "button", "aria-label": label, "data-step": by, disabled: !events[at + by] && events[at + by] !== 0, on: { click: () => turn(at + by) } }, icon(glyph, 16));
  return h("div", { class: "pager", role: "group", "aria-label": "Events at this place" }, step(-1, "previous", "Previous event"), h("span", {}, `${at + 1} of ${events.length}`), step(1, "next", "Next event"));
}
