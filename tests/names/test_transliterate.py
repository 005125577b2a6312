"""Names in other scripts in words that a list in Latin letters would use."""

import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names.phonetics import MARK
from compliance.names.transliterate import (
    normalise_letters,
    romanise_korean,
    spell_ascii,
    spell_cyrillic,
    spell_semitic,
    spell_unspaced,
    split_by_lexicon,
    transliterate,
)


def test_scripts_side_by_side() -> None:
    latin, meanings = transliterate("хлеб ماهان 은행 ธนาคาร τράπεζα")
    assert latin.split() == ["khleb", "mahan", "bank", "bank", "trapeza"]
    assert not meanings


def test_the_letter_of_the_mark_in_a_latin_name_is_a_vowel() -> None:
    assert transliterate("əliyev")[0] == "aliyev"


def test_latin_names_are_left_alone() -> None:
    assert transliterate("plain ascii") == ("plain ascii", {})


@given(st.text())
def test_any_text_is_spelled(text: str) -> None:
    latin, _ = transliterate(text)
    assert latin.replace(MARK, "").isascii()


# --- Cyrillic ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("хабаровский завод", "khabarovskiy zavod"),
        ("щука", "shchuka"),
        ("объединение", "obedinenie"),
        ("київський завод", "kyyivskyy zavod"),
        ("гродна, дзяржаўны", "hrodna, dzyarzhaumy".replace("my", "ny")),
        ("прадпрыемства «мінск»", "pradpryemstva «minsk»"),
        ("југоимпорт љубљана", "jugoimport ljubljana"),
        ("българия", "balgariya"),
        ("қазақстан", "kazakstan"),
        ("alfa банк", "alfa bank"),
        ("latin only", "latin only"),
    ],
)
def test_letters_of_each_language(native: str, latin: str) -> None:
    assert spell_cyrillic(native) == latin


def test_serbian_has_its_own_sibilants() -> None:
    assert spell_cyrillic("његошево ч") == "njegosevo c"


# --- Arabic, Persian, Hebrew ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("شركة الكيماويات", "chemical"),
        ("مهندسی", "engineering"),
        ("والهندسة", "engineering"),
        ("للهندسة", "engineering"),
        ("هندسية", "engineering"),
        ("بین المللی", "international"),
        ("سرمایه گذاری", "investment"),
        ("سرمایه‌گذاری".replace("\u200c", ""), "investment"),
        ("دماوند", "damavand"),
        ("مُحَمَّد", "mohammad"),
        ("عبد الله", "abdullah"),
        ("משרד הביטחון", "ministry defense"),
        ("בנק לאומי", "bank national"),
        ("Mahan ماهان", "Mahan mahan"),
    ],
)
def test_what_the_lexicon_knows(native: str, latin: str) -> None:
    assert " ".join(spell_semitic(native)[0].split()) == latin


def test_a_name_of_its_own_keeps_its_letters_and_is_marked() -> None:
    assert spell_semitic("الهلال") == ("hlalə", {})
    assert spell_semitic("אלביט")[0] == "albytə"


def test_an_alif_with_hamza_is_no_article() -> None:
    assert spell_semitic("أليسا")[0] == "alysaə"


def test_letters_that_persian_says_otherwise() -> None:
    assert spell_semitic("ذضظ")[0] == "dhdzə"
    assert spell_semitic("ذضظ پ")[0].split()[0] == "zzzə"


def test_a_word_that_lists_print_in_either_language_has_both() -> None:
    assert spell_semitic("ملی") == ("mlyə", {"mlyə": "national"})


def test_a_name_of_nothing_but_company_words_is_spelled() -> None:
    assert spell_semitic("خاص")[0] == "khasə"


@given(st.text(alphabet=st.characters(min_codepoint=0x590, max_codepoint=0x77F), max_size=20))
def test_any_text_of_these_scripts_is_spelled(text: str) -> None:
    latin, meanings = spell_semitic(text)
    assert set(meanings) <= set(latin.split())


@pytest.mark.parametrize("file", ["arabic.toml", "hebrew.toml"])
def test_each_word_stands_in_its_semitic_lexicon_once(file: str) -> None:
    text = resources.files("compliance.names").joinpath("data", file).read_text("utf-8")
    sections = tomllib.loads(text).values()
    words = [word for section in sections for ws in section.values() for word in ws.split()]
    plain = list(map(normalise_letters, words))
    assert sorted(plain) == sorted(set(plain))


