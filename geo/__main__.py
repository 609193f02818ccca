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

from geo.errors import DatelineError, ExportError, UnreadableArticle
from geo.export import FORMATS
from geo.model import Article, Reading

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
    _gazetteer_commands(commands)
    return parser


def _article_command(
    commands: Any, name: str, text: str, run: Callable[[argparse.Namespace], None]
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=text, description=text[0].upper() + text[1:] + "."
    )
    command.add_argument(
        "articles",
        metavar="ARTICLE",
        nargs="*",
        default=["-"],
        help="a file (text, Markdown, HTML, PDF, Word, e-mail, table or archive of articles), a folder, a link to an "
        "article or a feed, or - for standard input (the default)",
    )
    command.add_argument(
        "--published",
        type=_day,
        metavar="YYYY-MM-DD",
        help="the publication date, which relative dates count from (default: what the article says)",
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
        description=f"{text[0].upper()}{text[1:]}: rows {{doc, text, published}} from standard input, one JSON object a line out.",
    )
    command.add_argument("--jsonl", action="store_true", help="JSON lines in and out (always so)")
    command.set_defaults(run=run)
    return command


def _gazetteer_commands(commands: Any) -> None:
    text = "install, list, choose or remove larger gazetteers"
    gazetteer = commands.add_parser("gazetteer", help=text, description=text[0].upper() + text[1:] + ".")
    steps = gazetteer.add_subparsers(title="steps", metavar="STEP", required=True)
    install = steps.add_parser("install", help="install all of GeoNames: 12 million places")
    install.add_argument("name", choices=["geonames"], help="which one")
    install.add_argument("--from", dest="source", metavar="URL|FOLDER", help="where its files are, if not at GeoNames")
    install.set_defaults(run=_install)
    steps.add_parser("list", help="list what is installed").set_defaults(run=_list)
    for step, verb, run in (("use", "use", _use), ("remove", "delete", _remove)):
        command = steps.add_parser(step, help=f"{verb} an installed gazetteer")
        command.add_argument("name", help="its name in the list")
        command.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write it as 2024-10-31") from error


def _explore(options: argparse.Namespace) -> None:
    from geo import export  # noqa: PLC0415 - folium and pandas take a second that --help need not wait for

    if options.output.suffix.lower() not in {".html", ".htm"}:
        raise ExportError(f"explore writes .html: name the file so, or use extract for {options.output.name}.")
    readings = _readings(options)
    export.save(readings, options.output, form="html")
    print(f"{options.output}: {_counts(readings)}", file=sys.stderr)


def _extract(options: argparse.Namespace) -> None:
    from geo import export  # noqa: PLC0415 - as above

    if options.jsonl:
        _check_alone(options)
        _events()
        return
    readings = _readings(options)
    if options.output is None:
        content = export.render(readings, options.format or "csv")
        sys.stdout.buffer.write(content.encode() if isinstance(content, str) else content)
    else:
        export.save(readings, options.output, form=options.format)
    print(_counts(readings), file=sys.stderr)


def _check_alone(options: argparse.Namespace) -> None:
    given = (options.output, options.format, options.title, options.published, options.articles != ["-"])
    if any(given):
        raise UnreadableArticle(
            "--jsonl reads documents from standard input and prints rows: give it no article, file, format, title or date."
        )


def _readings(options: argparse.Namespace) -> list[Reading]:
    from geo import articles, geocoders, pipeline, settings  # noqa: PLC0415 - as above

    sources = [_source(given) for given in options.articles]
    found = list(articles.read_all(sources, settings=settings.from_environment()))
    read = [one for one in found if isinstance(one, Article)]
    refused = [one for one in found if isinstance(one, articles.Refusal)]
    if not read:
        raise UnreadableArticle(refused[0].reason if refused else "There are no articles there: give another file.")
    for one in refused:
        print(f"dateline: {one.name}: {one.reason}", file=sys.stderr)
    if options.published or options.title:
        only = _only(read)
        read = [pipeline.amended(only, options.title or only.title, options.published or only.published)]
    online = geocoders.from_environment()
    stages = pipeline.asking(online, _tell) if online else None
    return [pipeline.extract(article, stages=stages) for article in read]


def _tell(note: str) -> None:
    print(f"dateline: {note}", file=sys.stderr)


def _source(given: str) -> str | bytes | Path:
    from geo import articles  # noqa: PLC0415 - as above

    if given == "-":
        return sys.stdin.buffer.read()
    return given if articles.is_link(given) else Path(given)


def _only(read: Sequence[Article]) -> Article:
    if len(read) > 1:
        raise UnreadableArticle("--published and --title are for one article: leave them out for several.")
    return read[0]


def _counts(readings: Sequence[Reading]) -> str:
    """What was found, in a sentence, and what to do where something was not."""
    from geo import pipeline  # noqa: PLC0415 - as above

    events = [event for reading in readings for event in reading.events]
    located = sum(event.where.place is not None for event in events)
    dated = sum(event.when.when is not None for event in events)
    several = f" in {len(readings)} articles" if len(readings) > 1 else ""
    return " ".join((f"{len(events)} events{several}, {located} on the map, {dated} dated.", *pipeline.notes(readings)))


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


def _install(options: argparse.Namespace) -> None:
    from geo import settings  # noqa: PLC0415 - as above
    from geo.gazetteer.install import GEONAMES, install  # noqa: PLC0415 - as above

    chosen = settings.from_environment()
    source = options.source or GEONAMES
    done = install(source, into=chosen.gazetteers, progress=_progress, data=chosen.data, name=options.name)
    print(f"\n{done.name}: {done.places:,} places, {done.names:,} names, in use from now on.", file=sys.stderr)


def _progress(step: object) -> None:
    print(f"\r\x1b[K{step}", end="", file=sys.stderr, flush=True)


def _list(_: argparse.Namespace) -> None:
    from geo.gazetteer import installed  # noqa: PLC0415 - as above

    for one in installed.listed():
        use = "*" if one.active else " "
        print(f"{use} {one.name:12} {one.places:>12,} places {one.size / 1e6:8,.0f} MB  {one.problem}".rstrip())


def _use(options: argparse.Namespace) -> None:
    from geo.gazetteer import installed  # noqa: PLC0415 - as above

    print(f"{installed.use(options.name).name} is in use.", file=sys.stderr)


def _remove(options: argparse.Namespace) -> None:
    from geo.gazetteer import installed  # noqa: PLC0415 - as above

    print(f"{options.name} is removed; {installed.remove(options.name).name} is in use.", file=sys.stderr)


def _print(found: str | dict[str, Any]) -> None:
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
    print(text.encode("utf-8", "replace").decode())


if __name__ == "__main__":
    sys.exit(main())
