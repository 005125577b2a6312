"""A file of owners through the catalogue: counted, hashed, refused; and the day of the run."""

from pathlib import Path

import openpyxl
import pytest

from compliance.errors import InputError, ListError
from compliance.lists import catalog
from compliance.model import Outcome, Standing
from compliance.screening import list_cache

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "shareholders.csv"
SUSPENDED = "2026-06-01"
TEXT = """\
Company,Owner,Share,As of
Acme,Dahua Technology,60,2025
Acme,,40,2025
Small,hikvision,10,2026
"""


def put(folder: Path, text: str, name: str = "owners.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_file_is_a_list_of_its_own_and_every_row_is_accounted_for(tmp_path: Path) -> None:
    found = catalog.load(owners=[put(tmp_path, TEXT)], day=SUSPENDED)
    curated, info = found.lists
    own = [entry for entry in found.entries if entry.list_id == "owners"]
    assert (curated.id, info.id, info.file, info.as_of) == (
        "curated",
        "owners",
        "owners.csv",
        "2026",
    )
    assert (info.rows, info.entries, info.names) == (3, 2, 2)
    assert [(one.line, one.reason) for one in info.rejected] == [(3, "names no owner")]
    [count] = info.counts
    assert count.rows == count.entries + count.joined + count.rejected
    assert [(one.name, one.ownership[0].outcome) for one in own] == [
        ("Acme", Outcome.OWNED),
        ("Small", Outcome.MINORITY),
    ]


def test_a_workbook_keeps_per_cents_as_fractions(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Company", "Owner", "Share"], ["Acme", "Dahua Technology", 0.6]):
        sheet.append(row)
    sheet["C2"].number_format = "0%"
    path = tmp_path / "owners.xlsx"
    book.save(path)
    [own] = [one for one in catalog.load(owners=[str(path)]).entries if one.list_id == "owners"]
    assert own.ownership[0].outcome is Outcome.UNKNOWN
    assert "at least 0.6 % and at most 60 %" in own.ownership[0].says


def test_a_misspelt_owner_is_a_possible_one(tmp_path: Path) -> None:
    text = "Company,Owner,Share\nAcme,Hangzhou Hik Vision Digitel Technology,60\n"
    [own] = [
        one for one in catalog.load(owners=[put(tmp_path, text)]).entries if one.list_id == "owners"
    ]
    assert own.ownership[0].outcome is Outcome.DOUBTFUL
    assert "which by its name may be Hangzhou Hikvision Digital Technology" in own.ownership[0].says


def test_two_files_are_two_lists(tmp_path: Path) -> None:
    first = put(tmp_path, "Company,Owner,Share\nAcme,Dahua Technology,60\n", "one.csv")
    second = put(tmp_path, "Company,Owner,Share\nBolt,Acme,60\n", "two.csv")
    found = catalog.load(owners=[first, second])
    assert [info.id for info in found.lists] == ["curated", "owners", "owners-2"]
    assert [info.entries for info in found.lists[1:]] == [1, 1]
    own = {one.name: one for one in found.entries if one.list_id.startswith("owners")}
    assert own["Bolt"].list_id == "owners-2"
    assert "Acme, itself owned (Dahua Technology (Entity List) holds 60 %)" in (
        own["Bolt"].ownership[0].says
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Company,Share\nAcme,60\n", "no header names a company and an owner"),
        ("Company,Owner\n,\n", "holds no row that can be used"),
        ("Company,Owner\nAcme,\n", "names no owner"),
    ],
)
def test_a_file_without_a_usable_row_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ListError, match=problem) as refused:
        catalog.load(owners=[put(tmp_path, text)])
    assert "docs/ownership.md" in refused.value.hint


def test_a_file_that_is_missing_or_given_twice(tmp_path: Path) -> None:
    with pytest.raises(ListError, match=r"'none\.csv' is not there"):
        catalog.load(owners=[str(tmp_path / "none.csv")])
    with pytest.raises(ListError, match="is not there"):
        catalog.list_fingerprints([], [str(tmp_path)])
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(InputError):
        catalog.load(owners=[str(tmp_path / "broken.xlsx")])
    path = put(tmp_path, TEXT)
    with pytest.raises(ListError, match="given twice"):
        catalog.load(owners=[path, path])


def test_the_sample_has_every_outcome() -> None:
    found = catalog.load(owners=[str(SAMPLE)], day=SUSPENDED)
    own = {one.name: one for one in found.entries if one.list_id == "owners"}
    assert {name: one.ownership[0].outcome for name, one in own.items()} == {
        "Alpenrand Beteiligungs GmbH": Outcome.OWNED,
        "Blaustein Optik GmbH": Outcome.OWNED,
        "Norrby Sensor AB": Outcome.UNKNOWN,
        "Pontelungo Vision S.r.l.": Outcome.MINORITY,
        "Tarnica Logistics sp. z o.o.": Outcome.OWNED,
    }
    standings = {name: one.standing for name, one in own.items()}
    assert standings.pop("Tarnica Logistics sp. z o.o.") is Standing.OWNED
    assert set(standings.values()) == {Standing.RELATED}


def test_kept_lists_depend_on_the_file_and_on_the_state_of_the_rules(tmp_path: Path) -> None:
    path = put(tmp_path, TEXT)

    def key(owners: list[str], day: str) -> list[str]:
        return catalog.list_fingerprints([], owners, day)

    plain = key([], SUSPENDED)
    assert key([path], SUSPENDED) != plain
    assert key([], "2026-06-02") == plain
    assert key([], "2025-10-01") != plain
    before = key([path], SUSPENDED)
    put(tmp_path, TEXT + "More,hikvision,5,2026\n")
    assert key([path], SUSPENDED) != before


def test_kept_lists_hold_their_outcomes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(list_cache.CACHE_VARIABLE, str(tmp_path / "cache"))
    path = put(tmp_path, TEXT)
    made = list_cache.prepare_named_lists([], None, [path], SUSPENDED).prepared
    kept = list_cache.prepare_named_lists([], None, [path], SUSPENDED)
    again, lists = kept.prepared, kept.lists
    assert list(again.entries) == list(made.entries)
    assert lists[1].id == "owners"
