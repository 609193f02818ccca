"""Sentence splitting beside sentencex: hard sentences right, and characters per second in the same run.

python benchmarks/sentences.py        (needs `pip install sentencex` for the comparison)
"""

import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from geo import sentences  # noqa: E402 - the path is set first
from geo.model import Article  # noqa: E402

GOLDEN = ROOT / "tests" / "golden" / "sentences.txt"


def ours(text: str) -> list[str]:
    """The sentences by geo.sentences."""
    return [s.text for s in sentences.split(Article(text))]


def theirs(text: str) -> list[str]:
    """The sentences by sentencex."""
    from sentencex import segment

    return [s.strip() for s in segment("en", text) if s.strip()]


def main() -> None:
    """Print the table."""
    cases = [c.replace("¶", "\n") for c in GOLDEN.read_text(encoding="utf-8").splitlines() if not c.startswith("#")]
    systems: dict[str, Callable[[str], list[str]]] = {"dateline": ours}
    if importlib.util.find_spec("sentencex"):
        systems["sentencex"] = theirs
    long = "\n".join(c.replace("|", "") for c in cases) * 40
    for name, split in systems.items():
        right = sum([p.strip() for p in c.split("|") if p.strip()] == split(c.replace("|", "")) for c in cases)
        start = time.process_time()
        split(long)
        print(
            f"{name:10} {right:3}/{len(cases)} right  {len(long) / (time.process_time() - start):12,.0f} characters/s"
        )


if __name__ == "__main__":
    main()
