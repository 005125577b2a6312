"""One run prints and writes the whole table; what is not there is named."""

from pathlib import Path

import pytest

from benchmarks import quality, report
from benchmarks.question_set import Query, write
from tests.benchmarks.sets.lists import list_file, row

POSITIVES = [
    {"query_id": "p0", "name": "Hikvison Digital", "class": "typo1", "expected": "1"},
    {"query_id": "p1", "name": "Hikvision", "class": "alias_near", "expected": "1"},
    {"query_id": "p2", "name": "Other Alias", "class": "alias_far", "expected": "1"},
]
INNOCENTS = [{"query_id": f"n{at}", "name": f"Quartz {at} Bakery"} for at in range(4)]
SIBLINGS = [
    {"query_id": "n0", "name": "13th Institute", "class": "sibling_number", "against": "2"},
]
WILD = [
    {"input_name": "Hikvision", "expected": "HIT"},
    {"input_name": "Quartz Bakery", "expected": "NO_HIT"},
    {"input_name": "Corner Bakery", "expected": "HIT"},
]
PAIR = '{"query": "Hikvision", "candidate": "Hikvision", "schema": "Company", "is_match": true}\n'


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    for name, negatives in (("dev", INNOCENTS), ("siblings", SIBLINGS)):
        (tmp_path / name).mkdir()
        entries = (row("1", "Hikvision Digital", "Hikvision"), row("2", "12th Institute"))
        list_file(tmp_path / name, *entries)
        write(tmp_path / name / "positives.csv", POSITIVES)
        write(tmp_path / name / "innocents.csv", negatives)
    empty = {"id": "", "input_country": "", "why": "because"}
    write(tmp_path / "dev/wild.csv", ({**empty, **one} for one in WILD))
    (tmp_path / "pairs").mkdir()
    (tmp_path / "pairs/two.jsonl").write_text(PAIR, encoding="utf-8")
    return tmp_path


def run(folders: Path, *options: str) -> None:
    own = [str(folders / "dev"), "--sets", str(folders), "--pairs", str(folders / "pairs")]
    quality.main([*own, *options])


@pytest.mark.slow
def test_the_whole_table_in_one_run(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(folders)
    told = capsys.readouterr().out
    for measure in (
        "true parties found at 1 %",
        "worst kind of damage at 1 %: typo1",
        "siblings wrongly matched, own thresholds",
        "HIT and REVIEW spellings that alert",
        "two, F1",
        "STRONG cases that pass",
        "RapidFuzz WRatio",
        "skipped: acronyms (no such task)",
        "wild 'Corner Bakery': expected HIT, got CLEAR (because)",
        "| REVIEW | ",
    ):
        assert measure in told


@pytest.mark.slow
def test_the_figures_are_written_between_the_marks_of_a_page(folders: Path) -> None:
    page = folders / "quality.md"
    page.write_text(
        f"Before.\n{report.BEGIN}\nstale figures\n{report.END}\nAfter.\n", encoding="utf-8"
    )
    run(folders, "--no-baselines", "--every", "2", "--docs", str(page))
    text = page.read_text(encoding="utf-8")
    assert text.startswith("Before.\n")
    assert text.endswith(f"{report.END}\nAfter.\n")
    assert "stale figures" not in text
    assert "(one query in 2 of each class)" in text
    assert "Not measured here: damage2 (no such task)" in text


def test_every_nth_query_of_each_class_is_asked() -> None:
    queries = [Query(str(at), "x", "odd" if at % 2 else "even") for at in range(10)]
    assert [query.id for query in quality.thinned(queries, 3)] == ["0", "1", "6", "7"]
