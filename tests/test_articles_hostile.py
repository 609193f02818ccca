"""Files that were made to harm: each is read or refused in a sentence, quickly, and the next one is read as ever."""

import io
import json
import os
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pypdf
import pytest
from article_files import PARTS, STORY, mail, odt, packed, page, parquet_table, pdf, rss, word, written
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from geo.articles import File, Refusal, read, read_all
from geo.articles.parser import _guard
from geo.articles.worker import Worker
from geo.errors import ArticleError, ArticleTooLong, UnreadableArticle
from geo.model import Article
from geo.settings import Settings

BOMB = '<!DOCTYPE a [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def refusals(*files: File, **limits: int) -> list[str]:
    found = list(read_all(files, settings=Settings(**limits)))
    assert all(isinstance(one, Refusal) for one in found), found
    return [one.reason for one in found if isinstance(one, Refusal)]


def with_member(data: bytes, member: str, content: str | bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return packed({**members, member: content})


def word_bomb() -> bytes:
    body = f'<?xml version="1.0"?>{BOMB}<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>'
    return with_member(word(), "word/document.xml", body)


def flate_bomb() -> bytes:
    """A page whose text is 90 MB of drawing operators, packed into a hundredth."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    stream = StreamObject()
    stream._data = zlib.compress(b"BT (rain) Tj ET\n" * 6_000_000)
    stream.update(
        {NameObject("/Filter"): NameObject("/FlateDecode"), NameObject("/Length"): NumberObject(len(stream._data))}
    )
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


def looping_pdf() -> bytes:
    """A page tree that has itself for a child."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    tree = writer._root_object["/Pages"].get_object()
    tree[NameObject("/Kids")] = ArrayObject([tree.indirect_reference] * 2)
    assert isinstance(tree, DictionaryObject)
    return written(writer)


def lying_zip() -> bytes:
    """An entry that says it holds ten bytes and holds ten million."""
    data = bytearray(packed({"a.txt": b"It rained. " * 1_000_000}))
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 10)
    return bytes(data)


def encrypted_zip() -> bytes:
    data = bytearray(packed({"a.txt": "It rained."}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def rare_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", "It rained.")
    return out.getvalue()


HARMFUL = {
    "entities.docx": (word_bomb, "declares XML entities"),
    "entities.odt": (lambda: odt(content="<text:p>&a11;</text:p>", extra=BOMB), "declares XML entities"),
    "wide-entities.odt": (
        lambda: with_member(
            odt(), "content.xml", f'<?xml version="1.0" encoding="utf-16"?>{BOMB}<a>&a11;</a>'.encode("utf-16")
        ),
        "declares XML entities",
    ),
    "outside.odt": (
        lambda: odt(extra='<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>', content="<text:p>&e;</text:p>"),
        "declares XML entities",
    ),
    "entities.rss": (lambda: rss().replace(b"<rss", f"{BOMB}<rss".encode()).replace(b"River floods", b"&a11;"), ""),
    "deep.html": (lambda: b"<html>" + b"<div>" * 200_000 + STORY.encode(), ""),
    "deep-names.html": (lambda: b"<html><b>" * 100_000 + STORY.encode(), ""),
    "comments.html": (lambda: b"<html>" + b"<!--" * 300_000, ""),
    "attributes.html": (lambda: b"<html><p " + b"a=1 " * 300_000 + b">" + STORY.encode(), ""),
    "deep.odt": (lambda: odt(content="<text:p>" * 50_000 + "</text:p>" * 50_000), ""),
    "deep.json": (lambda: b'{"articles": ' + b"[" * 500_000, "damaged JSON"),
    "deep.jsonl": (lambda: b'{"text": ' * 100_000 + b"\n", "no JSON"),
    "deep.eml": (
        lambda: b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000)),
        "",
    ),
    "flate.pdf": (flate_bomb, "unpacks to more than any article holds"),
    "loop.pdf": (looping_pdf, "damaged PDF"),
    "lying.zip": (lying_zip, "damaged inside its archive"),
    "secret.zip": (encrypted_zip, "a.txt is protected by a password: unpack it first"),
    "rare.zip": (rare_zip, "packed in a rare way"),
    "nested.zip": (lambda: packed({"inner.zip": packed({"a.txt": "It rained."})}), "an archive inside an archive"),
    "cut.zip": (lambda: packed({"a.txt": STORY})[:-30], "damaged archive"),
    "quotes.csv": (lambda: b'title,text\nFlood,"' + b"It rained.\n" * 200_000, "close its quotation marks"),
    "line.csv": (lambda: b"title,text\n" + b"It rained. " * 300_000, "longer than an article"),
    "line.jsonl": (lambda: b'{"text": "' + b"rain " * 2_000_000, "longer than an article"),
    "ragged.csv": (lambda: b"title,text\nA,b,c,d\n", "The row has 4 cells, but the head 2"),
    "repeated.parquet": (
        lambda: parquet_table([{"text": "x" * 1_500_000}] * 250),
        "longer than 1,000,000 characters|DATELINE_PARSE",
    ),
}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, tuple[list[Article | Refusal], float]]:
    """What is found in every harmful file, up to the harmless one after it, and the seconds it took."""
    harmless = File("harmless.html", page().encode())
    files = [file for name, (make, _) in HARMFUL.items() for file in (File(name, make()), harmless)]
    names = iter(HARMFUL)
    found: dict[str, tuple[list[Article | Refusal], float]] = {}
    pile: list[Article | Refusal] = []
    begun = time.perf_counter()
    for one in read_all(files, settings=Settings(parse_seconds=3, parse_megabytes=400)):
        pile.append(one)
        if isinstance(one, Article) and one.source == "harmless.html":
            found[next(names)] = (pile, time.perf_counter() - begun)
            pile, begun = [], time.perf_counter()
    return found


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_file_does_no_harm_and_the_next_is_read(
    name: str, outcomes: dict[str, tuple[list[Article | Refusal], float]]
) -> None:
    (*found, after), seconds = outcomes[name]
    said = HARMFUL[name][1]
    assert isinstance(after, Article)
    assert PARTS[0] in after.text
    assert seconds < 15
    if said:
        assert len(found) >= 1
        with pytest.raises(UnreadableArticle, match=said):
            raise UnreadableArticle(found[0].reason if isinstance(found[0], Refusal) else f"read {found[0]!r}")
    assert not any(isinstance(one, Article) and "root:" in one.text for one in found)


