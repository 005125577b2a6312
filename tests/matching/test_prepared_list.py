"""Names that are read once: the same names, whatever the parts they are packed in."""

import pytest

from compliance.matching import cells, prepared_list
from compliance.names import prepare_name
from tests.matching.building import entry

ENTRIES = [
    entry("Hikvision", "Hangzhou Hikvision Digital Technology Co., Ltd.", "海康威视"),
    entry("Zhejiang Dahua Technology"),
    entry("…"),
    entry("Blue River Glass", "BRG"),
]


@pytest.mark.parametrize("together", [1, 3, 100])
def test_every_name_comes_back_as_it_was(together: int) -> None:
    read = prepared_list.pack_names(ENTRIES, together)
    names = [found for some in read.names() for found in some]
    assert names == [[name for _, name in cells.prepare_names(one)] for one in ENTRIES]
    assert read.counting.weights() == prepared_list.weigh_entries(
        ENTRIES, map(cells.prepare_names, ENTRIES)
    )
    assert read.leaders == [0, 1, 2, 3]


def test_letters_that_utf8_cannot_write_do_no_harm() -> None:
    [[[name]]] = prepared_list.pack_names([entry("Hik\udc80vision")], 10).names()
    assert name == prepare_name("Hik\udc80vision")


def test_an_empty_list_has_no_names() -> None:
    assert [*prepared_list.pack_names([], 10).names()] == []
