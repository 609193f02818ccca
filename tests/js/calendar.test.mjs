import assert from "node:assert/strict";
import { test } from "node:test";

import { binsOf, histogram, lanes, LINE, locate, tallest, UNDATED } from "../../geo/explorer/runtime/bins.js";
import { ceilTo, DAY, edgesOf, floorTo, stepBy, UNITS, unitFor } from "../../geo/explorer/runtime/calendar.js";
import { nextPeriod } from "../../geo/explorer/runtime/player.js";
import { ticks, timeScale } from "../../geo/explorer/runtime/scales.js";
import { mainStretch } from "../../geo/explorer/runtime/timeline.js";
import { count, dateWords, number, periodWords, shortNumber } from "../../geo/explorer/runtime/words.js";

const at = (text) => Date.parse(`${text}Z`);
const unit = (name) => UNITS.findIndex((each) => each.name === name);

test("a week starts on Monday, before 1970 too", () => {
  assert.equal(floorTo(at("2024-10-31T15:00"), unit("week")), at("2024-10-28T00:00"));
  assert.equal(floorTo(at("1905-01-22T12:00"), unit("week")), at("1905-01-16T00:00"));
});

test("months, decades and centuries start where the calendar says", () => {
  assert.equal(floorTo(at("2024-02-29T01:00"), unit("month")), at("2024-02-01T00:00"));
  assert.equal(floorTo(at("2024-02-29T01:00"), unit("decade")), at("2020-01-01T00:00"));
  assert.equal(stepBy(at("2024-11-01T00:00"), unit("quarter")), at("2025-02-01T00:00"));
  assert.equal(ceilTo(at("2024-01-01T00:00"), unit("year")), at("2024-01-01T00:00"));
});

test("every time lies between its floor and the next edge, for every unit", () => {
  for (let u = 0; u < UNITS.length; u++) {
    for (let time = at("1890-01-01T00:00"); time < at("2101-01-01T00:00"); time += 37.3 * DAY) {
      assert.ok(floorTo(time, u) <= time && time < stepBy(floorTo(time, u), u), UNITS[u].name);
    }
  }
});

