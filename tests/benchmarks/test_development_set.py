"""A small task made from a small list: repeatable, and nothing asked that must not be."""

from pathlib import Path

import pytest

from benchmarks import development_set, question_set

LIST = """_id,name,type,alt_names
a-1,Zhejiang Dahua Technology Co. Ltd.,Entity,Dahua; Dahua Technology Stock
a-2,Hangzhou Hikvision Digital Technology Co. Ltd.,Entity,Hikvision
a-3,Hikvision,Entity,
"""
REGISTRY = """\
10-E9-92   (hex)\t\tAcme Instruments
10E992     (base 16)\t\tAcme Instruments
28-6F-B9   (hex)\t\tHikvision
28-6F-BA   (hex)\t\tBarred GmbH
"""


@pytest.fixture
def made(tmp_path: Path) -> Path:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "oui.txt").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "without.csv").write_text("name\nBarred GmbH\n", encoding="utf-8")
    for folder in ("one", "two"):
        files = [str(tmp_path / "list.csv"), str(tmp_path / "oui.txt")]
        more = ["-o", str(tmp_path / folder), "--seed", "7"]
        development_set.main([*files, *more, "--without", str(tmp_path / "without.csv")])
    return tmp_path


def test_the_same_seed_gives_the_same_bytes(made: Path) -> None:
    for name in ("list.csv", "positives.csv", "innocents.csv"):
        assert (made / "one" / name).read_bytes() == (made / "two" / name).read_bytes()


def test_innocents_are_neither_listed_nor_barred(made: Path) -> None:
    rows = question_set.rows(made / "one" / "innocents.csv")
    assert [row["name"] for row in rows] == ["Acme Instruments"]


def test_an_alias_taken_out_is_asked_and_listed_no_more(made: Path) -> None:
    asked = question_set.rows(made / "one" / "positives.csv")
    names = {row["name"] for row in asked if row["class"].startswith("alias")}
    assert names == {"Dahua", "Dahua Technology Stock"}, "Hikvision is another's primary name"
    listed = question_set.rows(made / "one" / "list.csv")
    assert not any(names & set(row["alt_names"].split("; ")) for row in listed)


def test_namesakes_are_all_right(made: Path) -> None:
    asked = question_set.rows(made / "one" / "positives.csv")
    assert all(row["expected"] != "a-3" for row in asked), "a-2 bears the same name"


def test_a_file_that_is_no_registry_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    path = str(tmp_path / "list.csv")
    with pytest.raises(SystemExit, match="no line `XX-XX-XX"):
        development_set.main([path, path, "-o", str(tmp_path), "--seed", "1"])
