"""Labelled pairs: what counts as an alert, and precision, recall and F1."""

import json
from pathlib import Path

import pytest

from benchmarks import pairs
from benchmarks.pairs import Pair, Tally

SAME = Pair("Hikvision Digital", ("Hangzhou Hikvision", "Hikvision Digital"), "Company", True, "a")
OTHER = Pair("Hikvision Digital", ("Zenith Optical Works",), "Company", False, "b")
MISSED = Pair("Quartz", ("Hangzhou Hikvision", "Hikvision Digital"), "Company", True, "a")


def test_a_file_of_pairs(tmp_path: Path) -> None:
    row = {"query": "a", "candidate": "b", "candidate_aliases": ["c"], "schema": "Person"}
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps({**row, "is_match": True}) + "\n\n", encoding="utf-8")
    assert pairs.load(path) == (Pair("a", ("b", "c"), "Person", True, "match"),)


def test_a_pair_alerts_when_its_own_candidate_does() -> None:
    assert pairs.alerts([SAME, OTHER, MISSED]) == [True, False, False]


def test_one_candidate_is_one_entry_with_its_aliases() -> None:
    entries = pairs.watchlist([SAME, OTHER, MISSED]).entries
    assert [len(entry.names) for entry in entries] == [2, 1]


def test_precision_recall_and_f1() -> None:
    count = pairs.tally([SAME, OTHER, MISSED], [True, True, False])
    assert count == Tally(found=1, missed=1, false=1, quiet=0)
    assert (count.precision, count.recall, count.f1) == (0.5, 0.5, 0.5)
    assert Tally().f1 == 1.0, "nothing to find and nothing found"
    assert Tally(missed=1).f1 == 0.0


def test_categories_and_mistakes() -> None:
    decided = [True, False, False]
    found = pairs.by_category([SAME, OTHER, MISSED], decided)
    assert found == {"a": Tally(found=1, missed=1), "b": Tally(quiet=1)}
    assert list(pairs.wrong([SAME, OTHER, MISSED], decided)) == [MISSED]


def test_other_matchers_alert_from_a_score_on() -> None:
    def equal(asked: str, listed: object) -> float:
        return float(asked in list(listed))  # type: ignore[call-overload]

    assert pairs.f1_of([SAME, OTHER, MISSED], equal, 0.5) == pytest.approx(2 / 3)


def test_the_interval_of_f1_is_around_it() -> None:
    drawn = pairs.redrawn_f1([SAME, OTHER, MISSED] * 20, [True, False, False] * 20)
    assert 0.4 < drawn.min() < 2 / 3 < drawn.max() < 0.9