# --- Korean, Japanese, Thai -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("조선광업개발무역회사", "korea mining development trading"),
        ("국가보위성", "national security ministry"),
        ("백두산무역회사", "paektusan trading"),
        ("김철수", "kim chol su"),
        ("トヨタ自動車", "toyota automobile"),
        ("ニコンシステム", "nikon system"),
        ("ธนาคารกรุงเทพ", "bank bangkok"),
        ("회사", "hoesa"),
        ("plain", "plain"),
    ],
)
def test_words_apart_and_translated(native: str, latin: str) -> None:
    assert " ".join(spell_unspaced(native).split()) == latin


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("평양", "pyongyang"),
        ("련봉", "ryonbong"),
        ("남천강", "namchongang"),
        ("대동", "taedong"),
        ("압록강", "aprokkang"),
        ("신라", "sinra"),
        ("", ""),
    ],
)
def test_romanisation_of_the_north(native: str, latin: str) -> None:
    assert romanise_korean(native) == latin


def test_a_lone_syllable_means_nothing_without_a_known_word_before() -> None:
    assert spell_unspaced("대성은행").split() == ["taesong", "bank"]


def test_each_word_stands_in_its_unspaced_lexicon_once() -> None:
    text = resources.files("compliance.names").joinpath("data/unspaced.toml").read_text("utf-8")
    for section in tomllib.loads(text).values():
        words = [word for ws in section.values() for word in ws.split()]
        assert sorted(words) == sorted(set(words))


def test_the_longest_word_wins() -> None:
    lexicon = {"ab": "one", "abc": "two"}
    assert list(split_by_lexicon("xabcab", lexicon, 3)) == [
        ("x", None),
        ("abc", "two"),
        ("ab", "one"),
    ]


@given(
    st.text(alphabet="abc", max_size=12), st.sets(st.text(alphabet="abc", min_size=1, max_size=3))
)
def test_nothing_is_lost(text: str, words: set[str]) -> None:
    pieces = list(split_by_lexicon(text, dict.fromkeys(words, "known"), 3))
    assert "".join(piece for piece, _ in pieces) == text
    assert all((piece in words) == (meaning is not None) for piece, meaning in pieces if meaning)


# --- All other letters, one by one ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("Škoda Łódź Ærø Straße", "skoda lodz aero strasse"),
        ("Əliyev Ŋgola", "aliyev ngola"),
        ("Μπουρούντι", "bourounti"),  # Greek: what begins a word sounds otherwise
        ("Αγγελόπουλος Λάμπρου", "angelopoulos lambrou"),
        ("Հունաստան", "hunastan"),  # Armenian
        ("ყაზახეთი", "kazakheti"),  # Georgian
        ("भारत", "bharat"),  # Hindi: the last vowel is silent
        ("हिन्दुस्तान", "hindustan"),
        ("இந்தியா", "intiya"),  # Tamil
        ("ಕರ್ನಾಟಕ", "karnataka"),  # Kannada: the last vowel is spoken
        ("இலங்கை மரம்", "ilankai maram"),
        ("ශ්‍රී ලංකාව", "sri lankava"),
        ("မြန်မာ", "mranma"),  # Burmese
        ("ကမ္ဘောဒီးယား", "kambhodiya"),
        ("አዲስ አበባ", "'adis 'abeba"),  # Amharic
        ("កម្ពុជា", "kmpocha"),  # Khmer
        ("ລາວ", "lav"),  # Lao
        ("བོད", "bod"),  # Tibetan
        ("ไทย เยเมน", "thaiy yemen"),  # Thai: a vowel stands before its consonant
        ("ジャパン ニッポン トーキョー", "japan nippon tokyo"),
        ("北京", "bei jing "),
        ("서울", "seoul"),
        ("® ☃ Firm", "  firm"),  # symbols go
    ],
)
def test_letters_of_other_scripts(native: str, latin: str) -> None:
    assert spell_ascii(native) == latin


@given(st.text())
def test_any_text_is_spelled_in_small_ascii_letters(text: str) -> None:
    spelled = spell_ascii(text)
    assert spelled.isascii()
    assert spelled == spelled.lower()


def test_each_sequence_stands_in_its_section_once() -> None:
    data = resources.files("compliance.names").joinpath("data/transliteration.toml")
    sections = tomllib.loads(data.read_text("utf-8"))
    for section in sections.values():
        letters = [one for many in section.values() for one in many.split()]
        assert sorted(letters) == sorted(set(letters))
    starts, anywhere = ({s for many in x.values() for s in many.split()} for x in sections.values())
    assert starts <= anywhere
