"""Files of all kinds that hold one and the same story, made with the libraries that people make them with."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from html import escape

import docx
import pyarrow as pa
import pypdf
from pyarrow import parquet
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

TITLE = "River floods the lower town of Velna"
PARTS = (
    "VELNA – The river rose by two metres on Monday and flooded the lower town, officials said.",
    "Two people were hurt when a bridge near the station gave way. “Nobody is missing,” Mayor José Díaz said.",
    "Schools stay closed until Thursday, and the army is bringing drinking water to the hospital on the hill.",
)
STORY = "\n\n".join(PARTS)
DAY = "2024-07-03"
MADE = datetime(2024, 7, 3, 9, 30)
HEAD = (
    f'<meta property="article:published_time" content="{DAY}T08:00:00Z"><meta name="author" content="Ana Ruiz">'
    '<meta property="og:site_name" content="The Velna Post"><link rel="canonical" href="https://news.example.org/flood">'
)


def page(head: str = HEAD, around: str = "", charset: str = "utf-8") -> str:
    body = "".join(f"<p>{escape(part)}</p>" for part in PARTS)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>{TITLE}</title>{head}</head><body>'
        f"<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>{around}<article><h1>{TITLE}</h1>{body}</article>"
        "<footer>All rights reserved by someone</footer><script>var text = 'not a story';</script></body></html>"
    )


def linked_data() -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "datePublished": DAY}
    return page(f'<script type="application/ld+json">{json.dumps(data)}</script>')


def pdf(*, columns: int = 1, title: str = TITLE, repeat: int = 1, heads: bool = False, large: bool = True) -> bytes:
    out = io.BytesIO()
    template = BaseDocTemplate(out, title=title, author="Ana Ruiz", invariant=False)
    gap = 12
    width = (template.width - gap * (columns - 1)) / columns
    frames = [
        Frame(template.leftMargin + at * (width + gap), template.bottomMargin, width, template.height)
        for at in range(columns)
    ]

    def decorate(canvas: Canvas, _: object) -> None:
        canvas.drawString(72, 800, "The Velna Post – Wednesday edition")
        canvas.drawString(300, 30, str(canvas.getPageNumber()))

    template.addPageTemplates(PageTemplate(frames=frames, onPage=decorate if heads else lambda *_: None))
    styles = getSampleStyleSheet()
    parts = [Paragraph(TITLE, styles["Title" if large else "BodyText"])]
    parts += [Paragraph(part, styles["BodyText"]) for part in PARTS * repeat]
    template.build(parts)
    return dated_pdf(out.getvalue())


def rows_pdf() -> bytes:
    """Two columns drawn line beside line, as some newspaper programs do, under a large title."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("Helvetica", 20)
    canvas.drawString(72, 740, TITLE)
    canvas.setFont("Helvetica", 10)
    left, right = (simpleSplit(text, "Helvetica", 10, 200) for text in (" ".join(PARTS[:2]), PARTS[2] + " " + PARTS[1]))
    for row in range(max(len(left), len(right))):
        for x, lines in ((72, left), (320, right)):
            if row < len(lines):
                canvas.drawString(x, 700 - 12 * row, lines[row])
    canvas.save()
    return dated_pdf(out.getvalue())