def test_a_file_that_takes_too_long_is_given_up_with_the_limit_and_its_name() -> None:
    begun = time.perf_counter()
    said = refusals(File("slow.html", b"<html>" + b"<!--" * 300_000), parse_seconds=1)
    assert "slow.html could not be read within 1 seconds" in said[0] and "raise DATELINE_PARSE_SECONDS" in said[0]
    assert time.perf_counter() - begun < 20


def test_a_file_that_needs_too_much_memory_is_given_up_with_the_limit_and_its_name() -> None:
    huge = with_member(
        word(),
        "word/document.xml",
        f'<w:document xmlns:w="{WORD}"><w:body>' + "<w:p/>" * 6_000_000 + "</w:body></w:document>",
    )
    said = refusals(File("huge.docx", huge), parse_megabytes=300, parse_seconds=20)
    assert "huge.docx is damaged, or needs more than 300 MB" in said[0] and "raise DATELINE_PARSE_MEGABYTES" in said[0]


@pytest.mark.parametrize(
    ("limits", "file", "variable"),
    [
        ({"max_expanded_bytes": 1_000_000}, File("b.zip", packed({"a.txt": bytes(2_000_000)})), "MAX_EXPANDED_BYTES"),
        ({"max_expanded_bytes": 1_000_000}, File("b.docx", with_member(word(), "c.bin", bytes(2_000_000))), "MAX_EXPANDED_BYTES"),
        ({"max_entries": 10}, File("b.zip", packed({f"{n}.txt": "" for n in range(11)})), "MAX_ENTRIES"),
        ({"max_pages": 2}, File("b.pdf", pdf(repeat=60)), "MAX_PAGES"),
        ({"max_characters": 100}, File("b.pdf", pdf()), "MAX_CHARACTERS"),
        ({"max_characters": 100}, File("b.docx", word()), "MAX_CHARACTERS"),
        ({"max_characters": 100}, File("b.txt", STORY.encode()), "MAX_CHARACTERS"),
        ({"max_file_bytes": 100}, File("b.html", page().encode()), "MAX_FILE_BYTES"),
        ({"max_file_bytes": 100}, File("b.zip", packed({"a.html": page()})), "MAX_FILE_BYTES"),
    ],
)  # fmt: skip
def test_a_limit_is_named_with_the_variable_that_raises_it(limits: dict[str, int], file: File, variable: str) -> None:
    assert f"raise DATELINE_{variable}" in refusals(file, **limits)[0]


def test_names_in_an_archive_cannot_lead_out_of_it_nor_be_shown_as_they_are() -> None:
    names = {"../../etc/cron.d/a.txt": STORY, "/root/b.txt": STORY, "C:\\Windows\\c.txt": STORY, "d\u202etxt.exe": "MZ"}
    found = list(read_all(File("a.zip", packed(names))))
    assert [one.source if isinstance(one, Article) else one.name for one in found] == [
        "etc/cron.d/a.txt", "root/b.txt", "C:/Windows/c.txt", "dtxt.exe",
    ]  # fmt: skip


