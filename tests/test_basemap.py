"""The basemap: what is packed, how the runtime reads, draws and names it, and that a browser shows it."""

import csv
import json
import math
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from browsers import CHROMIUM, FLAGS
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, sync_playwright
from scripts import script

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "explorer"
RUNTIME = ROOT / "geo" / "explorer" / "runtime"
MODULES = ("world", "land", "names", "basemap")
VENDOR = ROOT / "geo" / "explorer" / "vendor"


basemap = script("basemap")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


LABELS = json.loads((VENDOR / "labels.json").read_text(encoding="utf-8"))


def label_rows() -> list[list[object]]:
    return [[kind, *row] for kind, of_kind in LABELS.items() for row in of_kind]


def node(program: str) -> object:
    """What a program prints as JSON, with the runtime's names in it and the packed world as ``packed``."""
    head = f"""
        import {{ readFileSync }} from "node:fs";
        import {{ readNumbers, decodeWorld, countryRings }} from {json.dumps((RUNTIME / "world.js").as_uri())};
        import {{ traceShape, worldCopies }} from {json.dumps((RUNTIME / "land.js").as_uri())};
        import {{ placeLabels, roomiestSpot }} from {json.dumps((RUNTIME / "names.js").as_uri())};
        const packed = JSON.parse(readFileSync({json.dumps(str(VENDOR / "world.json"))}, "utf8"));
    """
    command = ["node", "--input-type=module", "-e", head + program]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


# What is packed -----------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=4)
@given(st.lists(st.integers(-1_000_000, 1_000_000) | st.integers(-600, 600), min_size=1, max_size=400))
def test_what_python_writes_the_runtime_reads(numbers: list[int]) -> None:
    text = json.dumps(basemap.written(numbers))
    assert node(f"console.log(JSON.stringify([...readNumbers({text})]))") == numbers


def test_the_packed_text_needs_no_escape_in_a_script() -> None:
    world = json.loads((VENDOR / "world.json").read_text(encoding="utf-8"))
    assert set(world["text"]) <= set(basemap.DIGITS)
    assert not set(basemap.DIGITS) & set("<>&\"'\\{}`")
    assert len((VENDOR / "world.json").read_bytes()) < 245_000


def test_a_line_over_the_antimeridian_goes_on_instead_of_jumping_back() -> None:
    line = basemap._fitted(((179.0, 60.0), (-179.0, 61.0)))
    assert 0 < line[1][0] - line[0][0] < basemap.SIZE / 100


@settings(deadline=None)
@given(st.floats(-180, 180), st.floats(-85, 85))
def test_a_projected_point_lies_on_the_map(lon: float, lat: float) -> None:
    x, y = basemap.projected(lon, lat)
    assert 0 <= x <= basemap.SIZE
    assert 0 <= y <= basemap.SIZE
    back = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / basemap.SIZE))))
    assert math.isclose(back, lat, abs_tol=1e-6)


# The tables ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["territories", "disputed"])
def test_every_box_is_one(name: str) -> None:
    for row in rows(name):
        south, west, north, east = (float(row[side]) for side in ("south", "west", "north", "east"))
        assert -90 <= south < north <= 90
        assert -180 <= west < east <= 180
        assert row["note"]


def test_every_label_is_a_name_at_a_place_from_a_zoom_on() -> None:
    kinds = Counter(row["kind"] for row in rows("labels"))
    assert set(kinds) == {"country", "capital", "city", "sea", "ocean"}
    assert kinds["country"] > 230
    assert kinds["capital"] + kinds["city"] >= 600
    for row in rows("labels"):
        assert row["name"].strip() == row["name"] != ""
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
        assert 1 <= int(row["rank"]) <= 7
        assert 1 <= float(row["zoom"]) <= 9
        assert bool(row["code"]) == (row["kind"] == "country")


def short(number: str) -> float:
    return int(float(number)) if float(number).is_integer() else float(number)


def test_the_documents_labels_are_those_of_the_table() -> None:
    table = [
        [value if key in {"kind", "name", "code"} else short(value) for key, value in row.items() if value]
        for row in rows("labels")
    ]
    assert sorted(label_rows(), key=str) == sorted(table, key=str)


def test_a_name_is_given_once_but_for_large_countries_and_oceans() -> None:
    counts = Counter((row["kind"], row["name"]) for row in rows("labels") if row["kind"] not in {"country", "ocean"})
    # Namesakes far apart are real: Barcelona in Spain and Venezuela.
    assert {count for _, count in counts.most_common()} <= {1, 2}
    places = {row["code"] for row in rows("anchors")}
    several = Counter(row["code"] for row in rows("labels") if row["kind"] == "country")
    assert {code for code, count in several.items() if count > 1} == places


# How the runtime reads it -------------------------------------------------------------------------------------------


