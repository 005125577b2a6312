"""Whatever happens to a file, the list is refused with one clear error, or every row is counted."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from compliance.errors import ListError
from compliance.lists.common.files import Files
from compliance.lists.sources import SOURCES, ddtc
from tests.lists.sources.csl_rows import csl
from tests.lists.sources.real import reference
from tests.lists.sources.test_bis_dpl import ACME, older, present
from tests.lists.sources.test_bis_entity_list_rules import FOO, country, rule
from tests.lists.sources.test_bis_entity_list_rules import row as rule_row
from tests.lists.sources.test_csl_json import COMPACT, RESULT, data_of
from tests.lists.sources.test_ofac_csv import ADD, ALT, lines
from tests.lists.sources.test_ofac_csv import row as party
from tests.lists.sources.test_ofac_xml import document, entity, name
from tests.lists.sources.test_regulation_json import data_of as extracted_of

SAMPLES: dict[str, bytes] = {
    "csl": csl({"name": "Foo Ltd", "alt_names": "Foo; Bar"}, {"name": "Bolt"}),
    "csl-json": data_of(RESULT, {**RESULT, "id": "b"}),
    "csl-compact": json.dumps(COMPACT).encode(),
    "dpl": present(ACME + "Standard", '"FOO A/K/A BAR, 1 ROAD, TOWN, , DE, ",1/2/2003,,1 F.R. 2,'),
    "dpl-older": older(("FOO", *("x" for _ in range(11)))),
    "ddtc": (",".join(ddtc.STATUTORY) + '\r\n"Foo, Bar",,1 FR 2,1/2/1994,,\r\n').encode(),
    "extracted": extracted_of("bis-entity-list", {"name": "Foo", "address": "1 Road, China"}),
    "fr-rule": rule(country("RUSSIA"), rule_row(FOO)),
    "ofac": lines(party(7, "ACME", remarks="DOB 1951; a.k.a. 'AC'."), party(8, "BOLT")),
    "ofac-xml": document(entity(7, name("ACME", primary=True)), entity(8, name("B", primary=True))),
}
FORMATS = st.sampled_from(sorted(SAMPLES))


def counted_or_refused(files: Files) -> bool:
    """Whether the files are refused, or read with sums that hold; any other error escapes."""
    for source in SOURCES.values():
        if source.recognises(files):
            try:
                parsed = source.parse(files, reference())
            except ListError as error:
                return bool(error.message)
            rejected = sum(one.rejected for one in parsed.counts)
            return bool(parsed.entries) and rejected == len(parsed.rejected)
    return True


@pytest.mark.parametrize("form", sorted(SAMPLES))
def test_each_sample_is_read_by_exactly_one_source(form: str) -> None:
    files = {"list": SAMPLES[form]}
    [source] = [one for one in SOURCES.values() if one.recognises(files)]
    parsed = source.parse(files, reference())
    assert parsed.entries
    assert all(one.rows == one.entries + one.joined + one.rejected for one in parsed.counts)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=FORMATS, cut=st.floats(0, 1))
@example(form="ofac", cut=0.99)
@example(form="csl", cut=0.9)
def test_a_file_that_was_cut_off(form: str, cut: float) -> None:
    data = SAMPLES[form]
    assert counted_or_refused({"list": data[: int(len(data) * cut)]})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=FORMATS, place=st.floats(0, 1), noise=st.binary(min_size=1, max_size=4))
def test_a_file_with_wrong_bytes_in_it(form: str, place: float, noise: bytes) -> None:
    data = SAMPLES[form]
    at = int(len(data) * place)
    assert counted_or_refused({"list": data[:at] + noise + data[at + len(noise) :]})


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.binary(max_size=200))
def test_telling_formats_apart_never_raises(one: bytes, two: bytes) -> None:
    for source in SOURCES.values():
        assert source.recognises({"a": one}) in (True, False)
        assert source.recognises({"a": one, "b": two}) in (True, False)


NUMBERS = st.integers(1, 6)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(NUMBERS, min_size=1, max_size=6),
    st.lists(NUMBERS, min_size=1, max_size=8),
    st.lists(NUMBERS, min_size=1, max_size=8),
)
def test_every_row_of_joined_files_is_counted(
    parties: list[int], aliases: list[int], places: list[int]
) -> None:
    files = {
        "sdn.csv": lines(*(party(number, f"P{number}") for number in parties)),
        "alt.csv": lines(*(f'{number},1,"aka","A",-0- ' for number in aliases)),
        "add.csv": lines(*(f'{number},1,"Road","Town","Iran",-0- ' for number in places)),
    }
    parsed = SOURCES["ofac"].parse(files, reference())
    sums = {one.file: (one.rows, one.entries, one.joined, one.rejected) for one in parsed.counts}
    joined = sum(number in parties for number in aliases)
    assert sums["sdn.csv"] == (len(parties), len(parties), 0, 0)
    assert sums["alt.csv"] == (len(aliases), 0, joined, len(aliases) - joined)
    assert sums["add.csv"][0] == len(places) == sum(sums["add.csv"][1:])
    assert len({entry.id for entry in parsed.entries}) == len(parties)
    assert bool(parsed.rejected) <= bool(parsed.warnings)


def test_the_samples_of_joined_files_are_of_the_same_kind() -> None:
    assert SOURCES["ofac"].recognises({"alt": ALT, "add": ADD, "sdn": SAMPLES["ofac"]})
