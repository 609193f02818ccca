/** The timeline: a histogram of calendar bins stacked by family, long intervals as lines, and two handles over it. */

import { binsOf, histogram, lanes, LINE, locate, tallest } from "./bins.js";
import { ceilTo, DAY, edgesOf, floorTo, stepBy, unitFor } from "./calendar.js";
import { h, perFrame } from "./elements.js";
import { ticks, timeScale } from "./scales.js";
import { count, dateWords, dayWords, number, periodWords } from "./words.js";

/** @typedef {import("./decode.js").Data} Data */

const LANE = 7;
const MOST_LANES = 5;
const YEARS = 3 * 365 * DAY;
const LEAST_BINS = 9;
const NARROW = 4.5; // pixels of the narrowest bin

/**
 * The period of all dated events; null when there is none.
 * @param {Data} data
 * @returns {{start: number, stop: number} | null}
 */
export function spanOf(data) {
  let [start, stop] = [Infinity, -Infinity];
  for (let at = 0; at < data.size; at++) {
    if (data.start[at] < start) start = data.start[at];
    if (data.stop[at] > stop) stop = data.stop[at];
  }
  return start < stop ? { start, stop } : null;
}

/**
 * The stretch where nearly all events are, when a few lie far off: a mention of 1945 in today's news. Else the whole.
 * @param {Data} data
 * @param {{start: number, stop: number}} span
 */
export function mainStretch(data, span) {
  const starts = data.start.filter((time) => !Number.isNaN(time)).sort();
  const stops = data.stop.filter((time) => !Number.isNaN(time)).sort();
  const cut = Math.ceil(starts.length * 0.06);
  if (starts.length < 5) return span;
  const [start, stop] = [starts[cut], stops[stops.length - 1 - cut]];
  const room = Math.max((stop - start) * 0.15, 2 * DAY);
  const main = { start: Math.max(span.start, start - room), stop: Math.min(span.stop, stop + room) };
  const far = span.stop - span.start > YEARS ? 6 : 30; // history is left out sooner than this summer
  return start < stop && span.stop - span.start > far * (main.stop - main.start) ? main : span;
}

/**
 * @param {HTMLElement} root
 * @param {Data} data
 * @param {{start: number, stop: number}} span
 * @param {object} actions
 * @param {(from: number, to: number, done: boolean) => void} actions.change
 * @param {(events: number[]) => void} actions.pick open the events of a line
 * @param {(words: string[], x: number, y: number) => void} actions.hint explain what is under the pointer; no words: nothing
 */
