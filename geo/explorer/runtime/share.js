/** Sharing: a link to this view, and the lines that put it into another page. */

import { byId, h } from "./elements.js";
import { icon } from "./icons.js";

/**
 * The lines that embed a page.
 * @param {string} address
 * @param {string} title
 */
export function embedCode(address, title) {
  const quoted = (/** @type {string} */ text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  const [page, fragment] = address.split("#");
  return `<iframe src="${quoted(`${page.split("?")[0]}?embed${fragment ? `#${fragment}` : ""}`)}" title="${quoted(title)}" width="100%" height="520" loading="lazy" style="border:0"></iframe>`;
}

/**
 * @param {() => string} address of this view
 * @param {string} title
 * @param {(words: string) => void} toast
 */
export function createShare(address, title, toast) {
  const button = byId("share-button");
  const panel = byId("share");
  const field = (/** @type {string} */ label) => /** @type {HTMLInputElement} */ (h("input", { type: "text", readonly: true, "aria-label": label, class: "search wide" }));
  const [link, code] = [field("Link to this view"), field("Lines to embed this view")];

  /** @param {HTMLInputElement} input @param {string} done */
  async function copy(input, done) {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
      toast(done);
    } catch {
      toast("Copy the marked text with Ctrl+C.");
    }
  }
  const row = (/** @type {string} */ label, /** @type {HTMLInputElement} */ input, /** @type {string} */ done) =>
    h("div", { class: "share-row" }, h("span", {}, label), input, h("button", { class: "button", type: "button", on: { click: () => copy(input, done) } }, "Copy"));
  panel.append(row("Link to this view", link, "Link copied"), row("Embed in a page", code, "Lines copied"));
  button.append(icon("share", 16));
  button.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", String(!panel.hidden));
    link.value = address();
    code.value = embedCode(address(), title);
    if (!panel.hidden) link.focus();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  });
}
