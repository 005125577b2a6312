"""What a row carries: the pair as it was, proof against edits, of any name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.decisions.row_keys import (
    BadRowKey,
    clean_for_reader,
    is_row_key,
    make_customer_key,
    make_row_key,
    read_row_key,
)
from compliance.model import Party
from tests.decisions.building import BAKERY, RUN, another, decided
from tests.reporters.factory import match

TEXT = make_row_key(BAKERY, match(), RUN, BAKERY.name, 0.9312)


def test_it_says_the_same_as_a_decision_on_the_pair() -> None:
    found, made = read_row_key(TEXT), decided()
    names = "pair party customer list entry listed score band matcher run party_parts entry_parts"
    for name in names.split():
        assert getattr(found, name) == getattr(made, name), name


def test_it_is_known_by_its_beginning() -> None:
    assert is_row_key(TEXT)
    assert not is_row_key("HIT")


@pytest.mark.parametrize(
    "edited",
    [
        TEXT.replace("Bakery", "Butcher"),
        TEXT.replace('"score":0.9312', '"score":0.1'),
        TEXT[:-1],
        TEXT.replace('{"screen":1', '{"screen":2'),
        '{"screen":1}',
        '{"screen":',
    ],
)
def test_an_edited_one_is_refused(edited: str) -> None:
    with pytest.raises(BadRowKey):
        read_row_key(edited)


def test_the_role_tells_parties_of_one_row_apart() -> None:
    assert make_customer_key(BAKERY) == "C-017"
    assert make_customer_key(another(role="end_user")) == "C-017 (end_user)"
    assert make_customer_key(another(id="", role="end_user")) == ""


def test_texts_for_the_reader_hide_nothing_and_are_cut() -> None:
    assert clean_for_reader("a\n b\u202e") == "a b<U+202E>"
    assert len(clean_for_reader("x" * 1000)) == 300


@given(st.text(max_size=400), st.text(max_size=20), st.text(max_size=20))
def test_any_name_can_be_carried(name: str, key: str, role: str) -> None:
    party = Party(name=name, id=key, role=role)
    assert read_row_key(make_row_key(party, match(), RUN, name, 0.5)).party == clean_for_reader(
        name
    )
