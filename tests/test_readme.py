"""README keeps its promises; its examples are executed by pytest's doctest collector."""

import re
from pathlib import Path

from geo.export import FORMATS
from geo.frame import COLUMNS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_table_of_columns_is_complete_and_in_order() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\S+) \| (.+) \|$", README, re.MULTILINE)
    assert [(name, dtype, words) for name, dtype, words in rows] == [(n, *dw) for n, dw in COLUMNS.items()]


def test_every_required_package_is_listed_with_its_reason() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    packages = [re.split("[><=]", line)[0] for line in lines if line and not line.startswith("#")]
    assert packages
    assert [name for name in packages if f"| {name} |" not in README] == []


def test_every_requirement_has_a_lower_and_an_upper_bound() -> None:
    for file in ROOT.glob("requirements*.txt"):
        for line in file.read_text("utf-8").splitlines():
            assert not line or line[0] in "#-" or re.fullmatch(r"[\w.-]+>=[\w.]+,<[\w.]+", line), line


def test_every_format_and_every_command_is_named() -> None:
    assert [form for form in FORMATS if f".{form}" not in README] == []
    source = (ROOT / "geo" / "__main__.py").read_text("utf-8")
    for command in ("explore", "extract", "timex", "toponyms", "gazetteer"):
        assert command in README
        assert f'"{command}"' in source


def test_every_file_that_readme_points_to_is_there() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
