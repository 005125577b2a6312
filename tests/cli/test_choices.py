"""The command line before the settings file before the defaults."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from compliance.cli.choices import override_choices, settings
from compliance.configuration import Choices
from compliance.configuration.clock import start_time
from compliance.configuration.options import OPTIONS
from compliance.errors import UsageError
from compliance.model import Settings

FILE = Choices(
    lists=("own",),
    columns=(("name", "Firma"),),
    sheets=("Kunden",),
    outputs=("reports",),
    format="csv",
    min_score=0.5,
    max_matches=3,
    quiet=True,
    engine="spark",
    master="local[2]",
    processes=4,
)


def test_a_settings_file_fills_what_was_not_typed() -> None:
    assert override_choices(FILE, Choices()) == Choices(
        lists=("own",),
        columns=(("name", "Firma"),),
        sheets=("Kunden",),
        outputs=("reports",),
        format="csv",
        min_score=0.5,
        max_matches=3,
        quiet=True,
        engine="spark",
        master="local[2]",
        processes=4,
    )


def test_what_is_typed_wins_even_if_it_is_nought() -> None:
    typed = Choices(lists=("curated",), columns=(("name", "Kunde"),), min_score=0.0, max_matches=1)
    typed = replace(typed, engine="local", processes=1)
    found = override_choices(FILE, typed)
    assert (found.lists, found.columns) == (("curated",), (("name", "Kunde"),))
    assert (found.min_score, found.max_matches, found.sheets) == (0.0, 1, ("Kunden",))
    assert (found.engine, found.master, found.processes) == ("local", "local[2]", 1)


def test_the_defaults_are_those_of_the_model() -> None:
    assert settings(Choices()) == Settings()


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_out_of_range(score: float) -> None:
    with pytest.raises(UsageError, match="--min-score must be a number from 0 to 1"):
        override_choices(Choices(), Choices(min_score=score))


def test_a_file_fills_what_is_not_typed_and_nought_is_typed() -> None:
    known = Choices(min_score=0.7, quiet=True, lists=("a",), expiry_days=30)
    found = override_choices(known, Choices(min_score=0.0, lists=("b",)))
    assert found == Choices(min_score=0.0, quiet=True, lists=("b",), expiry_days=30)


def test_every_field_comes_from_the_table_of_options() -> None:
    values: dict[str, object] = {"review": {"expiry-days": 1}, "record": "x", "min-score": 1}
    read = (one.read(values.get(one.name, ()), Path("s.toml")) for one in OPTIONS if one.read)
    filled = {field for found in read for field in found}
    flags = {one.field for one in OPTIONS if one.field}
    assert filled | flags == {*Choices.__struct_fields__}
    assert all(one.help for one in OPTIONS if one.field)


def test_the_time_is_fixed_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert start_time() == "1970-01-01T00:00:00+00:00"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert start_time().endswith("+00:00")
    assert "." not in start_time()
