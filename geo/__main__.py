"""The command line: ``python -m geo explore ARTICLE -o map.html`` and its sisters.

Heavy modules are imported where a command needs them, so that ``--help`` answers at once.
Exit codes: 0 done, 1 the article or the file could not be handled (one line says why), 2 a wrong call, 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from geo.errors import DatelineError, UnreadableArticle
from geo.model import Article, Reading, Sentence

EXAMPLES = """examples:
  python -m geo explore article.txt --published 2024-10-31 -o map.html
  python -m geo extract article.txt -o events.csv
  cat article.txt | python -m geo extract - --format geojson
  python -m geo timex --jsonl < documents.jsonl
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
    extract = _article_command(commands, "extract", "write the events as CSV, GeoJSON or JSON", _extract)
    extract.add_argument("-o", "--output", type=Path, help="the file; its ending names the format (default: print)")
    extract.add_argument(
        "--format", choices=["csv", "geojson", "json"], default="", help="the format, if not by ending"
    )
    for name, text, run in (
        ("timex", "find the time expressions of documents", _timex),
        ("places", "find the places of documents", _places),
        ("events", "find the events of documents", _events),
    ):
        _documents_command(commands, name, text, run)
    return parser


def _article_command(
    commands: Any, name: str, text: str, run: Callable[[argparse.Namespace], None]
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    command.add_argument("article", metavar="ARTICLE", help="a .txt or .md file, or - for standard input")
    command.add_argument(
        "--published",
        type=_day,
        metavar="YYYY-MM-DD",
        help="the publication date, which relative dates count from (default: guessed from the text)",
    )
    command.add_argument("--title", default="", help="the title, if the text does not begin with it")
    command.set_defaults(run=run)
    return command


def _documents_command(commands: Any, name: str, text: str, run: Callable[[argparse.Namespace], None]) -> None:
    command = commands.add_parser(
        name,
        help=f"{text}, JSON lines in and out",
        description=f"{text.capitalize()}: rows {{doc, text, dct or published}} from standard input, one JSON a line out.",
    )
    command.add_argument("--jsonl", action="store_true", help="JSON lines in and out (the default)")
    if name == "timex":
        command.add_argument("--timeml", action="store_true", help="TIMEX3-tagged text out instead")
    command.set_defaults(run=run)


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

    reading = _reading(options)
    if options.output is None:
        sys.stdout.write(export.render(reading, options.format or "csv"))
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
    from geo import sentences  # noqa: PLC0415 - as above
    from geo.timex import interchange  # noqa: PLC0415 - as above

    def split(article: Article) -> tuple[Sentence, ...]:
        return sentences.split(article)

    for row in _documents():
        if options.timeml:
            print(interchange.timeml_row(row, split=split))
        else:
            print(json.dumps(interchange.rows(row, split=split), ensure_ascii=False))


def _places(_: argparse.Namespace) -> None:
    from geo import rows  # noqa: PLC0415 - as above

    for document, reading in _readings():
        _print(document, toponyms=[rows.toponym(resolution) for resolution in reading.resolutions])


def _events(_: argparse.Namespace) -> None:
    from geo import rows  # noqa: PLC0415 - as above

    for document, reading in _readings():
        _print(document, events=[rows.event(reading, event) for event in reading.events])


def _print(document: dict[str, Any], **found: list[dict[str, Any]]) -> None:
    named = {key: document[key] for key in ("corpus", "doc") if key in document}
    print(json.dumps(named | found, ensure_ascii=False))


def _readings() -> Iterator[tuple[dict[str, Any], Reading]]:
    from geo import pipeline  # noqa: PLC0415 - as above

    for document in _documents():
        article = Article(
            text=document["text"],
            title=str(document.get("title") or ""),
            published=document["published"],
            published_from="given" if document["published"] else "",
        )
        yield document, pipeline.extract(article)


def _documents() -> Iterator[dict[str, Any]]:
    """The rows of standard input; a row that is none is named by its line."""
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            yield _document(number, line)


def _document(number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UnreadableArticle(f"Line {number} is no JSON: write one object with doc and text a line.") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise UnreadableArticle(f"Line {number} has no text: write one object with doc and text a line.")
    published = _published(number, row)
    return row | {"published": published, "dct": published.isoformat() if published else None}


def _published(number: int, row: dict[str, Any]) -> date | None:
    given = row.get("published") or row.get("dct") or row.get("date")
    try:
        return date.fromisoformat(str(given)[:10]) if given else None
    except ValueError as error:
        raise UnreadableArticle(f"Line {number} has a date that is none: write it as 2024-10-31.") from error


if __name__ == "__main__":
    sys.exit(main())
