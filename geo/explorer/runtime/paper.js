/** What is printed under map and timeline: the visible events with their sentences and sources. */

import { sentenceOf } from "./decode.js";
import { byId, h } from "./elements.js";
import { orderOf } from "./list.js";
import { count, dateWords } from "./words.js";

const MOST_ROWS = 500;

/**
 * Fill the page's table before it is printed, and empty it after.
 * @param {import("./decode.js").Data} data
 * @param {() => Uint8Array} visible
 */
export function createPaper(data, visible) {
  const root = byId("paper");
  const row = (/** @type {number} */ at) => {
    const story = data.stories[data.story[at]];
    const spot = data.spots[data.place[at]];
    const { status } = data.claims[data.claim[at]];
    const source = [story.publisher, story.title, story.published].filter(Boolean).join(", ");
    return h("tr", {}, h("td", {}, dateWords(data.dates[data.date[at]])), h("td", {}, data.types[data.type[at]].label, status === "happened" ? "" : ` (${status})`), h("td", {}, spot ? spot.name : "no place", spot?.area ? " (area)" : ""), h("td", {}, sentenceOf(data, at)), h("td", {}, source));
  };
  window.addEventListener("beforeprint", () => {
    const mask = visible();
    const shown = [...orderOf(data)].filter((at) => mask[at]);
    const head = ["Date", "Event", "Place", "Sentence", "Source"].map((name) => h("th", { scope: "col" }, name));
    const more = shown.length > MOST_ROWS ? h("p", {}, `The first ${MOST_ROWS} of ${count(shown.length, "event")}.`) : null;
    root.replaceChildren(h("h2", {}, count(shown.length, "event")), ...(more ? [more] : []), h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...shown.slice(0, MOST_ROWS).map(row))));
  });
  window.addEventListener("afterprint", () => root.replaceChildren());
}
