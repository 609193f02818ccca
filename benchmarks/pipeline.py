"""The whole way in figures: gazetteer, stages, HTML, page.

    python benchmarks/pipeline.py [--page]

Figures are of this run on this machine; shares and ratios are what to compare. ``--page`` starts the Streamlit page
and measures the time to its first map in a headless Chromium.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ROUNDS = 20
NEW_PROCESS = """
import resource, sys, time
sys.path.insert(0, {root!r})
import numpy
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
from geo.gazetteer import embedded
places = embedded()
opened = time.perf_counter() - start
places.find("Kursk")
print(opened * 1000, before / 1024, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--page", action="store_true", help="measure the Streamlit page too")
    options = parser.parse_args()
    gazetteer()
    stages()
    if options.page:
        page()


def gazetteer() -> None:
    """Open time and memory, in a process of its own."""
    code = NEW_PROCESS.format(root=str(ROOT))
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(5)]
    opened, before, after = min(tuple(map(float, run.stdout.split())) for run in runs)
    print(
        f"gazetteer: opened in {opened:.0f} ms (imports included), {after:.0f} MB resident, {before:.0f} of them numpy"
    )


def stages() -> None:
    """Seconds by stage, articles per second, and the size of the HTML."""
    from geo import events, export, gazetteer, read, resolution, sentences, timex, tokens, toponyms

    articles = [read(path) for path in sorted((ROOT / "data" / "articles").glob("*.md"))]
    spent: dict[str, float] = {}
    places = gazetteer.embedded()

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        spent[name] = spent.get(name, 0.0) + time.process_time() - start

    def through(article: Any, timed: Callable[[str], Any]) -> None:
        with timed("split"):
            found = sentences.split(article)
        with timed("tag"):
            tagged = tokens.tag(found)
        with timed("recognise"):
            mentions = toponyms.recognise(article, tagged, gazetteer=places)
        with timed("resolve"):
            resolved = resolution.resolve(article, tagged, mentions, gazetteer=places)
        with timed("date"):
            datings = timex.find(article, found)
        with timed("extract"):
            events.extract(article, tagged, resolved, datings, choose_date=timex.choose)

    for article in articles:
        through(article, lambda _: _nothing())
    for _ in range(ROUNDS):
        for article in articles:
            through(article, timed)
    total = sum(spent.values())
    for name, seconds in spent.items():
        print(f"{name:10} {seconds / total:5.0%}  {1000 * seconds / ROUNDS / len(articles):7.2f} ms an article")
    print(f"all stages: {ROUNDS * len(articles) / total:.0f} articles/s (300 words each, one core)")
    from geo import extract

    reading = extract(articles[-1])
    html = export.render(reading, "html")
    print(f"HTML: {len(html.encode()) / 1000:.0f} kB with {len(reading.events)} events")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def page() -> None:
    """Seconds from the request to the first map."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT / "tests"))
    from browsers import CHROMIUM, FLAGS, serving

    with serving(ROOT) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for visit in ("first", "second"):
            tab = browser.new_page()
            start = time.perf_counter()
            tab.goto(url)
            tab.frame_locator("iframe").locator(".leaflet-container canvas").first.wait_for(timeout=60_000)
            print(f"page: {visit} visit shows its map after {time.perf_counter() - start:.1f} s")
            tab.close()
        browser.close()


if __name__ == "__main__":
    main()
