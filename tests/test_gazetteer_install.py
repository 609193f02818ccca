"""Installing GeoNames: from real-format files over a loopback server, through cuts, damage, full disks and kills."""

import csv
import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import geonames_sample as sample
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from geo import gazetteer
from geo.errors import GazetteerError
from geo.gazetteer import Index, downloading, installed
from geo.gazetteer.columns import KINDS
from geo.gazetteer.disk import locked
from geo.gazetteer.features import is_acronym
from geo.gazetteer.install import Progress, install
from geo.gazetteer.sorting import merged, write_runs
from geo.settings import DATA, Settings, from_environment

ROOT = Path(__file__).resolve().parent.parent
FOUR = ("allCountries.zip", "alternateNamesV2.zip", "admin1CodesASCII.txt", "admin2Codes.txt")


@pytest.fixture(autouse=True)
def _no_waiting_and_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "PAUSES", (0.0, 0.0, 0.0))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A gazetteer installed over HTTP; tests only read it."""
    into = tmp_path_factory.mktemp("data") / "gazetteers"
    with sample.served(sample.Dump(sample.files())) as dump:
        install(dump.url, into=into)
    return Settings(gazetteers=into)


@pytest.fixture(scope="module")
def places(whole: Settings) -> Index:
    return gazetteer.current(whole)


@pytest.fixture
def dump() -> Iterator[sample.Dump]:
    with sample.served(sample.Dump(sample.files())) as served:
        yield served


@pytest.fixture
def used(whole: Settings, tmp_path: Path) -> Settings:
    """A copy of the installed gazetteer, in use, that a test may change."""
    shutil.copytree(whole.gazetteers, tmp_path / "used")
    return Settings(gazetteers=tmp_path / "used")


def left_over(into: Path) -> set[str]:
    """The folders of gazetteers that are there without a name."""
    named = set(installed.read_state(into).folders.values())
    return {path.name for path in into.iterdir() if path.is_dir() and not path.name.startswith(".")} - named


def is_whole(settings: Settings) -> bool:
    found = gazetteer.current(settings)
    return found.folder.parent == settings.gazetteers and found.find("São Exemplo")[0].id == "geonames:3333333"


# What is installed --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "place", "kind"),
    [
        ("Kursk", "geonames:538560", "city"), ("Курськ", "geonames:538560", "city"), ("Kursk Oblast", "geonames:538555", "admin1"),
        ("Harris County", "geonames:4696376", "admin2"), ("sao exemplo", "geonames:3333333", "city"),
        ("Mississippi River", "dateline:mississippi-river", "river"), ("Sunday Creek", "geonames:4360001", "river"),
        ("सगरमाथा", "dateline:mount-everest", "mountains"), ("Desierto de Nadie", "geonames:3945000", "desert"),
        ("Aéroport de Marrakech-Ménara", "geonames:2542997", "airport"), ("Bay-al Rand", "geonames:1500001", "region"),
        ("Old Post Road", "geonames:1500002", "facility"), ("Ostwald Wood", "geonames:1500003", "region"),
        ("Meridian Trough", "geonames:1500004", "water"), ("Earth", "geonames:6295630", "region"), ("Nowhere in Particular", "geonames:1500005", "region"),
    ],
)  # fmt: skip
def test_every_class_of_feature_is_found_by_its_names(places: Index, name: str, place: str, kind: str) -> None:
    assert (places.find(name)[0].id, places.find(name)[0].kind) == (place, kind)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("U.S.", "geonames:6252001"), ("Vereinigte Staaten", "geonames:6252001"), ("Sea of Japan", "dateline:sea-of-japan"),
        ("동해", "dateline:sea-of-japan"), ("Texan", "geonames:4736286"), ("ロシア", "geonames:2017370"),
        ("Moskauer Kreml", "dateline:kremlin"), ("Germany", "geonames:2921044"), ("Muan International Airport", "airport:MWX"),
    ],
)  # fmt: skip
def test_the_overlay_lies_on_top_with_the_names_of_geonames(places: Index, name: str, place: str) -> None:
    assert places.find(name)[0].id == place


def test_abbreviations_peoples_outlines_and_parts_work_as_in_the_embedded_one(places: Index) -> None:
    embedded = gazetteer.embedded()
    for name in ("U.S.", "US", "Russians", "Texan", "Sea of Japan", "Kremlin"):
        assert places.use(name) == embedded.use(name)
    russia = places.find("Russia")[0]
    assert russia.outline == embedded.find("Russia")[0].outline
    assert places.part(russia, "east") == embedded.part(embedded.find("Russia")[0], "east")
    assert [span.of("In the U.S., Russians") for span in places.scan("In the U.S., Russians")] == ["U.S.", "Russians"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("geonames:2039293", "dateline:sea-of-japan"), ("airport:RAK", "geonames:2542997"), ("admin1:RU.41", "geonames:538555"),
        ("admin2:US.TX.harris-county", "geonames:4696376"), ("country:RU", "geonames:2017370"),
    ],
)  # fmt: skip
def test_the_ids_of_the_embedded_gazetteer_and_of_geonames_find_the_same_place(
    places: Index, one: str, other: str
) -> None:
    assert places.place(one) == places.place(other) is not None


def test_names_of_the_past_and_of_the_street_are_found_but_less_known(places: Index, tmp_path: Path) -> None:
    assert [places.find(name)[0].name for name in ("Bombay", "Big Apple", "New Amsterdam")] == [
        "Mumbai", "New York City", "New York City",
    ]  # fmt: skip
    row = sample.place_row(["77", "Bombay", "Bombay", "1", "1", "P", "PPL", "US", "NY", "", "3000000"])
    given = sample.files(allCountries=sample.texts()["allCountries.txt"] + row + "\n")
    install(sample.write(tmp_path / "dump", given), into=tmp_path / "into")
    assert gazetteer.current(Settings(gazetteers=tmp_path / "into")).find("Bombay")[0].id == "geonames:77"


def test_links_and_codes_are_no_names_and_a_stream_s_single_word_is_not_searched_for(places: Index) -> None:
    assert not any(places.find(code) for code in ("Q5478", "305000", "https://example.org/Kursk", "GMMX"))
    assert places.find("Sunday") and not list(places.scan("On Sunday"))
    assert is_acronym("NYC", ["New York City"]) and [span.of("In NYC") for span in places.scan("In NYC")] == ["NYC"]


def test_regions_have_the_names_codes_and_inhabitants_of_their_files(places: Index) -> None:
    kursk, texas = places.place("geonames:538555"), places.place("admin1:US.TX")
    assert kursk is not None and texas is not None
    assert (kursk.name, kursk.country, kursk.admin1, kursk.population) == ("Kursk Oblast", "RU", "41", 1082458)
    assert places.geocode("Paris, Texas").raw["id"] == "geonames:4717560"  # type: ignore[union-attr]
    assert places.find("Mumbai")[0].admin1 == ""  # the sample's code file does not list it


def test_what_was_downloaded_is_recorded_with_sizes_and_checksums(whole: Settings, places: Index) -> None:
    record = json.loads((places.folder / "install.json").read_text("utf-8"))
    files = sample.files()
    assert tuple(record) == FOUR and {name: record[name]["bytes"] for name in FOUR} == {n: len(files[n]) for n in FOUR}
    sources = dict(next(each for each in installed.listed(whole) if each.name == "geonames").sources)
    assert sources == {f"geonames {name}": f"sha256:{record[name]['sha256']}" for name in FOUR}
    assert not list((whole.gazetteers / ".downloads").iterdir())


def test_progress_names_each_file_and_step(dump: sample.Dump, tmp_path: Path) -> None:
    said: list[Progress] = []
    install(dump.url, into=tmp_path, progress=said.append)
    steps = list(dict.fromkeys(each.step for each in said))
    assert steps[:4] == [f"Downloading {name}" for name in FOUR]
    assert steps[4:] == ["Merging with the overlay", "Building the index", "Writing to the disk"]
    assert all(0 <= each.done <= each.total for each in said if each.total)


def test_rows_come_in_any_order_and_twice_and_unpacked(tmp_path: Path, places: Index) -> None:
    texts = sample.texts()
    lines = texts["allCountries.txt"].splitlines(keepends=True)
    texts["allCountries.txt"] = "".join([*reversed(lines), lines[0]]).replace("\n", "\r\n")
    folder = sample.write(tmp_path / "dump", {name: text.encode() for name, text in texts.items()})
    install(folder, into=tmp_path / "into")
    again = gazetteer.current(Settings(gazetteers=tmp_path / "into"))
    assert (again.folder / "names.marisa").read_bytes() == (places.folder / "names.marisa").read_bytes()
    assert len(again) == len(places)
    assert sorted(path.name for path in folder.iterdir()) == sorted(texts)


def test_every_row_of_the_feature_table_has_a_kind_of_the_model() -> None:
    with (DATA / "geonames" / "features.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["class"] for row in rows if not row["code"]} == {"", *"AHLPRSTUV"}
    assert len({(row["class"], row["code"]) for row in rows}) == len(rows)
    assert all(row["kind"] in KINDS and float(row["radius_km"]) > 0 for row in rows)
    assert all(-5 <= float(row["prominence"]) <= 5 for row in rows)


@given(st.lists(st.binary(max_size=6).map(lambda line: line.replace(b"\n", b"") + b"\n")), st.integers(1, 40))
@hypothesis_settings(deadline=None, max_examples=40)
def test_sorted_runs_merge_to_the_sorted_lines(lines: list[bytes], run_bytes: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        assert list(merged(write_runs(lines, Path(scratch), "x", run_bytes=run_bytes))) == sorted(lines)


# Downloads ----------------------------------------------------------------------------------------------------------


def test_a_cut_download_goes_on_where_it_stopped(dump: sample.Dump, tmp_path: Path) -> None:
    dump.cuts["allCountries.zip"] = [300, 200]
    install(dump.url, into=tmp_path)
    assert [wanted for _, name, wanted in dump.asked if name == "allCountries.zip"] == ["", "bytes=300-", "bytes=500-"]
    assert is_whole(Settings(gazetteers=tmp_path))


def test_an_install_that_gave_up_is_taken_up_by_the_next(dump: sample.Dump, tmp_path: Path) -> None:
    dump.cuts["alternateNamesV2.zip"] = [200, 0, 0, 0, 0]
    with pytest.raises(
        GazetteerError, match=r"alternateNamesV2.zip could not be downloaded \(.*it goes on where it stopped"
    ):
        install(dump.url, into=tmp_path)
    dump.asked.clear()
    install(dump.url, into=tmp_path)
    assert dump.asked[:2] == [("HEAD", "allCountries.zip", ""), ("GET", "alternateNamesV2.zip", "bytes=200-")]
    assert is_whole(Settings(gazetteers=tmp_path))


@pytest.mark.parametrize("ranges", [True, False])
def test_a_file_that_changed_meanwhile_is_begun_anew(dump: sample.Dump, tmp_path: Path, *, ranges: bool) -> None:
    dump.cuts["allCountries.zip"] = [300, 0, 0, 0, 0]
    with pytest.raises(GazetteerError):
        install(dump.url, into=tmp_path)
    more = sample.place_row(["88", "Newtown", "Newtown", "1", "1", "P", "PPL", "US", "NY", "", "3"]) + "\n"
    dump.files, dump.version, dump.ranges = (
        sample.files(allCountries=sample.texts()["allCountries.txt"] + more), 2, ranges,
    )  # fmt: skip
    install(dump.url, into=tmp_path)
    assert gazetteer.current(Settings(gazetteers=tmp_path)).place("geonames:88") is not None


def test_a_whole_download_that_changed_on_the_server_or_on_the_disk_is_fetched_again(
    dump: sample.Dump, tmp_path: Path
) -> None:
    dump.statuses["admin2Codes.txt"] = [404, 404]
    for spoil in (
        lambda: setattr(dump, "version", 2),
        lambda: _flip(tmp_path / ".downloads/geonames/allCountries.zip"),
    ):
        with pytest.raises(GazetteerError, match=r"admin2Codes\.txt is not there"):
            install(dump.url, into=tmp_path)
        spoil()
        dump.asked.clear()
    install(dump.url, into=tmp_path)
    assert ("GET", "allCountries.zip", "") in dump.asked and ("GET", "alternateNamesV2.zip", "") not in dump.asked
    assert is_whole(Settings(gazetteers=tmp_path))


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(dump: sample.Dump, tmp_path: Path, status: int) -> None:
    dump.statuses["admin1CodesASCII.txt"] = [status, status]
    install(dump.url, into=tmp_path)
    assert is_whole(Settings(gazetteers=tmp_path))


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_missing_file_is_told_at_once(dump: sample.Dump, tmp_path: Path, status: int) -> None:
    dump.statuses["allCountries.zip"] = [status]
    with pytest.raises(GazetteerError, match=f"allCountries.zip is not there .the server answers {status}"):
        install(dump.url, into=tmp_path)
    assert len(dump.asked) == 1


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://127.0.0.1/allCountries.zip"])
def test_a_redirect_leads_to_web_addresses_only(dump: sample.Dump, tmp_path: Path, where: str) -> None:
    dump.redirect = where
    with pytest.raises(GazetteerError, match=r"not secure|could not be downloaded|is not there"):
        install(dump.url, into=tmp_path)
    assert not list(tmp_path.rglob("*.zip"))


@pytest.mark.parametrize("source", ["ftp://127.0.0.1/", "file:///tmp", "javascript://x"])
def test_only_web_addresses_are_downloaded(tmp_path: Path, source: str) -> None:
    with pytest.raises(GazetteerError, match="is no web address"):
        install(source, into=tmp_path)


def test_a_dead_server_is_given_up_after_a_few_tries(tmp_path: Path) -> None:
    with sample.served(sample.Dump({})) as dump:
        url = dump.url
    with pytest.raises(GazetteerError, match=r"could not be downloaded .*refused"):
        install(url, into=tmp_path)


# Damaged files ------------------------------------------------------------------------------------------------------


def broken(text: str, line: int, change: tuple[str, str]) -> str:
    lines = text.splitlines(keepends=True)
    assert change[0] in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(*change, 1)
    return "".join(lines)


@pytest.mark.parametrize(
    ("file", "line", "change", "said"),
    [
        ("allCountries", 3, ("\tEurope/Moscow", ""), "18 columns, not 19"),
        ("allCountries", 3, ("\tEurope/Moscow", "\tEurope/Moscow\tmore"), "20 columns, not 19"),
        ("allCountries", 1, ("538560", "x"), "the geonameid 'x' is no whole number"),
        ("allCountries", 1, ("538560", "99999999999"), "the geonameid '99999999999' is no whole number"),
        ("allCountries", 1, ("51.73733", "151.7"), "the latitude '151.7' is no number from -90 to 90"),
        ("allCountries", 1, ("36.18735", "nan"), "the longitude 'nan' is no number"),
        ("allCountries", 1, ("36.18735", "inf"), "the longitude 'inf' is no number"),
        ("allCountries", 1, ("409431", "-5"), "the population '-5' is no whole number"),
        ("allCountries", 1, ("\tRU\t", "\tRussia\t"), "the country code 'Russia' is not two capitals"),
        ("allCountries", 1, ("Kursk\tKursk", " \tKursk"), "the name is empty"),
        ("alternateNamesV2", 2, ("\t\t\t\t1990\t", ""), "columns, not 8 to 10"),
        ("admin1CodesASCII", 2, ("\t4736286", ""), "3 columns, not 4"),
        ("admin1CodesASCII", 1, ("RU.41", "RU"), "the code 'RU' is not that of a country and a region"),
        ("admin2Codes", 1, ("4696376", "4.5"), "the geonameid '4.5'"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_by_its_file_and_line(
    used: Settings, tmp_path: Path, file: str, line: int, change: tuple[str, str], said: str
) -> None:
    folder = sample.write(
        tmp_path / "dump", sample.files(**{file: broken(sample.texts()[f"{file}.txt"], line, change)})
    )
    with pytest.raises(GazetteerError) as caught:
        install(folder, into=used.gazetteers)
    assert str(caught.value).startswith(f"{file}.txt, line {line}: ") and said in str(caught.value)
    assert is_whole(used) and left_over(used.gazetteers) == set()


def zip_of(*, encrypted: bool = False, cut: int = 0, member: str = "allCountries.txt") -> bytes:
    content = bytearray(sample.zipped(member, sample.texts()["allCountries.txt"]))
    if encrypted:
        content[6] |= 1
        content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content[: len(content) - cut])


@pytest.mark.parametrize(
    "content",
    [
        b"", b"no archive", zip_of(cut=40), zip_of(cut=900), zip_of(encrypted=True), zip_of(member="other.txt"),
        sample.zipped("allCountries.txt", ""), sample.zipped("allCountries.txt", b"\xff\xfe\n"),
        sample.zipped("allCountries.txt", "x" * 1_200_000),
    ],
    ids=["empty", "text", "cut", "half", "encrypted", "other member", "no rows", "no UTF-8", "one long line"],
)  # fmt: skip
def test_a_damaged_archive_is_named_and_leaves_the_old_one_in_use(
    used: Settings, tmp_path: Path, content: bytes
) -> None:
    folder = sample.write(tmp_path / "dump", {**sample.files(), "allCountries.zip": content})
    with pytest.raises(
        GazetteerError, match=r"^allCountries\.\w+(, line 1: .*| is (damaged|empty).*)take the file anew"
    ):
        install(folder, into=used.gazetteers)
    assert is_whole(used) and left_over(used.gazetteers) == set()


def test_a_damaged_download_is_fetched_anew_at_the_next_try(dump: sample.Dump, tmp_path: Path) -> None:
    good = dump.files["allCountries.zip"]
    flipped = bytearray(good)
    flipped[400] ^= 0xFF
    dump.files["allCountries.zip"] = bytes(flipped)
    with pytest.raises(GazetteerError, match="allCountries"):
        install(dump.url, into=tmp_path)
    dump.files["allCountries.zip"] = good
    install(dump.url, into=tmp_path)
    assert is_whole(Settings(gazetteers=tmp_path))


@pytest.mark.parametrize("name", FOUR)
def test_a_missing_file_of_a_folder_is_named(tmp_path: Path, name: str) -> None:
    given = sample.files()
    del given[name]
    with pytest.raises(GazetteerError, match=f"^{name} is not in .*put GeoNames"):
        install(sample.write(tmp_path / "dump", given), into=tmp_path / "into")


# The disk, kills, two at once ---------------------------------------------------------------------------------------

INSTALL = """
import os, resource, signal, sys
from pathlib import Path
from geo.gazetteer.install import install
source, into, step, limits = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], [int(each) for each in sys.argv[4:]]
def progress(report):
    if step and report.step.startswith(step):
        os.kill(os.getpid(), signal.SIGKILL)
