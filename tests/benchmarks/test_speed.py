"""What is asked and screened, and on what it is said to have been measured."""

import gc
import gzip
from pathlib import Path

import pytest

from benchmarks import speed
from benchmarks.rates import FIRMS, WORLD, Rates
from compliance.model import ListEntry, Name, Watchlist
from compliance.screening import list_cache
from tests.benchmarks.sets.lists import list_file, row

LISTED = Watchlist(
    lists=(),
    entries=(
        ListEntry(id="1", list_id="x", names=(Name(text="Zenith Works"), Name(text="ZW Optical"))),
        ListEntry(id="2", list_id="x", names=(Name(text="Quorza"),)),
    ),
)


def test_names_come_from_a_table_or_are_the_lists_own(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name\nMarvix\nQuartz\nMarvix\n", encoding="utf-8")
    assert speed.read_names(path, LISTED) == ["Marvix", "Quartz"]
    assert speed.read_names(None, LISTED) == ["Zenith Works", "Quorza"]


def test_firms_go_on_with_made_ones_and_names_of_the_world_do_not(tmp_path: Path) -> None:
    firms, world = tmp_path / "firms.csv", tmp_path / "world.csv"
    firms.write_text("name\nMarvix Optical Ltd\nZenquor Mill GmbH\n", encoding="utf-8")
    world.write_text("group,name\na,Кварц\na,石英\nb,Quartz\nb,Κουάρτζ\n", encoding="utf-8")
    asked = speed.choose_names(firms, world, LISTED, 3)
    assert asked[FIRMS][:2] == ["Marvix Optical Ltd", "Zenquor Mill GmbH"]
    assert len(set(asked[FIRMS])) == 3
    assert asked[WORLD] == ["Кварц", "石英", "Quartz"]


def test_a_packed_list_is_unpacked_and_a_plain_one_stays(tmp_path: Path) -> None:
    plain = list_file(tmp_path, row("1", "Zenith Works"))
    packed = tmp_path / "packed" / "list.csv.gz"
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
    assert speed.unpack_list(plain, tmp_path) == plain
    found = speed.unpack_list(packed, packed.parent)
    assert found.name == "list.csv"
    assert found.read_bytes() == plain.read_bytes()


def test_the_page_says_on_what_it_was_measured() -> None:
    text = speed.describe_basis(LISTED, {FIRMS: ["Marvix"], WORLD: ["Кварц", "石英"]}, 5)
    assert text.startswith(
        "1 ordinary firms and 2 names of the world against 3 list names; medians of 5"
    )
    assert "rapidfuzz" in text


def test_logic_v2_is_asked_only_with_a_python_that_has_it() -> None:
    options = speed.make_parser().parse_args([])
    assert options.logic_v2 is None
    given = speed.make_parser().parse_args(["--logic-v2", "venv/bin/python", "--logic-names", "9"])
    assert (given.logic_v2, given.logic_names) == (Path("venv/bin/python"), 9)
    assert Rates(folder=Path(), chosen=(), asked={}, runs=1).logic is None


def test_one_part_alone_is_timed_and_no_page_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(list_cache.CACHE_VARIABLE, str(tmp_path))  # restored, whatever is set
    monkeypatch.setattr(gc, "set_threshold", lambda *_: None)
    plain = list_file(tmp_path, row("1", "Zenith Works"))
    words = [str(plain), "--only", "tables", "--rows", "10", "--runs", "1"]
    speed.main(words)
    table = capsys.readouterr().out
    assert "10 rows of a workbook to its annotated copy" in table
    assert "10 rows of CSV to JSON Lines" in table
    assert "a second" not in table
    with pytest.raises(SystemExit):
        speed.main([*words, "--docs", str(tmp_path / "page.md")])
