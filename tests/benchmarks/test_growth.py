"""Growth: what is measured is kept at once, what is there is left, a curve ends where it fails."""

import csv
from pathlib import Path

import pytest

from benchmarks import growth, growth_point
from benchmarks.growth import END, START, arguments, main, sizes, written, written_list
from benchmarks.made_names import Named
from benchmarks.points import load
from benchmarks.question_set import watchlist
from benchmarks.timing import Ran
from compliance.model import PartyKind
from compliance.screening import list_cache
from tests.benchmarks.sets.lists import list_file, row

FIRMS = [f"Quartz {at} Bakery" for at in range(12)]


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Commands that were run; none is, and one of a million rows is ended."""
    asked: list[tuple[str, ...]] = []

    def run(*words: str, seconds: float, gigabytes: float) -> Ran:
        asked.append((*words, f"{seconds:g}", f"{gigabytes:g}"))
        if words[0] == "compliance":
            if len(Path(words[1]).read_text("utf-8").splitlines()) > 31:
                raise SystemExit("compliance took longer than 5 s")
            Path(words[words.index("-o") + 1]).touch()
        else:
            Path(words[-1]).write_text("1.5 2 5", encoding="utf-8")
            (Path(words[-1]).parent / "kept").mkdir(exist_ok=True)
        return Ran(seconds=3, megabytes=50)

    monkeypatch.setattr(growth, "run", run)
    monkeypatch.setenv(list_cache.CACHE_VARIABLE, str(tmp_path / "kept"))
    list_file(tmp_path, row("1", "Hikvision Digital", "Hikvision"), row("2", "Zenith Works"))
    written(tmp_path / "firms.csv", FIRMS)
    return asked


def measure(tmp_path: Path, *words: str) -> None:
    given = [str(tmp_path / "list.csv"), "--names", str(tmp_path / "firms.csv"), "--asked", "5"]
    main([*given, "--points", str(tmp_path / "points.csv"), "--folder", str(tmp_path), *words])


def test_points_are_kept_and_not_measured_again(tmp_path: Path, ran: list[tuple[str, ...]]) -> None:
    words = ("--list-names", "9,20", "--rows", "30", "--asked-rows", "")
    measure(tmp_path, *words, "--processes", "2", "--seconds", "5")
    found = load(tmp_path / "points.csv")
    assert list(found) == [("list", 9), ("list", 20), ("rows", 30)]
    assert (found["list", 9].build_seconds, found["list", 9].each) == (1.5, 400_000)
    assert ran[-1][0] == "compliance"
    assert ran[-1][ran[-1].index("--processes") + 1] == "2"
    assert ran[-1][-2:] == ("5", "16")
    before = len(ran)
    measure(tmp_path, *words)
    assert len(ran) == before
    measure(tmp_path, *words, "--again")
    assert len(ran) == 2 * before


def test_a_curve_ends_where_a_point_takes_too_long(
    tmp_path: Path, ran: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    measure(tmp_path, "--list-names", "", "--rows", "30,40,50", "--asked-rows", "40")
    assert list(load(tmp_path / "points.csv")) == [("asked", 40), ("rows", 30)]
    assert "rows 40: not measured, nor any larger: compliance took" in capsys.readouterr().err
    assert len([one for one in ran if one[0] == "compliance"]) == 2


@pytest.mark.usefixtures("ran")
def test_picture_and_page_are_written(tmp_path: Path) -> None:
    page, picture = tmp_path / "page.md", tmp_path / "growth.svg"
    page.write_text(f"before {START}{END} after", encoding="utf-8")
    none = ("--rows", "", "--docs", str(page), "--picture", str(picture))
    measure(tmp_path, "--list-names", "9", *none)
    assert "| 9 | 1.5 s | 50 MB | 400,000 µs | 50 MB |" in page.read_text("utf-8")
    assert picture.read_text("utf-8").startswith("<svg")


def test_sizes_stand_between_commas() -> None:
    assert sizes("300, 20,") == (20, 300)
    assert arguments().parse_args(["l", "--names", "n"]).rows[-1] == 10_000_000


def test_a_written_list_is_read_back(tmp_path: Path) -> None:
    parties = [
        Named(kind=PartyKind.PERSON, names=("DOE, Jo", "DOE; J.")),
        Named(kind=PartyKind.UNKNOWN, names=("Zenith Works",)),
    ]
    found = watchlist(written_list(tmp_path / "list.csv", parties)).entries
    assert [one.kind for one in found] == [PartyKind.PERSON, PartyKind.UNKNOWN]
    assert [name.text for name in found[0].names] == ["DOE, Jo", "DOE, J."]


def test_one_row_in_fifty_is_a_listed_name_with_a_letter_more(tmp_path: Path) -> None:
    list_file(tmp_path, row("1", "Hikvision Digital"))
    written(tmp_path / "firms.csv", FIRMS)
    words = [str(tmp_path / "list.csv"), "--names", str(tmp_path / "firms.csv")]
    found = list(growth.Growth(arguments().parse_args(words), tmp_path).rows(120))
    assert len(found) == 120
    assert found[:12] == FIRMS
    assert [len(found[at]) for at in (49, 99)] == [len("Hikvision Digital") + 1] * 2


def test_a_point_says_what_it_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(list_cache.CACHE_VARIABLE, str(tmp_path / "kept"))
    listed = list_file(tmp_path, row("1", "Hikvision Digital"))
    asked, said = written(tmp_path / "asked.csv", FIRMS), tmp_path / "said"
    growth_point.main(str(listed), asked, said)
    build, seconds, answered = map(float, said.read_text("utf-8").split())
    assert min(build, seconds) > 0
    assert answered == len(FIRMS)


def test_questions_have_the_names_of_the_table(tmp_path: Path) -> None:
    path = written(tmp_path / "asked.csv", ["a", 'b "c", d'])
    with path.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == 3
    assert [one.party.name for one in growth_point.questions(path)] == ["a", 'b "c", d']
