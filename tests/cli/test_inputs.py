"""Which files a run is about, and what of a folder is left over."""

import os
from pathlib import Path

import pytest

from compliance.cli import inputs
from compliance.cli.inputs import Inputs, describe_leftovers, find_inputs
from compliance.errors import InputError
from tests.readers.building import xlsx, zipped

FLAT = b"file,sheet,row,role,id,name,country,decision,reason,matches"
TABLE = b"Customer,Country\nBakery Zimmermann,DE\n"


def put(folder: Path, *names: str, data: bytes = b"") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def names(found: Inputs, folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in found.files]


def gaps(found: Inputs, folder: Path) -> dict[str, str]:
    """What may hold parties and is not screened: path -> kind."""
    return {
        str(each.path.relative_to(folder)): each.kind
        for each in found.leftovers
        if each.may_hold_parties
    }


def test_files_stay_in_the_order_given_and_come_once(tmp_path: Path) -> None:
    put(tmp_path, "b.csv", "a.csv")
    given = [f"{tmp_path}/b.csv", f"{tmp_path}/a.csv", f"{tmp_path}/./b.csv"]
    assert names(find_inputs(given), tmp_path) == ["b.csv", "a.csv"]


def test_a_missing_file_is_left_to_the_reader(tmp_path: Path) -> None:
    assert find_inputs([f"{tmp_path}/nowhere.csv"]).files == [tmp_path / "nowhere.csv"]


def test_a_folder_gives_its_workbooks_and_those_below(tmp_path: Path) -> None:
    put(tmp_path, "b.XLSX", "a.csv", "sub/c.ods", "notes.pdf")
    put(tmp_path, "~$b.XLSX", ".hidden.csv", ".git/d.csv", "Thumbs.db", "sub/desktop.ini")
    found = find_inputs([str(tmp_path)])
    assert names(found, tmp_path) == ["a.csv", "b.XLSX", "sub/c.ods"]
    assert gaps(found, tmp_path) == {"notes.pdf": "files ending in .pdf"}
    assert len(found.leftovers) == 1


@pytest.mark.parametrize(
    "name", ["a.xlsb", "a.numbers", "a.pdf", "a.docx", "a.zip", "a.gz", "a.7z", "a.xml", "a.dat"]
)
def test_what_may_hold_parties_makes_the_run_incomplete(tmp_path: Path, name: str) -> None:
    put(tmp_path, "a.csv", f"sub/{name}")
    found = find_inputs([str(tmp_path)])
    assert gaps(found, tmp_path) == {f"sub/{name}": f"files ending in .{name[2:]}"}
    assert not found.is_whole


@pytest.mark.parametrize("name", ["a.md", "README", "logo.PNG", "macro.py", "LICENSE.txt.sig"])
def test_papers_pictures_and_programs_are_named_and_no_gap(tmp_path: Path, name: str) -> None:
    put(tmp_path, "a.csv", name)
    found = find_inputs([str(tmp_path)])
    assert [each.path.name for each in found.leftovers] == [name]
    assert found.is_whole


@pytest.mark.parametrize(
    ("name", "data", "is_screened"),
    [
        ("customers", TABLE, True),
        ("customers", xlsx([["Name"]]), True),
        ("customers.xlsx.bak", xlsx([["Name"]]), True),
        ("customers", b"\x01\x02\x03" * 99, False),
        ("customers.bak", TABLE, False),
        ("customers.bak", zipped({"a": "b"}), False),
    ],
)
def test_unknown_endings_are_looked_into(
    tmp_path: Path, name: str, data: bytes, *, is_screened: bool
) -> None:
    put(tmp_path, "a.csv")
    put(tmp_path, name, data=data)
    found = find_inputs([str(tmp_path)])
    assert (tmp_path / name in found.files) is is_screened
    assert found.is_whole is is_screened


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("screen.toml", b""),
        ("decisions.jsonl", b""),
        ("r.json", b'{"manifest": {"notice": "No match is not clearance"'),
        ("run.json", b'{"form": 1,\n"program": {"code": "3e04"'),
        (
            "r.jsonl",
            b'{"file": "a.csv", "sheet": "", "row": 2, "role": "name", "decision": "CLEAR"',
        ),
        (
            "r.csv",
            b"\xef\xbb\xbffile,sheet,row,role,id,name,country,decision,reason,matches,list\r\n",
        ),
    ],
)
def test_reports_and_records_of_this_program_are_no_gap(
    tmp_path: Path, name: str, data: bytes
) -> None:
    put(tmp_path, "a.csv")
    put(tmp_path, name, data=data)
    found = find_inputs([str(tmp_path)])
    assert names(found, tmp_path) == ["a.csv"]
    assert [each.kind for each in found.leftovers] == ["reports and records of this program"]
    assert found.is_whole


