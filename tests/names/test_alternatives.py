"""Names typed without their spaces, or syllable by syllable, are read both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.names import prepare_name
from compliance.names.alternatives import join_syllables, read_alternatives


@pytest.mark.parametrize(
    ("raw", "tokens"),
    [
        ("Dahua", [("dahua",)]),
        ("HikVision", [("hikvision",), ("hik", "vision")]),
        ("UNIVISASA", [("univisasa",), ("univisa",)]),
        ("DahuaGmbH", [("dahua",)]),
        ("Hik Vision", [("hik", "vision")]),
        # digits for letters
        ("Elektronprib0r", [("elektronprib0r",), ("elektronpribor",)]),
        ("Hik1sion", [("hik1sion",), ("hikision",), ("hiklsion",)]),
        ("N3com", [("n3com",)]),
        ("Plant 404", [("plant", "404")]),
        # the seat behind the form
        ("SIS d. o. o. Trzin", [("sis", "trzin"), ("sis",)]),
        ("SIS d.o.o.", [("sis",)]),
        ("SIS d.o.o. Export Import", [("sis", "export", "import")]),
        # damage
        ("DÃ¼rr", [("da14rr",), ("durr",)]),
        (
            "长江电缆",
            [("changjiang", "cable"), ("yangtze", "cable"), ("yangtze", "river", "cable")],
        ),
        ("株式会社日立ビル", [("rilibiru",), ("rili", "vir"), ("rili", "bir")]),
        ("...", [()]),
        ("", [()]),
    ],
)
def test_readings(raw: str, tokens: list[tuple[str, ...]]) -> None:
    assert [name.tokens for name in read_alternatives(raw)] == tokens


@settings(deadline=None)
@given(st.text(max_size=40))
def test_the_writing_itself_comes_first_and_nothing_twice(raw: str) -> None:
    found = read_alternatives(raw)
    assert found[0].tokens == prepare_name(raw).tokens
    keys = [(name.tokens, name.legal) for name in found]
    assert len(keys) == len(set(keys))


# --- Pinyin in syllables ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hang Zhou Hai Kang Wei Shi", "HangZhou Hai Kang Wei Shi"),
        ("Da Hua Ke Ji You Xian Gong Si", "Da Hua KeJi YouXian GongSi"),
        ("dian-zi ke-ji", "dianzi keji"),
        ("yan jiu suo", "yanjiusuo"),  # the longest word
        ("Hikvision Ke Ji", "Hikvision KeJi"),
        ("Bank Ji", "Bank Ji"),
        ("Hai Kang", "Hai Kang"),  # a brand is left to the alignment
        ("Jean-Pierre Trading", "Jean-Pierre Trading"),
        ("", ""),
    ],
)
def test_known_words_are_joined(text: str, found: str) -> None:
    assert join_syllables(text) == found


@given(st.text(alphabet="kejidianz hugs-å", max_size=40))
def test_no_letter_is_lost(text: str) -> None:
    assert (
        "".join(join_syllables(text).replace("-", "").split())
        == "".join(text.replace("-", "").split())
        or join_syllables(text) == text
    )
