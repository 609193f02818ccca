/** The timeline with what stands over it: the period in words, counts, playing, undated events, zooming. */

import { h } from "./elements.js";
import { createPlayer } from "./player.js";
import { createTimeline } from "./timeline.js";
import { count, number, periodWords } from "./words.js";

/**
 * @param {HTMLElement} root
 * @param {import("./decode.js").Data} data
 * @param {{start: number, stop: number} | null} span of all dated events
 * @param {object} parts
 * @param {() => {from: number, to: number, undated: boolean}} parts.state NaN: the whole period
 * @param {(patch: {from?: number, to?: number, undated?: boolean}) => void} parts.set
 * @param {() => void} parts.redraw
 * @param {() => void} parts.clear take every filter away
 * @param {(events: number[]) => void} parts.pick
 * @param {(words: string[], x: number, y: number) => void} parts.hint
 */
export function createTimeBar(root, data, span, { state, set, redraw, clear, pick, hint }) {
  const words = h("strong", { class: "period" });
  const amount = h("span", { class: "count", role: "status" });
  const undated = data.start.filter((value) => Number.isNaN(value)).length;
  const loose = h("button", { class: "pill", type: "button", hidden: !undated, on: { click: () => set({ undated: !state().undated }) } }, `${number(undated)} undated`);
  const whole = h("button", { class: "pill", type: "button", on: { click: () => set({ from: NaN, to: NaN }) } }, "Whole period");
  const none = h("button", { class: "pill clear", type: "button", hidden: true, on: { click: clear } }, "Clear filters");
  const near = h("button", { class: "pill", type: "button", on: { click: zoom } }, "Zoom in");
  const line = span ? build(span) : null;
  if (!line) root.append(h("div", { class: "time-head" }, words, amount, none, h("span", { class: "spring" }), loose), h("p", { class: "empty" }, data.size ? "None of the events has a date." : "No events, so no timeline."));

  /** @param {{start: number, stop: number}} all */
  function build(all) {
    const body = h("div", { class: "time-body" });
    const move = (/** @type {number} */ from, /** @type {number} */ to) => set(from <= all.start && to >= all.stop ? { from: NaN, to: NaN } : { from, to });
    const player = createPlayer({
      edges: () => own.edges(),
      period: () => (Number.isNaN(state().from) ? [own.edges()[0], own.edges()[own.edges().length - 1]] : [state().from, state().to]),
      change: move,
    });
    root.append(h("div", { class: "tempo" }, player.play, player.pace), h("div", { class: "time-head" }, words, amount, none, h("span", { class: "spring" }), player.mode, loose, near, whole), body);
    const own = createTimeline(body, data, all, {
      change(from, to, done) {
        if (done) player.pause();
        move(from, to);
      },
      pick,
      hint,
    });
    return own;
  }

  function zoom() {
    if (!span || !line) return;
    line.zoom(line.isZoomed() ? span : { start: state().from, stop: state().to });
    redraw();
  }

  return {
    /** @param {Uint8Array} base whatever their time @param {number} left how many events are visible @param {boolean} filtered */
    show(base, left, filtered) {
      none.hidden = !filtered;
      const all = Number.isNaN(state().from);
      const [from, to] = all && span ? [span.start, span.stop] : [state().from, state().to];
      line?.show(base, from, to);
      words.textContent = span ? periodWords(from, to) : "No dates";
      amount.textContent = `${number(left)} of ${count(data.size, "event")}`;
      loose.setAttribute("aria-pressed", String(state().undated));
      whole.toggleAttribute("disabled", all);
      near.hidden = all && !line?.isZoomed();
      near.textContent = line?.isZoomed() ? "Show all dates" : "Zoom in";
    },
    recolor: () => line?.recolor(),
  };
}
