/** Online map layers: never asked before the reader chooses one, and gone with one word when they do not answer. */

import { byId, h } from "./elements.js";
import { icon } from "./icons.js";

const PATIENCE = 8000;
const MOST_ERRORS = 3;

/** @typedef {{name: string, title: string, url: string, attribution: string, max: number}} Layer */

/**
 * @param {any} L
 * @param {any} map
 * @param {Layer[]} layers
 * @param {object} parts
 * @param {(name: string) => void} parts.choose "" is the built-in map
 * @param {(words: string) => void} parts.toast
 * @param {(shown: boolean) => void} parts.showLabels the names of the built-in map
 */
export function createLayers(L, map, layers, { choose, toast, showLabels }) {
  const panel = h("section", { class: "layers", id: "layers", "aria-label": "Map layers", hidden: true });
  const button = h("button", { type: "button", "aria-label": "Map layers", title: "Map layers", "aria-expanded": "false", "aria-controls": "layers", on: { click: () => open(panel.hidden) } }, icon("layers", 18));
  const all = [{ name: "", title: "Built-in map", note: "works offline" }, ...layers.map((layer) => ({ ...layer, note: "online" }))];
  const inputs = all.map(({ name, title, note }) => {
    const input = /** @type {HTMLInputElement} */ (h("input", { type: "radio", name: "layer", value: name, on: { change: () => choose(name) } }));
    panel.append(h("label", { class: "choice" }, input, h("span", {}, title), h("span", { class: "amount" }, note)));
    return input;
  });
  byId("map-buttons").append(button);
  byId("map-buttons").after(panel);
  const credit = /** @type {HTMLElement} */ (document.querySelector(".credit"));
  const ownCredit = credit.textContent ?? "";
  /** @type {any} */
  let shown = null;

  /** @param {boolean} wanted */
  function open(wanted) {
    panel.hidden = !wanted;
    button.setAttribute("aria-expanded", String(wanted));
  }
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    open(false);
    button.focus();
  });
  map.on("click movestart", () => open(false));

  function remove() {
    shown?.remove();
    shown = null;
    showLabels(true);
    credit.textContent = ownCredit;
  }

  /** @param {Layer} layer */
  function add(layer) {
    const tiles = L.tileLayer(layer.url, { maxNativeZoom: layer.max, maxZoom: map.getMaxZoom(), referrerPolicy: "strict-origin-when-cross-origin" });
    let [errors, came] = [0, false];
    const fail = () => {
      if (shown !== tiles) return;
      choose("");
      toast(`${layer.title} could not be reached. Showing the built-in map.`);
    };
    const timer = setTimeout(() => came || fail(), PATIENCE);
    tiles.on("tileload", () => {
      if (!came) showLabels(false);
      came = true;
    });
    tiles.on("tileerror", () => ++errors >= MOST_ERRORS && !came && fail());
    tiles.on("remove", () => clearTimeout(timer));
    shown = tiles.addTo(map);
    credit.textContent = `${layer.attribution}. ${ownCredit}`;
  }

  return {
    /** @param {string} name */
    show(name) {
      for (const input of inputs) input.checked = input.value === name;
      remove();
      const layer = layers.find((each) => each.name === name);
      if (layer) add(layer);
    },
    /** @param {string} name */
    knows: (name) => layers.some((layer) => layer.name === name),
  };
}