def link(place: Path, target: Path) -> None:
    try:
        place.symlink_to(target)
    except OSError:
        pytest.skip("no links on this system")


def test_a_linked_folder_is_named_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "in/a.csv", "elsewhere/b.csv")
    link(tmp_path / "in" / "linked", tmp_path / "elsewhere")
    found = find_inputs([f"{tmp_path}/in"])
    assert names(found, tmp_path / "in") == ["a.csv"]
    assert gaps(found, tmp_path / "in") == {"linked": "linked folders, which are not followed"}


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    put(tmp_path, "in/a.csv", "in/sub/b.csv")
    link(tmp_path / "in" / "sub" / "up", tmp_path / "in")
    found = find_inputs([f"{tmp_path}/in"])
    assert names(found, tmp_path / "in") == ["a.csv", "sub/b.csv"]
    assert found.is_whole


def test_a_link_into_a_hidden_folder_is_a_gap(tmp_path: Path) -> None:
    put(tmp_path, "a.csv", ".store/b.csv")
    link(tmp_path / "shown", tmp_path / ".store")
    assert list(gaps(find_inputs([str(tmp_path)]), tmp_path)) == ["shown"]


def test_a_link_to_nowhere_is_a_gap_and_one_to_a_file_is_the_file(tmp_path: Path) -> None:
    put(tmp_path, "in/a.csv", "elsewhere.csv")
    link(tmp_path / "in" / "gone.csv", tmp_path / "gone.csv")
    link(tmp_path / "in" / "there.csv", tmp_path / "elsewhere.csv")
    found = find_inputs([f"{tmp_path}/in"])
    assert names(found, tmp_path / "in") == ["a.csv", "there.csv"]
    assert gaps(found, tmp_path / "in") == {"gone.csv": "links and devices that are no files"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_named_and_not_waited_for(tmp_path: Path) -> None:
    put(tmp_path, "a.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert list(gaps(find_inputs([str(tmp_path)]), tmp_path)) == ["pipe.csv"]


def test_a_folder_that_cannot_be_read_is_a_gap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.csv", "closed/b.csv")
    scan = os.scandir

    def guarded(place: str) -> object:
        if Path(place).name == "closed":
            raise PermissionError(13, "Permission denied", place)
        return scan(place)

    monkeypatch.setattr(os, "scandir", guarded)
    found = find_inputs([str(tmp_path)])
    assert names(found, tmp_path) == ["a.csv"]
    assert gaps(found, tmp_path) == {"closed": "folders that cannot be read"}


def test_what_another_argument_names_is_not_left_over(tmp_path: Path) -> None:
    put(tmp_path, "in/a.csv", "in/b.dat")
    found = find_inputs([f"{tmp_path}/in", f"{tmp_path}/in/b.dat", f"{tmp_path}/in"])
    assert names(found, tmp_path / "in") == ["a.csv", "b.dat"]
    assert found.leftovers == []


def test_a_folder_without_workbooks(tmp_path: Path) -> None:
    put(tmp_path, "notes.pdf")
    with pytest.raises(InputError) as caught:
        find_inputs([str(tmp_path)])
    assert str(caught.value) == (
        f"folder {str(tmp_path)!r} holds no file that can be screened "
        "(it looks for .xlsx, .xlsm, .xls, .ods, .parquet, .csv, .tsv, .txt; "
        "not among them: files ending in .pdf (1))"
    )


def test_what_is_left_over_is_named_by_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.csv", "a.md", "x.pdf", "y.pdf", "z.pdf", "b.zip")
    pdfs = f"{tmp_path}/x.pdf, {tmp_path}/y.pdf"
    monkeypatch.setattr(inputs, "NAMED", 2)
    found = find_inputs([str(tmp_path)])
    assert list(describe_leftovers(found.leftovers)) == [
        f"warning: not screened, files ending in .pdf (3): {pdfs} and 1 more",
        f"warning: not screened, files ending in .zip (1): {tmp_path}/b.zip",
        f"not screened, files ending in .md (1): {tmp_path}/a.md",
    ]
