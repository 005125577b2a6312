"""The arithmetic of a night: parties times seconds, what a delta saves, what is measured."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.nightly import BOUND, END, START, Growth, Nightly, growth, main, paper
from benchmarks.points import Point

NIGHT = Nightly(
    rate=1000,
    measured=3000,
    build=9,
    growth=Growth(times=3, source="a guess"),
    parties=3_600_000,
    names=300_000,
    cores=10,
)


def listed(size: int, seconds: float) -> Point:
    return Point(curve="list", size=size, asked=1000, seconds=seconds, megabytes=1)


def test_a_night_is_parties_times_seconds() -> None:
    assert NIGHT.seconds(3000) == pytest.approx(0.001)
    assert NIGHT.seconds(300_000) == pytest.approx(0.009)
    assert NIGHT.all == pytest.approx(9)
    assert NIGHT.builds == pytest.approx(9 * 100 / 3600)


def test_a_night_has_a_price() -> None:
    lines = list(paper(replace(NIGHT, price=0.10)))
    assert "| money | 9.2 × 0.10 | 0.92 |" in lines
    assert "| time on 10 cores | 0.25 + 9.0 / 10 | 1.15 hours |" in lines
    assert "| ten times the names | a guess | × 3 |" in lines


def test_a_delta_is_new_parties_and_new_names() -> None:
    assert NIGHT.new_parties == pytest.approx(0.045)
    assert NIGHT.new_names == pytest.approx(0.995 * 1000 * NIGHT.seconds(1500))
    lines = list(paper(NIGHT))
    assert "| **delta saves** | 1 − (0.0 + 0.7) / 9.0 | 92% |" in lines
    assert "| money, the list included | 1.0 × 0.05 | 0.05 |" in list(paper(NIGHT))


def test_the_table_goes_into_its_place_in_the_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{START}\nold\n{END}\nafter\n", encoding="utf-8")
    points = str(tmp_path / "none.csv")
    main(["1000", "3000", "9", "--cores", "10", "--points", points, "--docs", str(page)])
    text = page.read_text(encoding="utf-8")
    assert "| measured, one core, 3,000 names | r | 1,000 a second |" in text
    assert text.startswith("before\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "old" not in text


def test_growth_is_what_was_measured_from_a_real_list_to_the_longest() -> None:
    points = [listed(3_000, 0.1), listed(50_000, 1), listed(500_000, 1.5), listed(5_000_000, 4)]
    found = growth(points)
    assert found.times == pytest.approx(2)
    assert found.source == "measured, 50,000 to 5,000,000 names"


@pytest.mark.parametrize("points", [[], [listed(3_000, 1)], [listed(50_000, 1), listed(99_000, 2)]])
def test_growth_is_the_goals_bound_where_it_was_not_measured(points: list[Point]) -> None:
    assert growth(points).times == BOUND
    assert "not measured" in growth(points).source