export function createTimeline(root, data, span, { change, pick, hint }) {
  const canvas = /** @type {HTMLCanvasElement} */ (h("canvas", { "aria-hidden": "true" }));
  const brush = h("div", { class: "brush" });
  const [first, last] = ["Start of the period", "End of the period"].map((label) => h("div", { class: "handle", role: "slider", tabindex: "0", "aria-label": label, "aria-orientation": "horizontal" }, h("i", { class: "grip" })));
  const axis = h("div", { class: "axis", "aria-hidden": "true" });
  const track = h("div", { class: "track" }, canvas, brush, first, last);
  root.append(track, axis);

  let view = mainStretch(data, span);
  let unit = 0;
  /** @type {number[]} */
  let edges = [];
  let scale = timeScale(0, 1, 1);
  /** @type {Int32Array} */
  let bins = new Int32Array(data.size);
  /** @type {import("./bins.js").Line[]} */
  let lines = [];
  let [from, to] = [span.start, span.stop];
  /** @type {Uint8Array} */
  let base = new Uint8Array(data.size).fill(1);
  /** @type {string[]} */
  let colors = [];
  let hovered = -1;

  function layout() {
    const width = track.clientWidth || 600;
    unit = unitFor(view.stop - view.start, Math.max(20, width / NARROW), finest(data));
    edges = edgesOf(view.start, view.stop, unit);
    while (edges.length <= LEAST_BINS) edges = [stepBy(edges[0], unit, -1), ...edges, stepBy(edges[edges.length - 1], unit)];
    scale = timeScale(edges[0], edges[edges.length - 1], width);
    bins = binsOf(edges, data.start, data.stop, data.open);
    read();
    axis.replaceChildren(...ticks(scale, unit).filter((tick) => tick.x < width - 30).map((tick) => {
      const mark = h("span", {}, tick.text);
      mark.style.left = `${tick.x}px`;
      return mark;
    }));
    draw();
  }

  /** Take the colours of the theme from the style sheet. */
  function read() {
    const style = getComputedStyle(root);
    colors = [...data.families.map((_, family) => style.getPropertyValue(`--f${family}`).trim()), style.getPropertyValue("--faint").trim()];
  }

  function gather() {
    const intervals = [];
    for (let at = 0; at < data.size; at++) {
      if (bins[at] !== LINE || !base[at]) continue;
      const date = data.dates[data.date[at]];
      intervals.push({ event: at, start: data.start[at], stop: data.stop[at], family: data.family[at], open: data.open[at], vague: date.certainty === "approximate" || date.certainty === "vague" });
    }
    lines = lanes(intervals, MOST_LANES);
  }

  const draw = perFrame(paint);

  function paint() {
    const [width, height] = [track.clientWidth, track.clientHeight];
    const ratio = devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const floor = height - depth() - 1;
    bars(pen, floor);
    pen.fillStyle = colors[data.families.length];
    pen.fillRect(0, floor, width, 1);
    for (const line of lines) stripe(pen, line, floor + 5 + line.lane * LANE);
    pen.globalAlpha = 1;
    stand();
  }

  /** How much of the height the lines take. */
  const depth = () => (lines.length ? (Math.max(...lines.map((line) => line.lane)) + 1) * LANE + 4 : 0);

  /** Where a line begins and ends on screen. @param {import("./bins.js").Line} line */
  const reach = (line) => [
    Math.max(-2, scale.x(line.open & 1 ? Math.min(line.start, edges[0]) : line.start)),
    Math.min(scale.width + 2, scale.x(line.open & 2 ? Math.max(line.stop, edges[edges.length - 1]) : line.stop)),
  ];

  /** @param {CanvasRenderingContext2D} pen @param {number} floor */
  function bars(pen, floor) {
    const families = data.families.length;
    const counts = histogram(bins, edges.length - 1, data.family, families, base);
    const most = tallest(counts, families);
    const unitHeight = Math.min(12, (floor - 6) / (most || 1));
    if (unitHeight < 4) measure(pen, most, floor - most * unitHeight);
    for (let bin = 0; bin < edges.length - 1; bin++) {
      const left = scale.x(edges[bin]);
      const room = scale.x(edges[bin + 1]) - left;
      const gap = room > 4 ? 1 : room > 2 ? 0.5 : 0;
      let foot = floor;
      pen.globalAlpha = edges[bin + 1] > from && edges[bin] < to ? (hovered < 0 || hovered === bin ? 1 : 0.75) : 0.25;
      for (let family = 0; family < families; family++) {
        const own = counts[bin * families + family];
        if (!own) continue;
        const tall = own * unitHeight;
        pen.fillStyle = colors[family];
        pen.fillRect(left + gap / 2, foot - tall, Math.max(room - gap, 1), Math.max(tall - (unitHeight > 3 ? 1 : 0), 0.75));
        foot -= tall;
      }
    }
  }

  /** How many events the tallest bar stands for. @param {CanvasRenderingContext2D} pen @param {number} most @param {number} y */
  function measure(pen, most, y) {
    pen.globalAlpha = 1;
    pen.fillStyle = colors[data.families.length];
    pen.fillRect(0, y - 0.5, scale.width, 1);
    pen.fillStyle = getComputedStyle(root).color;
    pen.globalAlpha = 0.75;
    pen.font = `11px ${getComputedStyle(root).fontFamily}`;
    pen.fillText(number(most), 8, y + 12);
  }

  /** @param {CanvasRenderingContext2D} pen @param {import("./bins.js").Line} line @param {number} y */
  function stripe(pen, line, y) {
    const [x0, x1] = reach(line);
    if (x1 < 0 || x0 > scale.width) return;
    pen.globalAlpha = line.stop > from && line.start < to ? 1 : 0.25;
    pen.strokeStyle = line.open ? faded(pen, x0, x1, line) : colors[line.family];
    pen.lineWidth = 3;
    pen.lineCap = line.vague ? "butt" : "round";
    pen.setLineDash(line.vague ? [5, 3] : []);
    pen.beginPath();
    pen.moveTo(x0 + 1.5, y);
    pen.lineTo(Math.max(x0 + 2.5, x1 - 1.5), y);
    pen.stroke();
    pen.setLineDash([]);
  }

  /** @param {CanvasRenderingContext2D} pen @param {number} x0 @param {number} x1 @param {import("./bins.js").Line} line */
  function faded(pen, x0, x1, line) {
    const fade = pen.createLinearGradient(x0, 0, x1, 0);
    const color = colors[line.family];
    fade.addColorStop(0, line.open & 1 ? `${color}00` : color);
    fade.addColorStop(0.5, color);
    fade.addColorStop(1, line.open & 2 ? `${color}00` : color);
    return fade;
  }

  /** Put the handles where the period ends. */
  function stand() {
    const x0 = from <= span.start ? 0 : Math.max(0, Math.min(scale.width, scale.x(from)));
    const x1 = to >= span.stop ? scale.width : Math.max(0, Math.min(scale.width, scale.x(to)));
    brush.style.transform = `translateX(${x0}px)`;
    brush.style.width = `${Math.max(0, x1 - x0)}px`;
    first.style.transform = `translateX(${x0}px)`;
    last.style.transform = `translateX(${x1}px)`;
    for (const [handle, value, words] of /** @type {const} */ ([[first, from, dayWords(from)], [last, to, dayWords(to - 1)]])) {
      handle.setAttribute("aria-valuemin", String(Math.round(edges[0] / 1000)));
      handle.setAttribute("aria-valuemax", String(Math.round(edges[edges.length - 1] / 1000)));
      handle.setAttribute("aria-valuenow", String(Math.round(Math.max(edges[0], Math.min(edges[edges.length - 1], value)) / 1000)));
      handle.setAttribute("aria-valuetext", words);
    }
  }

  /** @param {number} start @param {number} stop @param {boolean} done */
  function ask(start, stop, done) {
    const clip = (/** @type {number} */ time) => Math.max(edges[0], Math.min(edges[edges.length - 1], time));
    const low = start === from ? from : clip(Math.min(start, stop)); // an end that stays may lie out of sight
    const high = stop === to ? to : clip(Math.max(start, stop));
    [from, to] = [low, Math.max(high, stepBy(floorTo(Math.max(low, edges[0]), unit), unit))];
    change(from, to, done);
  }

  const snapped = (/** @type {number} */ x) => {
    const at = locate(edges, scale.time(x));
    const bin = Math.max(0, Math.min(edges.length - 2, at));
    return scale.time(x) - edges[bin] < (edges[bin + 1] - edges[bin]) / 2 ? edges[bin] : edges[bin + 1];
  };

  /** @param {HTMLElement} handle @param {number} by in bins @param {boolean} coarse */
  function nudge(handle, by, coarse) {
    const step = coarse ? 5 * by : by;
    const move = (/** @type {number} */ time) => (by < 0 ? stepBy(ceilTo(time, unit), unit, step) : stepBy(floorTo(time, unit), unit, step));
    if (handle === first) ask(Math.min(move(from), stepBy(ceilTo(to, unit), unit, -1)), to, true);
    else ask(from, Math.max(move(to), stepBy(floorTo(from, unit), unit)), true);
  }

  for (const handle of [first, last]) {
    handle.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -1, PageUp: 1 }[event.key];
      const end = { Home: edges[0], End: edges[edges.length - 1] }[event.key];
      if (by === undefined && end === undefined) return;
      event.preventDefault();
      if (by !== undefined) nudge(handle, by, event.shiftKey || event.key.startsWith("Page"));
      else if (handle === first) ask(Math.min(/** @type {number} */ (end), stepBy(to, unit, -1)), to, true);
      else ask(from, Math.max(/** @type {number} */ (end), stepBy(from, unit)), true);
    });
  }

  track.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const origin = track.getBoundingClientRect().left;
    const at = (/** @type {PointerEvent} */ moved) => moved.clientX - origin;
    const held = handleAt(at(event), /** @type {HTMLElement} */ (event.target));
    const whole = scale.x(from) <= 0 && scale.x(to) >= scale.width;
    const [start, stop, grabbed] = [from, to, scale.time(at(event))];
    const inside = !whole && grabbed > from && grabbed < to;
    let dragged = false;
    track.setPointerCapture(event.pointerId);
    event.preventDefault();
    held?.focus();

    const move = (/** @type {PointerEvent} */ moved) => {
      if (!dragged && Math.abs(at(moved) - at(event)) < 3) return;
      dragged = true;
      if (held === first) ask(Math.min(snapped(at(moved)), floorTo(to - 1, unit)), to, false);
      else if (held === last) ask(from, Math.max(snapped(at(moved)), stepBy(floorTo(from, unit), unit)), false);
      else if (inside) slide(start, stop, scale.time(at(moved)) - grabbed);
      else ask(snapped(at(event)), snapped(at(moved)), false);
    };
    const finish = (/** @type {PointerEvent} */ up) => {
      track.removeEventListener("pointermove", move);
      const bin = Math.max(0, Math.min(edges.length - 2, locate(edges, scale.time(at(up)))));
      const line = lineAt(up);
      if (dragged) change(from, to, true);
      else if (line) pick(line.events);
      else if (!held) change(edges[bin], edges[bin + 1], true);
    };
    track.addEventListener("pointermove", move);
    track.addEventListener("pointerup", finish, { once: true });
    track.addEventListener("pointercancel", () => track.removeEventListener("pointermove", move), { once: true });
  });

  /** The line under the pointer. @param {PointerEvent} event */
  function lineAt(event) {
    const box = track.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return lines.find((line) => Math.abs(y - (box.height - depth() + 4 + line.lane * LANE)) <= LANE / 2 && x >= reach(line)[0] - 3 && x <= reach(line)[1] + 3);
  }

  track.addEventListener("pointermove", (event) => {
    const time = scale.time(event.clientX - track.getBoundingClientRect().left);
    const bin = Math.min(edges.length - 2, locate(edges, time));
    const whole = scale.x(from) <= 0 && scale.x(to) >= scale.width;
    const line = event.buttons ? undefined : lineAt(event);
    track.classList.toggle("grab", !whole && time > from && time < to);
    track.classList.toggle("over", Boolean(line));
    hint(line ? lineWords(line) : binWords(bin), event.clientX, track.getBoundingClientRect().top);
    if (bin === hovered) return;
    hovered = bin;
    draw();
  });
  track.addEventListener("pointerleave", () => {
    hovered = -1;
    hint([], 0, 0);
    draw();
  });

  /** @param {import("./bins.js").Line} line */
  function lineWords(line) {
    const date = data.dates[data.date[line.events[0]]];
    return [dateWords(date), count(line.events.length, "event")];
  }

  /** @param {number} bin */
  function binWords(bin) {
    const families = data.families.length;
    const own = histogram(bins, edges.length - 1, data.family, families, base).subarray(bin * families, (bin + 1) * families);
    const total = own.reduce((sum, value) => sum + value, 0);
    return total ? [periodWords(edges[bin], edges[bin + 1]), count(total, "event")] : [];
  }

  /** @param {number} start @param {number} stop @param {number} by */
  function slide(start, stop, by) {
    const moved = Math.max(edges[0], Math.min(edges[edges.length - 1] - (stop - start), start + by));
    const edge = floorTo(moved, unit);
    [from, to] = [edge, edge + (stop - start)];
    change(from, to, false);
  }

  /** @param {number} x @param {HTMLElement} target */
  function handleAt(x, target) {
    const own = target.closest(".handle");
    if (own !== first && own !== last) return null;
    const [x0, x1] = [scale.x(from), scale.x(to)];
    return Math.abs(x0 - x1) < 12 ? (x > (x0 + x1) / 2 ? last : first) : /** @type {HTMLElement} */ (own);
  }

  layout();
  new ResizeObserver(layout).observe(track);
  return {
    /** @param {Uint8Array} visible whatever their time @param {number} start @param {number} stop */
    show(visible, start, stop) {
      [base, from, to] = [visible, start, stop];
      gather();
      draw();
    },
    /** @param {number} start @param {number} stop only the handles moved */
    move(start, stop) {
      [from, to] = [start, stop];
      draw();
    },
    /** Show another stretch of time. @param {{start: number, stop: number}} stretch */
    zoom(stretch) {
      view = stretch;
      layout();
      gather();
    },
    recolor() {
      read();
      draw();
    },
    /** The edges of the bins now. */
    edges: () => edges,
    /** Whether some dates are out of sight. */
    isZoomed: () => edges[0] > span.start || edges[edges.length - 1] < span.stop,
  };
}

/**
 * The finest unit that the events are dated in: hours only where the text speaks of hours.
 * @param {Data} data
 */
function finest(data) {
  const timed = data.dates.some((date) => ["second", "minute", "hour", "part_of_day"].includes(date.grain));
  return timed ? 0 : 2;
}
