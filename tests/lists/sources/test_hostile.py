"""Texts that a hostile or broken file may hold: read in time that grows with their length."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import ListError
from compliance.lists.common import countries, dates, names
from compliance.lists.sources import dfat, eu, opensanctions, seco, uk, un, us_dhs
from tests.lists.sources import (
    official_files,
    test_eu,
    test_eu_csv,
    test_eu_older,
    test_opensanctions,
    test_opensanctions_ftm,
    test_uk,
    test_un,
)
from tests.lists.sources.world_files import adds_up, knows, reader, refusal

SIZE = 7_000
LONG = [
    "(" * SIZE,
    "a (" * SIZE,
    "a (b" * SIZE,
    "a" * SIZE,
    "a " * SIZE + "(",
    ", born" * SIZE,
    "(passport" * SIZE,
    "1 " * SIZE,
    "original script: " * SIZE,
    "a (b (c) " * SIZE,
    "low " * SIZE,
    '";' * SIZE,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:10])
def test_a_long_text_takes_no_longer_than_its_length(text: str) -> None:
    start = time.process_time()
    un.part_names(un.strip_bearer(text))
    list(un.find_names_in_note(text, ["Фу"]))
    uk.part_cell(text)
    uk.NUMBER.search(text)
    eu.FORMER.search(text)
    eu.WEAK.search(text)
    opensanctions.split_cell(text)
    names.part_aliases(text)
    dfat.LETTERED.split(text)
    list(us_dhs.find_names(f"Foo ({text}"))
    us_dhs.part_names(text)
    [list(form.finditer(text)) for _, form in seco.NUMBERS]
    countries.find_country(text)
    dates.read_date(text)
    assert time.process_time() - start < 5  # hours when it grew with the square


SAMPLES = {
    "un": test_un.un(test_un.PERSON + test_un.EMPTY, test_un.PERSON),
    "eu": test_eu.eu(test_eu.entity(test_eu.RICH), test_eu.entity(test_eu.STRONG, 14)),
    "eu-older": test_eu_older.older(test_eu_older.name("Foo"), test_eu_older.name("Bar")),
    "uk": test_uk.present(test_uk.FOO, {**test_uk.FOO, "Unique ID": "X"}),
    "uk-conlist": test_uk.older(test_uk.BAR, test_uk.BAR),
    "opensanctions": test_opensanctions.targets(test_opensanctions.FOO),
    "opensanctions-ftm": test_opensanctions_ftm.FLAT + test_opensanctions_ftm.NESTED,
    "opensanctions-senzing": official_files.SENZING,
    "ofac-sdn-xml": official_files.SDN_XML,
    "ofac-advanced": official_files.ADVANCED_XML,
    "eu-csv": test_eu_csv.table(*test_eu_csv.ROWS),
    "uk-xml": official_files.UK_XML,
    "ch": official_files.SECO_XML,
    "ca": official_files.SEMA_XML,
    "au": official_files.DFAT_CSV,
    "us-cbp-wro": official_files.WRO_CSV,
    "us-dhs-uflpa": official_files.UFLPA,
    "jp-meti-eul": official_files.write_csv(official_files.METI_ROWS),
    "us-bis-el": official_files.BIS_CSV,
    "us-bis-uvl": official_files.UVL_CSV,
}


@pytest.mark.parametrize("source", SAMPLES)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_wholly_accounted_for(
    source: str, data: st.DataObject
) -> None:
    sample = SAMPLES[source]
    start = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(start, min(len(sample), start + 40)))
    damaged = sample[:start] + data.draw(st.binary(max_size=20)) + sample[end:]
    knows(damaged)
    try:
        parsed = reader(source)(damaged)
    except ListError:
        return
    assert adds_up(parsed)
    assert all(one.name.strip() for one in parsed.entries)


@pytest.mark.parametrize("source", SAMPLES)
def test_other_files_are_refused_by_every_reader(source: str) -> None:
    for other, sample in SAMPLES.items():
        if other != source:
            assert "list.file" in refusal(source, sample)
