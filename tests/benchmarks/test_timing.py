"""Medians with their spread, turns, marks in a page, and caches that are emptied."""

import pytest

from benchmarks.timing import Figure, between, forget, ratios, run, spread, table, time_in_turn
from compliance.matching.scoring import read_bundled_scorecard
from compliance.names import prepare_name
from compliance.names.vocabulary import find_meaning


def test_a_spread_is_the_median_with_least_and_most() -> None:
    assert spread([3.0, 1.0, 2.0], 1, "s") == "2.0 (1.0–3.0) s"
    assert spread([1000.4]) == "1,000"
    assert spread([1.04, 1.01], 1) == "1.0"


def test_ratios_are_taken_turn_by_turn() -> None:
    assert ratios([10, 30], [5, 10]) == [2, 3]


def test_steps_take_turns() -> None:
    asked: list[str] = []

    def step(name: str) -> float:
        asked.append(name)
        return len(asked)

    found = time_in_turn({"a": lambda: step("a"), "b": lambda: step("b")}, 2)
    assert asked == ["a", "b", "a", "b"]
    assert found == {"a": [1, 3], "b": [2, 4]}


def test_a_table_has_a_line_a_figure() -> None:
    lines = table([Figure(what="speed", value="1", goal="2")]).splitlines()
    assert lines[1:] == ["|---|---:|---:|", "| speed | 1 | 2 |"]


def test_text_goes_between_its_marks_again_and_again() -> None:
    page = between("before <a> old <b> after", "<a>", "new", "<b>")
    assert page == "before <a>\nnew\n<b> after"
    assert between(page, "<a>", "new", "<b>") == page


@pytest.mark.parametrize("page", ["<a> only", "only <b>", "neither"])
def test_a_page_without_its_marks_is_left_alone(page: str) -> None:
    with pytest.raises(SystemExit, match="lacks the mark"):
        between(page, "<a>", "new", "<b>")


def test_names_are_forgotten_and_tables_are_not() -> None:
    prepare_name("Zenith Optical Works")
    find_meaning("optical")
    card = read_bundled_scorecard()
    forget()
    assert prepare_name.cache_info().currsize == 0
    assert find_meaning.cache_info().currsize == 0
    assert read_bundled_scorecard() is card


def test_a_command_says_its_time_and_memory() -> None:
    done = run("json.tool", "--help")
    assert done.seconds > 0
    assert 1 < done.megabytes < 1000


def test_a_command_that_fails_ends_the_run() -> None:
    with pytest.raises(SystemExit, match="no_such_file"):
        run("json.tool", "no_such_file")


def test_a_command_that_takes_too_long_is_ended() -> None:
    with pytest.raises(SystemExit, match=r"timeit took longer than 0\.5 s"):
        run("timeit", "import time; time.sleep(60)", seconds=0.5)


def test_a_command_that_wants_too_much_memory_fails() -> None:
    with pytest.raises(SystemExit, match="MemoryError"):
        run("timeit", "-n1", "bytes(4_000_000_000)", gigabytes=2)
