/** The names on the basemap: which fit into the window, where each stands, and how they are drawn. */

import { isInView } from "./land.js";
import { projectUnit } from "./world.js";

/**
 * @typedef {import("./world.js").Shape} Shape
 * @typedef {import("./land.js").View} View
 * @typedef {import("./land.js").Colors} Colors
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Rect
 * @typedef {[string, string, number, number, number, number, string?]} Label
 *     a row of data/explorer/labels.csv: kind (country, capital, city, sea, ocean), name, lat, lon, rank, zoom, code
 * @typedef {{ size: number, weight: string, italic: boolean, spacing: number, upper: boolean, color: string, most: number, wet: boolean }} Style
 * @typedef {{ align: CanvasTextAlign, x: number, y: number, box: Rect, dot: number[] | null }} Spot
 * @typedef {Spot & { text: string[], font: string, spacing: number, color: string, wet: boolean, lineHeight: number, label: Label }} Placed
 * @typedef {{ zoom: number, view: View, window: Rect, reserved: Rect[], said?: ReadonlySet<string>, colors: Colors, family: string,
 *     measure: (text: string, font: string, spacing: number) => number }} Scene
 */

/** Whether the point of a label is well inside the window, in any copy of the world. @param {Label} label @param {Scene} scene */
export function isPointIn([, , lat, lon], { zoom, view, window: visible }) {
  const worldWidth = 256 * 2 ** zoom;
  const [ux, uy] = projectUnit(lat, lon);
  const y = uy * worldWidth - view.top;
  return y > visible.top + 8 && y < visible.bottom - 8 && view.copies.some((copy) => {
    const x = (ux + copy) * worldWidth - view.left;
    return x > visible.left + 40 && x < visible.right - 40;
  });
}

/** @param {Rect} r @param {number} x @param {number} y @returns {Rect} */
export function movedRect(r, x, y) {
  return { left: r.left + x, top: r.top + y, right: r.right + x, bottom: r.bottom + y };
}

