"""Names typed without their spaces, or syllable by syllable, are read both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.names import alternatives as module
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


# --- What is told of words --------------------------------------------------------------------

_WORDS = (
    "Alpha BETA McGamma GammaCo GammaCo., S.A. SAS.A. COMPANY COMPANYBETA LIMITED LIABILITY JOINT "
    "STOCK JointStockCompanyBeta OOOBETA AOBeta Pr0gress 404 d.o.o. d. o. doo a.d. a. Trzin hang "
    "Zhou ke-ji Ke Ji Da hua al Wischin Prigoschin Abdel Cheikh Boucherf Djamel Shevchenka Dürr "
    "DÃ¼rr Café Хиквижн 长江 삼성 ソニー «A» No.5"
)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=5),
    st.sampled_from((" ", "  ", "\t", "\u00a0")),
)
def test_what_is_told_of_the_words_is_true_of_the_name(words: list[str], space: str) -> None:
    raw = space.join(words)
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(module, "_is_read_one_way", lambda _: False)
        looked_at = read_alternatives(raw)
    assert read_alternatives(raw) == looked_at