test("edges cover the period and rise", () => {
  const edges = edgesOf(at("2024-01-15T00:00"), at("2024-04-02T00:00"), unit("month"));
  assert.deepEqual(edges.map((edge) => new Date(edge).toISOString().slice(0, 10)), ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01", "2024-05-01"]);
});

test("the unit is the finest that fits", () => {
  assert.equal(UNITS[unitFor(30 * DAY, 40, 2)].name, "day");
  assert.equal(UNITS[unitFor(30 * DAY, 10, 2)].name, "week");
  assert.equal(UNITS[unitFor(1000 * 365 * DAY, 20, 2)].name, "century");
});

test("ticks keep their distance and name the year when it changes", () => {
  const scale = timeScale(at("2023-11-05T00:00"), at("2024-03-01T00:00"), 600);
  const found = ticks(scale, 0, 80);
  for (let i = 1; i < found.length; i++) assert.ok(found[i].x - found[i - 1].x >= 60);
  assert.match(found[0].text, /2023/);
  assert.ok(found.some(({ text }) => text.includes("2024")));
});

test("an event stands in the bin it starts in; long and open ones are lines; undated ones are neither", () => {
  const edges = edgesOf(at("2024-01-01T00:00"), at("2024-01-31T00:00"), unit("day"));
  const start = Float64Array.of(at("2024-01-03T10:00"), at("2024-01-03T00:00"), NaN, at("2024-01-04T00:00"));
  const stop = Float64Array.of(at("2024-01-03T11:00"), at("2024-01-10T00:00"), NaN, at("2024-01-05T00:00"));
  assert.deepEqual([...binsOf(edges, start, stop, Uint8Array.of(0, 0, 0, 2))], [2, LINE, UNDATED, LINE]);
});

test("a histogram counts masked events by family", () => {
  const counts = histogram(Int32Array.of(0, 0, 1, -1, -2), 2, Uint8Array.of(1, 1, 0, 0, 0), 2, Uint8Array.of(1, 1, 1, 1, 1));
  assert.deepEqual([...counts], [0, 2, 1, 0]);
  assert.equal(tallest(counts, 2), 2);
  assert.equal(histogram(Int32Array.of(0), 1, Uint8Array.of(0), 1, Uint8Array.of(0))[0], 0);
});

test("lines in a lane never overlap while there are lanes, and equal ones are one", () => {
  const line = (event, start, stop) => ({ event, start, stop, family: 0, open: 0, vague: false });
  const laid = lanes([line(0, 0, 10), line(1, 5, 8), line(2, 10, 12), line(3, 5, 8)], 4);
  assert.equal(laid.length, 3);
  for (const a of laid) for (const b of laid) if (a !== b && a.lane === b.lane) assert.ok(a.stop <= b.start || b.stop <= a.start);
  assert.deepEqual(laid.find((each) => each.start === 5).events, [1, 3]);
});

test("locate finds the edge at or before a value", () => {
  assert.deepEqual([-1, 0, 5, 10, 99].map((value) => locate([0, 10, 20], value)), [-1, 0, 0, 1, 2]);
});

test("periods read as people write them", () => {
  const period = (a, b) => periodWords(at(a), at(b));
  assert.equal(period("2024-10-31T00:00", "2024-11-01T00:00"), "31 Oct 2024");
  assert.equal(period("2024-08-06T00:00", "2024-11-01T00:00"), "6 Aug – 31 Oct 2024");
  assert.equal(period("2025-02-01T00:00", "2025-02-18T00:00"), "1 – 17 Feb 2025");
  assert.equal(period("2023-12-30T00:00", "2024-01-02T00:00"), "30 Dec 2023 – 1 Jan 2024");
  assert.equal(period("2024-10-01T00:00", "2024-11-01T00:00"), "Oct 2024");
  assert.equal(period("2024-06-01T00:00", "2024-09-01T00:00"), "June – Aug 2024");
  assert.equal(period("2024-01-01T00:00", "2025-01-01T00:00"), "2024");
  assert.equal(period("2024-10-31T06:00", "2024-10-31T12:00"), "31 Oct 2024, 06:00 – 12:00");
});

test("dates say how certain they are", () => {
  const date = { start: at("2024-10-01T00:00"), stop: at("2024-11-01T00:00"), certainty: "approximate", open: 0 };
  assert.equal(dateWords(date), "about Oct 2024");
  assert.equal(dateWords({ ...date, certainty: "exact", open: 2 }), "since 1 Oct 2024");
  assert.equal(dateWords({ ...date, certainty: "exact", open: 1 }), "until 31 Oct 2024");
  assert.equal(dateWords({ ...date, start: NaN }), "no date");
});

test("numbers are short and plurals right", () => {
  assert.deepEqual([7, 999, 1000, 1234, 9999, 12345].map(shortNumber), ["7", "999", "1k", "1.2k", "10k", "12k"]);
  assert.equal(number(1234567), "1,234,567");
  assert.equal(count(1, "event"), "1 event");
});

test("playing grows the period or moves it, and ends", () => {
  const edges = [0, 1, 2, 3];
  assert.deepEqual(nextPeriod(edges, 0, 1, true), [0, 2]);
  assert.deepEqual(nextPeriod(edges, 0, 1, false), [1, 2]);
  assert.equal(nextPeriod(edges, 0, 3, true), null);
});

test("far history is left out of the first view, this summer is not", () => {
  const day = 86400e3;
  const data = (starts) => ({ start: Float64Array.from(starts), stop: Float64Array.from(starts, (start) => start + day) });
  const week = Array.from({ length: 30 }, (_, i) => at("2024-10-25T00:00") + (i % 7) * day);
  const view = (starts) => mainStretch(data(starts), { start: Math.min(...starts), stop: Math.max(...starts) + day });
  assert.ok(view([at("1945-05-08T00:00"), ...week]).start > at("2024-01-01T00:00"));
  assert.equal(view([at("2024-06-01T00:00"), ...week]).start, at("2024-06-01T00:00"));
  assert.equal(view(week).start, at("2024-10-25T00:00"));
});

test("a few years on a narrow line have ticks, as far apart as there is room", () => {
  const found = ticks(timeScale(Date.UTC(2020, 9, 1), Date.UTC(2024, 11, 1), 285));
  assert.ok(found.length >= 2);
  for (let at = 1; at < found.length; at++) assert.ok(found[at].x - found[at - 1].x >= 60);
});
