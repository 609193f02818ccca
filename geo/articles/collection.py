"""One article or many, out of whatever holds them: text, files of all kinds, folders, archives, links, feeds, tables."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from geo.articles import table
from geo.articles.columns import Columns, guess
from geo.articles.decode import decode
from geo.articles.fetch import Network, Page, fetch, is_link
from geo.articles.file import File
from geo.articles.finishing import check_length, finish, label, too_long
from geo.articles.kinds import kind_of
from geo.articles.packed import open_packed, shown_name, unpack
from geo.articles.plaintext import parse as parse_text
from geo.articles.refusal import Refusal
from geo.articles.worker import Worker
from geo.errors import ArticleError, ArticleTooLong, EmptyArticle, UnreadableArticle
from geo.model import Article
from geo.settings import Settings

TABLES = frozenset({"csv", "jsonl", "json"})
TEASER = 600
DEEPEST = 64
Source = str | bytes | Path | File


@dataclass(frozen=True, slots=True)
class Job:
    """What reading a collection needs to know at every turn."""

    settings: Settings
    worker: Worker
    columns: Columns | None = None
    network: Network | None = None
    in_archive: bool = False


def read(
    source: str | bytes | Path,
    *,
    name: str = "",
    title: str = "",
    published: date | None = None,
    settings: Settings | None = None,
) -> Article:
    r"""Read text (a str), the bytes of a file, or a file (a Path) into an article.

    ``name`` is a file's name, whose ending tells its kind where its bytes do not; it becomes the source where the file
    names none. ``title`` and ``published``, when given, win over what the file says and over guesses.

    Raises EmptyArticle, ArticleTooLong or UnreadableArticle; a missing file and one that holds several articles raise
    UnreadableArticle too. Nothing is fetched: links are read by ``read_all``.

    >>> article = read("Flood hits Assam\n\nThe river rose on Monday.", published=date(2024, 7, 3))
    >>> article.title, article.text
    ('Flood hits Assam', 'The river rose on Monday.')
    """
    limits = settings or Settings()
    if isinstance(source, str):
        return _given(_finished_text(source, name, limits), title, published)
    file = File(name or (source.name if isinstance(source, Path) else ""), source)
    with Worker(limits) as worker:
        found = list(islice(_in_file(file, Job(limits, worker)), 2))
    return _given(_only(found, file.name), title, published)


def _only(found: list[Article | Refusal], name: str) -> Article:
    if len(found) == 1 and isinstance(found[0], Article):
        return found[0]
    if len(found) == 1 and isinstance(found[0], Refusal):
        raise UnreadableArticle(found[0].reason)
    if not found:
        raise EmptyArticle(f"There are no articles in {name}: choose another file, or paste a text.")
    raise UnreadableArticle(f"{name} holds several articles: open it as a collection, or choose one of them.")


def _given(article: Article, title: str, published: date | None) -> Article:
    article = replace(article, title=title.strip() or article.title)
    return replace(article, published=published, published_from="given") if published else article


def read_all(
    source: Source | Sequence[Source],
    *,
    name: str = "",
    columns: Columns | None = None,
    settings: Settings | None = None,
    network: Network | None = None,
) -> Iterator[Article | Refusal]:
    """Every article of a source, in order, and a Refusal for each that could not be read; nothing is raised for one.

    A str is a link where it is one (fetched; a feed's entries with their pages) and else a text; a Path a file, a table
    or an archive of articles, or a folder of such; a File bytes with a name, as uploaded; a sequence several of these.
    ``columns`` says which column of tables is what. ``network`` is for tests.

    >>> [type(found).__name__ for found in read_all(["It rained in Assam.", "", File("a.exe", b"MZ")])]
    ['Article', 'Refusal', 'Refusal']
    """
    limits = settings or Settings()
    sources = [source] if isinstance(source, (str, bytes, Path, File)) else source
    with Worker(limits) as worker:
        job = Job(limits, worker, columns, network)
        for number, one in enumerate(sources, 1):
            yield from _each(one, name or f"Text {number}", job)


def columns_of(
    source: bytes | Path | File, *, name: str = "", settings: Settings | None = None
) -> tuple[tuple[str, ...], Columns] | None:
    r"""The names of a table's columns and the guess which of them is what; None where the file is no table.

    >>> columns_of(b"headline,body\nFlood,It rained.", name="news.csv")[1].title
    'headline'
    """
    file = (
        source if isinstance(source, File) else File(name or (source.name if isinstance(source, Path) else ""), source)
    )
    limits = settings or Settings()
    kind = kind_of(file)
    if kind in TABLES:
        return table.sample(file, kind, limits)
    if kind != "parquet":
        return None
    with Worker(limits) as worker:
        rows = [row for row in worker.parse("parquet rows", file) if isinstance(row, dict)]
    names = tuple(rows[0]) if rows else ()
    return names, guess(names, rows)


def _each(source: Source, name: str, job: Job) -> Iterator[Article | Refusal]:
    if isinstance(source, str):
        shown = label(source, 200) if is_link(source) else name
        yield from _guarded(shown, _linked(source, job) if is_link(source) else _texts(source, job))
    elif isinstance(source, Path) and source.is_dir():
        yield from _folder(source, job)
    else:
        file = source if isinstance(source, File) else File(source.name if isinstance(source, Path) else name, source)
        yield from _guarded(file.name, _in_file(file, job))


def _guarded(name: str, found: Iterator[Article | Refusal]) -> Iterator[Article | Refusal]:
    """What is found, and a Refusal for what is raised."""
    try:
        yield from found
    except ArticleError as error:
        yield Refusal(name, str(error))


def _texts(text: str, job: Job) -> Iterator[Article]:
    yield _finished_text(text, "", job.settings)


def _finished_text(text: str, name: str, settings: Settings) -> Article:
    check_length(text, settings.max_characters)
    return finish(parse_text(text, name), settings.max_characters)


def _in_file(file: File, job: Job, media: str = "") -> Iterator[Article | Refusal]:
    """The articles of one file; raises an ArticleError where the file as a whole is not read."""
    kind = kind_of(file, media)
    if kind == "zip":
        yield from _packed(file, job)
    elif kind == "text":
        yield _text_file(file, job.settings)
    elif kind == "feed":
        yield from _feed(file, job)
    else:
        yield from _finished(file, kind, job)


def _text_file(file: File, settings: Settings) -> Article:
    limit = settings.max_characters
    try:
        data = file.data(4 * limit)
    except ArticleTooLong as error:
        raise too_long(limit) from error
    return _finished_text(decode(data, limit, file.charset), file.link or file.name, settings)


def _taken_apart(file: File, kind: str, job: Job) -> Iterator[Article | Refusal]:
    if kind in TABLES:
        yield from table.parse(file, kind, job.settings, job.columns)
        return
    options: dict[str, object] = {}
    if kind == "html":
        options = {"charset": file.charset, "link": file.link}
    if kind == "parquet":
        options = {"columns": asdict(job.columns) if job.columns else None}
    for item in job.worker.parse(kind, file, **options):
        if not isinstance(item, dict):
            yield item


def _finished(file: File, kind: str, job: Job) -> Iterator[Article | Refusal]:
    """The articles finished; one of many that is empty or too long becomes a Refusal, an only one raises."""
    for item in _taken_apart(file, kind, job):
        if isinstance(item, Refusal):
            yield item
            continue
        try:
            yield finish(_from(item, file), job.settings.max_characters)
        except ArticleError as error:
            if kind not in TABLES | {"parquet"}:
                raise
            yield Refusal(label(item.source or file.name), str(error))


def _from(article: Article, file: File) -> Article:
    return replace(article, source=file.link, link=article.link or file.link) if file.link else article


def _folder(folder: Path, job: Job) -> Iterator[Article | Refusal]:
    """The files of a folder and of those in it, by name; hidden ones and links to elsewhere are left out."""
    for count, path in enumerate(_walk(folder, 0), 1):
        shown = path.relative_to(folder).as_posix()
        if count > job.settings.max_entries:
            yield Refusal(
                folder.name,
                f"The folder holds more than {job.settings.max_entries:,} files, and the rest was left out: "
                "read its parts, or raise DATELINE_MAX_ENTRIES.",
            )
            return
        yield from _guarded(shown, _in_file(File(label(shown), path), job))


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _walk(Path(entry.path), depth + 1) if depth < DEEPEST else ()
        elif entry.is_file():
            yield Path(entry.path)


def _packed(file: File, job: Job) -> Iterator[Article | Refusal]:
    """A ZIP file: a Word, OpenDocument or EPUB document, or an archive of articles."""
    with file.open() as stream, open_packed(stream, file.name, job.settings) as packed:
        kind = _document_kind(packed.namelist())
        if kind in {"docx", "odt", "epub"}:
            yield from _finished(file, kind, job)
            return
        if kind:
            raise UnreadableArticle(
                f"{file.name} is {kind}, which is not read: save the article as .docx, or paste its text."
            )
        if job.in_archive:
            raise UnreadableArticle(f"{file.name} is an archive inside an archive: unpack it first.")
        left = job.settings.max_expanded_bytes
        for info in packed.infolist():
            shown = shown_name(info.filename)
            if info.is_dir() or shown.startswith("__MACOSX/") or shown.rsplit("/", 1)[-1].startswith("."):
                continue
            try:
                data = unpack(packed, info, min(left, job.settings.max_file_bytes))
            except ArticleError as error:
                yield Refusal(shown, str(error))
                continue
            left -= len(data)
            yield from _guarded(shown, _in_file(File(shown, data), replace(job, in_archive=True)))


def _document_kind(names: list[str]) -> str:
    """Which document a packed file is, "" for an archive; documents that are not read are named in words."""
    known = set(names)
    if "word/document.xml" in known:
        return "docx"
    if "META-INF/container.xml" in known:
        return "epub"
    if "content.xml" in known and "META-INF/manifest.xml" in known:
        return "odt"
    if "[Content_Types].xml" in known:
        return "a spreadsheet or a presentation"
    return ""


def _linked(link: str, job: Job) -> Iterator[Article | Refusal]:
    page = fetch(link, settings=job.settings, network=job.network)
    yield from _in_file(_file(page), job, page.media)


def _file(page: Page) -> File:
    name = unquote(urlsplit(page.link).path).rstrip("/").rsplit("/", 1)[-1]
    return File(label(name, 200) or urlsplit(page.link).netloc, page.data, page.charset, page.link)


def _feed(file: File, job: Job) -> Iterator[Article | Refusal]:
    """The entries of a feed; where a feed that was fetched has only teasers, the pages behind them are fetched too."""
    # All entries first: the pages behind them are taken apart by the same process, one file at a time.
    for item in tuple(job.worker.parse("feed", file, link=file.link)):
        if not isinstance(item, Article):
            continue
        shown = item.title or item.link or file.name
        whole = len(item.text) >= TEASER or not file.link or not is_link(item.link)
        yield from _guarded(label(shown), _entry(item, job) if whole else _behind(item, job))


def _entry(item: Article, job: Job) -> Iterator[Article]:
    yield finish(item, job.settings.max_characters)


def _behind(item: Article, job: Job) -> Iterator[Article | Refusal]:
    """The page of an entry, with what the feed says of it, which is surer than what the page does."""
    for page in _linked(item.link, job):
        if isinstance(page, Refusal):
            yield page
            continue
        yield replace(
            page,
            title=label(item.title) or page.title,
            published=item.published or page.published,
            published_from=item.published_from or page.published_from,
            publisher=label(item.publisher) or page.publisher,
            author=page.author or label(item.author),
        )
