import assert from "node:assert/strict";
import { test } from "node:test";

import { toggled } from "../../geo/explorer/runtime/controls.js";
import { decode, eventOf, idOf, rows, sentenceOf } from "../../geo/explorer/runtime/decode.js";
import { safeLink } from "../../geo/explorer/runtime/elements.js";
import { chosen, facetOf, fold, searcher, within } from "../../geo/explorer/runtime/filters.js";
import { fromFragment, toFragment } from "../../geo/explorer/runtime/link.js";
import { headOf, orderOf, rowsOf } from "../../geo/explorer/runtime/list.js";
import { explain, marksIn } from "../../geo/explorer/runtime/marks.js";
import { createStore } from "../../geo/explorer/runtime/store.js";
import { paragraphsOf } from "../../geo/explorer/runtime/text.js";
import { spanOf } from "../../geo/explorer/runtime/timeline.js";

const DAY = 86400;

/** Two articles, four events: one without a date, one without a place. */
function sample() {
  return decode({
    title: "Two notes",
    families: ["movement", "violence"],
    types: [["movement", "Movement", 0, "arrow"], ["assault", "Attack", 1, "cross"]],
    words: ["", "the ferry", "why"],
    articles: [
      { title: "A", published: "2025-01-02", publisher: "P", source: "", text: "First one. Second é one.\n\nThird.", sentences: [0, 10, 1, 13, 2, 6], marks: [[0, 5, 0, 0, 2, 90, 1]] },
      { title: "B", published: "", publisher: "Q", source: "", text: "Last.", sentences: [0, 5], marks: [] },
    ],
    places: { id: ["a:1"], name: ["Aarhus"], kind: ["city"], country: ["DK"], lat: [56.1], lon: [10.2], radius_km: [8], area: [0], outline: [[]] },
    dates: { start: [10 * DAY, 20 * DAY, null], stop: [11 * DAY, 27 * DAY, null], grain: ["day", "week", ""], certainty: ["exact", "approximate", ""], open: [0, 2, 0], basis: ["stated", "stated", "none"], reason: [2, 2, 0], confidence: [90, 80, 0] },
    also: [], wheres: { precision: ["city"], reason: [2], confidence: [70] },
    claims: { status: ["happened", "planned"], cue: [0, 0], speaker: [0, 0] },
    events: { counts: [3, 1], number: [0, 1, 2, 0], sentence: [0, 1, 2, 0], type: [0, 1, 1, 0], place: [0, 0, -1, 0], date: [0, 1, 2, 0], where: 0, claim: [0, 0, 1, 0], actor: [1, 0, 0, 0], target: 0, quantities: 0, confidence: 50, trigger: 0, length: 5 },
  });
}

test("columns become arrays, and a single number stands for all rows", () => {
  const data = sample();
  assert.equal(data.size, 4);
  assert.deepEqual([...data.story], [0, 0, 0, 1]);
  assert.deepEqual([...data.confidence], [50, 50, 50, 50]);
  assert.deepEqual([...data.family], [0, 1, 1, 0]);
  assert.equal(sentenceOf(data, 1), "Second é one.");
  assert.deepEqual(rows({}), []);
});

test("an event is found again by its name", () => {
  const data = sample();
  for (let at = 0; at < data.size; at++) assert.equal(eventOf(data, idOf(data, at)), at);
  for (const name of ["", "9-9", "0-7", "x", "0", "__proto__"]) assert.equal(eventOf(data, name), -1);
});

test("time leaves what meets it, open ends reach on, undated ones as asked", () => {
  const data = sample();
  const all = new Uint8Array(4).fill(1);
  const mask = new Uint8Array(4);
  assert.equal(within(mask, all, data, -Infinity, Infinity, true), 4);
  assert.equal(within(mask, all, data, -Infinity, Infinity, false), 3);
  within(mask, all, data, 11 * DAY * 1000, 20 * DAY * 1000, false);
  assert.deepEqual([...mask], [0, 0, 0, 0]);
  within(mask, all, data, 90 * DAY * 1000, 99 * DAY * 1000, false);
  assert.deepEqual([...mask], [0, 1, 0, 0]);
});

