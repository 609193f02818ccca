"""Settings and where they come from."""

import pytest

from geo.errors import SettingsError
from geo.settings import DATA, LIMITS, Settings, from_environment


def test_without_any_variable_the_defaults_hold() -> None:
    assert from_environment({}) == Settings(max_characters=1_000_000, data=DATA)


def test_a_variable_that_is_no_number_is_refused_with_its_name() -> None:
    with pytest.raises(SettingsError, match="DATELINE_MAX_CHARACTERS as digits"):
        from_environment({"DATELINE_MAX_CHARACTERS": "many"})


def test_an_impossible_limit_is_refused() -> None:
    with pytest.raises(SettingsError, match="at least 1"):
        from_environment({"DATELINE_MAX_CHARACTERS": "0"})


@pytest.mark.parametrize("name", LIMITS)
def test_every_limit_can_be_set_by_its_variable_and_is_at_least_one(name: str) -> None:
    variable = f"DATELINE_{name.upper()}"
    assert getattr(from_environment({variable: "7"}), name) == 7
    with pytest.raises(SettingsError, match=f"{variable} as digits"):
        from_environment({variable: "x"})
    with pytest.raises(SettingsError, match=f"unset {variable}"):
        from_environment({variable: "0"})
