"""Official lists that were downloaded by hand: known by their content, packed or not."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from compliance.errors import ListError, ScreenError, UsageError
from compliance.lists import history, official_import, publishers
from compliance.lists.acceptance import TakeOrder, UpdateOutcome
from compliance.lists.official_import import OfficialFiles, keep_official, read_official
from compliance.lists.verification import verify_archive
from tests.lists.sources.csl_rows import csl
from tests.lists.sources.official_files import ADVANCED_XML, SDN_XML, SECO_XML, UK_XML
from tests.lists.sources.test_dfat import workbook

SETTINGS = {
    name: {"fewest": 1, "canaries": [], "sources": []} for name in publishers.load_publishers()
}
SETTINGS["ch"]["most_rejected"] = 0.5
SETTINGS["us-ofac-sdn"]["most_rejected"] = 0.5
CSV = (
    b'36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Havana."\r\n',
    b'36,12,"aka","AERO-CARIBBEAN",-0- \r\n',
    b'36,25,"-0- ","Havana","Cuba",-0- \r\n',
)


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return stream.getvalue()


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def found(folder: Path, name: str, data: bytes, wanted: str = "") -> OfficialFiles:
    return read_official([put(folder, name, data)], wanted)


@pytest.mark.parametrize(
    ("name", "data", "form", "list_id", "kept"),
    [
        ("x.dat", SDN_XML, "ofac-sdn-xml", "us-ofac-sdn", "x.dat"),
        ("a.zip", zipped(SDN_XML=SDN_XML), "ofac-sdn-xml", "us-ofac-sdn", "SDN.XML"),
        ("uk.xml.gz", gzip.compress(UK_XML), "uk-xml", "uk", "uk.xml"),
        ("adv", ADVANCED_XML, "ofac-advanced", "us-ofac-sdn", "adv"),
        ("ch.xml", SECO_XML, "ch", "ch", "ch.xml"),
        ("au.xlsx", workbook(), "au", "au", "au.xlsx"),
        ("b.zip", zipped(au_xlsx=workbook()), "au", "au", "au.xlsx"),
        ("c.csv", csl({"_id": "1", "name": "Foo"}), "csl", "csl", "c.csv"),
    ],
)
def test_a_file_is_known_by_its_content(
    tmp_path: Path, name: str, data: bytes, form: str, list_id: str, kept: str
) -> None:
    one = found(tmp_path, name, data)
    assert (one.form, one.list_id) == (form, list_id)
    assert dict(one.given) == {kept: name}


def test_the_files_of_one_list_may_be_several_a_folder_or_an_archive(tmp_path: Path) -> None:
    names = ("sdn.csv", "alt.csv", "add.csv")
    paths = [put(tmp_path, name, data) for name, data in zip(names, CSV, strict=True)]
    assert read_official(paths).list_id == "us-ofac-sdn"
    assert sorted(read_official([tmp_path]).files) == sorted(names)
    packed = zipped(sdn_csv=CSV[0], alt_csv=CSV[1], add_csv=CSV[2], readme_md=b"x")
    assert sorted(found(tmp_path, "all.zip", packed).files) == sorted(names)


def test_what_is_kept_says_that_it_was_imported(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    take = TakeOrder(folder=folder, time="2026-11-29T08:00:00+00:00")
    one = found(tmp_path, "sdn.zip", zipped(SDN_XML=SDN_XML))
    result = keep_official(one, SETTINGS, take)
    assert result.outcome is UpdateOutcome.NEW
    known = history.read_history(folder, "us-ofac-sdn")
    [version] = known.versions
    assert version.is_by_hand
    assert (version.format, version.as_of) == ("ofac-sdn-xml", "2026-08-28")
    assert version.files[0].source == "imported from sdn.zip by hand"
    assert keep_official(one, SETTINGS, take).outcome is UpdateOutcome.UNCHANGED
    assert history.read_history(folder, "us-ofac-sdn") == known  # nobody asked the publisher
    assert list(verify_archive(folder)) == []


def test_another_form_of_a_list_is_judged_beside_the_one_in_use(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    take = TakeOrder(folder=folder, time="2026-11-29T08:00:00+00:00")
    keep_official(found(tmp_path, "sdn.xml", SDN_XML), SETTINGS, take)
    result = keep_official(found(tmp_path, "adv.xml", ADVANCED_XML), SETTINGS, take)
    assert result.outcome is UpdateOutcome.REFUSED
    assert result.reasons[0] == "it is of 2026-05-21, older than the one in use, of 2026-08-28"
    assert any("others came" in one for one in result.reasons)


def test_a_list_that_is_too_small_is_refused(tmp_path: Path) -> None:
    take = TakeOrder(folder=tmp_path / "data", time="2026-11-29T08:00:00+00:00")
    result = keep_official(found(tmp_path, "sdn.xml", SDN_XML), {}, take)
    assert result.outcome is UpdateOutcome.REFUSED
    assert "it holds 2 entries, and at least 10,000 are expected" in result.reasons


def test_what_a_small_file_cannot_tell_may_be_said(tmp_path: Path) -> None:
    assert found(tmp_path, "sdn.xml", SDN_XML, "us-ofac-cons").list_id == "us-ofac-cons"


PDF = b"%PDF-1.7 Entity List"
OWN = b'[list]\nid = "letters"\ntitle = "Letters"\npublisher = "We"\nas_of = "2026-01-01"\n'


@pytest.mark.parametrize(
    ("name", "data", "wanted", "error", "message"),
    [
        ("a.pdf", PDF, "", ListError, "a.pdf: this is a PDF, not a list"),
        ("a.html", b"<!DOCTYPE html><html>", "", ListError, "a.html: this is a web page"),
        ("a.csv", b"name\nFoo\n", "", ListError, "no official list of a known form"),
        ("a.zip", zipped(a_exe=b"MZ"), "", ListError, "there is no list in this archive"),
        ("a.zip", zipped(a_csv=b"x" * 900)[:100], "", ListError, "a.zip: the archive is damaged"),
        ("a.gz", gzip.compress(UK_XML)[:300], "", ListError, "a.gz: the archive is damaged"),
        ("a.xml", UK_XML, "eu", UsageError, "is stored as 'uk', not as 'eu'"),
        ("a.xml", UK_XML, "letters", UsageError, "is stored as 'uk', not as 'letters'"),
        ("a.xml", UK_XML, "curated", UsageError, "no id under which a list can be stored"),
        ("a.toml", OWN, "", UsageError, "this project's own form"),
    ],
    ids=[
        "PDF",
        "web page",
        "unknown table",
        "archive without a list",
        "damaged zip",
        "damaged gz",
        "another official list",
        "a private id",
        "a reserved id",
        "own form",
    ],
)
def test_what_cannot_be_imported(
    tmp_path: Path, name: str, data: bytes, wanted: str, error: type[ScreenError], message: str
) -> None:
    with pytest.raises(error, match=message):
        found(tmp_path, name, data, wanted)


def test_an_archive_that_holds_more_than_a_list_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(official_import, "MOST_BYTES", 1000)
    bomb = b"x" * 2000
    for name, data in (("a.zip", zipped(a_csv=bomb)), ("a.gz", gzip.compress(bomb))):
        with pytest.raises(ListError, match="too many for a list"):
            found(tmp_path, name, data)


def test_a_file_that_is_given_twice_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "uk.xml", UK_XML)
    with pytest.raises(ListError, match="given twice"):
        read_official([path, path])