def test_every_ring_of_every_country_is_closed_and_on_one_side_of_the_antimeridian() -> None:
    found = node("""
        const world = decodeWorld(packed);
        const wrong = [];
        for (const code of world.countries.keys()) {
            for (const ring of countryRings(world, code)) {
                const [first, last] = [ring[0], ring.at(-1)];
                const pole = code === "AQ" && last[0] < -85;
                if (!pole && (first[0] !== last[0] || first[1] !== last[1])) wrong.push([code, first, last]);
                const jump = ring.some((p, i) => i && Math.abs(p[1] - ring[i - 1][1]) > 180);
                if (jump && code !== "AQ") wrong.push([code, "jump"]);
            }
        }
        console.log(JSON.stringify({ wrong, countries: world.countries.size }));
    """)
    assert isinstance(found, dict)
    assert found["wrong"] == []
    assert found["countries"] > 230


def test_crimea_is_within_ukraine_and_no_line_divides_them() -> None:
    found = node("""
        const world = decodeWorld(packed);
        const holds = (code, lat, lon) => countryRings(world, code).filter((ring) => {
            let inside = false;
            ring.forEach(([y, x], i) => {
                const [py, px] = ring.at(i - 1);
                if (y > lat !== py > lat && lon < x + ((lat - y) / (py - y)) * (px - x)) inside = !inside;
            });
            return inside;
        }).length;
        console.log(JSON.stringify({
            ukraine: [holds("UA", 45.3, 34.4), holds("UA", 49.8, 30)], russia: holds("RU", 45.3, 34.4),
            mainland: countryRings(world, "UA").length, disputed: world.kinds.disputed.length,
        }));
    """)
    assert isinstance(found, dict)
    assert found["ukraine"] == [1, 1]
    assert found["russia"] == 0
    assert found["mainland"] == 2  # with Crimea one ring, and an island
    assert found["disputed"] > 30


def test_what_is_traced_covers_the_window_as_the_whole_shape_does() -> None:
    """Points out of sight are left out; none in sight may change sides for that."""
    found = node("""
        let seed = 7;
        const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
        const crossings = (points, x, y) => points.reduce((inside, [ax, ay], i) => {
            const [bx, by] = points.at(i - 1);
            return ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax) ? !inside : inside;
        }, false);
        let wrong = 0, checked = 0;
        for (let round = 0; round < 400; round++) {
            const xy = new Int32Array(2 * (4 + Math.floor(random() * 30))).map(() => Math.floor(random() * 1000));
            const box = [0, 0, 1000, 1000];
            const view = { scale: 1, left: 300, top: 350, width: 200, height: 150 };
            const traced = [];
            const path = { moveTo: (x, y) => traced.push([x, y]), lineTo: (x, y) => traced.push([x, y]), closePath() {} };
            traceShape(path, { xy, box }, view, 0, true);
            const whole = Array.from({ length: xy.length / 2 }, (_, i) => [xy[2 * i] - view.left, xy[2 * i + 1] - view.top]);
            for (let i = 0; i < 20; i++) {
                const [x, y] = [random() * view.width, random() * view.height];
                checked++;
                if (crossings(whole, x, y) !== crossings(traced, x, y)) wrong++;
            }
        }
        console.log(JSON.stringify([wrong, checked]));
    """)
    assert found == [0, 8000]


def test_no_two_names_meet_and_reserved_boxes_stay_free() -> None:
    found = node(f"""
        const labels = {json.dumps(label_rows())};
        labels.sort((a, b) => a[4] - b[4]);
        const zoom = 4.3, worldWidth = 256 * 2 ** zoom;
        const view = {{ scale: worldWidth / packed.size, left: 0.45 * worldWidth, top: 0.25 * worldWidth, width: 1440, height: 900 }};
        view.copies = worldCopies(view.left, view.width, worldWidth);
        const reserved = [{{ left: 300, top: 200, right: 700, bottom: 500 }}];
        const scene = {{ zoom, view, reserved, colors: {{}}, family: "serif", window: {{ left: 0, top: 0, right: 1440, bottom: 900 }},
            measure: (text, font, spacing) => text.length * (6.5 + spacing) }};
        const boxes = placeLabels(labels, scene).map(({{ box }}) => box);
        const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        const all = [...boxes, ...reserved];
        let meetings = 0;
        all.forEach((a, i) => all.slice(i + 1).forEach((b) => (meetings += meet(a, b))));
        const cut = boxes.filter((b) => meet(b, scene.window) && (b.left < 0 || b.top < 0 || b.right > 1440 || b.bottom > 900));
        console.log(JSON.stringify({{ names: boxes.length, meetings, cut: cut.length }}));
    """)
    assert isinstance(found, dict)
    assert found["names"] > 60
    assert found["meetings"] == 0
    assert found["cut"] == 0


