/** The explorer put together: the state, the parts that show it, and what each part changes. */

import { createArticles } from "./articles.js";
import { createAreas } from "./areas.js";
import { createBasemap } from "./basemap.js";
import { nearest } from "./clusters.js";
import { createChips, createFilters, createMapButtons, createSearch, createTabs, markSearch, toggled } from "./controls.js";
import { decode, eventOf, idOf } from "./decode.js";
import { byId, isNarrow, lessMotion, perFrame } from "./elements.js";
import { chosen, FACETS, facetOf, searcher, within } from "./filters.js";
import { explainMarks, hint, toast } from "./hints.js";
import { createHost, settled } from "./host.js";
import { icon } from "./icons.js";
import { fromFragment, toFragment } from "./link.js";
import { createLayers } from "./layers.js";
import { createList } from "./list.js";
import { createPaper } from "./paper.js";
import { createPlaces } from "./places.js";
import { createPopup } from "./popup.js";
import { createShare } from "./share.js";
import { createStore } from "./store.js";
import { createText } from "./text.js";
import { createTimeBar } from "./timebar.js";
import { spanOf } from "./timeline.js";
import { createTravel } from "./travel.js";
import { number } from "./words.js";

/** @param {number} value @param {number} parts of one */
const rounded = (value, parts) => Math.round(value * parts) / parts;
const FACET_NAMES = ["types", ...FACETS.map(({ name }) => name)];

