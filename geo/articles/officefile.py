"""Word documents by python-docx, OpenDocument and EPUB by the standard library: all XML inside a checked ZIP."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from geo.articles.days import day_of
from geo.articles.decode import decode
from geo.articles.packed import open_packed, unpack
from geo.articles.webpage import declared, plain
from geo.errors import EmptyArticle, UnreadableArticle
from geo.model import Article
from geo.settings import Settings

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
REMOVED = frozenset({f"{WORD}del", f"{WORD}moveFrom", FALLBACK})
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
ODT_REMOVED = frozenset({f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}note"})
DECLARES = re.compile(rb"<\x00?!\x00?E\x00?N\x00?T\x00?I\x00?T\x00?Y")
BROKEN = (OpcError, KeyError, ValueError, TypeError, AttributeError, IndexError, etree.LxmlError, ET.ParseError, zipfile.BadZipFile, SyntaxError, LookupError, RecursionError)  # fmt: skip
NO_TITLE = re.compile(r"(?:word document|document\d*|untitled)", re.IGNORECASE)


def parse_docx(data: bytes, name: str, settings: Settings) -> Iterator[Article]:
    """The article of a Word document: what stands in it now, without removed passages and comments."""
    _refuse_declarations(data, name, settings)
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = _paragraphs(document.element.body)
        said = document.core_properties
        title = _docx_title(said.title, blocks)
        published = said.created or said.modified
        author = said.author
    except BROKEN as error:
        # lxml that runs out of memory says "unknown error" in no line.
        if isinstance(error, etree.XMLSyntaxError) and not error.lineno:
            raise MemoryError from error
        raise UnreadableArticle(_damaged(name, "Word document")) from error
    # python-docx's own template, which many programs write from, carries its maker's name and day.
    made = published.date() if published and published.year > 2013 else None
    yield _article(name, [text for _, text in blocks], title, "" if author == "python-docx" else author, made)


def _refuse_declarations(data: bytes, name: str, settings: Settings) -> None:
    """Refuse XML that declares entities: no office program writes it, and it can grow without end."""
    packed = open_packed(io.BytesIO(data), name, settings)
    for info in packed.infolist():
        if info.filename.lower().endswith((".xml", ".rels", ".opf")) and DECLARES.search(
            unpack(packed, info, settings.max_expanded_bytes)
        ):
            raise UnreadableArticle(f"{name} declares XML entities, which may harm: open it and save it again.")


def _damaged(name: str, what: str) -> str:
    return f"{name} is a damaged {what}: open it and save it again, save the article as .txt or .md, or paste its text."


def _paragraphs(body: Any) -> list[tuple[str, str]]:
    """The style and the words of every paragraph, tables and tracked insertions among them."""
    found = ((_style(p), _words(p)) for p in body.iter(f"{WORD}p"))
    return [(style, text) for style, text in found if text]


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return "" if style is None else str(style.get(f"{WORD}val", ""))


def _words(paragraph: Any) -> str:
    parts: list[str] = []
    for node in paragraph.iter(f"{WORD}t", f"{WORD}tab", f"{WORD}br", f"{WORD}cr", f"{WORD}noBreakHyphen"):
        if not _is_of(node, paragraph):
            continue
        kind = node.tag.removeprefix(WORD)
        parts.append((node.text or "") if kind == "t" else "-" if kind == "noBreakHyphen" else " ")
    return " ".join("".join(parts).split())


def _is_of(node: Any, paragraph: Any) -> bool:
    """Whether words stand in this very paragraph (not in a text box's own) and were not removed."""
    for parent in node.iterancestors():
        if parent is paragraph:
            return True
        if parent.tag in REMOVED or parent.tag == f"{WORD}p":
            return False
    return False


def _docx_title(said: str, blocks: list[tuple[str, str]]) -> str:
    styled = next((text for style, text in blocks[:10] if style.lower() in {"title", "titel", "titre"}), "")
    heading = next((text for style, text in blocks[:4] if style.lower().startswith("heading1")), "")
    return styled or heading or ("" if NO_TITLE.fullmatch(said.strip()) else said.strip())


def _article(name: str, blocks: list[str], title: str, author: str, made: date | None) -> Article:
    while blocks and blocks[0] == title:
        blocks = blocks[1:]
    if not blocks:
        raise EmptyArticle(f"There is no text in {name}: choose another file, or paste the text.")
    return Article(
        text="\n\n".join(blocks),
        title=title,
        published=made,
        published_from="file's properties" if made else "",
        author=author,
        source=name,
    )


def parse_odt(data: bytes, name: str, settings: Settings) -> Iterator[Article]:
    """The article of an OpenDocument text."""
    _refuse_declarations(data, name, settings)
    try:
        body = _xml(data, "content.xml", name, settings)
        meta = _xml(data, "meta.xml", name, settings, optional=True)
    except BROKEN as error:
        if isinstance(error, UnreadableArticle):
            raise
        raise UnreadableArticle(_damaged(name, "OpenDocument text")) from error
    blocks = list(_odt_blocks(body))
    title = _text_of(meta, f"{DUBLIN}title")
    author = _text_of(meta, f"{META}initial-creator") or _text_of(meta, f"{DUBLIN}creator")
    made = day_of(_text_of(meta, f"{META}creation-date") or _text_of(meta, f"{DUBLIN}date"))
    yield _article(name, blocks, title, author, made)


def _xml(data: bytes, member: str, name: str, settings: Settings, *, optional: bool = False) -> ET.Element:
    packed = open_packed(io.BytesIO(data), name, settings)
    if optional and member not in packed.namelist():
        return ET.Element("none")
    return ET.fromstring(unpack(packed, packed.getinfo(member), settings.max_expanded_bytes))  # noqa: S314 - declarations were refused


def _odt_blocks(element: ET.Element) -> Iterator[str]:
    """Paragraphs and headings in reading order, by a stack of its own so that depth cannot harm it."""
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag in ODT_REMOVED:
            continue
        if node.tag in {f"{TEXT}p", f"{TEXT}h"}:
            words = " ".join("".join(_odt_words(node)).split())
            if words:
                yield words
        else:
            stack.extend(reversed(node))


def _odt_words(node: ET.Element) -> Iterator[str]:
    stack: list[ET.Element | str] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            yield part
            continue
        if part.tag in {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}:
            yield " "
        for child in reversed(part):
            stack.append(child.tail or "")
            if child.tag not in ODT_REMOVED:
                stack.append(child)
        yield part.text or ""


def _text_of(root: ET.Element, tag: str) -> str:
    found = next(root.iter(tag), None)
    return " ".join((found.text or "").split()) if found is not None else ""


def parse_epub(data: bytes, name: str, settings: Settings) -> Iterator[Article]:
    """The article of an EPUB: the documents of its spine, in order."""
    _refuse_declarations(data, name, settings)
    packed = open_packed(io.BytesIO(data), name, settings)
    try:
        container = _xml(data, "META-INF/container.xml", name, settings)
        path = next(node.get("full-path", "") for node in container.iter() if node.tag.endswith("}rootfile"))
        package = _xml(data, path, name, settings)
        names = _spine(package, path)
        pages = [unpack(packed, packed.getinfo(page), settings.max_expanded_bytes) for page in names]
    except (*BROKEN, StopIteration) as error:
        if isinstance(error, UnreadableArticle):
            raise
        raise UnreadableArticle(_damaged(name, "EPUB")) from error
    texts = [plain(decode(page, settings.max_file_bytes, declared(page))).text for page in pages]
    blocks = [block for text in texts for block in text.split("\n\n") if block]
    made = day_of(_text_of(package, f"{DUBLIN}date"))
    article = _article(name, blocks, _text_of(package, f"{DUBLIN}title"), _text_of(package, f"{DUBLIN}creator"), made)
    yield article


def _spine(package: ET.Element, path: str) -> list[str]:
    places = {node.get("id", ""): node.get("href", "") for node in package.iter() if node.tag.endswith("}item")}
    order = [node.get("idref", "") for node in package.iter() if node.tag.endswith("}itemref")]
    return [normpath(join(dirname(path), unquote(places[key]))) for key in order if key in places]
