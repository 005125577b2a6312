"""Names as columns: the same runs, weights and bits as a plain definition of them gives."""

from collections.abc import Iterable, Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching.alignment import Word
from compliance.matching.features import Side
from compliance.matching.name_table import build_name_table
from compliance.matching.parameters import read_count
from compliance.matching.term_index import Term
from compliance.names import prepare_name

Part = tuple[Term, float, int, int, float]
"""A term, its weight, its number of words, their bits, how ordinary it is."""
LETTERS = st.text("abé", min_size=1, max_size=8)
WORDS = st.builds(
    Word,
    text=LETTERS,
    spelled=LETTERS,
    weight=st.integers(0, 8).map(lambda eighths: eighths / 8),
    ordinary=st.integers(0, 8).map(float),
    is_further=st.booleans(),
)


def parts(words: tuple[Word, ...]) -> Iterator[Part]:
    """The words, the runs of words and the first letters of neighbouring words, in that order."""
    count = len(words)
    for at, word in enumerate(words):
        yield part((word.text, word.spelled), words, at, 1)
    for size in range(2, 7):
        for at in range(count - size + 1):
            syllables = all(len(word.spelled) <= 6 for word in words[at : at + size])
            if size <= 3 or (size < count and syllables):
                yield part(("", run(words[at : at + size])), words, at, size)
    if count > 3:
        yield part(("", run(words)), words, 0, count)
    yield from initials(words)


def initials(words: tuple[Word, ...]) -> Iterator[Part]:
    for size in range(3, 7):
        for at in range(len(words) - size + 1):
            letters = "".join(word.text[0] for word in words[at : at + size])
            yield part(("", f"·{letters}"), words, at, size)


def run(words: tuple[Word, ...]) -> str:
    """As one word; of neighbours that come from one writing the last."""
    followed = zip(words, (*words[1:], None), strict=True)
    return "".join(word.spelled for word, other in followed if not (other and other.is_further))


def part(term: Term, words: tuple[Word, ...], at: int, size: int) -> Part:
    own = words[at : at + size]
    bits = sum(1 << place for place in range(at, at + size))
    return (
        term,
        sum(word.weight for word in own),
        size,
        bits,
        min(word.ordinary for word in own),
    )


def share_writings(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words as of one name: further words of a writing are spelled as the one before."""
    made: list[Word] = []
    for word in words:
        further = bool(made) and word.is_further
        spelled = made[-1].spelled if further else word.spelled
        made.append(word._replace(spelled=spelled, is_further=further))
    return tuple(made)


@given(st.lists(st.lists(WORDS, max_size=9).map(share_writings), max_size=4))
def test_parts_are_as_defined(names: list[tuple[Word, ...]]) -> None:
    made, terms = build_name_table(
        [Side(prepare_name("Acme"), words) for words in names], asked=True
    )
    columns = made.parts.weights, made.parts.sizes, made.parts.masks, made.parts.ordinary
    rows = zip(made.parts.terms, *(column.tolist() for column in columns), strict=True)
    found = [(terms[at], *rest) for at, *rest in rows]
    assert found == [one for words in names for one in parts(words)]
    assert np.diff(made.parts.starts).tolist() == [len([*parts(words)]) for words in names]
    assert len(set(terms)) == len(terms)


def test_words_stand_before_runs() -> None:
    sides = [Side(prepare_name("Acme"), (word("blue"), word("river"))), Side(prepare_name("B"), ())]
    made, terms = build_name_table([*sides, Side(prepare_name("C"), (word("steel"),))], asked=True)
    assert [text for text, _ in terms] == ["blue", "river", "steel", ""]
    assert made.parts.starts.tolist() == [0, 3, 3, 4]
    assert made.facts.words.tolist() == [2, 0, 1]
    assert made.facts.weight.tolist() == [2.0, 0.0, 1.0]


def test_no_name_has_more_words_than_bits() -> None:
    assert read_count("alignment.most_words") <= np.iinfo(np.uint32).bits


def test_whole_names_of_persons_are_told_from_particles_and_titles() -> None:
    words = tuple(map(word, ("abu", "khalid", "x", "sheikh")))
    facts = build_name_table([Side(prepare_name("Acme"), words)], asked=True)[0].facts
    assert (facts.full_words.tolist(), facts.particles.tolist()) == ([0b0010], [0b0001])


@pytest.mark.parametrize(("asked", "bits"), [(True, 0b1000), (False, 0b1000)])
def test_a_words_own_initials_may_weigh_nothing(asked: bool, bits: int) -> None:
    words = tuple(map(word, ("blue", "river", "mills", "brm")))
    made, _ = build_name_table([Side(prepare_name("Acme"), words)], asked=asked)
    assert made.facts.light_words.tolist() == [bits]


def test_a_place_may_weigh_nothing_in_an_asked_name() -> None:
    side = Side(prepare_name("Acme"), (word("acme"), word("hangzhou")))
    found = [
        build_name_table([side], asked=asked)[0].facts.light_words.tolist()
        for asked in (True, False)
    ]
    assert found == [[0b10], [0]]


def word(text: str) -> Word:
    return Word(text=text, spelled=text, weight=1.0)
