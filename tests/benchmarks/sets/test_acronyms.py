"""Acronyms taken out of the list, left alone on it, or made of initials."""

from pathlib import Path

import pytest

from benchmarks.question_set import rows
from benchmarks.sets import acronyms
from tests.benchmarks.sets.lists import list_file, registry, row


@pytest.mark.parametrize(
    ("names", "acronym"),
    [
        (["Aero Engine Corporation of China", "AECC"], "AECC"),
        (["China State Shipbuilding Corporation", "CSSC"], "CSSC"),
        (["National University of Defense Technology", '"NUDT"'], '"NUDT"'),
        (["Iran Electronics Industries (IEI)", "IEI"], ""),
        (["Aero Engine Corporation of China", "AEROENGINE"], ""),
        (["Zenith"], ""),
    ],
)
def test_an_alias_is_an_acronym_when_it_is_the_initials_and_stands_nowhere_else(
    names: list[str], acronym: str
) -> None:
    assert acronyms.acronym_of(names) == acronym


@pytest.mark.parametrize(
    ("name", "plain", "without_place", "with_legal"),
    [
        ("China Great Wall Industry Corporation", "CGWI", "GWI", "CGWIC"),
        ("Bureau of the Northern Sea Fleet", "BNSF", "", ""),
        ("Co. Ltd.", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_initials_leave_out_links_and_legal_forms(
    name: str, plain: str, without_place: str, with_legal: str
) -> None:
    assert acronyms.plain(name) == plain
    assert acronyms.without_place(name) == without_place
    assert acronyms.with_legal(name) == with_legal


def test_one_half_is_asked_by_letters_and_the_other_by_words(tmp_path: Path) -> None:
    listed = list_file(
        tmp_path,
        row("1", "Aero Engine Corporation of China", "AECC"),
        row("2", "National University of Defense Technology", "NUDT"),
        row("3", "Northern Institute of Applied Physics"),
        row("4", "AYDIN, Bulent Cem Deniz", type="Individual"),
    )
    firms = registry(tmp_path, "Acme Ltd", "AECC Inc", "A Long Firm Name Ltd")
    folder = tmp_path / "set"
    acronyms.main([str(listed), str(firms), "-o", str(folder), "--seed", "1"])
    asked = {one["class"]: one for one in rows(folder / "positives.csv")}
    kept = {one["_id"]: (one["name"], one["alt_names"]) for one in rows(folder / "list.csv")}
    taken, turned = asked["acronym_published"], asked["acronym_reversed"]
    assert {taken["expected"], turned["expected"]} == {"1", "2"}
    assert kept[taken["expected"]][1] == ""
    assert kept[turned["expected"]][0] in ("AECC", "NUDT")
    assert asked["acronym_made"]["name"] == "NIAP"
    assert [one["name"] for one in rows(folder / "innocents.csv")] == ["Acme Ltd"]
