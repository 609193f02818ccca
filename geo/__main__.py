"""The command line: ``python -m geo explore ARTICLE -o map.html`` and its sisters.

Heavy modules are imported where a command needs them, so that ``--help`` answers at once.
Exit codes: 0 done, 1 the article or the file could not be handled (one line says why), 2 a wrong call, 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from geo.errors import DatelineError
from geo.export import FORMATS
from geo.model import Reading

EXAMPLES = """examples:
  python -m geo explore article.txt --published 2024-10-31 -o map.html
  python -m geo extract article.txt -o events.csv
  cat article.txt | python -m geo extract - --format geojson
  python -m geo extract --jsonl < documents.jsonl
  python -m geo toponyms --jsonl < documents.jsonl
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo",
        description="Dateline: what happened, where and when, read out of news text and shown on a map.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    explore = _article_command(commands, "explore", "write the explorable map as one HTML file", _explore)
    explore.add_argument("-o", "--output", type=Path, default=Path("map.html"), help="the file (default: map.html)")
    extract = _article_command(commands, "extract", "write the events as a table, a map layer or JSON", _extract)
    extract.add_argument("-o", "--output", type=Path, help="the file; its ending names the format (default: print)")
    extract.add_argument("--format", choices=list(FORMATS), default="", help="the format, if not by ending")
    extract.add_argument(
        "--jsonl", action="store_true", help="read documents as JSON lines from standard input instead"
    )
    timex = _documents_command(commands, "timex", "find the time expressions of documents", _timex)
    timex.add_argument("--timeml", action="store_true", help="write TIMEX3-tagged text instead")
    toponyms = _documents_command(commands, "toponyms", "find the toponyms of documents and their places", _toponyms)
    toponyms.add_argument(
        "--spans", action="store_true", help="resolve the toponyms that the rows give by start and end"
    )
    return parser


def _article_command(
    commands: Any, name: str, text: str, run: Callable[[argparse.Namespace], None]
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    command.add_argument(
        "article",
        metavar="ARTICLE",
        nargs="?",
        default="-",
        help="a .txt or .md file, or - for standard input (the default)",
    )
    command.add_argument(
        "--published",
        type=_day,
        metavar="YYYY-MM-DD",
        help="the publication date, which relative dates count from (default: guessed from the text)",
    )
    command.add_argument("--title", default="", help="the title, if the text does not begin with it")
    command.set_defaults(run=run)
    return command


def _documents_command(
    commands: Any, name: str, text: str, run: Callable[[argparse.Namespace], None]
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=f"{text}, JSON lines in and out",
        description=f"{text.capitalize()}: rows {{doc, text, published}} from standard input, one JSON object a line out.",
    )
    command.add_argument("--jsonl", action="store_true", help="JSON lines in and out (always so)")
    command.set_defaults(run=run)
    return command


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write it as 2024-10-31") from error


def _explore(options: argparse.Namespace) -> None:
    from geo import export  # noqa: PLC0415 - folium and pandas take a second that --help need not wait for

    reading = _reading(options)
    export.save(reading, options.output, form="html")
    print(f"{options.output}: {_counts(reading)}", file=sys.stderr)


def _extract(options: argparse.Namespace) -> None:
    from geo import export  # noqa: PLC0415 - as above

    if options.jsonl:
        _events()
        return
    reading = _reading(options)
    if options.output is None:
        content = export.render(reading, options.format or "csv")
        sys.stdout.buffer.write(content.encode() if isinstance(content, str) else content)
    else:
        export.save(reading, options.output, form=options.format)
    print(_counts(reading), file=sys.stderr)


def _reading(options: argparse.Namespace) -> Reading:
    from geo import articles, pipeline, settings  # noqa: PLC0415 - as above

    source: bytes | Path = sys.stdin.buffer.read() if options.article == "-" else Path(options.article)
    article = articles.read(
        source, title=options.title, published=options.published, settings=settings.from_environment()
    )
    return pipeline.extract(article)


def _counts(reading: Reading) -> str:
    """What was found, in a sentence, and what to do where something was not."""
    from geo import pipeline  # noqa: PLC0415 - as above

    located = sum(event.where.place is not None for event in reading.events)
    dated = sum(event.when.when is not None for event in reading.events)
    counts = f"{len(reading.events)} events, {located} on the map, {dated} dated."
    return " ".join((counts, *pipeline.notes(reading)))


def _timex(options: argparse.Namespace) -> None:
    from geo import corpus  # noqa: PLC0415 - as above

    for document in corpus.documents(sys.stdin):
        _print(corpus.timeml(document) if options.timeml else corpus.timexes(document))


def _toponyms(options: argparse.Namespace) -> None:
    from geo import corpus  # noqa: PLC0415 - as above

    for document in corpus.documents(sys.stdin):
        _print(corpus.toponyms(document, spans=options.spans))


def _events() -> None:
    from geo import corpus  # noqa: PLC0415 - as above

    for document in corpus.documents(sys.stdin):
        _print(corpus.events(document))


def _print(found: str | dict[str, Any]) -> None:
    print(found if isinstance(found, str) else json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
