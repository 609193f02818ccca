"""News stories that were written and coded before the rules saw them: what share of their events comes out right.

python benchmarks/stories.py [--errors]
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from coded import PARTS, best, coding, told_by  # noqa: E402 - the path is set first

from geo import articles, pipeline  # noqa: E402 - as above


def main() -> None:
    """Print the table, and with --errors each row that is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", choices=["stories", "unseen"], default="stories", help="which stories")
    parser.add_argument("--errors", action="store_true", help="name each row that is wrong, and what was said")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for file in sorted((ROOT / "tests" / "golden" / options.folder).glob("*.csv")):
        reading = pipeline.extract(articles.read(file.with_suffix(".md")))
        counts["predicted"] += len(reading.events)
        for row in coding(file):
            fit = best(reading, row)
            counts += Counter({"rows": 1, "map and timeline": fit["place"] and fit["date"], "all": all(fit.values())})
            counts += Counter(part for part in PARTS if fit[part])
            counts["found"] += bool(told_by(reading, row["words"]))
            if options.errors and not all(fit.values()):
                wrong = [part for part in PARTS if not fit[part]]
                said = [
                    (
                        e.type,
                        e.where.place and e.where.place.name,
                        e.when.when and str(e.when.when.start)[:16],
                        e.status,
                    )
                    for e in told_by(reading, row["words"])
                ]
                print(f"{file.stem}: {row['words']!r} {wrong}: coded {list(row.values())[1:]}, said {said}")
    for name in ("found", *PARTS, "map and timeline", "all"):
        print(f"{name:17} {counts[name] / counts['rows']:6.1%}  ({counts[name]}/{counts['rows']})")
    print(f"predictions a coded event: {counts['predicted'] / counts['rows']:.2f}")


if __name__ == "__main__":
    main()