for limit in limits:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        install(source, into=into, progress=progress)
        print("installed")
    except Exception as error:
        print(type(error).__name__, error)
"""


def in_own_process(source: Path, into: Path, step: str, *limits: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", INSTALL, str(source), str(into), step, *map(str, limits)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_full_disk_is_told_and_leaves_the_old_one_in_use(used: Settings, tmp_path: Path) -> None:
    folder = sample.write(tmp_path / "dump", sample.files())
    limits = (0, 500, 5_000, 60_000, 300_000)
    done = in_own_process(folder, used.gazetteers, "", *limits)
    lines = done.stdout.splitlines()
    assert len(lines) == len(limits), done.stderr
    for line in lines:
        assert line.startswith(f"GazetteerError The disk of {used.gazetteers} is full: free some space"), line
    assert is_whole(used) and left_over(used.gazetteers) == set()


def test_too_little_space_is_told_before_anything_is_built(
    used: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = sample.write(tmp_path / "dump", sample.files())
    usage = namedtuple("usage", "total used free")  # noqa: PYI024  # as shutil gives it
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 10, 10))
    with pytest.raises(GazetteerError, match=r"needs 0.0 GB in .*DATELINE_GAZETTEERS"):
        install(folder, into=used.gazetteers)
    assert is_whole(used) and left_over(used.gazetteers) == set()


def test_a_kill_at_any_step_leaves_the_old_one_in_use_and_the_next_install_tidies_up(
    used: Settings, tmp_path: Path
) -> None:
    folder, unlimited = sample.write(tmp_path / "dump", sample.files()), -1
    mine = used.gazetteers / "my-own-notes"
    mine.mkdir()
    for step in ("Checking", "Merging", "Building", "Writing"):
        assert in_own_process(folder, used.gazetteers, step, unlimited).returncode == -signal.SIGKILL
        assert is_whole(used)
    assert left_over(used.gazetteers) > {"my-own-notes"}
    install(folder, into=used.gazetteers)
    assert is_whole(used) and left_over(used.gazetteers) == {"my-own-notes"}


def test_two_installs_at_once_are_one_too_many(used: Settings, tmp_path: Path) -> None:
    folder = sample.write(tmp_path / "dump", sample.files())
    with locked(used.gazetteers / ".install.lock", wait=False):
        with pytest.raises(GazetteerError, match="Another process is changing the gazetteers"):
            install(folder, into=used.gazetteers)
        installed.use("embedded", used)
    install(folder, into=used.gazetteers)
    assert is_whole(used)


def test_a_new_install_replaces_the_old_one_under_those_who_read_it(used: Settings, tmp_path: Path) -> None:
    before = gazetteer.current(used)
    install(sample.write(tmp_path / "dump", sample.files()), into=used.gazetteers)
    after = gazetteer.current(used)
    assert after.folder != before.folder and not before.folder.exists()
    assert before.find("Houston") == after.find("Houston")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(GazetteerError, match="set DATELINE_GAZETTEERS to another folder"):
        install(tmp_path, into=tmp_path / "file" / "gazetteers")


# Which one is used --------------------------------------------------------------------------------------------------


def test_the_embedded_one_is_used_until_another_is_installed_and_after_it_is_removed(used: Settings) -> None:
    assert gazetteer.current(Settings(gazetteers=used.gazetteers / "none")) is gazetteer.embedded()
    assert [(each.name, each.active) for each in installed.listed(used)] == [("embedded", False), ("geonames", True)]
    assert installed.use("embedded", used).active and gazetteer.current(used) is gazetteer.embedded()
    assert installed.use("geonames", used).places == len(gazetteer.current(used))
    folder = gazetteer.current(used).folder
    assert installed.remove("geonames", used).name == "embedded"
    assert gazetteer.current(used) is gazetteer.embedded() and not folder.exists()
    assert [each.name for each in installed.listed(used)] == ["embedded"]


def test_two_can_be_kept_and_removing_the_other_changes_nothing(used: Settings, tmp_path: Path) -> None:
    install(sample.write(tmp_path / "dump", sample.files()), into=used.gazetteers, name="geonames-2024")
    assert [each.name for each in installed.listed(used) if each.active] == ["geonames-2024"]
    assert installed.remove("geonames", used).name == "geonames-2024"
    assert is_whole(used)


@pytest.mark.parametrize("name", ["atlantis", "", "../..", "geonames/.."])
def test_an_unknown_name_is_told_with_those_there_are(used: Settings, name: str) -> None:
    for change in (installed.use, installed.remove):
        with pytest.raises(GazetteerError, match="there are embedded, geonames"):
            change(name, used)


@pytest.mark.parametrize("name", ["embedded", "", "Geo", "../x", "a" * 31])
def test_a_gazetteer_has_a_plain_name_and_the_embedded_one_stays(used: Settings, tmp_path: Path, name: str) -> None:
    with pytest.raises(GazetteerError, match="cannot name a gazetteer"):
        install(tmp_path, into=used.gazetteers, name=name)
    with pytest.raises(GazetteerError, match="cannot be removed"):
        installed.remove("embedded", used)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", '{"active": "geonames"}', '{"active": "x", "installed": []}',
        '{"active": "x", "installed": {"x": "../../home"}}', '{"active": "x", "installed": {"x": 5}}',
    ],
)  # fmt: skip
def test_a_damaged_choice_is_told_and_never_guessed(used: Settings, text: str) -> None:
    (used.gazetteers / "gazetteers.json").write_text(text)
    for ask in (gazetteer.current, installed.listed, lambda s: installed.remove("geonames", s)):
        with pytest.raises(GazetteerError, match=r"gazetteers.json cannot be read .*keep it aside"):
            ask(used)


def test_a_chosen_gazetteer_that_is_damaged_is_told_and_not_replaced_by_another(used: Settings) -> None:
    folder = gazetteer.current(used).folder
    moved = used.gazetteers / "moved-away"
    folder.rename(moved)
    gazetteer.index.opened.cache_clear()
    with pytest.raises(GazetteerError, match="'geonames' cannot be used: run `python -m geo gazetteer use embedded`"):
        gazetteer.current(used)
    assert next(each for each in installed.listed(used) if each.name == "geonames").problem
    assert installed.use("embedded", used).active and gazetteer.current(used) is gazetteer.embedded()


def test_the_folder_of_gazetteers_is_a_setting() -> None:
    assert from_environment({"DATELINE_GAZETTEERS": "elsewhere"}).gazetteers == Path("elsewhere")
    assert from_environment({}).gazetteers.parts[-2:] == ("dateline", "gazetteers")
