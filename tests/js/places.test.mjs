import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import { shapeOf } from "../../geo/explorer/runtime/areas.js";
import { apart, aside, countsOf, grouper, groupsOf, nearest } from "../../geo/explorer/runtime/clusters.js";
import { arc, radiusOf, shares } from "../../geo/explorer/runtime/donut.js";
import { beside, boxOf, circle, contains, unwrap } from "../../geo/explorer/runtime/geodesy.js";
import { discRect, layLabels } from "../../geo/explorer/runtime/labels.js";
import { widestGap } from "../../geo/explorer/runtime/travel.js";
import { placeLabels, rectsMeet } from "../../geo/explorer/runtime/names.js";
import { titled } from "../../geo/explorer/runtime/decode.js";

const Supercluster = createRequire(import.meta.url)("../../geo/explorer/vendor/supercluster.js");

/** A small random generator, so that every run tests the same maps. */
function chance(seed) {
  return () => (seed = (seed * 16807) % 2147483647) / 2147483647;
}

test("after merging no two markers overlap, whatever the map, and no event is lost", () => {
  for (let seed = 1; seed < 40; seed++) {
    const random = chance(seed);
    const spots = Array.from({ length: 120 }, () => ({ lat: random() * 140 - 70, lon: random() * 360 - 180 }));
    const counts = Uint32Array.from({ length: 240 }, () => Math.floor(random() ** 6 * 4000));
    const project = ({ lat, lon }) => ({ x: nearest(lon, 0) * 2, y: -lat * 2 });
    const groups = apart(groupsOf(spots.map((_, place) => [place]), counts, 2, spots), project);
    for (const a of groups) for (const b of groups) if (a !== b) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= radiusOf(a.total) + radiusOf(b.total));
    assert.equal(groups.reduce((sum, group) => sum + group.total, 0), counts.reduce((sum, value) => sum + value, 0));
  }
});

test("places far from one another have their own groups, close ones share one", () => {
  const spots = [{ lat: 52.5, lon: 13.4 }, { lat: 52.51, lon: 13.41 }, { lat: -36.8, lon: 174.8 }];
  assert.equal(grouper(Supercluster, spots, 13)(2).length, 2);
  assert.equal(grouper(Supercluster, spots, 13)(13).length, 3);
});

test("counts are by place and family, and only of what is visible", () => {
  const counts = countsOf(Int32Array.of(0, 0, 1, -1), Uint8Array.of(1, 1, 0, 0), 2, 2, Uint8Array.of(1, 0, 1, 1));
  assert.deepEqual([...counts], [0, 1, 1, 0]);
});

test("a group on both sides of the date line stands at the date line", () => {
  const spots = [{ lat: 0, lon: 179 }, { lat: 0, lon: -179 }];
  const [group] = groupsOf([[0, 1]], Uint32Array.of(1, 1), 1, spots);
  assert.equal(group.lon, 180);
});

test("the shares of a ring add up to one turn", () => {
  const parts = shares([1, 0, 3]);
  assert.deepEqual(parts, [{ family: 0, from: 0, to: 0.25 }, { family: 2, from: 0.25, to: 1 }]);
  assert.match(arc({ from: 0, to: 1 }, 10, 0), /^M0 -10A/);
});

test("a circle around a point has its radius", () => {
  const [[south], [north]] = boxOf([circle(0, 0, 111.195)]);
  assert.ok(Math.abs(north - 1) < 0.01 && Math.abs(south + 1) < 0.01);
});

test("a circle around a pole runs along the edge of the map", () => {
  const [[, west], [north, east]] = boxOf([circle(88, 20, 1500)]);
  assert.ok(east - west >= 359 && north > 85);
});

test("a ring over the date line has no jump", () => {
  const ring = unwrap([[10, 170], [10, -170], [-10, -170], [-10, 170]]);
  for (let at = 1; at < ring.length; at++) assert.ok(Math.abs(ring[at][1] - ring[at - 1][1]) <= 180);
  const [moved] = beside([ring], -175);
  assert.ok(Math.abs(moved[0][1] + 190) < 1e-9);
});

