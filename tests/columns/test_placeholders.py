"""Words that stand for nobody, and marks that repeat the row above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.columns.placeholders import Placeholder, find_placeholder
from tests.columns.building import asked, rows


@pytest.mark.parametrize(
    "text",
    [
        "unknown", "Unknown", "UNKNOWN!", "[unknown]", "TBD", "t.b.d.", "n.n.", "N.N.", "k.A.",
        "#REF!", "#N/A", "0", "various", "Walk-in customer", "test", "未知", "待定", "inconnu",
        "неизвестно", "unknown end-user", "various suppliers", "Testkunde", "???", "不明", "미상",
        "desconocido", "sconosciuto", "onbekend", "nieznany", "bilinmiyor", "wird nachgereicht",
        "to be determined", "not specified", "diverse Kunden", "private person", "see attachment",
    ],
)  # fmt: skip
def test_nobody_is_named(text: str) -> None:
    assert find_placeholder(text) is Placeholder.UNNAMED
    [question] = asked(rows("No | End user", f"1 | {text}"))
    assert question.reason == f"column 'End user' names no party: it says “{text}”"


@pytest.mark.parametrize("text", ["-", "n/a", "none", "null", "NA", "keine", "無", "なし", "нет"])
def test_there_is_no_such_party(text: str) -> None:
    assert find_placeholder(text) is Placeholder.ABSENT
    assert [each.party.name for each in asked(rows("Name | Agent", f"Alpha | {text}"))] == ["Alpha"]


@pytest.mark.parametrize(
    "text",
    ["Unknown Worlds Entertainment", "Test Equipment Ltd", "Private Bank", "Various Brands Ltd",
     "Nobody's Child", "3M", "Stock Company", "Cash Converters", "None Such GmbH", "Bosch"],
)  # fmt: skip
def test_names_that_begin_like_a_placeholder(text: str) -> None:
    assert find_placeholder(text) is None


@pytest.mark.parametrize(
    "mark", ["ditto", "same as above", '"', "„", "〃", "同上", "siehe oben", "idem", "s.o.", "dto."]
)
def test_a_mark_of_repetition_is_the_name_above(mark: str) -> None:
    first, second, third = asked(rows("Name | No", "Alpha Ltd | 1", f"{mark} | 2", f"{mark} | 3"))
    assert [first.party.name, second.party.name, third.party.name] == ["Alpha Ltd"] * 3
    assert second.note == f"“{mark}” was read as the name in row 2"
    assert (first.note, third.reason) == ("", "")


def test_a_mark_of_repetition_below_nothing() -> None:
    [question] = asked(rows("Name | No", "ditto | 1"))
    assert question.reason == "column 'Name' refers to a row above, and none has a name"


def test_each_column_repeats_its_own() -> None:
    table = rows("Consignee | End user", "Alpha | Beta", "ditto | ditto")
    found = [(each.party.role, each.party.name) for each in asked(table)]
    assert found[2:] == [("consignee", "Alpha"), ("end_user", "Beta")]


@given(st.text(max_size=30))
def test_any_text_is_judged(text: str) -> None:
    assert find_placeholder(text) in (None, *Placeholder)
