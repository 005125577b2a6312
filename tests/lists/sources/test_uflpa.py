"""The UFLPA Entity List as a saved page: its tables, and the names inside a cell."""

import pytest

from compliance.lists.sources import us_dhs
from tests.lists.sources.official_files import UFLPA
from tests.lists.sources.world_files import adds_up, kinds, knows, reader, refusal

read = reader("us-dhs-uflpa")


def test_each_row_of_the_tables_is_an_entry() -> None:
    assert knows(UFLPA) == ["us-dhs-uflpa"]
    parsed = read(UFLPA)
    assert adds_up(parsed)
    assert [one.name for one in parsed.entries] == [
        "Baoding LYSZD Trade and Business Co., Ltd.",
        "Hetian Foo Garment Co., Ltd.",
        "Acme Textile Group",
        "Bar Corporation",
    ]
    [listing] = parsed.entries[0].listings
    assert (listing.programme.id, listing.effective_date) == ("us-dhs-uflpa", "2022-06-21")
    assert listing.reason == "A list of entities in Xinjiang Section 2(d)(2)(B)(i)"
    assert [one.reason for one in parsed.rejected] == ["a row of 1 cells under a header of 2"]


def test_the_names_inside_a_cell_are_parted() -> None:
    parsed = read(UFLPA)
    assert kinds(parsed, 1) == [
        ("Hetian Foo Garment Co., Ltd.", "primary"),
        ("Hetian Foo", "alias"),
        ("Foo Apparel Co., Ltd.", "alias"),
    ]
    assert [text for text, _ in kinds(parsed, 2)] == [
        "Acme Textile Group",
        "Acme Tex",
        "Acme Yarn Co., Ltd.",
        "Acme Dye",
        "Acme Spin",
    ]
    [listing] = parsed.entries[3].listings
    assert listing.notes == (
        "Reaches further: Bar Corporation and its subordinate and affiliated entities",
    )
    assert listing.effective_date == ""


def test_other_pages_are_not_this_list() -> None:
    assert knows(UFLPA.replace(b"Name of Entity", b"Entity")) == []
    assert knows(b"<html>UFLPA</html>") == []
    rows = UFLPA.split(b"<tbody>")[0] + b"</table></html>"
    assert "holds no entry" in refusal("us-dhs-uflpa", rows)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("A; B; and C", ["A", "B", "C"]),
        ("A and B", ["A", "B"]),
        ("A Co., Ltd., B, and C", ["A Co., Ltd.", "B", "C"]),
    ],
)
def test_names_in_a_row(text: str, parts: list[str]) -> None:
    assert us_dhs.part_names(text) == parts
