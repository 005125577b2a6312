"""Sixty made workbooks, and real tables where they are at hand: the copy loses nothing."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from compliance.reporters.xlsx import write
from compliance.reporters.xlsx.package import Package
from compliance.reporters.xlsx.workbook_part import WorkbookPart
from tests.reporters.factory import match, result, sheet_summary
from tests.reporters.xlsx.books import about
from tests.reporters.xlsx.comparison import compare, parts
from tests.reporters.xlsx.made_books import makers
from tests.reporters.xlsx.made_rows import LISTED

MAKERS = makers()
ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "spreadsheets"
SECONDS = 600
"""That LibreOffice may take for all workbooks together."""


def made(name: str, folder: Path) -> Path:
    """The workbook of that name."""
    path = folder / f"{name.replace(' ', '-')}{'.xlsm' if name == 'macros' else '.xlsx'}"
    MAKERS[name](path)
    return path


def annotated(source: Path, folder: Path) -> Path:
    """The annotated copy: two parties of its sheet Customers are listed."""
    folder.mkdir(exist_ok=True)
    copy = folder / source.name
    answers = [
        result("Bakery Ltd", row=2),
        result(LISTED, match(), row=3),
        result("Dahua Technology", match(), row=5),
    ]
    write(about(source, *answers), copy)
    return copy


def is_edited(copy: Path) -> bool:
    """Whether the user's own workbook was edited, and not its sheets built anew."""
    said = b"".join(data for name, data in parts(copy).items() if "screening" in name)
    return b"cannot be edited without risk" not in said


def test_there_are_fifty() -> None:
    assert len(MAKERS) >= 50


@pytest.mark.parametrize("name", MAKERS)
def test_every_part_is_what_it_was(name: str, tmp_path: Path) -> None:
    source = made(name, tmp_path)
    copy = annotated(source, tmp_path / "copies")
    assert is_edited(copy)
    compare(source, copy)


# --- LibreOffice ------------------------------------------------------------------------------


def convert(files: Sequence[Path], form: str, folder: Path) -> Path:
    """The files in another form, as LibreOffice opens and saves them, in a folder of their own."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    out = folder / f"as-{form}"
    words = [office, f"-env:UserInstallation=file://{folder}/office", "--headless"]
    words += ["--convert-to", form, "--outdir", str(out), *map(str, files)]
    subprocess.run(words, check=True, capture_output=True, timeout=SECONDS)
    return out


@pytest.mark.slow
def test_libreoffice_opens_all_and_what_it_saves_is_kept_too(tmp_path: Path) -> None:
    sources = [made(name, tmp_path) for name in MAKERS]
    copies = [annotated(source, tmp_path / "copies") for source in sources]
    pages = convert(copies, "pdf", tmp_path)
    assert sorted(one.stem for one in pages.iterdir()) == sorted(one.stem for one in copies)
    saved = convert(sources, "xlsx", tmp_path)
    for source in saved.iterdir():
        copy = annotated(source, tmp_path / "saved")
        assert is_edited(copy), source.name
        compare(source, copy)


@pytest.mark.slow
def test_real_tables_that_libreoffice_turned_into_workbooks(tmp_path: Path) -> None:
    found = sorted(
        one for one in SHARED.rglob("*") if one.suffix in {".ods", ".xls", ".csv", ".tsv"}
    )
    if not found:
        pytest.skip("the shared workbooks are not here")
    compared = []
    for number, source in enumerate(found):  # two may have one name and several endings
        shutil.copy(source, tmp_path / f"{number:03d}{source.suffix}")
    for source in convert(sorted(tmp_path.glob("[0-9]*")), "xlsx", tmp_path).iterdir():
        copy = tmp_path / f"copy-{source.name}"
        with ZipFile(source) as archive:
            name = WorkbookPart(Package(archive)).sheets[0].name
        answers = [result(f"Party {row}", match(), row=row, sheet=name) for row in (2, 3)]
        write(about(source, *answers, sheets=(sheet_summary(name),)), copy)
        if is_edited(copy):
            compare(source, copy)
            compared.append(copy)
    assert len(compared) >= len(found) * 0.7
    pages = convert(compared, "pdf", tmp_path)
    assert len(list(pages.iterdir())) == len(compared)
