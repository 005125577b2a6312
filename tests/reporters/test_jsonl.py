import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from compliance.model import Decision, Report
from compliance.reporters.jsonl import line, record, write
from tests.reporters.factory import (
    CHIPMAKER,
    EZVIZ,
    HOSTILE_NAMES,
    SUNDOWNER,
    full_report,
    match,
    report,
    result,
    unscreened,
)


def written(answers: Report, folder: Path) -> list[dict[str, object]]:
    write(answers, folder / "report.jsonl")
    text = (folder / "report.jsonl").read_text(encoding="utf-8")
    return [json.loads(part) for part in text.split("\n") if part]


def test_one_line_a_question_in_input_order(tmp_path: Path) -> None:
    answers = full_report()
    lines = written(answers, tmp_path)
    asked = [(r.question.row, r.question.party.role) for r in answers.results]
    assert [(line["row"], line["role"]) for line in lines] == asked


def test_an_answer_in_full() -> None:
    assert record(result("Hik Vision", match(score=0.99999), row=17, role="end_user")) == {
        "file": "customers.xlsx",
        "sheet": "Customers",
        "row": 17,
        "role": "end_user",
        "id": "C-017",
        "name": "Hik Vision",
        "country": "China",
        "decision": "HIT",
        "reason": "The reason for HIT.",
        "destination": [],
        "matches": [
            {
                "list": "curated",
                "entry_id": "hikvision",
                "name": "Hangzhou Hikvision Digital Technology Co., Ltd.",
                "matched_name": "Hikvision",
                "name_kind": "alias",
                "score": 0.9999,
                "band": "HIT",
                "standing": "listed",
                "not_restricted": "",
                "same_party": [],
                "listings": [
                    {
                        "list": "us-bis-el",
                        "list_name": "Entity List",
                        "publisher": "Bureau of Industry and Security",
                        "official_name": "Hangzhou Hikvision Digital Technology Co., Ltd.",
                        "reason": "Surveillance in Xinjiang: implicated in the repression of "
                        "Muslim minorities.",
                        "restricts": "Exports, reexports and transfers to the party as purchaser, "
                        "consignee or end-user.",
                        "requirement": "For all items subject to the EAR.",
                        "policy": "Case-by-case review for some items; presumption of denial for "
                        "all others.",
                        "citation": "84 FR 54002",
                        "effective_date": "2019-10-09",
                        "end_date": "",
                        "in_force": True,
                        "status": "listed (CSL 2026-07-31)",
                        "amendments": ["2020-06-05: address added (85 FR 34503)"],
                        "notes": ["One article speaks of 20 bureaus; the rule lists 18."],
                        "tags": [],
                        "effects": [],
                        "source": "84 FR 54002, Supplement No. 4 to Part 744",
                    },
                    {
                        "list": "us-ndaa-889",
                        "list_name": "NDAA section 889",
                        "publisher": "Congress",
                        "official_name": "",
                        "reason": "Named in the act.",
                        "restricts": "Purchases by US federal agencies and their contractors; no "
                        "export rule.",
                        "requirement": "",
                        "policy": "",
                        "citation": "132 Stat. 1917",
                        "effective_date": "2018-08-13",
                        "end_date": "",
                        "in_force": True,
                        "status": "in force",
                        "amendments": [],
                        "notes": [],
                        "tags": [],
                        "effects": [],
                        "source": "Public Law 115-232",
                    },
                ],
                "leads": [],
                "ownership": [],
                "evidence": [
                    {
                        "rule": "core",
                        "score": 0.8,
                        "asked": "asked",
                        "listed": "Hikvision",
                        "note": "Both names share the distinctive word.",
                    }
                ],
            }
        ],
    }


def test_standings_are_told_apart() -> None:
    entries = (EZVIZ, SUNDOWNER, CHIPMAKER)
    lines = [json.loads(line(record(result("x", match(entry))))) for entry in entries]
    found = [line["matches"][0] for line in lines]
    assert [m["standing"] for m in found] == [
        "related to a listed party",
        "formerly listed",
        "known, not restricted",
    ]
    assert found[0]["leads"][0]["to_entry"] == "hikvision"
    assert found[1]["listings"][0]["end_date"] == "2017-03-29"
    assert found[2]["not_restricted"].startswith("Named in an article as a supplier")


def test_only_the_same_name_scores_one() -> None:
    scores = (1.0, 0.99999, 0.29, 0.0)
    lines = [json.loads(line(record(result("x", match(score=score))))) for score in scores]
    assert [line["matches"][0]["score"] for line in lines] == [1.0, 0.9999, 0.29, 0.0]


def test_other_scripts_are_readable_in_the_file(tmp_path: Path) -> None:
    write(report(result("杭州海康威视")), tmp_path / "r.jsonl")
    assert "杭州海康威视" in (tmp_path / "r.jsonl").read_text(encoding="utf-8")


def test_hostile_names_come_back_as_they_were(tmp_path: Path) -> None:
    lines = written(report(*(result(name) for name in HOSTILE_NAMES)), tmp_path)
    assert tuple(line["name"] for line in lines) == HOSTILE_NAMES


def test_no_results_is_an_empty_file(tmp_path: Path) -> None:
    assert written(report(), tmp_path) == []


def test_an_unscreened_row_has_its_reason(tmp_path: Path) -> None:
    [answer] = written(report(unscreened(reason="The name cell is empty.")), tmp_path)
    assert answer["decision"] == Decision.UNSCREENED
    assert answer["reason"] == "The name cell is empty."
    assert answer["matches"] == []


@given(st.text(st.characters(exclude_categories=())))
def test_any_name_survives_on_one_line(name: str) -> None:
    data = line(record(result(name)))
    assert b"\n" not in data
    assert json.loads(data)["name"] == name


PLAIN = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=9)
SCORES = st.floats(0, 1).map(lambda score: round(score, 4))


@given(st.dictionaries(st.text(max_size=3), PLAIN | SCORES | st.lists(PLAIN, max_size=2)))
def test_a_line_is_what_the_standard_library_writes(data: dict[str, object]) -> None:
    assert line(data) == json.dumps(data, ensure_ascii=False).encode()
