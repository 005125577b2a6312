"""`screen lists import`: an official file end to end, and the private lists as before."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compliance.cli.main import main
from tests.cli.conftest import Ran
from tests.lists.sources.official_files import SDN_XML, SECO_XML
from tests.lists.sources.test_dfat import workbook

SETTINGS = """
[lists.us-ofac-sdn]
fewest = 2
canaries = ["PETRO URREGO"]
sources = ["us-ofac-sdn"]
most-rejected = 0.5
[lists.au]
fewest = 1
most-rejected = 0.5
"""
WAY_OUT = "compare it with the publisher's page; if it is right:"
Run = Callable[..., Ran]
Put = Callable[[str, str | bytes], Path]


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    (folder / "screen.toml").write_text(SETTINGS)

    def words(*argv: str, day: int = 1) -> Ran:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_788_249_600 + (day - 1) * 86_400))
        code = main(argv)
        captured = capsys.readouterr()
        return Ran(code=code, out=captured.out, err=captured.err)

    return words


def test_an_official_file_is_imported_screened_pinned_and_verified(run: Run, put: Put) -> None:
    put("SDN.XML", SDN_XML)
    put("customers.csv", "name,country\nMAR AZUL,CU\n")
    ran = run("lists", "import", "SDN.XML")
    assert ran.code == 0
    first, second, third = ran.out.splitlines()
    assert first.startswith("SDN.XML: OFAC SDN or consolidated XML (sdnList), SHA-256 ")
    assert second == "us-ofac-sdn: updated, 2 entries, as of 2026-08-28, 1 row rejected"
    assert third == "imported by hand; use it with --list us-ofac-sdn"
    assert run("customers.csv", "--list", "us-ofac-sdn").code == 1
    shown = run("lists", "--list", "us-ofac-sdn").out
    assert "  from       imported from SDN.XML by hand\n" in shown
    assert "  imported   2026-09-01T08:00:00+00:00\n" in shown
    assert "days since the date of its data" in shown
    assert "accepted, in use: 2 entries" in run("lists", "history", "us-ofac-sdn").out
    assert run("lists", "verify").code == 0
    assert run("lists", "pin", "us-ofac-sdn").code == 0
    assert 'source = "imported from SDN.XML by hand"' in Path("screen.lock").read_text()
    assert run("customers.csv", "--list", "us-ofac-sdn").code == 1


def test_what_fails_the_checks_is_refused_until_somebody_takes_it(run: Run, put: Put) -> None:
    put("sdn.xml", SDN_XML.replace(b"PETRO URREGO", b"SOMEBODY ELSE"))
    ran = run("lists", "import", "sdn.xml")
    assert ran.code == 3
    assert ran.out.splitlines()[1:] == [
        "us-ofac-sdn: refused, 2 entries, as of 2026-08-28, 1 row rejected",
        "  PETRO URREGO is not in it, which is known to be listed",
        f"  what to do: {WAY_OUT} screen lists import sdn.xml --accept-shrunk",
        "  no version of it is stored, so it cannot be used yet",
    ]
    assert run("lists", "import", "sdn.xml", "--accept-shrunk").code == 0


def test_an_old_file_is_called_old_by_its_data_and_not_by_the_import(run: Run, put: Put) -> None:
    put("sdn.xml", SDN_XML)
    run("lists", "import", "sdn.xml", day=20)
    shown = run("lists", "--list", "us-ofac-sdn", day=20).out
    assert "notice     its data of 2026-08-28 are 23 days old; import or give a newer" in shown


def test_a_workbook_and_a_short_list_of_another_publisher(run: Run, put: Put) -> None:
    put("list.xlsx", workbook())
    put("ch.xml", SECO_XML)
    assert "au: updated, 2 entries" in run("lists", "import", "list.xlsx").out
    ran = run("lists", "import", "ch.xml")
    assert ran.code == 3
    assert "it holds 3 entries, and at least 3,000 are expected" in ran.out


def test_a_list_of_ones_own_is_imported_as_before(run: Run, put: Put) -> None:
    put("denied.csv", "name,country\nAcme Optics,CN\n")
    assert run("lists", "import", "denied.csv", "--id", "letters").code == 0
    ran = run("lists", "import", "denied.csv")
    assert ran.code == 2
    assert "no official list of a known form" in ran.err
    assert "--id letters" in ran.err
    for taken in ("csl", "au", "curated"):
        assert (
            "is the id of a published list"
            in run("lists", "import", "denied.csv", "--id", taken).err
        )


def test_files_that_are_missing_or_too_many(run: Run, put: Put) -> None:
    put("a.csv", "name\nFoo\n")
    assert "error: a file is needed" in run("lists", "import").err
    assert "cannot be read" in run("lists", "import", "none.xml").err
    assert "is made of one file" in run("lists", "import", "a.csv", "a.csv", "--id", "x").err
    assert "is made of one file" in run("lists", "import", "a.csv", "--id", "x", "--as", "uk").err