/** Start the explorer in the page. */
export function main() {
  const L = /** @type {any} */ (window).L;
  const json = (/** @type {string} */ name) => JSON.parse(byId(name)?.textContent || "[]");
  const data = decode(json("dateline-data"));
  const element = /** @type {HTMLElement} */ (document.querySelector(".folium-map"));
  const map = /** @type {any} */ (window)[element.id];
  const span = spanOf(data);
  const fragment = document.documentElement.dataset.fragment || location.hash; // a page without an address keeps it there
  const asked = fromFragment(fragment);
  const store = createStore({
    from: asked.from ?? NaN, to: asked.to ?? NaN, // NaN: the whole period
    query: asked.query ?? "", undated: asked.undated ?? true, tab: asked.tab ?? "article", theme: asked.theme ?? "", outer: "", layer: asked.layer ?? "", at: asked.at ?? null,
    selected: eventOf(data, asked.selected ?? ""), shown: /** @type {number[]} */ ([]), story: 0,
    ...Object.fromEntries(FACET_NAMES.map((name) => [name, /** @type {ReadonlySet<string>} */ (new Set(asked.sets?.[name] ?? []))])),
  });
  /** @type {any} */
  const state = () => store.state;

  // What is visible: `base` by everything but time, `mask` by time too, `any` by everything but the type.
  const base = new Uint8Array(data.size);
  const mask = new Uint8Array(data.size);
  const any = new Uint8Array(data.size);
  const facets = Object.fromEntries(FACET_NAMES.map((name) => [name, facetOf(data, name)]));
  const search = searcher(data);
  let left = data.size;

  const period = () => (Number.isNaN(state().from) ? [-Infinity, Infinity] : [state().from, state().to]);
  const allowed = (/** @type {string} */ name) => {
    const asked = state()[name];
    return { codes: facets[name].codes, allowed: asked.size ? Uint8Array.from(facets[name].values, (value) => (asked.has(value) ? 1 : 0)) : null };
  };

  const host = createHost(receive);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => state().theme || state().outer || (dark.matches ? "dark" : "light");
  document.documentElement.dataset.theme = theme();

  const basemap = createBasemap(L, map, json("dateline-world"), json("dateline-labels"), theme());
  const areas = createAreas(L, map, data, basemap.countryPaths);
  const places = createPlaces(L, map, data, {
    Supercluster: /** @type {any} */ (window).Supercluster,
    open: openGroup,
    reserve: basemap.setReserved,
    inside: areas.inside,
    hint: (words, over) => hint(words, over.getBoundingClientRect().left, over.getBoundingClientRect().top - 8),
    obstacles: () => [byId("map-buttons")],
  });
  const travel = createTravel(L, map, data, places, areas);
  const popup = createPopup(L, map, data, { turn: (at) => show(state().shown, at, { focus: true, by: Math.sign(at - state().shown.indexOf(state().selected)) }), close: closeCard, read, anchorOf: places.anchorOf });
  const text = createText(byId("article"), data, { pick: (events) => show(events, 0, { scroll: false }), turn: (story) => store.set({ story }), visit });
  const list = createList(byId("events"), data, (events, at) => show(events, at, {}));
  const totals = new Array(data.types.length).fill(0);
  for (const type of data.type) totals[type]++;
  const chips = createChips(data, totals, (id) => store.set(/** @type {any} */ ({ types: toggled(state().types, id) })));
  const filters = createFilters(data, facets, (facet, value) => store.set({ [facet]: toggled(state()[facet], value) }));
  byId("tab-articles").hidden = data.stories.length < 2;
  byId("share-button").hidden = host.inside;
  if (new URLSearchParams(location.search).has("embed")) document.documentElement.dataset.embed = "yes";
  const tabs = createTabs((tab) => store.set({ tab }));
  const shelf = createArticles(byId("articles"), data, (story) => store.set(/** @type {any} */ ({ articles: toggled(state().articles, story) })), (story) => store.set({ story, tab: "article" }));
  createPaper(data, () => mask);
  createShare(() => `${location.href.split("#")[0]}#${toFragment(view())}`, data.title, toast);
  const field = createSearch((query) => store.set({ query }));
  createMapButtons(map, () => travel.fit(true));
  const layers = createLayers(L, map, json("dateline-layers"), { choose: chooseLayer, toast, showLabels: basemap.showLabels });
  const online = /(^#?|&)layer=/.test(fragment); // only then the page may load pictures
  const time = createTimeBar(byId("time"), data, span, { state, set: (patch) => store.set(patch), redraw: () => render(), clear: clearFilters, pick: (events) => show(events, 0, {}), hint });
  /** @type {HTMLElement | null} */
  let opener = null;

  byId("title").textContent = data.title || "Events on a map";
  byId("title").title = data.title;
  const themeButton = byId("theme-button");
  themeButton.addEventListener("click", () => store.set({ theme: theme() === "dark" ? "light" : "dark" }));
  dark.addEventListener("change", dress);

  /* What is on the page --------------------------------------------------------------------------------------------- */

  function dress() {
    document.documentElement.dataset.theme = theme();
    basemap.setTheme(theme());
    time.recolor();
    themeButton.replaceChildren(icon(theme() === "dark" ? "sun" : "moon", 16));
    themeButton.setAttribute("aria-label", theme() === "dark" ? "Light theme" : "Dark theme");
  }

  /** Everything that depends on the facets and the search. */
  function sift() {
    const found = search(state().query);
    chosen(base, FACET_NAMES.map(allowed), found);
    chosen(any, FACETS.map(({ name }) => allowed(name)), found);
  }

  const render = perFrame(paint);

  function paint() {
    const [from, to] = period();
    left = within(mask, base, data, from, to, state().undated);
    within(any, any, data, from, to, state().undated);
    const spot = state().selected >= 0 ? data.place[state().selected] : -1;
    places.show(mask, spot);
    areas.show(places.areas(), spot);
    popup.follow(state().selected);
    if (state().selected >= 0 && !mask[state().selected]) closeCard();
    text.fade(mask);
    list.show(mask, emptyWords());
    time.show(base, left, Boolean(state().query) || FACET_NAMES.some((name) => state()[name].size > 0));
    paintCounts();
  }

  function paintCounts() {
    const counts = new Array(data.types.length).fill(0);
    for (let at = 0; at < any.length; at++) if (any[at]) counts[data.type[at]]++;
    chips.show(state().types, counts);
    filters.show((facet) => state()[facet]);
    shelf.show(state().articles);
    tabs.label(number(left));
    const note = byId("map-note");
    note.textContent = mapNote();
    note.hidden = !note.textContent;
    markSearch([byId("article"), byId("events")], state().query);
  }

  function clearFilters() {
    field.value = "";
    store.set(/** @type {any} */ ({ query: "", ...Object.fromEntries(FACET_NAMES.map((name) => [name, new Set()])) }));
    byId("search").focus({ preventScroll: true });
  }

  function emptyWords() {
    if (!data.size) return "No events were found in the text. Try a longer article, or one that tells what happened and where.";
    return "No event fits these filters. Choose the whole period, or take a filter away.";
  }

  function mapNote() {
    if (!data.size) return "No events were found in the text.";
    if (!left) return "No event fits the filters.";
    if (!mask.some((visible, at) => visible && data.place[at] >= 0)) return left === 1 ? "The event has no place: see Events." : `None of the ${number(left)} events has a place: see Events.`;
    return "";
  }

  /* What the reader does -------------------------------------------------------------------------------------------- */

  /** @param {any} group @param {HTMLElement} element */
  function openGroup(group, element) {
    const spots = group.places.map((/** @type {number} */ place) => data.spots[place]);
    const spread = Math.max(...spots.map((/** @type {any} */ a) => Math.abs(a.lat - spots[0].lat) + Math.abs(nearest(a.lon, spots[0].lon) - spots[0].lon)));
    if (group.places.length > 1 && map.getZoom() < map.getMaxZoom() - 0.5 && spread > 0.002) return travel.fly(spots);
    opener = element;
    const own = new Set(group.places);
    const events = [];
    for (let at = 0; at < data.size; at++) if (mask[at] && own.has(data.place[at])) events.push(at);
    events.sort((a, b) => (data.start[a] || Infinity) - (data.start[b] || Infinity) || a - b);
    show(events, 0, { focus: true, still: true });
  }

  /**
   * Show one of several events: its card on the map, its sentence in the article, its row in the list.
   * @param {number[]} events
   * @param {number} at
   * @param {{focus?: boolean, still?: boolean, scroll?: boolean, by?: number}} how still: the map stays; scroll: the article moves
   */
  function show(events, at, { focus = false, still = false, scroll = true, by = 0 }) {
    const event = events[at];
    if (!focus) opener = /** @type {HTMLElement} */ (document.activeElement);
    const stays = still || (state().selected >= 0 && data.place[state().selected] === data.place[event]);
    store.set({ selected: event, shown: events, story: data.story[event] });
    text.select(event, scroll && !isNarrow(), !lessMotion());
    list.select(event, scroll && !isNarrow());
    places.show(mask, data.place[event]);
    areas.show(places.areas(), data.place[event]);
    const open = () => state().selected === event && popup.open({ events, at }, focus, by);
    if (data.place[event] >= 0 && !stays) travel.come(data.place[event], open);
    else open();
  }

  /** @param {number} place a place that no event is at */
  function visit(place) {
    const spot = data.spots[place];
    travel.come(place, () => point(spot));
    if (spot.area) areas.show(places.areas(), place);
    toast(`${spot.name}${spot.area ? ", approximate area" : ""}`);
  }

  /** @param {any} spot */
  function point(spot) {
    const ring = L.marker([spot.lat, nearest(spot.lon, map.getCenter().lng)], { icon: L.divIcon({ className: "ping", iconSize: [28, 28] }), interactive: false, keyboard: false }).addTo(map);
    setTimeout(() => ring.remove(), 2600);
  }

  function closeCard() {
    const back = popup.hasFocus();
    map.stop();
    popup.remove();
    store.set({ selected: -1, shown: [] });
    text.select(-1, false, false);
    list.select(-1, false);
    places.show(mask, -1);
    areas.show(places.areas(), -1);
    if (back && opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }

  /** @param {number} event @param {number} [sentence] another one that tells it */
  function read(event, sentence) {
    store.set({ tab: "article", story: data.story[event] });
    const node = text.select(event, true, !lessMotion(), sentence);
    if (isNarrow()) popup.remove();
    node?.focus({ preventScroll: true });
  }

  /** The page must start anew to be allowed its first online layer. @param {string} layer */
  function chooseLayer(layer) {
    store.set({ layer });
    if (!layer || online) return;
    if (host.inside) return host.send({ kind: "restart", fragment: toFragment(view()) });
    history.replaceState(null, "", `#${toFragment(view())}`);
    location.reload();
  }

  /** @param {any} message from the page around */
  function receive(message) {
    if (message.kind === "theme" && ["light", "dark", ""].includes(message.theme)) store.set({ outer: message.theme });
    if (message.kind === "pick") {
      const event = eventOf(data, message.event);
      if (event >= 0 && event !== state().selected) show([event], 0, {});
      if (event < 0 && state().selected >= 0) closeCard();
    }
  }

  /* Who watches what ------------------------------------------------------------------------------------------------ */

  const view = () => ({
    ...(Number.isNaN(state().from) ? {} : { from: state().from, to: state().to }),
    selected: idOf(data, state().selected), query: state().query, undated: state().undated, tab: state().tab, theme: state().theme, layer: state().layer, at: state().at ?? undefined,
    sets: Object.fromEntries(FACET_NAMES.map((name) => [name, [...state()[name]]])),
  });
  const visibleIds = () => Array.from(mask.keys()).filter((at) => mask[at]).map((at) => idOf(data, at));
  let steps = "";
  const remember = settled(400, () => {
    if (!host.inside) keep(`#${toFragment(view())}`);
    else host.send({ kind: "view", visible: left === data.size ? null : visibleIds(), fragment: toFragment(view()), ...view() });
  });

  /** A new selection, filter or tab is a step for the Back button; moving handles is not. @param {string} address */
  function keep(address) {
    const { from, to, query, at, ...rest } = view();
    const step = JSON.stringify(rest);
    if (address === location.hash) return;
    if (steps && step !== steps) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    steps = step;
  }

  store.watch(/** @type {any} */ (["query", ...FACET_NAMES]), () => {
    sift();
    render();
  });
  store.watch(["from", "to", "undated"], () => {
    sift();
    render();
  });
  store.watch(["theme", "outer"], dress);
  store.watch(["layer"], () => (online || !state().layer) && layers.show(state().layer));
  store.watch(["tab"], () => {
    tabs.show(state().tab);
    list.draw();
  });
  store.watch(["story"], () => {
    text.show(state().story);
    text.fade(mask);
  });
  store.watch(/** @type {any} */ (["from", "to", "undated", "query", "tab", "theme", "layer", "at", "selected", ...FACET_NAMES]), () => remember(null));

  explainMarks(data, text.markAt);
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    if (begun && document.documentElement.dataset.ready) store.set({ at: { zoom: rounded(map.getZoom(), 100), lat: rounded(lat, 1000), lon: rounded(lng, 1000) } });
    places.draw();
    areas.follow();
    popup.follow(state().selected);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state().selected >= 0) closeCard();
  });
  window.addEventListener("popstate", () => {
    const next = fromFragment(location.hash);
    field.value = next.query ?? "";
    store.set(/** @type {any} */ ({ from: next.from ?? NaN, to: next.to ?? NaN, query: next.query, undated: next.undated, tab: next.tab, theme: next.theme, ...Object.fromEntries(FACET_NAMES.map((name) => [name, new Set(next.sets?.[name] ?? [])])) }));
    const event = eventOf(data, next.selected ?? "");
    if (event < 0 && state().selected >= 0) closeCard();
    if (event >= 0 && event !== state().selected) show([event], 0, {});
    const { from, to, query, at, ...rest } = view();
    steps = JSON.stringify(rest);
  });

  let begun = false;
  /** Show the first view, once the map has a size: a page that loads out of sight has none. */
  function begin() {
    const { x, y } = map.getSize();
    if (begun || x < 40 || y < 40) return;
    begun = true;
    places.measure();
    if (asked.at) map.setView([asked.at.lat, asked.at.lon], asked.at.zoom, { animate: false });
    else travel.fit(false);
    paint();
    if (state().selected >= 0) show([state().selected], 0, {});
  }

  /* The first picture ----------------------------------------------------------------------------------------------- */

  L.control.scale({ position: "bottomleft" }).addTo(map);
  map.invalidateSize({ animate: false });
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "Map: arrow keys move it, plus and minus zoom");
  field.value = state().query;
  dress();
  tabs.show(state().tab);
  layers.show(layers.knows(state().layer) ? state().layer : "");
  text.show(state().selected >= 0 ? data.story[state().selected] : 0);
  sift();
  within(mask, base, data, period()[0], period()[1], state().undated);
  places.show(mask, -1);
  paint();
  new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    begin();
  }).observe(element);
  begin();
  document.documentElement.dataset.ready = "yes";
  host.send({ kind: "ready", size: data.size });
  if (fragment && host.inside) remember(null);
}
