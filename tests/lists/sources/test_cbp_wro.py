"""Withhold Release Orders: those in force that name a party, the others with a reason."""

import pytest

from compliance.lists.common.dates import read_month_first
from compliance.model import ListEntry
from tests.lists.sources.official_files import WRO_CSV
from tests.lists.sources.world_files import adds_up, knows, reader, refusal

read = reader("us-cbp-wro")


def entry() -> ListEntry:
    return read(WRO_CSV).entries[0]


def test_an_order_becomes_an_entry() -> None:
    assert knows(WRO_CSV) == ["us-cbp-wro"]
    assert (entry().name, entry().countries) == ("Example Manufacturing, Ltd.", ("ID",))
    [listing] = entry().listings
    assert (listing.programme.id, listing.effective_date) == ("us-cbp-wro", "2026-08-01")
    assert listing.reason == "WRO: PVC sheet, coated"
    assert listing.notes == ("Reaches further: Example Manufacturing, Ltd. and its subsidiaries",)
    assert "Publisher's remark: Line one Line two" in entry().remarks


def test_orders_that_name_nobody_or_have_ended_are_rejected() -> None:
    parsed = read(WRO_CSV)
    assert adds_up(parsed)
    assert [one.reason for one in parsed.rejected] == [
        "the order names no party: All cotton from Turkmenistan",
        "the order is not in force: Inactive",
    ]


def test_a_list_without_a_party_and_a_torn_row_are_refused() -> None:
    head = WRO_CSV.partition(b"\r\n")[0]
    assert "holds no entry" in refusal("us-cbp-wro", head + b"\r\n")
    assert "columns" in refusal("us-cbp-wro", WRO_CSV + b"1,2\r\n")


@pytest.mark.parametrize(
    ("text", "day"), [("8/1/2026", "2026-08-01"), ("2026-08-01", "2026-08-01"), ("soon", "")]
)
def test_days(text: str, day: str) -> None:
    assert read_month_first(text) == day