/** @param {Rect} a @param {Rect} b */
export function rectsMeet(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Lines of at most about `most` characters, as even as the words allow. @param {string} name @param {number} most */
export function wrapName(name, most) {
  const words = name.split(" ");
  if (name.length <= most || words.length < 2) return [name];
  let best = [name];
  let least = Infinity;
  for (let i = 1; i < words.length; i++) {
    const lines = [words.slice(0, i).join(" "), words.slice(i).join(" ")];
    const longest = Math.max(lines[0].length, lines[1].length);
    if (longest < least) [best, least] = [lines, longest];
  }
  return best;
}

/** @type {Record<string, (rank: number, zoom: number, colors: Colors) => Style>} */
const LABEL_STYLES = {
  ocean: (rank, zoom, colors) => ({ size: zoom < 3 ? 13 : 15, weight: "400", italic: true, spacing: 2.4, upper: false, color: colors.water, most: 9, wet: true }),
  sea: (rank, zoom, colors) => ({ size: zoom < 5 ? 11 : 12.5, weight: "400", italic: true, spacing: 0.6, upper: false, color: colors.water, most: 11, wet: true }),
  country: (rank, zoom, colors) => ({
    size: Math.min(15, (rank <= 1 ? 12 : rank <= 2 ? 11 : 10) + Math.max(0, Math.min(3, (zoom - 3) * 0.75))),
    weight: "600", italic: false, spacing: rank <= 2 ? 1.4 : 0.9, upper: true, color: colors.country, most: 13, wet: false,
  }),
  capital: (rank, zoom, colors) => ({ size: zoom < 6 ? 11 : 12, weight: "600", italic: false, spacing: 0, upper: false, color: colors.city, most: 99, wet: false }),
  city: (rank, zoom, colors) => ({ size: zoom < 6 ? 11 : 12, weight: "500", italic: false, spacing: 0, upper: false, color: colors.city, most: 99, wet: false }),
};

/**
 * Which names fit, the important ones first; none touches another, a reserved box, or the edge of the window.
 * @param {Label[]} labels sorted by importance
 * @param {Scene} scene
 * @returns {Placed[]}
 */
export function placeLabels(labels, scene) {
  const { zoom, view, window: visible, reserved, said, colors, family, measure } = scene;
  const worldWidth = 256 * 2 ** zoom;
  const taken = [...reserved];
  /** @type {Placed[]} */
  const placed = [];
  const seen = new Set(); // a large country has several places for its name: the first that is in the window is enough
  for (const label of labels) {
    const [kind, name, lat, lon, rank, least, code] = label;
    if (said?.has(name.toLowerCase()) || said?.has(code ?? "")) continue;
    if (zoom < least || (kind === "ocean" && zoom > 6) || seen.has(name)) continue;
    const style = LABEL_STYLES[kind](rank, zoom, colors);
    const [ux, uy] = projectUnit(lat, lon);
    const y = uy * worldWidth - view.top;
    if (y < -20 || y > view.height + 20) continue;
    const font = `${style.italic ? "italic " : ""}${style.weight} ${style.size}px ${family}`;
    const text = wrapName(style.upper ? name.toUpperCase() : name, style.most);
    const width = Math.max(...text.map((line) => measure(line, font, style.spacing)));
    for (const copy of view.copies) {
      const x = (ux + copy) * worldWidth - view.left;
      if (x < -20 || x > view.width + 20) continue;
      const spot = findSpot(kind, x, y, width, style.size * 1.18 * text.length, taken, visible);
      if (!spot) continue;
      if (kind === "country" && rectsMeet(spot.box, visible)) seen.add(name);
      taken.push(spot.box, ...(spot.dot ? [dotBox(spot.dot)] : []));
      placed.push({ text, font, spacing: style.spacing, color: style.color, wet: style.wet, lineHeight: style.size * 1.18, label, ...spot });
    }
  }
  return placed;
}

/** @param {number[]} dot @returns {Rect} */
function dotBox([x, y]) {
  return { left: x - 4, top: y - 4, right: x + 4, bottom: y + 4 };
}

/**
 * The first place for a name that is free: around its point for a country or a sea, beside its dot for a city.
 * @param {string} kind @param {number} x @param {number} y @param {number} width @param {number} height
 * @param {Rect[]} taken @param {Rect} visible @returns {Spot | null}
 */
function findSpot(kind, x, y, width, height, taken, visible) {
  const isCity = kind === "city" || kind === "capital";
  const dot = isCity ? [x, y, kind === "capital" ? 2.6 : 2] : null;
  const free = (/** @type {Rect} */ box) => !taken.some((other) => rectsMeet(box, other));
  if (dot && taken.some((other) => rectsMeet(dotBox(dot), other))) return null;
  const gap = 6;
  /** @type {[CanvasTextAlign, number, number][]} */
  const spots = isCity
    ? [["left", x + gap, y], ["right", x - gap, y], ["center", x, y - gap - height / 2 + 2], ["center", x, y + gap + height / 2 - 2]]
    : [["center", x, y], ["center", x, y - height], ["center", x, y + height]];
  for (const [align, sx, sy] of spots) {
    const left = align === "left" ? sx : align === "right" ? sx - width : sx - width / 2;
    const box = { left: left - 2, top: sy - height / 2 - 1, right: left + width + 2, bottom: sy + height / 2 + 1 };
    if (free(box) && !crossesEdge(dot ? joinedRect(box, dotBox(dot)) : box, visible)) return { align, x: sx, y: sy, box, dot };
  }
  return null;
}

/** @param {Rect} a @param {Rect} b @returns {Rect} */
function joinedRect(a, b) {
  return { left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) };
}

/** A name cut in two by the edge of the window is worse than none. @param {Rect} box @param {Rect} visible */
function crossesEdge(box, visible) {
  const inside = box.left >= visible.left && box.right <= visible.right && box.top >= visible.top && box.bottom <= visible.bottom;
  return !inside && rectsMeet(box, visible);
}

