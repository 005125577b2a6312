"""`screen lists show`, `search`, `diff` and `import`, and `--as-of`."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from compliance.cli.main import main
from tests.cli.conftest import Ran
from tests.lists.building import keep
from tests.lists.sources.csl_rows import csl

OLD = csl({"_id": "1", "name": "Foo Optics"}, {"_id": "2", "name": "Bar Steel"})
NEW = csl({"_id": "1", "name": "Foo Optics", "alt_names": "Phu"}, {"_id": "3", "name": "Baz [red]"})
FIRST, SECOND = "2026-11-01T08:00:00+00:00", "2026-11-05T08:00:00+00:00"
Run = Callable[..., Ran]
Put = Callable[[str, str | bytes], Path]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("SCREEN_DATA", str(folder / "data"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793900000")

    def words(*argv: str) -> Ran:
        code = main(argv)
        captured = capsys.readouterr()
        return Ran(code=code, out=captured.out, err=captured.err)

    return words


@pytest.fixture
def kept(folder: Path) -> Path:
    keep(folder / "data", "csl", {"list.csv": OLD}, FIRST)
    keep(folder / "data", "csl", {"list.csv": NEW}, SECOND)
    return folder / "data"


# --- show and search --------------------------------------------------------------------------


def test_an_entry_is_shown_whole(run: Run) -> None:
    ran = run("lists", "show", "hikvision")
    assert ran.code == 0
    assert "84 FR 54002" in ran.out
    assert "Licence requirement" in ran.out


def test_an_entry_that_is_not_there(run: Run) -> None:
    ran = run("lists", "show", "hikvisoin")
    assert (ran.code, ran.out) == (2, "")
    assert "no list in use has an entry 'hikvisoin'" in ran.err


@pytest.mark.parametrize("wanted", ["1", "csl:1"])
def test_an_entry_of_a_kept_list(run: Run, kept: Path, wanted: str) -> None:
    assert kept.is_dir()
    assert "Phu (alias)" in run("lists", "show", wanted, "--list", "csl").out


def test_all_words_must_stand_in_an_entry(run: Run) -> None:
    ran = run("lists", "search", "84 FR 54002", "SENSETIME")
    assert ran.out.splitlines()[0].startswith("curated:beijing-sensetime")
    assert "1 of " in ran.err
    assert run("lists", "search", "sensetime", "no such word").out == ""


def test_names_come_before_mentions(run: Run) -> None:
    ran = run("lists", "search", "hikvision")
    lines = ran.out.splitlines()
    assert lines[0].startswith("curated:hikvision  Hangzhou Hikvision Digital")
    mentions = ["mentioned: " in line for line in lines]
    assert mentions == sorted(mentions)
    assert any("mentioned: subsidiary of Hangzhou Hikvision" in line for line in lines)
    assert f"{mentions.count(False)} by name, {sum(mentions)} that mention them" in ran.err


def test_a_name_that_is_the_words_comes_first(run: Run, put: Put) -> None:
    rows = ({"_id": "1", "name": "Baz Foo"}, {"_id": "2", "name": "Foo Bar"}, {"_id": "3"})
    put("names.csv", csl(*rows[:2], {**rows[2], "name": "Zed", "alt_names": "Foo"}))
    out = run("lists", "search", "foo", "--list", "names.csv").out
    assert [line.split()[0][-1] for line in out.splitlines()] == ["3", "2", "1"]
    assert "also called Foo" in out


def test_untrusted_names_stay_text(run: Run, kept: Path) -> None:
    assert kept.is_dir()
    assert "Baz [red]" in run("lists", "search", "baz", "--list", "csl").out


# --- diff -------------------------------------------------------------------------------------


@pytest.mark.parametrize("old", ["csl@2026-11-02", "HASH"])
def test_two_versions_of_a_kept_list(run: Run, kept: Path, old: str) -> None:
    if old == "HASH":
        shown = run("lists", "history", "csl").out
        old = f"csl@{shown.split('sha256 ')[1][:8]}"
    assert kept.is_dir()
    assert run("lists", "diff", old, "csl").out.splitlines()[2:] == [
        "1 added, 1 removed, 1 changed",
        "+ 3  Baz [red]",
        "- 2  Bar Steel",
        "~ 1  Foo Optics",
        "    names + Phu (alias)",
    ]


def test_two_files_as_json(run: Run, put: Put) -> None:
    old, new = put("old.csv", OLD), put("new.csv", NEW)
    found = json.loads(run("lists", "diff", str(old), str(new), "--format", "json").out)
    assert [one["id"] for one in found["added"]] == ["3"]
    assert [one["id"] for one in found["removed"]] == ["2"]
    assert found["changed"] == [
        {
            "id": "1",
            "name": "Foo Optics",
            "fields": [{"field": "names", "old": [], "new": ["Phu (alias)"]}],
        }
    ]


@pytest.mark.parametrize(
    ("argv", "problem"),
    [
        (["csl"], "two versions are compared"),
        (["csl", "csl", "--format", "xml"], "'xml' is unknown"),
        (["csl@ffff", "csl"], "no version of list 'csl'"),
        (["nowhere.csv", "csl"], "neither a file nor a list"),
    ],
)
def test_what_cannot_be_compared(run: Run, kept: Path, argv: list[str], problem: str) -> None:
    assert kept.is_dir()
    ran = run("lists", "diff", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert problem in ran.err


# --- import -----------------------------------------------------------------------------------


@pytest.fixture
def denied(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Denied"
    for row in (
        ["Letter of 4 May 2026"],
        ["Name", "Country", "Reason"],
        ["Acme Optics Co., Ltd.", "China", "is-informed letter"],
        ["Blue River GmbH", "Germany", "=HYPERLINK(1)"],
    ):
        sheet.append(row)
    book.save(folder / "denied.xlsx")
    return folder / "denied.xlsx"


def test_a_private_list_is_kept_and_screened_against(run: Run, denied: Path, put: Put) -> None:
    ran = run("lists", "import", str(denied), "--id", "letters")
    assert ran.code == 0
    assert "Denied: 2 rows: 2 parties, 0 joined to them, 0 rejected" in ran.out
    assert "letters: updated" in ran.out
    customers = put("customers.csv", "name,country\nACME OPTICS CO LTD,CN\n")
    found = run(str(customers), "--list", "letters", "--long")
    assert found.code == 1
    assert "is-informed letter" in found.out
    assert "unchanged" in run("lists", "import", str(denied), "--id", "letters").out


def test_a_private_list_that_shrank_is_refused(run: Run, denied: Path) -> None:
    run("lists", "import", str(denied), "--id", "letters")
    book = openpyxl.load_workbook(denied)
    book.worksheets[0].delete_rows(4)
    book.save(denied)
    ran = run("lists", "import", str(denied), "--id", "letters")
    assert ran.code == 3
    assert "lost 1 of 2 entries" in ran.out
    assert run("lists", "import", str(denied), "--id", "letters", "--accept-shrunk").code == 0


def test_a_row_without_a_party_is_told(run: Run, denied: Path) -> None:
    book = openpyxl.load_workbook(denied)
    book.worksheets[0].append([None, "France", "nobody"])
    book.save(denied)
    ran = run("lists", "import", str(denied), "--id", "letters")
    assert ran.code == 3
    assert "rejected   Denied row 5" in ran.out


@pytest.mark.parametrize("name", ["csl", "curated", ""])
def test_an_id_that_cannot_be_had(run: Run, denied: Path, name: str) -> None:
    ran = run("lists", "import", str(denied), "--id", name)
    assert (ran.code, ran.out) == (2, "")


# --- as of ------------------------------------------------------------------------------------


def test_later_listed_differs_from_listed_and_never_listed(run: Run) -> None:
    later = run("name", "Hikvision", "--as-of", "2019-05-01")
    assert (later.code, "listed later (Entity List" in later.out) == (1, True)
    now = run("name", "Hikvision")
    assert "listed (Entity List" in now.out
    assert run("name", "Orbis Bakery", "--as-of", "2019-05-01").code == 0


def test_a_kept_version_of_that_day_is_used(run: Run, kept: Path) -> None:
    assert kept.is_dir()
    assert run("name", "Bar Steel", "--list", "csl", "--as-of", "2026-11-02").code == 1
    assert run("name", "Bar Steel", "--list", "csl").code == 0


def test_without_a_version_of_that_day_a_run_is_incomplete(run: Run, kept: Path) -> None:
    assert kept.is_dir()
    ran = run("name", "Orbis Bakery", "--list", "csl", "--as-of", "2026-10-01")
    assert ran.code == 3
    assert "no version of 2026-10-01 is stored" in ran.err


def test_a_report_says_of_which_day_its_lists_are(run: Run, put: Put) -> None:
    customers = put("customers.csv", "name\nOrbis Bakery\n")
    shown = run(str(customers), "--as-of", "2019-05-01").out
    assert "as they stood on 2019-05-01" in shown


def test_a_day_that_is_none(run: Run) -> None:
    ran = run("name", "Hikvision", "--as-of", "May 2019")
    assert (ran.code, ran.out) == (2, "")
    assert "is no date" in ran.err