def test_a_folder_is_read_without_hidden_files_and_links_to_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "b.docx").write_bytes(word())
    (folder / "a.txt").write_text(STORY, "utf-8")
    (folder / ".hidden.txt").write_text(STORY, "utf-8")
    (tmp_path / "secret.txt").write_text(STORY, "utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    assert [one.source for one in read_all(folder) if isinstance(one, Article)] == ["a.txt", "deep/b.docx"]
    found = list(read_all(folder, settings=Settings(max_entries=1)))
    assert isinstance(found[-1], Refusal) and "raise DATELINE_MAX_ENTRIES" in found[-1].reason


def test_no_folder_of_the_disk_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1" + bytes(300))
    found = list(read_all([tmp_path / "missing.pdf", broken, tmp_path]))
    assert len(found) == 3
    assert str(tmp_path) not in repr(found)


def test_one_bad_row_does_not_stop_the_others() -> None:
    rows = [
        {"text": STORY, "date": "2024-07-03"},
        {"text": ""},
        {"text": STORY, "date": "31.02.2024"},
        {"text": "\ud800 " + STORY},
    ]
    lines = "\n".join(map(json.dumps, rows)) + "\nno json\n[1]\n"
    found = list(read_all(File("t.jsonl", lines.encode())))
    assert [type(one).__name__ for one in found] == ["Article", "Refusal", "Refusal", "Article", "Refusal", "Refusal"]
    assert [one.name for one in found if isinstance(one, Refusal)] == [f"t.jsonl, row {n}" for n in (2, 3, 5, 6)]


def test_a_long_table_is_read_as_a_stream_up_to_its_limit() -> None:
    data = b"title,date,text\n" + b"Flood,2024-07-03,The river rose and the town was flooded on Monday.\n" * 60_000
    rows = read_all(File("long.csv", data), settings=Settings(max_rows=50_000))
    count = sum(isinstance(one, Article) for one in rows)
    assert count == 50_000
    assert "raise DATELINE_MAX_ROWS" in list(read_all(File("l.csv", data), settings=Settings(max_rows=1)))[-1].reason


@pytest.mark.parametrize("event", ["socket.connect", "subprocess.Popen", "os.system", "os.remove", "os.rename"])
def test_what_takes_files_apart_may_not_do_anything_else(event: str) -> None:
    with pytest.raises(PermissionError):
        _guard(event, ())


def test_what_takes_files_apart_may_read_and_not_write() -> None:
    _guard("open", ("a", "r", os.O_RDONLY))
    with pytest.raises(PermissionError):
        _guard("open", ("a", "w", os.O_WRONLY | os.O_CREAT))


def test_what_takes_files_apart_is_told_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_GEOCODER_KEY", "a-key")
    with Worker(Settings()) as worker:
        list(worker.parse("mail", File("a.eml", mail())))
        assert worker._process is not None
        environment = Path(f"/proc/{worker._process.pid}/environ")
        assert not environment.exists() or b"a-key" not in environment.read_bytes()


def test_the_process_is_started_once_for_many_files_and_gone_afterwards() -> None:
    with Worker(Settings()) as worker:
        list(worker.parse("mail", File("a.eml", mail())))
        process = worker._process
        list(worker.parse("html", File("a.html", page().encode())))
        assert process is not None and worker._process is process
    assert process.poll() is not None


def test_a_table_left_in_the_middle_leaves_no_process_behind() -> None:
    found = read_all(File("a.parquet", parquet_table([{"text": STORY}] * 2000)))
    assert isinstance(next(found), Article)
    found.close()  # type: ignore[attr-defined]  # read_all is a generator


@settings(deadline=None, max_examples=60)
@given(
    data=st.binary(max_size=400),
    kind=st.sampled_from([".pdf", ".docx", ".csv", ".json", ".jsonl", ".zip", ".txt", ".md", ""]),
)
def test_any_bytes_under_any_name_are_read_or_refused(data: bytes, kind: str) -> None:
    for prefix in (b"", b"PK\x03\x04", b'{"text":'):
        for one in read_all(File(f"a{kind}", prefix + data)):
            said = one.text if isinstance(one, Article) else one.reason
            assert said.encode("utf-8").strip()


@settings(deadline=None, max_examples=25)
@given(
    data=st.binary(max_size=300),
    at=st.integers(0, 100_000),
    name=st.sampled_from(["a.pdf", "a.docx", "a.odt", "a.parquet"]),
)
def test_a_damaged_document_is_read_or_refused(
    data: bytes, at: int, name: str, whole: dict[str, bytes], worker: Worker
) -> None:
    good = whole[name]
    at %= len(good)
    file = File(name, good[:at] + data + good[at + len(data) :])
    try:
        found = list(
            worker.parse({"a.pdf": "pdf", "a.docx": "docx", "a.odt": "odt", "a.parquet": "parquet"}[name], file)
        )
    except ArticleError as error:
        found = [Refusal(name, str(error))]
    assert all(isinstance(one, Article) or one.reason.endswith(".") for one in found)


@pytest.fixture(scope="module")
def whole() -> dict[str, bytes]:
    return {"a.pdf": pdf(), "a.docx": word(), "a.odt": odt(), "a.parquet": parquet_table()}


@pytest.fixture(scope="module")
def worker() -> Worker:  # type: ignore[misc]  # a generator to pytest
    with Worker(Settings()) as one:
        yield one


def test_five_megabytes_in_one_line_are_refused_as_too_long() -> None:
    with pytest.raises(ArticleTooLong):
        read(b"It rained. " * 500_000)


def test_a_worker_refuses_a_second_file_before_the_first_is_done() -> None:
    with Worker(Settings()) as worker:
        first = worker.parse("parquet", File("a.parquet", parquet_table([{"text": STORY}] * 2000)))
        next(first)
        with pytest.raises(RuntimeError, match="one file apart at a time"):
            next(worker.parse("html", File("a.html", page().encode())))