test("an area has its outline, a country its borders, anything else a circle", () => {
  const spot = { lat: 0, lon: 0, radius: 100, kind: "region", country: "XX", outline: [] };
  const borders = () => [[[1, 1], [1, 2], [2, 2]]];
  assert.equal(shapeOf(spot, borders)[0].length, 72);
  assert.equal(shapeOf({ ...spot, kind: "country" }, borders)[0].length, 3);
  assert.equal(shapeOf({ ...spot, outline: [[0, 0, 0, 1, 1, 1, 1, 0]] }, borders)[0].length, 4);
});

test("names never run over one another, over markers or over the edge", () => {
  const random = chance(3);
  const discs = Array.from({ length: 80 }, (_, at) => ({ x: random() * 800, y: random() * 500, radius: 14, text: `Some place ${at}`, key: String(at) }));
  const laid = [...layLabels(discs, discs, [], { x: 800, y: 500 }).values()].map((each) => each.rect);
  assert.ok(laid.length > 5);
  laid.forEach((rect, at) => {
    assert.ok(rect.left >= 0 && rect.right <= 800);
    laid.forEach((other, to) => assert.ok(at === to || !rectsMeet(rect, other)));
    discs.forEach((disc) => assert.ok(!rectsMeet(rect, discRect(disc))));
  });
});

test("the map is cut where the widest empty stretch ends", () => {
  assert.equal(widestGap([-175, 150, 178]), 150);
  assert.equal(widestGap([5, 10, 20]), 5);
});

test("an area whose middle is covered goes to a free point inside itself, and only then", () => {
  const at = (key, x, y) => ({ key, places: [Number(key)], total: 1, counts: new Uint32Array(1), lat: 0, lon: 0, x, y });
  const town = at("0", 100, 100);
  const [small, sea] = aside([at("1", 102, 100), at("2", 100, 104)], [town], (area) => (area.key === "1" ? 10 : 200), (_, x) => x > 100);
  assert.deepEqual([small.key, small.x, small.y], ["1", 102, 100]);
  assert.equal(sea.key, "2");
  assert.ok(sea.x > 100 && Math.hypot(sea.x - town.x, sea.y - town.y) > 24);
  const [free] = aside([at("3", 300, 300)], [town], () => 200, () => true);
  assert.deepEqual([free.x, free.y], [300, 300]);
});

test("a point lies within rings but not in their holes", () => {
  const square = (/** @type {number} */ size) => [[-size, -size], [-size, size], [size, size], [size, -size]];
  assert.equal(contains([square(10)], 5, 5), true);
  assert.equal(contains([square(10)], 5, 15), false);
  assert.equal(contains([square(10), square(2)], 1, 1), false);
});

test("a place's name is a title, but a name that begins small on purpose stays", () => {
  assert.deepEqual(["eastern Russia", "near Pyongyang", "al-Hol", "eThekwini", "Kursk", "éastern x"].map(titled), ["Eastern Russia", "Near Pyongyang", "al-Hol", "eThekwini", "Kursk", "Éastern x"]);
});

test("the basemap leaves out a name that a marker says already", () => {
  const labels = [["country", "North Korea", 40, 127, 1, 0, "KP"], ["sea", "Sea of Japan", 40, 135, 1, 0], ["country", "Japan", 36, 138, 1, 0, "JP"]];
  const size = 4096;
  const scene = { zoom: 4, view: { scale: 1, left: 0, top: 0, width: size, height: size, copies: [0] }, window: { left: 0, top: 0, right: size, bottom: size }, reserved: [], colors: {}, family: "sans", measure: () => 20 };
  const shown = (/** @type {string[]} */ said) => placeLabels(labels, { ...scene, said: new Set(said) }).map(({ label }) => label[1]);
  assert.deepEqual(shown([]), ["North Korea", "Sea of Japan", "Japan"]);
  assert.deepEqual(shown(["sea of japan", "KP"]), ["Japan"]);
});
