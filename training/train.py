"""Train the taggers: ``python training/train.py DATA_FOLDER [NAME ...]``.

DATA_FOLDER holds the open annotated texts named in ``data/README.md``. Writes ``data/models/NAME.crfsuite`` for each
of tags, names, where and arguments, or for those named. The same data give the same weights, byte for byte.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import arguments as argument_trainer  # noqa: E402  # the repository must be importable first
import entities  # noqa: E402
import tags  # noqa: E402
import where  # noqa: E402

MODELS = ROOT / "data" / "models"
TRAINERS: dict[str, Callable[[Path, Path], None]] = {
    "tags": tags.train,
    "names": entities.train,
    "where": where.train,
    "arguments": argument_trainer.train,
}


def main(arguments: list[str]) -> None:
    """Train what is asked for, in the order in which one needs the other."""
    if not arguments or not Path(arguments[0]).is_dir():
        sys.exit("Name the folder of the annotated texts: python training/train.py DATA_FOLDER [NAME ...]")
    data, chosen = Path(arguments[0]), arguments[1:] or list(TRAINERS)
    for name in (name for name in TRAINERS if name in chosen):
        started = time.process_time()
        model = MODELS / f"{name}.crfsuite"
        TRAINERS[name](data, model)
        print(f"{name}: {model.stat().st_size / 1e6:.1f} MB in {time.process_time() - started:.0f} CPU seconds")


if __name__ == "__main__":
    main(sys.argv[1:])
