"""Names that are read once: the same names, whatever the parts they are packed in."""

import pytest

from compliance.matching import cells, prepared_list
from compliance.matching.term_weights import WordCounts
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
    counting = WordCounts()
    names = []
    parts = [ENTRIES[at : at + together] for at in range(0, len(ENTRIES), together)]
    for part in prepared_list.read_parts(parts):
        counting.join(part.counting)
        names += prepared_list.unpack(part.names)
    assert names == [[name for _, name in cells.prepare_names(one)] for one in ENTRIES]
    whole = WordCounts()
    for one, found in zip(ENTRIES, names, strict=True):
        prepared_list.count_words(whole, one, found)
    assert counting.weights() == whole.weights()


def test_letters_that_utf8_cannot_write_do_no_harm() -> None:
    [part] = prepared_list.read_parts([[entry("Hik\udc80vision")]])
    assert prepared_list.unpack(part.names) == [[prepare_name("Hik\udc80vision")]]