def test_a_country_that_fills_the_window_has_a_place_for_its_name_there() -> None:
    found = node("""
        const xy = Int32Array.of(0, 0, 1000, 0, 1000, 1000, 0, 1000, 0, 0);
        const view = { scale: 1, left: 100, top: 100, width: 500, height: 400 };
        const visible = { left: 0, top: 0, right: 500, bottom: 400 };
        const inside = roomiestSpot([{ xy, box: [0, 0, 1000, 1000] }], view, visible, 80, 0);
        const outside = roomiestSpot([{ xy, box: [0, 0, 1000, 1000] }], { ...view, left: 2000 }, visible, 80, 0);
        console.log(JSON.stringify([inside, outside]));
    """)
    assert found == [[250, 200], None]


# In a browser -------------------------------------------------------------------------------------------------------


def document() -> str:
    code = "\n".join((RUNTIME / f"{name}.js").read_text(encoding="utf-8") for name in MODULES)
    runtime = re.sub(r"^import [^;]*;|^export ", "", code, flags=re.MULTILINE)
    texts = {name: (VENDOR / name).read_text(encoding="utf-8") for name in ("leaflet.css", "leaflet.js", "world.json")}
    return f"""<!doctype html><meta charset="utf-8"><style>{texts["leaflet.css"]} html, body, #map {{ height: 100%; margin: 0 }}</style>
        <div id="map"></div><script>{texts["leaflet.js"]}</script><script>(() => {{ {runtime}
        window.map = L.map("map", {{ zoomSnap: 0 }}).setView([48, 30], 4);
        window.base = createBasemap(L, map, {texts["world.json"]}, {json.dumps(LABELS)}, "light");
        }})()</script>"""


def pixels(page: Page, *places: tuple[float, float]) -> list[str]:
    """The colours of the land canvas at places on earth."""
    colour = """([lat, lon]) => {
        const { _canvas, _topLeft } = base.layer;
        const { x, y } = map.latLngToLayerPoint([lat, lon]).subtract(_topLeft);
        const data = _canvas.getContext('2d').getImageData(Math.round(x), Math.round(y), 1, 1).data;
        return '#' + [...data.slice(0, 3)].map((v) => v.toString(16).padStart(2, '0')).join('');
    }"""
    return [page.evaluate(colour, list(place)) for place in places]


@pytest.mark.browser
def test_a_browser_shows_land_and_sea_everywhere_and_asks_for_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "map.html").write_text(document(), encoding="utf-8")
    requests: list[str] = []
    problems: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 900, "height": 600})
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto((tmp_path / "map.html").as_uri())
        assert pixels(page, (49, 31), (43.2, 34.5), (41.5, 51)) == ["#f6f3ec", "#dbe6ec", "#dbe6ec"]
        page.evaluate("base.setTheme('dark')")
        assert pixels(page, (49, 31), (43.2, 34.5)) == ["#232b33", "#0f151b"]
        # Fractional zooms, the antimeridian from both sides, and the pole.
        for longitude in (180, -180):
            page.evaluate(f"map.setView([66, {longitude}], 3.37, {{ animate: false }})")
            chukotka, alaska, bering = (67, longitude - 5), (65, longitude + 25), (59, longitude)
            assert pixels(page, chukotka, alaska, bering) == ["#232b33", "#232b33", "#0f151b"]
        page.evaluate("map.setView([-80, 0], 2.5, { animate: false })")
        assert pixels(page, (-84, 20), (-84.7, 60), (-86, 100), (-60, -10)) == [*["#232b33"] * 3, "#0f151b"]
        page.evaluate("map.setView([48, 30], 5, { animate: false })")
        page.wait_for_function("base.layer._placed.some(({ label }) => label[1] === 'Ukraine')")
        assert page.evaluate("base.countryPaths('fr').length") >= 2
        # In flight the canvas stays under what Leaflet draws itself.
        off = page.evaluate("""() => new Promise((done) => {
            let most = 0;
            map.on('move', () => {
                const { _canvas, _view, _zoom } = base.layer;
                const [scale, , , , x, y] = new DOMMatrix(getComputedStyle(_canvas).transform).toFloat64Array().filter((_, i) => [0, 1, 4, 5, 12, 13].includes(i));
                const drawn = map.project([50.45, 30.52], _zoom).subtract([_view.left, _view.top]);
                const wanted = map.latLngToLayerPoint([50.45, 30.52]);
                most = Math.max(most, Math.hypot(drawn.x * scale + x - wanted.x, drawn.y * scale + y - wanted.y));
            });
            map.once('moveend', () => done(most));
            map.flyTo([50, 36], 6.5, { duration: 0.6 });
        })""")
        assert off < 1.5
        browser.close()
    assert len(requests) == 1
    assert problems == []
