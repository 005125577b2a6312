"""Several files: a report each, one exit code, and nothing that fails in silence."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import LISTED, Screen

Put = Callable[[str, str | bytes], Path]
OPEN = f'Customer,Country\n"{LISTED}",CN\n'
DAMAGED = (
    "error: bad.xlsx: the workbook is damaged or cut short (fetch it again, or open it in "
    "Excel or LibreOffice, which may repair it, and save it anew)"
)
HARMLESS = "Customer,Country\nBakery Zimmermann,DE\n"
DECIDE = (
    "to decide: screen review in/sub/a.csv; or screen in/sub/a.csv -o report.xlsx, fill in Hits, "
    "then screen review import report.xlsx"
)


def test_a_file_that_cannot_be_read_does_not_stop_the_others(screen: Screen, put: Put) -> None:
    put("good.csv", HARMLESS)
    put("bad.xlsx", b"PK\x03\x04")
    ran = screen("nowhere.csv", "bad.xlsx", "good.csv", "--quiet")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == [
        "error: nowhere.csv: there is no such file (check the folder and the spelling)",
        DAMAGED,
        "2 of 3 files were not screened",
    ]


def test_one_open_hit_decides_over_all(screen: Screen, put: Put) -> None:
    put("good.csv", HARMLESS)
    put("open.csv", OPEN)
    assert screen("good.csv", "nowhere.csv", "open.csv").code == 1


def test_if_no_file_can_be_read_the_run_did_not_start(screen: Screen) -> None:
    assert screen("one.csv", "two.csv").code == 2


def test_a_folder_gets_a_report_a_file(screen: Screen, put: Put, folder: Path) -> None:
    put("in/a.csv", HARMLESS)
    put("in/sub/a.csv", OPEN)
    put("in/readme.pdf", "x")
    (folder / "reports").mkdir()
    ran = screen("in", "-o", "reports", "--quiet")
    record = folder.parent / "data" / "decisions.jsonl"
    assert ran.code == 1
    assert sorted(path.name for path in (folder / "reports").iterdir()) == [
        "a-screened-2.xlsx",
        "a-screened.xlsx",
    ]
    assert ran.err.splitlines() == [
        "report: reports/a-screened.xlsx",
        "report: reports/a-screened-2.xlsx",
        "warning: not screened, files ending in .pdf (1): in/readme.pdf",
        f"{DECIDE}; decisions are kept in {record}, or where the settings say",
    ]


def test_reports_never_become_the_next_input(screen: Screen, put: Put, folder: Path) -> None:
    put("in/a.csv", HARMLESS)
    ran = screen("in", "-o", "in")
    assert ran.code == 2
    assert ran.err == (
        "error: reports in in would themselves be screened next time "
        "(choose a folder outside in with -o)\n"
    )
    assert [path.name for path in (folder / "in").iterdir()] == ["a.csv"]


def test_a_problem_is_named_with_its_file(screen: Screen, put: Put) -> None:
    put("a.csv", HARMLESS)
    put("b.csv", "Firma,Land\nBakery,DE\n")
    ran = screen("a.csv", "b.csv", "--column", "name=Firma", "-q")
    assert ran.code == 3
    assert ran.err.splitlines()[0] == (
        "error: a.csv: no column is headed 'Firma' (asked for as name) "
        "(there are: 'Customer', 'Country')"
    )
