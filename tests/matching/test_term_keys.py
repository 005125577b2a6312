"""Keys and classes of words: many at a time, they say the same as one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching import alignment, term_keys
from compliance.matching.arrays import make_lines
from compliance.names import phonetics

WORDS = st.lists(st.text("abcdeghiklmnoprstuwxyzə", min_size=1, max_size=12), min_size=1)


def keys(word: str, *, listed: bool = True, text: str | None = None) -> set[int]:
    name = word if text is None else text
    terms = term_keys.Terms(
        texts=term_keys.hash_words([name]),
        spelled=make_lines([word]).strings,
        is_initials=np.array([word.startswith(term_keys.INITIALS)]),
        families=term_keys.find_families([word]),
    )
    written = term_keys.list_writings(make_lines([word] if name else []))
    return set(term_keys.build_keys(terms, written, listed=listed)[0].tolist())


@given(WORDS)
def test_words_on_lines_scan_as_words_alone(words: list[str]) -> None:
    lines = "\n".join(words)
    assert alignment.fold_scan_errors_of_lines(lines).split("\n") == [
        *map(alignment.fold_scan_errors, words)
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


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        # Of five consonants one may be left out, of four the rest is that of many words.
        ("barotunoki", "berotuni", True),
        ("barotun", "borete", False),
        # Words of ten letters meet by either half of six.
        ("abcdefghij", "abcdefzyxw", True),
        ("abcdefghi", "abcdefzyx", False),
        ("zyxwefghij", "abcdefghij", True),
        ("abcdefghij", "abcdezyxwv", False),
    ],
)
def test_what_shares_a_key_and_what_no_longer_does(one: str, other: str, shared: bool) -> None:
    assert bool(keys(one) & keys(other, listed=False)) == shared


@pytest.mark.parametrize(
    ("letters", "shared"), [("ab", 0), ("abc", 1), ("abcdef", 1), ("abcdefg", 0)]
)
def test_initials_are_three_to_six(letters: str, shared: int) -> None:
    """Two letters stand for anything; nobody writes seven."""
    initials = keys(f"{term_keys.INITIALS}{letters}", text="", listed=False)
    assert len(keys(letters) & initials) == shared


@pytest.mark.parametrize(("length", "same"), [(28, True), (27, False)])
def test_letters_behind_the_twenty_eighth_are_not_looked_at(length: int, same: bool) -> None:
    """No word of any language is longer; what is longer is an address of the net, or a key."""
    one, other = ("a" * length + end for end in "bc")
    assert (term_keys.hash_words([one]) == term_keys.hash_words([other]))[0] == same


@pytest.mark.parametrize("asked", ["kuarito", "kumaito", "kumario", "umarito"])
def test_a_consonant_that_is_left_out_shares_a_key(asked: str) -> None:
    """Neither sound nor consonants lead from such a slip to the word."""
    assert keys("kumarito") & keys(asked, listed=False)


@given(st.lists(st.text("abchknsrsxyə", max_size=31)), st.integers(0, 27), st.integers(0, 27))
def test_a_piece_of_a_word_has_the_number_of_that_text(
    words: list[str], one: int, other: int
) -> None:
    """So that beginnings, halves and words without a letter need not be written out."""
    first, last = sorted((one, other))
    long = [word for word in words if len(word) >= last]
    sums = term_keys.sum_letters(make_lines(long))
    pieces = sums.sums_of(sums.words, first, np.full(len(long), last))
    cut = [word[first:last] for word in long]
    assert term_keys.mix(pieces, 3).tolist() == term_keys.hash_words(cut, 3).tolist()
    singular = term_keys.hash_words([word.removesuffix("s") for word in words]).tolist()
    both = term_keys.sum_letters(make_lines(words))
    assert both.hash(both.without_s()).tolist() == singular


@given(WORDS)
def test_bare_words_are_what_the_sounds_are_without_vowels(words: list[str]) -> None:
    written = term_keys.list_writings(make_lines(words))
    bare = phonetics.drop_vowels(written.heard.text).split("\n")[:-1]
    assert term_keys.spell_terms(written).bare.tolist() == term_keys.hash_words(bare).tolist()
