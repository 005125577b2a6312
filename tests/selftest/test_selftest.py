"""Questions with known answers, and lists that lost their names."""

import html
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from compliance import load_lists
from compliance.cli.main import main
from compliance.errors import ListError
from compliance.lists import list_files
from compliance.matching import Matcher
from compliance.matching.prepared_list import PreparedList
from compliance.model import Decision, Settings
from compliance.screening import list_cache
from compliance.screening.screen import screen_questions
from compliance.selftest import (
    CaseKind,
    Checked,
    SelfTestCase,
    check_cases,
    choose_canaries,
    load_cases,
    refuse_silent_lists,
)
from compliance.selftest.report import describe_answer
from tests.lists.sources.csl_rows import csl


@pytest.fixture(scope="module")
def made() -> list_cache.ReadyLists:
    return list_cache.prepare_lists(list_files.find_lists(()), day="2026-11-29")


def turned(ready: PreparedList) -> PreparedList:
    """A list whose index points at other entries than its names are of."""
    return PreparedList(ready.entries[::-1], ready.weights, ready.columns)


def test_every_known_spelling_is_of_an_entry_of_the_bundled_list(
    made: list_cache.ReadyLists,
) -> None:
    there = {entry.id for entry in made.prepared.entries}
    cases = load_cases()
    assert {case.entry for case in cases if case.entry} <= there
    assert len({case.name for case in cases}) == len(cases)


def test_names_as_listed_and_aliases_stand_in_the_list(made: list_cache.ReadyLists) -> None:
    names = {entry.id: {name.text for name in entry.names} for entry in made.prepared.entries}
    exact = {CaseKind.LISTED, CaseKind.ALIAS, CaseKind.NATIVE}
    for case in load_cases():
        assert case.kind not in exact or case.name in names[case.entry]


def test_the_same_list_has_the_same_canaries_and_another_one_others(
    made: list_cache.ReadyLists,
) -> None:
    chosen = choose_canaries(made.prepared.entries, made.lists)
    assert chosen == choose_canaries(list(made.prepared.entries), made.lists)
    other = tuple(replace(info, sha256="0") for info in made.lists)
    assert chosen != choose_canaries(made.prepared.entries, other)
    assert len({case.entry for case in chosen}) == 20


def test_every_name_of_the_bundled_list_could_be_a_canary(made: list_cache.ReadyLists) -> None:
    refuse_silent_lists(Matcher(made.prepared), made.lists, most=len(made.prepared.entries))


def test_a_list_whose_index_is_broken_is_refused(made: list_cache.ReadyLists) -> None:
    with pytest.raises(ListError, match="list curated: 2 of 2 of its own names are not found"):
        refuse_silent_lists(Matcher(turned(made.prepared)), made.lists)


def test_many_entries_of_one_name_do_not_hide_a_canary(tmp_path: Path) -> None:
    rows = [{"_id": str(number), "name": "Acme Rocket Works"} for number in range(150)]
    path = tmp_path / "list.csv"
    path.write_bytes(csl(*rows))
    assert load_lists(path).infos[0].entries == 150


def test_a_name_without_a_letter_is_no_canary(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csl({"_id": "1", "name": "???"}, {"_id": "2", "name": "Acme Rocket Works"}))
    lists = load_lists(path)
    assert [c.name for c in choose_canaries(lists.matcher.ready.entries, lists.infos)] == [
        "Acme Rocket Works"
    ]


def test_an_innocent_that_is_a_hit_fails(made: list_cache.ReadyLists) -> None:
    [case] = [case for case in load_cases() if case.name == "Hikvision"]
    innocent = replace(case, list_id="", entry="")
    found = Matcher(made.prepared)
    [checked] = check_cases([innocent], lambda asked: screen_questions(asked, found, Settings()))
    assert checked.decision is Decision.HIT
    assert checked.problem == "“Hikvision” is HIT; expected: no HIT"


# --- The command --------------------------------------------------------------------------------


def test_the_bundled_list_passes_and_the_auditor_gets_both_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record, page = tmp_path / "s.json", tmp_path / "s.html"
    assert main(["selftest", "--no-config", "-o", str(record), "-o", str(page)]) == 0
    out = capsys.readouterr().out
    assert "passed: all" in out
    assert "one slip of the pen" in out
    known = json.loads(record.read_text("utf-8"))
    assert known["result"] == "passed"
    assert known["lists"][0]["sha256"] in page.read_text("utf-8")
    assert all(case["as_expected"] for case in known["cases"])
    shown = page.read_text("utf-8")
    assert all(html.escape(case["name"]) in shown for case in known["cases"])
    assert "at least HIT for curated:" in shown
    clear = sum(case["decision"] == "CLEAR" for case in known["cases"])
    assert shown.count("<td>CLEAR</td>") == clear > 0


def test_the_page_tells_what_to_mind_of_lists_and_settings(tmp_path: Path) -> None:
    page, settings = tmp_path / "s.html", tmp_path / "screen.toml"
    settings.write_text('purpose = "purchase"\n')
    main(["selftest", "--config", str(settings), "--as-of", "2026-07-30", "-o", str(page)])
    text = page.read_text("utf-8")
    assert "The lists were used as they stood on 2026-07-30." in text
    assert "Policy: screened for the purpose “purchase”" in text


def test_a_weaker_answer_that_a_rule_allows_is_marked() -> None:
    case = SelfTestCase(kind=CaseKind.CANARY, name="Acme", list_id="own", entry="1")
    held = Checked(case=case, decision=Decision.REVIEW, is_expected=True)
    assert held.is_held
    assert describe_answer(held)[2] == "REVIEW (a rule or policy allows no more)"
    wrong = replace(held, is_expected=False)
    assert not wrong.is_held
    assert describe_answer(wrong)[2] == "REVIEW (not as expected)"
    assert not replace(held, decision=Decision.HIT).is_held


def sabotage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list that is made ready from now on is broken."""
    made_of = list_cache.prepare_lists

    def broken(*args: object, **options: object) -> list_cache.ReadyLists:
        made = made_of(*args, **options)  # type: ignore[arg-type]
        return replace(made, prepared=turned(made.prepared))

    monkeypatch.setattr(list_cache, "prepare_lists", broken)


def test_a_broken_list_fails_the_selftest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sabotage(monkeypatch)
    assert main(["selftest", "--no-config"]) == 2
    out = capsys.readouterr().out
    assert "FAILED: " in out
    assert "expected: at least HIT for curated:hikvision" in out


@pytest.mark.parametrize("words", [["name", "Nobody At All"], ["customers.csv"]])
def test_a_broken_list_stops_every_screening(
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "customers.csv").write_text("Name\nNobody At All\n")
    monkeypatch.chdir(tmp_path)
    sabotage(monkeypatch)
    assert main([*words, "--no-config"]) == 2
    [line] = [one for one in capsys.readouterr().err.splitlines() if one.startswith("error")]
    assert "of its own names are not found again, so nothing was screened" in line


def test_a_broken_list_stops_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    sabotage(monkeypatch)
    with pytest.raises(ListError):
        load_lists()


def test_another_form_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["selftest", "-o", "s.pdf"]) == 2
    assert ".json or .html" in capsys.readouterr().err


def test_markup_in_a_list_stays_text(tmp_path: Path) -> None:
    path, page = tmp_path / "list.csv", tmp_path / "s.html"
    path.write_bytes(csl({"_id": "1", "name": "Acme <script>alert(1)</script> Rocket Works"}))
    main(["selftest", "--no-config", "--list", str(path), "-o", str(page)])
    assert "<script" not in page.read_text("utf-8")
