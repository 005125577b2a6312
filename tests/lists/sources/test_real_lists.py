"""Every real list of the UN, the UK and the EU, whole: told apart, accounted for, and the same."""

import random

import pytest

from compliance.errors import ListError
from compliance.lists.sources import SOURCES
from compliance.lists.sources.base import ParsedList
from compliance.model import NameKind
from tests.lists.sources.world_files import REFERENCE, adds_up, knows, real

FILES = {
    "un/consolidated_2025-11-18.xml": "un",
    "un/consolidated_2026-02-27.xml": "un",
    "uk/UK-Sanctions-List_2026-10_*.csv": "uk",
    "uk/ConList_2016-02_boe.csv": "uk-conlist",
    "eu/eu_global_2016-02_old_schema.xml": "eu-older",
}


def read(name: str) -> ParsedList:
    return SOURCES[FILES[name]].parse({"file": real(name)}, REFERENCE)


@pytest.mark.parametrize("name", FILES)
def test_one_source_knows_it(name: str) -> None:
    assert knows(real(name)) == [FILES[name]]


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_in_one_count_and_every_entry_is_whole(name: str) -> None:
    parsed = read(name)
    assert adds_up(parsed)
    for entry in parsed.entries:
        texts = [one.text for one in entry.names]
        assert entry.names[0].kind is NameKind.PRIMARY
        assert all(texts)
        assert len(texts) == len(set(texts))
        assert all(one.effective_date and one.programme.restricts for one in entry.listings)
        assert all(one.reason and one.citation and one.source for one in entry.listings)
        assert all(one.status == "listed in the publisher's file" for one in entry.listings)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_cut_off_is_never_a_shorter_list_in_silence(name: str) -> None:
    """A cut inside the last cell of a row leaves a whole row; any other is refused."""
    data, source = real(name), SOURCES[FILES[name]]
    whole = len(read(name).entries)
    chance = random.Random(5)  # noqa: S311
    for _ in range(8):
        cut = data[: chance.randrange(len(data) // 2, len(data) - 20)]
        try:
            parsed = source.parse({"file": cut}, REFERENCE)
        except ListError:
            continue
        assert name.endswith(".csv"), "cut XML was read"
        assert len(parsed.entries) <= whole
        assert adds_up(parsed)
