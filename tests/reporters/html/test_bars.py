from compliance.reporters.html.bars import MOST_BARS, rank_counts


def test_the_longest_bar_stands_first_and_equal_ones_by_name() -> None:
    made = rank_counts({"b": 2, "a": 2, "c": 5})
    assert [(one.label, one.count, one.share) for one in made] == [
        ("c", 5, 100),
        ("a", 2, 40),
        ("b", 2, 40),
    ]


def test_what_is_beyond_the_most_is_one_bar_and_not_dropped() -> None:
    made = rank_counts({f"list {number}": 1 for number in range(MOST_BARS + 3)})
    assert len(made) == MOST_BARS + 1
    assert (made[-1].label, made[-1].count) == ("3 others", 3)
    assert sum(one.count for one in made) == MOST_BARS + 3


def test_no_counts_are_no_bars() -> None:
    assert rank_counts({}) == []
