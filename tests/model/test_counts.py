"""A sentence about one thing is one in plain English."""

from compliance.model.counts import write_count


def test_one_thing_is_in_the_singular_and_all_other_numbers_are_not() -> None:
    numbers = [write_count(number, "party is", "parties are") for number in (0, 1, 2, 12_000)]
    assert numbers == ["0 parties are", "1 party is", "2 parties are", "12,000 parties are"]
