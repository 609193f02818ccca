/** Passing words: what is under the pointer and why, and short notes at the foot of the page. */

import { byId, h } from "./elements.js";
import { settled } from "./host.js";
import { explain } from "./marks.js";

/**
 * Words beside the pointer; none: nothing.
 * @param {string[]} words a title and lines
 * @param {number} x
 * @param {number} y the words stand above it
 */
export function hint([title, ...lines], x, y) {
  const bubble = byId("hover");
  bubble.hidden = !title;
  if (!title) return;
  bubble.replaceChildren(h("b", {}, title), ...lines.map((line) => h("span", {}, line)));
  bubble.style.left = `${Math.max(8, Math.min(innerWidth - bubble.offsetWidth - 8, x))}px`;
  bubble.style.top = `${Math.max(4, y - bubble.offsetHeight - 4)}px`;
}

/**
 * Explain the marks of the text while the pointer is on them.
 * @param {import("./decode.js").Data} data
 * @param {(target: Element) => import("./decode.js").Mark | null} markAt
 */
export function explainMarks(data, markAt) {
  const article = byId("article");
  article.addEventListener("pointerover", (event) => {
    const target = /** @type {Element} */ (event.target);
    const mark = markAt(target);
    if (!mark) return hint([], 0, 0);
    const { title, lines } = explain(data, mark);
    const box = target.getBoundingClientRect();
    hint([title, ...lines], box.left, box.top);
  });
  article.addEventListener("pointerleave", () => hint([], 0, 0));
  article.addEventListener("scroll", () => hint([], 0, 0), { passive: true });
}

/**
 * A note that goes by itself.
 * @param {string} words
 */
export function toast(words) {
  const node = byId("toast");
  node.textContent = words;
  node.hidden = false;
  clearToast(node);
}

const clearToast = settled(4000, (/** @type {HTMLElement} */ node) => {
  node.hidden = true;
});
