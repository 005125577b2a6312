"""Keys and classes of words: many at a time, they say the same as one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching import term_keys, word_similarity
from compliance.matching.arrays import make_strings

WORDS = st.lists(st.text("abcdeghiklmnoprstuwxyzə", min_size=1, max_size=12), min_size=1)


def keys(word: str, *, listed: bool = True, text: str | None = None) -> set[int]:
    name = word if text is None else text
    initials = np.array([word.startswith(term_keys.INITIALS)])
    spelled, lengths = make_strings([word]), np.array([len(word)])
    terms = term_keys.Terms(
        texts=term_keys.hash_words([name]),
        spelled=spelled,
        lengths=lengths,
        is_run=np.array([not name]),
        is_initials=initials,
        families=term_keys.families([word]),
    )
    return set(term_keys.build_keys(terms, listed=listed)[0].tolist())


@given(WORDS)
def test_words_on_lines_scan_as_words_alone(words: list[str]) -> None:
    lines = "\n".join(words)
    assert word_similarity.fold_scan_errors_of_lines(lines).split("\n") == [
        *map(word_similarity.fold_scan_errors, words)
    ]


@given(WORDS)
def test_numbers_do_not_depend_on_the_others(words: list[str]) -> None:
    alone = [int(term_keys.hash_words([word])[0]) for word in words]
    assert term_keys.hash_words(words).tolist() == alone
    assert len(set(alone)) == len(set(words))


def test_numbers_are_the_same_in_every_run() -> None:
    assert term_keys.hash_words(["hikvision", ""]).tolist() == [4083283690, 0]


@given(st.text("abcdeiklmnorstuz", min_size=4, max_size=12), st.data())
def test_a_letter_more_or_less_shares_a_key(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    assert keys(word) & keys(word[:at] + word[at + 1 :], listed=False)
    assert keys(word) & keys(word[:at] + "q" + word[at:], listed=False)
    assert keys(word) & keys(word[:at] + "q" + word[at + 1 :], listed=False)


def test_words_that_sound_or_scan_alike_share_a_key() -> None:
    assert keys("shcherbakov") & keys("scherbakow", listed=False)
    assert keys("modern") & keys("modem", listed=False)


def test_a_beginning_shares_a_key_with_the_whole_word() -> None:
    assert keys("microelectronics") & keys("micro", listed=False)
    assert keys("micro") & keys("microelectronics", listed=False)


def test_initials_share_a_key_with_the_word_they_make() -> None:
    assert keys("arp") & keys(f"{term_keys.INITIALS}arp", text="", listed=False)


def test_unlike_words_share_none() -> None:
    assert not keys("hikvision") & keys("dahua", listed=False)
