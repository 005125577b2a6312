"""Lists by id or path, recognised by content; a list that lost rows never passes in silence."""

import hashlib
from pathlib import Path

import pytest

from compliance.errors import ListError
from compliance.lists import catalog, list_files
from compliance.lists.sources import SOURCES
from tests.lists.sources.csl_rows import csl

OWN_LIST = """
[list]
id = "own"
title = "Own list"
publisher = "Ourselves"
as_of = "2026-01-02"

[[source]]
id = "memo"
title = "A memo"

[[entry]]
id = "foo"
name = "Foo Ltd"
not_restricted = "Known to us."
source = ["memo"]
"""


def put(path: Path, data: bytes | str) -> str:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def refused(*names: str) -> str:
    with pytest.raises(ListError) as caught:
        catalog.load(names)
    return str(caught.value)


def test_without_names_the_bundled_list_is_loaded() -> None:
    watchlist = catalog.load()
    [info] = watchlist.lists
    assert info.id == "curated"
    assert info.entries == len(watchlist.entries) > 28
    assert info.names == sum(len(entry.names) for entry in watchlist.entries)
    assert catalog.load(["curated"]) == watchlist


def test_a_list_is_described_well_enough_to_prove_it(tmp_path: Path) -> None:
    data = csl({"name": "Foo", "alt_names": "Bar"}, {"name": "Baz"})
    watchlist = catalog.load([put(tmp_path / "list.csv", data)])
    [info] = watchlist.lists
    assert (info.id, info.title) == ("csl", "Consolidated Screening List")
    assert (info.file, info.sha256) == ("list.csv", hashlib.sha256(data).hexdigest())
    assert (info.rows, info.entries, info.names) == (2, 2, 3)
    assert [entry.name for entry in watchlist.entries] == ["Foo", "Baz"]


def test_every_row_is_an_entry_or_rejected(tmp_path: Path) -> None:
    data = csl({"name": "Foo"})
    header, row = data.splitlines(keepends=True)
    [info] = catalog.load([put(tmp_path / "list.csv", header + header + row)]).lists
    assert (info.rows, info.entries, len(info.rejected)) == (2, 1, 1)


def test_an_own_list_as_file_and_as_folder(tmp_path: Path) -> None:
    file = put(tmp_path / "own.toml", OWN_LIST)
    from_file = catalog.load([file])
    from_folder = catalog.load([str(tmp_path)])
    assert from_file.entries == from_folder.entries
    assert from_file.lists[0].sha256 == from_folder.lists[0].sha256
    assert from_file.lists[0].as_of == "2026-01-02"


def test_the_hash_of_a_folder_covers_names_and_contents() -> None:
    files = {"a.toml": b"x", "b.toml": b"y"}
    lines = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in files)
    assert list_files.hash_files(files) == hashlib.sha256(lines.encode()).hexdigest()


def test_several_lists_stay_in_the_order_given(tmp_path: Path) -> None:
    one = put(tmp_path / "one.csv", csl({"name": "Foo"}))
    two = put(tmp_path / "two.toml", OWN_LIST)
    watchlist = catalog.load([two, one])
    assert [info.id for info in watchlist.lists] == ["own", "csl"]
    assert [entry.list_id for entry in watchlist.entries] == ["own", "csl"]


def test_lists_of_the_same_id_stay_apart(tmp_path: Path) -> None:
    one = put(tmp_path / "one.csv", csl({"name": "Foo"}))
    two = put(tmp_path / "two.csv", csl({"name": "Bar"}))
    watchlist = catalog.load([one, two])
    assert [info.id for info in watchlist.lists] == ["csl", "csl-2"]
    assert [entry.list_id for entry in watchlist.entries] == ["csl", "csl-2"]


def test_a_list_that_does_not_exist() -> None:
    assert refused("nowhere") == (
        "list 'nowhere' is neither a file nor a list that is known (bundled: curated; stored: none)"
    )


def test_a_list_given_twice(tmp_path: Path) -> None:
    file = put(tmp_path / "list.csv", csl({"name": "Foo"}))
    assert (
        refused(file, f"{tmp_path}/./list.csv") == "list 'list.csv' is given twice (name it once)"
    )


@pytest.mark.parametrize("data", [b"", b"name,country\nFoo,CN\n", b"PK\x03\x04", b"\x00\xff"])
def test_a_file_of_no_known_form(tmp_path: Path, data: bytes) -> None:
    assert refused(put(tmp_path / "mine.csv", data)) == (
        "list 'mine.csv' is of no known form (docs/lists.md names the forms that are read)"
    )


def test_a_folder_without_lists(tmp_path: Path) -> None:
    assert refused(str(tmp_path)) == (
        f"folder {tmp_path.name!r} holds no list file "
        "(a list folder holds .toml files, or the files of one official list)"
    )


def test_a_folder_holds_the_files_of_one_list(tmp_path: Path) -> None:
    put(tmp_path / "SDN.CSV", b'1,"ACME",-0- ,"CUBA"' + b",-0- " * 8)
    put(tmp_path / "ALT.CSV", b'1,7,"aka","ACME TRADING",-0- ')
    put(tmp_path / "README.md", b"not a list")
    put(tmp_path / ".ADD.CSV.part", b"1,2")
    (tmp_path / "older.csv").mkdir()
    [info] = catalog.load([str(tmp_path)]).lists
    assert (info.id, info.names) == ("ofac-sdn", 2)
    assert [one.file for one in info.counts] == ["SDN.CSV", "ALT.CSV"]


def test_own_lists_in_a_folder_come_before_all_other_files(tmp_path: Path) -> None:
    put(tmp_path / "own.toml", OWN_LIST)
    put(tmp_path / "notes.csv", b"a,b\n")
    assert [info.id for info in catalog.load([str(tmp_path)]).lists] == ["own"]


def test_one_wrong_entry_refuses_an_own_list(tmp_path: Path) -> None:
    broken = OWN_LIST + '\n[[entry]]\nid = "bar"\nname = "Bar"\n'
    message = refused(put(tmp_path / "own.toml", broken))
    assert message.startswith("list 'own' is broken: own.toml, line 18: bar: ")


def test_an_own_list_without_entries(tmp_path: Path) -> None:
    empty = OWN_LIST.partition("[[entry]]")[0]
    assert refused(put(tmp_path / "own.toml", empty)).startswith("list 'own' holds no entry")


def test_an_installation_without_lists(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(list_files, "__file__", str(tmp_path / "compliance" / "lists" / "x.py"))
    assert refused() == "the bundled lists are missing from this installation (install it again)"


def test_the_table_of_sources_is_complete() -> None:
    assert {"csl", "csl-json", "csl-compact", "curated", "ddtc", "dpl", "extracted"} <= set(SOURCES)
    assert {"entity-list-editions", "fr-rule", "ofac", "ofac-xml"} <= set(SOURCES)
    titles = [source.title for source in SOURCES.values()]
    assert len(set(titles)) == len(titles)
