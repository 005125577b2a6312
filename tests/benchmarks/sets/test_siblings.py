"""Siblings differ from a listed name in nothing but number or place, and are not listed."""

from pathlib import Path

from benchmarks.question_set import rows
from benchmarks.sets import siblings
from tests.benchmarks.sets.lists import list_file, row

NUMBERED = row("1", "12th Research Institute", "Zenith 12th Institute")
NEIGHBOUR = row("2", "Zenith 13th Institute")
PLACED = row("3", "Xinjiang Police College")
BRANDED = row("4", "Zenith Moscow Plant")


def made(folder: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    path = list_file(folder, NUMBERED, NEIGHBOUR, PLACED, BRANDED)
    siblings.main([str(path), "-o", str(folder / "set"), "--seed", "1"])
    return rows(folder / "set/positives.csv"), rows(folder / "set/innocents.csv")


def test_a_sibling_is_never_a_listed_name(tmp_path: Path) -> None:
    _, negatives = made(tmp_path)
    listed = {"12th Research Institute", "Zenith 12th Institute", "Zenith 13th Institute"}
    assert negatives
    assert not {one["name"] for one in negatives} & listed


def test_a_sibling_says_which_entries_it_must_not_match(tmp_path: Path) -> None:
    _, negatives = made(tmp_path)
    against = {one["against"] for one in negatives if one["name"].endswith("Research Institute")}
    assert against == {"1"}


def test_a_place_counts_only_where_nothing_else_tells(tmp_path: Path) -> None:
    _, negatives = made(tmp_path)
    placed = [one for one in negatives if one["class"] == "sibling_place"]
    assert [one["against"] for one in placed] == ["3"]
    assert placed[0]["name"].endswith(" Police College")
    assert "Xinjiang" not in placed[0]["name"]


def test_the_same_bodies_written_otherwise_are_positives(tmp_path: Path) -> None:
    positives, _ = made(tmp_path)
    by_class = {(one["class"], one["name"]): one["expected"] for one in positives}
    assert by_class["number_written", "No. 12 Research Institute"] == "1"
    assert by_class["place_moved", "Police College, Xinjiang"] == "3"


def test_the_same_seed_gives_the_same_task(tmp_path: Path) -> None:
    assert made(tmp_path) == made(tmp_path)


def test_the_places_of_a_kind_are_named_once() -> None:
    for kind, places in siblings.load().kinds.items():
        assert len(places) == len(set(places)), kind
        assert all(place == place.strip() and place for place in places), kind