test("facets allow by value, and every facet must allow", () => {
  const data = sample();
  const { values, codes } = facetOf(data, "types");
  const allowed = Uint8Array.from(values, (value) => (value === "assault" ? 1 : 0));
  assert.deepEqual([...chosen(new Uint8Array(4), [{ codes, allowed }], null)], [0, 1, 1, 0]);
  assert.deepEqual([...chosen(new Uint8Array(4), [{ codes, allowed: null }], Uint8Array.of(1, 0, 0, 1))], [1, 0, 0, 1]);
});

test("a search needs every word, knows no case and no accents", () => {
  const search = searcher(sample());
  assert.equal(search("  "), null);
  assert.deepEqual([...search("SECOND E")], [0, 1, 0, 0]);
  assert.deepEqual([...search("ferry")], [1, 0, 0, 0]);
  assert.deepEqual([...search("aarhus attack")], [0, 1, 0, 0]);
  assert.equal(fold("Łódź É"), "łodz e");
});

test("a view survives the link, and nonsense in a link is ignored", () => {
  const view = { from: Date.UTC(2024, 7, 6), to: Date.UTC(2024, 10, 1), selected: "0-3", query: "a b&c", undated: false, tab: "events", theme: "dark", sets: { types: ["assault", "a,b"] } };
  const back = fromFragment(`#${toFragment(view)}`);
  for (const name of ["from", "to", "selected", "query", "undated", "tab", "theme"]) assert.deepEqual(back[name], view[name]);
  assert.deepEqual(back.sets.types, ["assault", "a,b"]);
  const bad = fromFragment("#time=x/y&theme=<b>&map=a/b&tab=zzz");
  assert.equal(bad.from, undefined);
  assert.equal(bad.theme, "");
  assert.equal(bad.at, undefined);
  assert.equal(bad.tab, "article");
});

test("only https links are followed", () => {
  assert.equal(safeLink("https://example.org/a?b=c"), "https://example.org/a?b=c");
  for (const bad of ["http://example.org", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " https://x", "https://user:pass@x.org", "//x.org", "https://", ""]) assert.equal(safeLink(bad), "", bad);
});

test("paragraphs are those of the article", () => {
  assert.deepEqual(paragraphsOf(sample().stories[0]), [{ first: 0, last: 1 }, { first: 2, last: 2 }]);
});

test("marks of a stretch are in order and never overlap", () => {
  const mark = (start, stop) => ({ start, stop });
  assert.deepEqual(marksIn([mark(0, 4), mark(2, 6), mark(6, 8), mark(9, 20)], 0, 10), [mark(0, 4), mark(6, 8)]);
});

test("a mark explains itself", () => {
  const data = sample();
  const { title, lines } = explain(data, data.stories[0].marks[0]);
  assert.equal(title, "Aarhus, Denmark");
  assert.deepEqual(lines, ["Why.", "90 % sure", "Could also be: the ferry"]);
});

test("the list goes by day, undated events last", () => {
  const data = sample();
  const listed = rowsOf(data, new Uint8Array(4).fill(1), orderOf(data), data.dates.map(headOf));
  assert.deepEqual(listed.map((row) => (row.event < 0 ? row.head : row.event)), ["11 Jan 1970", 0, 3, "since 21 Jan 1970", 1, "No date", 2]);
  listed.forEach((row, at) => assert.equal(row.top, at ? listed[at - 1].top + listed[at - 1].height : 0));
});

test("the period of all events leaves undated ones out", () => {
  assert.deepEqual(spanOf(sample()), { start: 10 * DAY * 1000, stop: 27 * DAY * 1000 });
});

test("watchers hear of the keys they watch, when these change", () => {
  const store = createStore({ a: 1, b: NaN });
  let heard = 0;
  store.watch(["a"], () => heard++);
  store.set({ a: 1 });
  store.set({ b: NaN });
  assert.equal(heard, 0);
  store.set({ a: 2, b: 3 });
  assert.equal(heard, 1);
});

test("a value goes into a set and out again", () => {
  assert.deepEqual([...toggled(new Set(["a"]), "b")], ["a", "b"]);
  assert.deepEqual([...toggled(new Set(["a"]), "a")], []);
});
