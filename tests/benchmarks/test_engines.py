"""The arithmetic of a night, and the names and tables around it."""

from pathlib import Path

import pytest

from benchmarks.engines import (
    END,
    PARTS,
    START,
    Nightly,
    Timed,
    altered,
    inserted,
    paper,
    report,
    written,
)

NIGHT = Nightly(rate=1000, measured=3000, build=9, parties=3_600_000, names=300_000, cores=10)


def test_a_night_is_parties_times_seconds() -> None:
    assert NIGHT.seconds(3000) == pytest.approx(0.001)
    assert NIGHT.seconds(300_000) == pytest.approx(0.009)
    assert NIGHT.all == pytest.approx(9)
    assert NIGHT.builds == pytest.approx(10 * 9 * 100 / 3600)


def test_a_delta_is_new_parties_and_new_names() -> None:
    assert NIGHT.new_parties == pytest.approx(0.045)
    assert NIGHT.new_names == pytest.approx(0.995 * 1000 * NIGHT.seconds(1500))
    assert "| **delta saves** | 1 − (0.0 + 0.7) / 9.0 | 92% |" in list(paper(NIGHT))


def test_names_are_the_same_ones_in_every_run_and_differ() -> None:
    found = list(altered(["Bakery", "Mill"], 40))
    assert found == list(altered(["Bakery", "Mill"], 40))
    assert found[:2] == ["Bakery", "Mill"]
    assert len(set(found)) > 30


def test_every_name_is_in_one_part(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", [str(at) for at in range(10)])
    lines = [path.read_text().splitlines() for path in sorted(folder.iterdir())]
    assert len(lines) == PARTS
    assert sorted(int(name) for part in lines for name in part[1:]) == list(range(10))


def test_the_work_is_what_the_start_leaves() -> None:
    lines = list(report([Timed(engine="one", start=2, whole=12)], 1000, 3000, 64))
    assert "| one | 2.0 | 10.0 | 12.0 | 100 |" in lines


def test_figures_go_between_their_marks() -> None:
    page = f"before {START} old {END} after"
    assert inserted(inserted(page, "x"), "new") == f"before {START}\n\nnew\n\n{END} after"
