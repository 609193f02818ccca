"""Measure the explorer's document, beside folium's own markers and streamlit-folium, in one run.

    python benchmarks/explorer.py [--sizes 25 1000 10000 100000] [--peers]

For each size: CPU seconds to build the document, its size, the time until it is ready in a browser, and what one step
of the timeline's handle takes: until the page's own work is done, and until it is on the screen. ``--peers`` adds, at
1,000 and 10,000 events, folium ``Marker`` with popup and ``TimestampedGeoJson``: build and size, to which their scripts
and styles from the network come; without it their pages stay white, so no more of them is measured.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import folium
from explorer_samples import many
from folium.plugins import TimestampedGeoJson
from playwright.sync_api import Browser, sync_playwright

from geo import frame
from geo.explorer import document

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
STEPS = """async () => {
    const handle = document.querySelectorAll('.handle')[1];
    const times = [];
    const painted = () => new Promise((done) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now());
        channel.port2.postMessage(0);
    }));
    let work = 0;
    const request = window.requestAnimationFrame;
    window.requestAnimationFrame = (act) => request((now) => { const from = performance.now(); act(now); work += performance.now() - from; });
    for (let step = 0; step < 40; step++) {
        work = 0;
        const from = performance.now();
        handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
        work += performance.now() - from;
        times.push([(await painted()) - from, work]);
    }
    return times;
}"""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[25, 1_000, 10_000, 100_000])
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    print("events   what                        build s   size MB   ready s   step: work ms   seen ms")
    with browser() as chromium:
        for size in options.sizes:
            ours(chromium, size)
        if options.peers:
            peers()
    return 0


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a screen."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()


def ours(chromium: Browser, size: int) -> None:
    """One row of the table: the explorer with so many events."""
    readings = many(size, cities=max(20, min(5_000, size // 20)))
    table = frame.build(readings)
    seconds, html = timed(lambda: document(readings, table).html())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready=yes]", timeout=120_000)
        ready = page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive") / 1000
        steps = page.evaluate(STEPS)
        page.close()
    seen, work = (statistics.median(column) for column in zip(*steps, strict=True))
    row(size, "explorer", seconds, len(html.encode()), f"{ready:7.2f}   {work:13.1f}   {seen:7.1f}")


def peers() -> None:
    """What the usual ways take for as many events."""
    for size in (1_000, 10_000):
        table = frame.build(many(size))
        row(size, "folium Marker + popup", *built(markers, table))
        row(size, "folium TimestampedGeoJson", *built(timestamped, table))


def markers(table: frame.DataFrame) -> folium.Map:
    """A map with one marker an event, as folium's first page shows it."""
    page = folium.Map((25, 10), zoom_start=2)
    for event in table.itertuples():
        folium.Marker((event.lat, event.lon), popup=folium.Popup(event.text)).add_to(page)
    return page


def timestamped(table: frame.DataFrame) -> folium.Map:
    """A map with folium's time slider."""
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [event.lon, event.lat]},
         "properties": {"times": [str(event.start)], "popup": event.text}}
        for event in table.dropna(subset=["start"]).itertuples()
    ]  # fmt: skip
    page = folium.Map((25, 10), zoom_start=2)
    TimestampedGeoJson({"type": "FeatureCollection", "features": features}, period="P1D").add_to(page)
    return page


def built(make: Callable[[frame.DataFrame], folium.Map], table: frame.DataFrame) -> tuple[float, int, str]:
    """CPU seconds and bytes of a folium map."""
    seconds, html = timed(lambda: make(table).get_root().render())
    return seconds, len(html.encode()), ""


def timed(make: Callable[[], str]) -> tuple[float, str]:
    """The CPU seconds that a text takes, the better of two."""
    times = []
    for _ in range(2):
        started = time.process_time()
        text = make()
        times.append(time.process_time() - started)
    return min(times), text


def row(size: int, name: str, seconds: float, weight: int, rest: str) -> None:
    """Print a row."""
    print(f"{size:6}   {name:<26}   {seconds:6.3f}   {weight / 1e6:7.2f}   {rest}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
