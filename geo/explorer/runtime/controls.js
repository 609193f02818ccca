/** The controls around the map: type chips, search, further filters, theme, tabs and the map's buttons. */

import { byId, h } from "./elements.js";
import { FACETS } from "./filters.js";
import { badge, icon } from "./icons.js";
import { countryWords } from "./marks.js";
import { CERTAINTY, number } from "./words.js";

/** @typedef {import("./decode.js").Data} Data */

const MOST_VALUES = 80;

/**
 * A set with one value put in or taken out.
 * @param {ReadonlySet<string>} set
 * @param {string} value
 */
export function toggled(set, value) {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

/**
 * One chip a type, those with most events first.
 * @param {Data} data
 * @param {number[]} totals events by type
 * @param {(id: string) => void} press
 */
export function createChips(data, totals, press) {
  const order = data.types.map((_, at) => at).sort((a, b) => totals[b] - totals[a] || a - b);
  const parts = order.map((at) => {
    const type = data.types[at];
    const amount = h("span", { class: "amount" }, number(totals[at]));
    const chip = h("button", { class: "chip", type: "button", "aria-pressed": "false", on: { click: () => press(type.id) } }, badge(type.glyph, type.family), h("span", {}, type.label), amount);
    return { at, chip, amount };
  });
  byId("chips").append(...parts.map(({ chip }) => chip));
  return {
    /** @param {ReadonlySet<string>} chosen @param {number[]} counts */
    show(chosen, counts) {
      for (const { at, chip, amount } of parts) {
        const pressed = chosen.has(data.types[at].id);
        chip.setAttribute("aria-pressed", String(pressed));
        chip.classList.toggle("off", chosen.size > 0 && !pressed);
        amount.textContent = number(counts[at]);
      }
    },
  };
}

/**
 * The words for a facet's value.
 * @param {Data} data
 * @param {string} facet
 * @param {string} value
 */
function facetWords(data, facet, value) {
  if (facet === "countries") return countryWords(value) || "No country";
  if (facet === "certainties") return CERTAINTY[value] ?? value;
  return value || "Unknown";
}

/**
 * The panel of further filters; facets in which all events agree are left out.
 * @param {Data} data
 * @param {Record<string, {values: string[], codes: Int32Array}>} facets
 * @param {(facet: string, value: string) => void} press
 */
export function createFilters(data, facets, press) {
  const panel = byId("filters");
  const button = byId("filters-button");
  /** @type {{facet: string, value: string, box: HTMLInputElement}[]} */
  const boxes = [];

  const groups = FACETS.filter(({ name }) => name !== "articles" && facets[name].values.length > 1).map(({ name, title }) => {
    const totals = new Map();
    for (const code of facets[name].codes) totals.set(code, (totals.get(code) ?? 0) + 1);
    const values = facets[name].values.map((value, code) => ({ value, total: totals.get(code) })).sort((a, b) => b.total - a.total).slice(0, MOST_VALUES);
    const rows = values.map(({ value, total }) => {
      const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", on: { change: () => press(name, value) } }));
      boxes.push({ facet: name, value, box });
      return h("label", { class: "choice" }, box, h("span", {}, facetWords(data, name, value)), h("span", { class: "amount" }, number(total)));
    });
    return h("fieldset", {}, h("legend", {}, title), h("div", { class: "choices" }, ...rows));
  });
  panel.append(...groups);
  const badgeText = h("span", { class: "dot-count", hidden: true });
  button.append(icon("sliders", 16), h("span", { class: "word" }, "Filters"), badgeText);
  button.hidden = !groups.length;

  const open = (/** @type {boolean} */ shown) => {
    panel.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
  };
  button.addEventListener("click", () => open(panel.hidden));
  document.addEventListener("pointerdown", (event) => {
    const target = /** @type {Node} */ (event.target);
    if (!panel.hidden && !panel.contains(target) && !button.contains(target)) open(false);
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    open(false);
    button.focus();
  });

  return {
    /** @param {(facet: string) => ReadonlySet<string>} chosen */
    show(chosen) {
      for (const { facet, value, box } of boxes) box.checked = chosen(facet).has(value);
      const many = FACETS.reduce((sum, { name }) => sum + chosen(name).size, 0);
      badgeText.textContent = String(many);
      badgeText.hidden = !many;
    },
  };
}

/**
 * @param {(tab: string) => void} choose
 */
export function createTabs(choose) {
  const names = ["article", "events", "articles"].filter((name) => !byId(`tab-${name}`).hidden);
  const tabs = names.map((name) => byId(`tab-${name}`));
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => choose(names[at]));
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
      const next = (at + (event.key === "ArrowRight" ? 1 : names.length - 1)) % names.length;
      choose(names[next]);
      tabs[next].focus();
    });
  });
  return {
    /** @param {string} name */
    show(name) {
      names.forEach((each, at) => {
        tabs[at].setAttribute("aria-selected", String(each === name));
        tabs[at].tabIndex = each === name ? 0 : -1;
        byId(each).hidden = each !== name;
      });
    },
    /** @param {string} words */
    label(words) {
      tabs[1].replaceChildren("Events ", h("span", { class: "amount" }, words));
    },
  };
}

/**
 * Zoom and fit, in the corner of the map.
 * @param {any} map
 * @param {() => void} fit
 */
export function createMapButtons(map, fit) {
  const button = (/** @type {string} */ glyph, /** @type {string} */ label, /** @type {() => void} */ click) => h("button", { type: "button", "aria-label": label, title: label, on: { click } }, icon(glyph, 18));
  byId("map-buttons").append(
    button("plus", "Zoom in", () => map.zoomIn(1)),
    button("minus", "Zoom out", () => map.zoomOut(1)),
    button("fit", "Show all events", fit),
  );
}

/**
 * The search field: Ctrl+F stays the browser's, "/" comes here.
 * @param {(query: string) => void} ask
 */
export function createSearch(ask) {
  const field = /** @type {HTMLInputElement} */ (byId("search"));
  field.addEventListener("input", () => ask(field.value));
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key !== "/" || target.matches("input, textarea, select") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    field.focus();
  });
  return field;
}

/**
 * Mark the words of a search wherever they are on the page, without touching the page's elements.
 * @param {HTMLElement[]} roots
 * @param {string} query
 */
export function markSearch(roots, query) {
  const highlights = /** @type {any} */ (CSS).highlights;
  if (!highlights) return;
  highlights.delete("search");
  const words = query.toLowerCase().split(/\s+/).filter((word) => word.length > 1);
  if (!words.length) return;
  const found = /** @type {any} */ (new (/** @type {any} */ (globalThis).Highlight)());
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node && found.size < 2000; node = walker.nextNode()) {
      const text = (node.nodeValue ?? "").toLowerCase();
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, Math.min(at + word.length, (node.nodeValue ?? "").length));
          found.add(range);
        }
      }
    }
  }
  highlights.set("search", found);
}