/**
 * Where in the window a country is wide enough for its name, or null: for a window that shows none of its usual places.
 * @param {Shape[]} shapes the country @param {View} view @param {Rect} visible the window @param {number} width pixels of the name
 * @param {number} shift offset of the copy, in map units
 * @returns {[number, number]|null} pixels
 */
export function roomiestSpot(shapes, view, visible, width, shift) {
  const rows = 15;
  const step = (visible.bottom - visible.top) / (rows + 1);
  const seen = shapes.filter((shape) => isInView(shape, view, shift));
  if (!seen.length) return null;
  const spans = Array.from({ length: rows }, (_, i) => spansAt(seen, view, shift, visible, visible.top + (i + 1) * step));
  /** @type {[number, number] | null} */
  let best = null;
  let most = -Infinity;
  for (let i = 1; i < rows - 1; i++) {
    for (const span of spans[i]) {
      const [left, right] = commonSpan(commonSpan(span, spans[i - 1]), spans[i + 1]);
      const score = Math.min(right - left, 4 * width) - 0.5 * step * Math.abs(i - (rows - 1) / 2);
      if (right - left > width + 24 && score > most) [best, most] = [[(left + right) / 2, visible.top + (i + 1) * step], score];
    }
  }
  return best;
}

/**
 * The stretches of a row of pixels that lie in a country.
 * @param {Shape[]} shapes @param {View} view @param {number} shift @param {Rect} visible @param {number} row
 */
function spansAt(shapes, view, shift, visible, row) {
  const y = (row + view.top) / view.scale;
  const crossings = [];
  for (const { xy, box } of shapes) {
    if (box[1] > y || box[3] < y) continue;
    for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
      if (xy[i + 1] > y === xy[j + 1] > y) continue;
      const x = xy[i] + ((y - xy[i + 1]) / (xy[j + 1] - xy[i + 1])) * (xy[j] - xy[i]);
      crossings.push((x + shift) * view.scale - view.left);
    }
  }
  crossings.sort((a, b) => a - b);
  const spans = [];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [left, right] = [Math.max(crossings[i], visible.left), Math.min(crossings[i + 1], visible.right)];
    if (right > left) spans.push([left, right]);
  }
  return spans;
}

/** The widest stretch that a span shares with one of others. @param {number[]} span @param {number[][]} others */
function commonSpan([left, right], others) {
  return others.reduce((best, [l, r]) => {
    const common = [Math.max(l, left), Math.min(r, right)];
    return common[1] - common[0] > best[1] - best[0] ? common : best;
  }, [0, 0]);
}

/** @param {CanvasRenderingContext2D} ctx @param {Placed[]} placed @param {Colors} colors */
export function drawLabels(ctx, placed, colors) {
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const item of placed) {
    ctx.font = item.font;
    setSpacing(ctx, item.spacing);
    ctx.textAlign = item.align;
    ctx.strokeStyle = item.wet ? colors.wet : colors.halo;
    ctx.lineWidth = 3;
    ctx.fillStyle = item.color;
    const each = (/** @type {(line: string, x: number, y: number) => void} */ draw) => item.text.forEach((line, i) => draw(spaced(ctx, line, item.spacing), item.x, item.y + (i - (item.text.length - 1) / 2) * item.lineHeight));
    each((line, x, y) => ctx.strokeText(line, x, y));
    if (item.dot) {
      ctx.beginPath();
      ctx.arc(item.dot[0], item.dot[1], item.dot[2], 0, 2 * Math.PI);
      ctx.lineWidth = 2;
      ctx.stroke();
      ctx.fill();
    }
    each((line, x, y) => ctx.fillText(line, x, y));
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {number} spacing */
export function setSpacing(ctx, spacing) {
  if ("letterSpacing" in ctx) ctx.letterSpacing = `${spacing}px`;
}

/** Browsers without letterSpacing on a canvas get hair spaces. @param {CanvasRenderingContext2D} ctx @param {string} line @param {number} spacing */
export function spaced(ctx, line, spacing) {
  return spacing > 0.8 && !("letterSpacing" in ctx) ? [...line].join("\u200a") : line;
}
