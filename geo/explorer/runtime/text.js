/** The article: its paragraphs as they were, each sentence with events a button, places and dates underlined. */

import { h, safeLink } from "./elements.js";
import { icon } from "./icons.js";
import { markedText } from "./marks.js";
import { dayWords, number } from "./words.js";

/** @typedef {import("./decode.js").Data} Data @typedef {import("./decode.js").Story} Story */

/**
 * The paragraphs of a text: line breaks between sentences count, those inside one do not.
 * @param {Story} story
 * @returns {{first: number, last: number}[]} positions of sentences, both included
 */
export function paragraphsOf(story) {
  const parts = [];
  for (let at = 0; at < story.starts.length; at++) {
    const before = at ? story.text.slice(story.stops[at - 1], story.starts[at]) : "\n";
    if (before.includes("\n")) parts.push({ first: at, last: at });
    else parts[parts.length - 1].last = at;
  }
  return parts;
}

/**
 * @param {HTMLElement} root
 * @param {Data} data
 * @param {object} actions
 * @param {(events: number[]) => void} actions.pick
 * @param {(story: number) => void} actions.turn
 * @param {(spot: number) => void} actions.visit show a place that is only mentioned
 */
export function createText(root, data, { pick, turn, visit }) {
  let shown = -1;
  /** @type {Map<number, number[]>} */
  let events = new Map();
  /** @type {Map<number, HTMLElement>} */
  let sentences = new Map();

  /** @param {Story} story @param {number} at */
  function sentenceNode(story, at) {
    const own = events.get(at) ?? [];
    const nodes = markedText(story, story.starts[at], story.stops[at]);
    const node = own.length ? h("span", { class: "sentence told", role: "button", tabindex: "0", "data-at": at }, ...nodes) : h("span", { class: "sentence", "data-at": at }, ...nodes);
    sentences.set(at, node);
    return node;
  }

  /** @param {Story} story @param {{first: number, last: number}} part */
  function paragraph(story, { first, last }) {
    const nodes = [];
    for (let at = first; at <= last; at++) nodes.push(...(at > first ? [" "] : []), sentenceNode(story, at));
    const whole = story.text.slice(story.starts[first], story.stops[last]).trim();
    const isTitle = first === 0 && whole === story.title.trim();
    return h(isTitle ? "h2" : "p", { class: isTitle ? "headline" : "paragraph", dir: "auto" }, ...nodes);
  }

  /** @param {Story} story */
  function byline(story) {
    const address = safeLink(story.link) || safeLink(story.source);
    const day = story.published && dayWords(Date.parse(story.published));
    const names = [story.publisher, story.section, story.author].filter(Boolean).map((name) => h("bdi", {}, name));
    const parts = [...names, day, address && h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, "source", icon("outside", 12))].filter(Boolean);
    return h("p", { class: "byline" }, ...parts.flatMap((part, at) => (at ? [" · ", part] : [part])));
  }

  function legend() {
    const hint = data.size ? "Choose a sentence to see it on the map" : "No event was found in this text";
    return h("p", { class: "legend" }, ...[["at-place", "Place"], ["at-area", "Area"], ["at-date", "Date"], ["at-nowhere", "Not found"]].map(([kind, word]) => h("span", { class: `mark ${kind}` }, word)), h("span", { class: "hint" }, hint));
  }

  /** @param {number} story */
  function shelf(story) {
    if (data.stories.length < 2) return null;
    const choice = /** @type {HTMLSelectElement} */ (h("select", { "aria-label": "Article", on: { change: () => turn(Number(choice.value)) } }));
    data.stories.forEach((each, at) => choice.append(h("option", { value: at }, `${each.title || "Untitled"}${each.published ? ` · ${each.published}` : ""}`)));
    choice.value = String(story);
    const step = (/** @type {number} */ by, /** @type {string} */ glyph, /** @type {string} */ label) => h("button", { class: "step", type: "button", "aria-label": label, disabled: !data.stories[story + by], on: { click: () => turn(story + by) } }, icon(glyph, 16));
    return h("div", { class: "shelf" }, step(-1, "previous", "Previous article"), choice, step(1, "next", "Next article"), h("span", { class: "aside" }, `${number(story + 1)} of ${number(data.stories.length)}`));
  }

  function gather(/** @type {Story} */ story) {
    events = new Map();
    for (let at = story.first; at < story.first + story.size; at++) {
      for (const key of [data.sentence[at], ...(data.also.get(at) ?? [])]) events.set(key, [...(events.get(key) ?? []), at]);
    }
  }

  root.addEventListener("click", (event) => {
    if (!getSelection()?.isCollapsed) return;
    act(/** @type {HTMLElement} */ (event.target));
  });
  root.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if ((event.key !== "Enter" && event.key !== " ") || !target.matches(".sentence")) return;
    event.preventDefault();
    act(target);
  });

  /** @param {HTMLElement} target */
  function act(target) {
    const node = /** @type {HTMLElement | null} */ (target.closest(".sentence"));
    if (!node) return;
    const own = events.get(Number(node.dataset.at));
    const word = /** @type {HTMLElement | null} */ (target.closest("[data-mark]"));
    const mark = word && data.stories[shown].marks[Number(word.dataset.mark)];
    if (own) pick(own);
    else if (mark && mark.kind < 2 && mark.target >= 0) visit(mark.target);
  }

  return {
    /** Show an article. @param {number} at */
    show(at) {
      if (at === shown) return;
      shown = at;
      const story = data.stories[at];
      root.scrollTop = 0;
      if (!story) return root.replaceChildren(h("p", { class: "empty" }, "There is no article here."));
      sentences = new Map();
      gather(story);
      const parts = paragraphsOf(story).map((part) => paragraph(story, part));
      const titled = parts[0]?.matches("h2");
      const heading = titled ? parts.shift() : story.title ? h("h2", { class: "headline", dir: "auto" }, story.title) : null;
      root.replaceChildren(...[shelf(at), heading, byline(story), legend(), ...parts].filter((node) => node instanceof Node));
    },
    /** Fade the sentences none of whose events is visible. @param {Uint8Array} mask */
    fade(mask) {
      for (const [at, own] of events) sentences.get(at)?.classList.toggle("out", !own.some((event) => mask[event]));
    },
    /**
     * Highlight the sentence of an event, or none.
     * @param {number} event
     * @param {boolean} scroll
     * @param {boolean} smooth
     * @param {number} [sentence] another one that tells it
     */
    select(event, scroll, smooth, sentence = data.sentence[event]) {
      for (const node of root.querySelectorAll(".sentence.current")) node.classList.remove("current");
      const node = event >= 0 && data.story[event] === shown ? sentences.get(sentence) : undefined;
      node?.classList.add("current");
      if (scroll) node?.scrollIntoView({ block: "center", behavior: smooth ? "smooth" : "auto" });
      return node ?? null;
    },
    /** The mark under an element. @param {Element} target */
    markAt(target) {
      const word = /** @type {HTMLElement | null} */ (target.closest("[data-mark]"));
      return word && data.stories[shown] ? data.stories[shown].marks[Number(word.dataset.mark)] : null;
    },
    story: () => shown,
  };
}
