"""The term_index: which listed words an asked one may be, and how alike they are at most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.matching import term_index
from compliance.matching.alignment import word_similarity
from compliance.matching.people.persons import likeness

WORDS = sorted(
    "hikvision dahua technology machinery yaroslavl yaroslavskiy equip equipment plant plants ship "
    "shipping gazprom gazprombank mhndsə mohandes quaddafi technologies".split()
)
TERMS = [(word, word) for word in WORDS] + [("", "blueriver"), ("", "·arp")]
LEXICON = term_index.build_term_index(TERMS)
SHAPES = st.text("abdhkimnruwyz", min_size=2, max_size=7)
SYLLABLES = "jin jun yong yang zhang zhou zheng cheng guoying guoyin jianhua jinhua li lin".split()
LETTERS = st.text("abcdehiklmnorstuy", min_size=1, max_size=3)


def reached(text: str, spelled: str) -> dict[str, float]:
    reach = LEXICON.reach([(text, spelled)])
    found = zip(reach.terms, reach.similarity, strict=True)
    return {TERMS[at][1]: float(alike) for at, alike in found}


@given(st.sampled_from(WORDS), st.integers(0, 9), LETTERS)
def test_similarity_is_never_told_too_low(word: str, at: int, letters: str) -> None:
    asked = word[:at] + letters + word[at + 1 :]
    for other, alike in reached(asked, asked).items():
        if other in WORDS:
            assert word_similarity(asked, other) <= alike + 1e-6


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("hikvison", "hikvision"),
        ("hicvision", "hikvision"),
        ("daahua", "dahua"),
        ("yaroslavskaya", "yaroslavl"),
        ("equip", "equipment"),
        ("plant", "plants"),
        ("muhandis", "mhndsə"),
        ("qadhafi", "quaddafi"),
        ("blueriver", "blueriver"),
        ("arp", "·arp"),
    ],
)
def test_other_spellings_are_reached(asked: str, listed: str) -> None:
    assert listed in reached(asked, asked)


def test_words_without_vowels_are_as_alike_as_in_an_alignment() -> None:
    for word in ("mhndsə", "mhdsə", "shpə", "dahwə"):
        for other, alike in reached(word, word).items():
            assert alike == pytest.approx(word_similarity(word, other))


@given(st.lists(st.tuples(SHAPES, SHAPES), min_size=1, max_size=9))
def test_words_without_vowels_are_compared_in_bulk_as_in_an_alignment(
    pairs: list[tuple[str, str]],
) -> None:
    """Of each pair one word is written without vowels, the first or the second one."""
    asked = [one if at % 2 else f"{one}ə" for at, (one, _) in enumerate(pairs)]
    listed = [f"{other}ə" if at % 2 else other for at, (_, other) in enumerate(pairs)]
    index = term_index.build_term_index([(word, word) for word in dict.fromkeys(listed)])
    reach = index.reach([(word, word) for word in asked])
    for at, word in enumerate(asked):
        for row in range(reach.starts[at], reach.starts[at + 1]):
            other = [*dict.fromkeys(listed)][reach.terms[row]]
            if "ə" in word + other:
                assert float(reach.similarity[row]) == pytest.approx(word_similarity(word, other))


@given(st.sampled_from(SYLLABLES), st.sampled_from(SYLLABLES))
def test_what_is_nothing_as_parts_of_persons_names_is_so_there(asked: str, listed: str) -> None:
    index = term_index.build_term_index([(listed, listed)])
    reach = index.reach([(asked, asked)])
    for alike in reach.in_persons.tolist():
        assert alike > 0 or likeness(asked, listed)[0] == 0


@pytest.mark.parametrize(
    ("asked", "listed", "meets"),
    [("zhang", "zheng", False), ("guoying", "guoyin", False), ("zhang", "zhang", True)],
)
def test_two_syllables_alike_are_two_parts_of_persons_names(
    asked: str, listed: str, meets: bool
) -> None:
    index = term_index.build_term_index([(listed, listed)])
    reach = index.reach([(asked, asked)])
    assert reach.similarity[0] >= 0.6
    assert (reach.in_persons[0] > 0) == meets


def test_a_word_without_vowels_reaches_a_run() -> None:
    assert reached("blwryvrə", "blwryvrə")["blueriver"] > 0.9


def test_words_of_one_meaning_are_reached() -> None:
    assert reached("technology", "tekhnologiya")["technology"] >= 0.97


def test_a_run_reaches_words_but_no_runs() -> None:
    assert "hikvision" in reached("", "hikvision")
    assert "blueriver" not in reached("", "blueriver")


def test_unlike_words_are_not_reached() -> None:
    assert reached("orbis", "orbis") == {}
    assert LEXICON.reach([]).terms.tolist() == []


def test_a_memory_changes_nothing() -> None:
    terms = [(word, word) for word in ("hikvison", "dahua", "orbis", "gazprom")]
    memory = term_index.ReachMemory()
    for part in (terms[:2], terms[1:], terms, []):
        found, wanted = memory.reach(LEXICON, part), LEXICON.reach(part)
        assert found.starts.tolist() == wanted.starts.tolist()
        assert found.terms.tolist() == wanted.terms.tolist()
        assert found.similarity.tolist() == wanted.similarity.tolist()


def test_a_memory_answers_runs_and_forgets_when_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_index, "_REMEMBERED", 1)
    memory, runs = term_index.ReachMemory(), [("", "hikvision"), ("", "·arp")]
    for word in ("dahua", "hikvison", "gazprom", "dahua"):
        terms = [(word, word), ("orbis", "orbis"), *runs]
        found, wanted = memory.reach(LEXICON, terms), LEXICON.reach(terms)
        assert found.starts.tolist() == wanted.starts.tolist()
        assert found.terms.tolist() == wanted.terms.tolist()
        assert found.initials.tolist() == wanted.initials.tolist()
