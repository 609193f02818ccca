"""Lines sorted in bounded memory: sorted runs on disk, then one merge of them."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

RUN_BYTES = 96_000_000  # of lines held at a time; Python adds some forty bytes to each
READ_AHEAD = 1 << 20


def write_runs(lines: Iterable[bytes], folder: Path, name: str, *, run_bytes: int = RUN_BYTES) -> tuple[Path, ...]:
    """Write ``lines``, each with its line end, as sorted files of about ``run_bytes`` into ``folder``; give their paths."""
    paths: list[Path] = []
    for number, run in enumerate(_runs(lines, run_bytes)):
        run.sort()
        paths.append(folder / f"{name}-{number}.run")
        with paths[-1].open("wb", buffering=READ_AHEAD) as file:
            file.writelines(run)
    return tuple(paths)


def merged(runs: Iterable[Path]) -> Iterator[bytes]:
    r"""All lines of sorted files, in order.

    >>> from tempfile import mkdtemp
    >>> list(merged(write_runs([b"2\n", b"1\n", b"0\n"], Path(mkdtemp()), "x", run_bytes=2)))
    [b'0\n', b'1\n', b'2\n']
    """
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("rb", buffering=READ_AHEAD)) for path in runs]
        yield from heapq.merge(*files)


def _runs(lines: Iterable[bytes], run_bytes: int) -> Iterator[list[bytes]]:
    run: list[bytes] = []
    size = 0
    for line in lines:
        run.append(line)
        size += len(line)
        if size >= run_bytes:
            yield run
            run, size = [], 0
    if run:
        yield run
