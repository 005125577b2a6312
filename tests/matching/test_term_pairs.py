"""Asked and listed terms beside each other: what numbers tell of them is never too little."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from compliance.matching import term_pairs
from compliance.matching.alignment import LEAST_SIMILAR, word_similarity
from compliance.matching.arrays import make_lines
from compliance.matching.term_keys import list_writings, spell_terms
from compliance.matching.term_pairs import PairSide, TermPairs

WORDS = st.text("abdehikmnorsuyzə", min_size=1, max_size=9)
PAIRS = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=9)


def pair_words(pairs: Sequence[tuple[str, str]]) -> TermPairs:
    sides = []
    for words in zip(*pairs, strict=True):
        lines = make_lines(words)
        spelt = spell_terms(list_writings(lines))
        sides.append(PairSide(lines.strings, spelt, np.arange(len(words))))
    return TermPairs(*sides)


def similarities(pairs: Sequence[tuple[str, str]]) -> list[float]:
    beside = pair_words(pairs)
    equal, begins = term_pairs.find_equal(beside), term_pairs.find_beginnings(beside)
    found: list[float] = term_pairs.find_similarity(beside, equal, begins).tolist()
    return found


@given(PAIRS)
def test_letters_that_lack_are_never_more_than_slips(pairs: list[tuple[str, str]]) -> None:
    fewer, more = pair_words(pairs).count_lacking("letters")
    for few, many, (one, other) in zip(fewer, more, pairs, strict=True):
        assert few <= many <= OSA.distance(one, other)


@given(PAIRS)
def test_equal_words_and_beginnings_are_found(pairs: list[tuple[str, str]]) -> None:
    pairs = [
        *pairs,
        ("dahua", "dahua"),
        ("cars", "car"),
        ("equip", "equipment"),
        ("equip", "equipe"),
    ]
    beside = pair_words(pairs)
    assert term_pairs.find_equal(beside).tolist() == [one == other for one, other in pairs]
    assert term_pairs.find_beginnings(beside).tolist() == [
        abs(len(one) - len(other)) > 1 and (one.startswith(other) or other.startswith(one))
        for one, other in pairs
    ]


@given(PAIRS)
def test_likeness_depends_on_the_pair_alone(pairs: list[tuple[str, str]]) -> None:
    assert similarities(pairs) == [similarities([pair])[0] for pair in pairs]


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("hikvison", "hikvision"),
        ("kadir", "qadir"),
        ("khamid", "hamid"),  # a "kh" may be an h
        ("mahamad", "makhamad"),
        ("modern", "modem"),
        ("plant", "plants"),
        ("yaroslavskaya", "yaroslavl"),
        ("equip", "equipment"),
        ("mhndsə", "muhandis"),
        ("anne", "anna"),  # each letter that is there twice counts
    ],
)
def test_no_less_is_told_than_an_alignment_finds(asked: str, listed: str) -> None:
    alike = similarities([(asked, listed)])[0]
    assert alike >= word_similarity(asked, listed) - 1e-6 >= LEAST_SIMILAR - 1e-6


def test_words_of_other_letters_are_not_read() -> None:
    beside = pair_words([("orbis", "dahua"), ("orbis", "ortex")])
    assert term_pairs.find_similarity(beside, *np.zeros((2, 2), bool)).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("asked", "listed", "joined", "fits"),
    [
        ("abc", "abcde", False, True),
        ("abc", "xbcdef", False, False),
        ("abc", "abcdef", False, True),  # its beginning
        ("abcde", "abcdefg", True, True),
        ("abcde", "abcdefgh", True, False),
        ("abcd", "abcde", True, False),
    ],
)
def test_lengths_must_fit(asked: str, listed: str, joined: bool, fits: bool) -> None:
    beside = pair_words([(asked, listed)])
    begins = term_pairs.find_beginnings(beside)
    found = term_pairs.find_fitting(beside, np.array([joined]), begins)
    assert found.tolist() == [fits]