def dated_pdf(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.add_metadata({"/CreationDate": "D:20240703093000+02'00'"})
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted_pdf(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")  # noqa: S106 - of a test file
    return written(writer)


def scanned_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    return written(writer)


def word(*, styled: bool = False, table: bool = False, tracked: bool = False) -> bytes:
    document = docx.Document()
    said = document.core_properties
    said.title, said.author, said.created = "" if styled else TITLE, "Ana Ruiz", MADE
    document.add_paragraph(TITLE, style="Title")
    for part in PARTS[: 2 if table else 3]:
        document.add_paragraph(part)
    if table:
        document.add_table(rows=1, cols=1).cell(0, 0).text = PARTS[2]
    if tracked:
        _track(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _track(document: docx.document.Document) -> None:
    """The second paragraph becomes a tracked insertion, and a removed sentence follows it."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraph = document.paragraphs[2]._p
    for run in list(paragraph.r_lst):
        paragraph.remove(run)
    paragraph.append(docx.oxml.parse_xml(f"<w:ins {space}><w:r><w:t>{PARTS[1]}</w:t></w:r></w:ins>"))
    paragraph.append(docx.oxml.parse_xml(f"<w:del {space}><w:r><w:t>Many are missing.</w:t></w:r></w:del>"))


def packed(members: dict[str, str | bytes], *, first: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr("mimetype", first, zipfile.ZIP_STORED)
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def odt(*, content: str = "", extra: str = "") -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "meta")
    )
    parts = "".join(f"<text:p>{escape(part)}</text:p>" for part in PARTS)
    content = content or f"<text:h>{TITLE}</text:h>{parts}"
    return packed(
        {
            "content.xml": f"<?xml version='1.0'?>{extra}<office:document-content {spaces}><office:body><office:text>"
            f"{content}</office:text></office:body></office:document-content>",
            "meta.xml": f'<office:document-meta {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
            f"<dc:title>{TITLE}</dc:title><meta:initial-creator>Ana Ruiz</meta:initial-creator>"
            f"<meta:creation-date>{DAY}T09:30:00</meta:creation-date></office:meta></office:document-meta>",
            "META-INF/manifest.xml": "<manifest/>",
        },
        first="application/vnd.oasis.opendocument.text",
    )


def epub() -> bytes:
    chapters = {
        f"OEBPS/c{at}.xhtml": f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{escape(part)}&nbsp;</p></body></html>"
        for at, part in enumerate(PARTS)
    }
    items = "".join(f'<item id="c{at}" href="c{at}.xhtml" media-type="application/xhtml+xml"/>' for at in range(3))
    spine = "".join(f'<itemref idref="c{at}"/>' for at in range(3))
    return packed(
        {
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<metadata><dc:title>{TITLE}</dc:title><dc:creator>Ana Ruiz</dc:creator><dc:date>{DAY}</dc:date></metadata>"
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
            **chapters,
        },
        first="application/epub+zip",
    )


def mail(*, html: bool = False, plain: bool = True) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = f"{TITLE} – ¡atención!", "Ana Ruiz <ana@news.example.org>"
    message["Date"] = "Wed, 03 Jul 2024 09:30:00 +0200"
    if plain:
        message.set_content(
            STORY.replace(" and ", " and\n") + "\n\n-- \nAna Ruiz, The Velna Post\n", cte="quoted-printable"
        )
    if html:
        body = "".join(f"<p>{part}</p>" for part in PARTS)
        set_page = message.add_alternative if plain else message.set_content
        set_page(f"<html><head><style>p {{}}</style></head><body>{body}</body></html>", subtype="html")
    return message.as_bytes()


def saved_page() -> bytes:
    message = EmailMessage()
    message["Subject"], message["Date"] = TITLE, "Thu, 01 Aug 2024 10:00:00 +0200"
    message["From"], message["Snapshot-Content-Location"] = "<Saved by Blink>", "https://news.example.org/flood"
    message.set_content(page(), subtype="html")
    message.make_related()
    return message.as_bytes()


def rss(entries: int = 1, body: str = "") -> bytes:
    text = body or "".join(f"&lt;p&gt;{escape(part)}&lt;/p&gt;" for part in PARTS)
    items = "".join(
        f"<item><title>{TITLE}</title><link>https://news.example.org/{at}</link>"
        f"<pubDate>Wed, 03 Jul 2024 08:00:00 GMT</pubDate><description>{text}</description></item>"
        for at in range(entries)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Velna Post</title>{items}</channel></rss>'.encode()


def atom() -> bytes:
    text = "".join(f"<p>{escape(part)}</p>" for part in PARTS)
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Velna Post</title>'
        f"<entry><title>{TITLE}</title><updated>{DAY}T08:00:00Z</updated><author><name>Ana Ruiz</name></author>"
        f'<content type="html"><![CDATA[{text}]]></content></entry></feed>'
    ).encode()


def csv_table(delimiter: str = ",") -> str:
    quoted = '"' + STORY.replace('"', '""') + '"'
    return f"Headline{delimiter}Pub date{delimiter}Body\r\n{TITLE}{delimiter}{DAY}{delimiter}{quoted}\r\n"


def parquet_table(rows: list[dict[str, object]] | None = None) -> bytes:
    out = io.BytesIO()
    rows = rows or [{"title": TITLE, "published": MADE, "text": STORY}]
    parquet.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


PLAIN = f"{TITLE}\n3 July 2024\n\n{STORY}"
RECORD = {"headline": TITLE, "date": DAY, "text": STORY}
FRONT = f"---\ntitle: {TITLE}\ndate: {DAY}\nauthor: Ana Ruiz\n---\n\n" + STORY.replace("lower town", "*lower town*")

READ: dict[str, Callable[[], bytes]] = {
    "utf8.txt": PLAIN.encode,
    "windows.txt": lambda: b"\xef\xbb\xbf" + PLAIN.replace("\n", "\r\n").encode(),
    "utf16.txt": lambda: PLAIN.encode("utf-16"),
    "utf16-unmarked.txt": lambda: PLAIN.encode("utf-16-le"),
    "utf32.txt": lambda: PLAIN.encode("utf-32"),
    "western.txt": lambda: PLAIN.encode("cp1252"),
    "pasted-together.txt": lambda: PLAIN.replace("“", "\x93").encode().replace("\x93".encode(), b"\x93"),
    "label.text": f"{TITLE}\nPublished: Wednesday, 3 July 2024, 10:15 GMT\n\n{STORY}".encode,
    "american.txt": f"{TITLE}\nBy Ana Ruiz\nJuly 3rd, 2024 at 9:30 am\n\n{STORY}".encode,
    "front.md": FRONT.encode,
    "heading.markdown": f"# {TITLE}\n\n{DAY}\n\n{STORY}".encode,
    "page.html": lambda: page().encode(),
    "linked-data.htm": lambda: linked_data().encode(),
    "declared.html": lambda: page(charset="windows-1252").encode("cp1252"),
    "wide.html": lambda: page().encode("utf-16"),
    "strict.xhtml": lambda: b"<?xml version='1.0' encoding='utf-8'?>" + page().encode(),
    "noisy.html": lambda: page(around="<aside>Most read: ten things to know about boats</aside>").encode(),
    "really-a-page.pdf": lambda: page().encode(),
    "really-a-page.txt": lambda: page().encode(),
    "report.pdf": pdf,
    "columns.pdf": lambda: pdf(columns=2),
    "drawn-in-rows.pdf": rows_pdf,
    "untitled.pdf": lambda: pdf(title="untitled"),
    "template.pdf": lambda: pdf(title="Microsoft Word - flood_final.doc"),
    "pages.pdf": lambda: pdf(repeat=30, heads=True),
    "protected-from-change.pdf": lambda: encrypted_pdf(""),
    "report.docx": word,
    "styled.docx": lambda: word(styled=True),
    "table.docx": lambda: word(table=True),
    "tracked.docx": lambda: word(tracked=True),
    "really-word.zip": word,
    "report.odt": odt,
    "book.epub": epub,
    "plain.eml": mail,
    "both.eml": lambda: mail(html=True),
    "only-page.eml": lambda: mail(html=True, plain=False),
    "saved.mhtml": saved_page,
    "feed.rss": rss,
    "feed.xml": atom,
    "table.csv": lambda: csv_table().encode(),
    "table.tsv": lambda: csv_table("\t").encode(),
    "excel.csv": lambda: csv_table(";").encode("cp1252"),
    "wide.csv": lambda: csv_table("\t").encode("utf-16"),
    "table.jsonl": (json.dumps(RECORD) + "\n").encode,
    "table.json": lambda: json.dumps({"total": 1, "articles": [RECORD]}).encode(),
    "table.parquet": parquet_table,
    "archive.zip": lambda: packed({"2024/flood.docx": word()}),
}
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "secret.pdf": (lambda: encrypted_pdf("secret"), "protected by a password: print it to a new PDF"),
    "scanned.pdf": (scanned_pdf, "only pictures of it: run text recognition"),
    "cut.pdf": (lambda: pdf()[:700], "damaged PDF: print it"),
    "noise.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 20, "damaged PDF: print it"),
    "text.pdf": (STORY.encode, "no PDF file: save the article"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"save it as \.docx without a password"),
    "secret.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"save it as \.docx without a password"),
    "rich.rtf": (lambda: b"{\\rtf1 It rained.}", r"rich text file, which is not read: save it as \.docx"),
    "cut.docx": (lambda: word()[:3000], "damaged archive: pack or save it again"),
    "empty.docx": (lambda: packed({"word/document.xml": "", "[Content_Types].xml": ""}), "damaged Word document"),
    "sheet.xlsx": (lambda: packed({"xl/a.xml": "", "[Content_Types].xml": ""}), "spreadsheet or a presentation"),
    "script.html": (lambda: b"<html><script>load()</script></html>", "no text on the page"),
    "empty.rss": (lambda: rss(0), "no articles in the feed"),
    "empty.csv": (lambda: b"title,text\r\n", "no articles in empty.csv"),
    "numbers.csv": (lambda: b"a,b\r\n1,2\r\n", "no column for the text: choose one among “a”, “b”"),
    "dates.csv": (lambda: b"title,date,text\r\nA,someday,It rained.\r\n", "“someday” in the column “date” is no date"),
    "ambiguous.csv": (lambda: b"date,text\r\n3/4/2024,It rained.\r\n", "may be two days: say whether"),
    "broken.json": (lambda: b'{"text": ', "damaged JSON"),
    "broken.parquet": (lambda: b"PAR1" + bytes(400), "damaged Parquet"),
    "picture.png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "a picture, which is not read"),
    "program.exe": (lambda: b"MZ" + bytes(100), r"Files ending in \.exe are not read"),
    "empty.txt": (lambda: b"", "no text in the article"),
    "attachment.eml": (lambda: b"Subject: Flood\nDate: Wed, 03 Jul 2024 09:30:00 +0200\n\n", "no text in the message"),
    "empty.zip": (lambda: packed({}), "no articles in empty.zip"),
}
