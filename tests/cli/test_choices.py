"""The command line before the settings file before the defaults."""

from dataclasses import replace

import pytest

from compliance.cli.choices import merged, settings
from compliance.clock import start_time
from compliance.configuration import Choices
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
    assert merged(Choices(), FILE) == Choices(
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
    found = merged(typed, FILE)
    assert (found.lists, found.columns) == (("curated",), (("name", "Kunde"),))
    assert (found.min_score, found.max_matches, found.sheets) == (0.0, 1, ("Kunden",))
    assert (found.engine, found.master, found.processes) == ("local", "local[2]", 1)


def test_the_defaults_are_those_of_the_model() -> None:
    assert settings(Choices()) == Settings()


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_out_of_range(score: float) -> None:
    with pytest.raises(UsageError, match="--min-score must be a number from 0 to 1"):
        settings(Choices(min_score=score))


def test_the_time_is_fixed_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert start_time() == "1970-01-01T00:00:00+00:00"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert start_time().endswith("+00:00")
    assert "." not in start_time()
