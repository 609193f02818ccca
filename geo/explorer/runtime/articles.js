/** The articles with their date and publisher: choosing some filters everything to their events. */

import { h } from "./elements.js";
import { icon } from "./icons.js";
import { count, dayWords } from "./words.js";

/**
 * @param {HTMLElement} root
 * @param {import("./decode.js").Data} data
 * @param {(story: string) => void} press choose an article, or take the choice back
 * @param {(story: number) => void} read
 */
export function createArticles(root, data, press, read) {
  const order = data.stories.map((_, at) => at).sort((a, b) => (data.stories[a].published < data.stories[b].published ? 1 : -1) || a - b);
  const rows = order.map((at) => {
    const story = data.stories[at];
    const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", on: { change: () => press(String(at)) } }));
    const about = [story.publisher, story.published && dayWords(Date.parse(story.published)), count(story.size, "event")].filter(Boolean).join(" · ");
    const label = h("label", { class: "story" }, box, h("span", {}, h("b", {}, story.title || "Untitled"), h("span", { class: "aside" }, about)));
    const open = h("button", { class: "step", type: "button", "aria-label": `Read ${story.title || "this article"}`, on: { click: () => read(at) } }, icon("next", 16));
    return { at, box, row: h("li", { class: "story-row" }, label, open) };
  });
  root.append(h("p", { class: "hint" }, "Choose articles to see only their events."), h("ul", { class: "stories" }, ...rows.map(({ row }) => row)));
  return {
    /** @param {ReadonlySet<string>} chosen */
    show(chosen) {
      for (const { at, box } of rows) box.checked = chosen.has(String(at));
    },
  };
}
