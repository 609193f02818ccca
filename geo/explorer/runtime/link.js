/** A view as the fragment of a link, so that it can be shared, and back. */

const SETS = /** @type {const} */ ({ types: "type", statuses: "status", countries: "country", certainties: "date", publishers: "publisher", articles: "article" });

/**
 * @typedef {object} View what a link keeps; all of it may be missing
 * @property {number} [from] milliseconds
 * @property {number} [to]
 * @property {string} [selected] an event's name
 * @property {string} [query]
 * @property {boolean} [undated]
 * @property {string} [tab]
 * @property {string} [theme]
 * @property {string} [layer] an online layer
 * @property {{lat: number, lon: number, zoom: number}} [at]
 * @property {Record<string, string[]>} [sets]
 */

/**
 * @param {View} view
 * @returns {string} without the #
 */
export function toFragment(view) {
  const parts = new URLSearchParams();
  if (view.from !== undefined && view.to !== undefined) parts.set("time", `${moment(view.from)}/${moment(view.to)}`);
  if (view.selected) parts.set("event", view.selected);
  if (view.query) parts.set("q", view.query);
  if (view.undated === false) parts.set("undated", "no");
  if (view.tab && view.tab !== "article") parts.set("tab", view.tab);
  if (view.theme) parts.set("theme", view.theme);
  if (view.layer) parts.set("layer", view.layer);
  if (view.at) parts.set("map", `${view.at.zoom}/${view.at.lat}/${view.at.lon}`);
  for (const [name, key] of Object.entries(SETS)) for (const value of view.sets?.[name] ?? []) parts.append(key, value);
  return parts.toString().replace(/%2F/g, "/").replace(/%3A/g, ":");
}

/**
 * @param {string} fragment with or without the #
 * @returns {View}
 */
export function fromFragment(fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const [from, to] = (parts.get("time") ?? "").split("/").map(time);
  const [zoom, lat, lon] = (parts.get("map") ?? "").split("/").map(Number);
  const mapped = Number.isFinite(zoom) && Math.abs(lat) <= 90 && Number.isFinite(lon);
  return {
    ...(Number.isFinite(from) && Number.isFinite(to) && from < to ? { from, to } : {}),
    selected: parts.get("event") ?? "",
    query: parts.get("q") ?? "",
    undated: parts.get("undated") !== "no",
    tab: ["events", "articles"].includes(parts.get("tab") ?? "") ? /** @type {string} */ (parts.get("tab")) : "article",
    theme: ["light", "dark"].includes(parts.get("theme") ?? "") ? /** @type {string} */ (parts.get("theme")) : "",
    layer: parts.get("layer") ?? "",
    ...(mapped ? { at: { zoom, lat, lon } } : {}),
    sets: Object.fromEntries(Object.entries(SETS).map(([name, key]) => [name, parts.getAll(key)])),
  };
}

/** @param {number} milliseconds */
function moment(milliseconds) {
  const text = new Date(milliseconds).toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, -14) : text.replace(/(:00)?\.000Z$/, "");
}

/** @param {string} text */
function time(text) {
  if (!/^[+-]?\d{4,6}-\d\d-\d\d(T[\d:.]+)?$/.test(text)) return NaN;
  return Date.parse(text.includes("T") ? `${text}Z` : `${text}T00:00Z`);
}
