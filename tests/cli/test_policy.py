"""Policies and purposes on the command line: exit codes, settings, every report, record, replay."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from compliance.cli.main import main
from tests.cli.conftest import LISTED, Ran, Screen
from tests.cli.test_replay import rewritten
from tests.lists.sources.csl_rows import csl

Put = Callable[[str, str | bytes], Path]
CMIC = "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department"
ENTITY = "Entity List (EL) - Bureau of Industry and Security"
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
PARTIES = (
    {"_id": "1", "name": LISTED, "source": CMIC},
    {"_id": "2", "name": "Dahua Technology", "source": ENTITY},
    {"_id": "3", "name": "Norrsken Sensorer", "source": SDN},
)
BY = "policy of J. Doe, 2026-10-20: tried in July"
SIGNED = 'reason = "tried in July"\nauthor = "J. Doe"\ndate = 2026-10-20\n'
CUSTOMERS = f'name,country\n"{LISTED}",CN\nDahua Technology,CN\nBrunnwald Optik,DE\n'
ASIDE = (
    "Shown, not counted for the purpose “export”: Non-SDN Chinese Military-Industrial Complex "
    "Companies List (NS-CMIC) restricts only the purchase and sale of publicly traded securities "
    "of the company."
)


@pytest.fixture(autouse=True)
def lists(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """2 November 2026, and a list whose parties stand on three published ones."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793577600")
    (folder.parent / "list.csv").write_bytes(csl(*PARTIES))


def policy(*lines: str, head: str = "") -> str:
    """A settings file with one policy."""
    return f"{head}[[policy]]\n{SIGNED}" + "".join(f"{line}\n" for line in lines)


def answers(folder: Path, name: str = "out.jsonl") -> list[dict[str, Any]]:
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    ("name", "purpose", "code"),
    [
        (LISTED, "", 1),
        (LISTED, "invest", 1),
        (LISTED, "export", 0),
        (LISTED, "pay", 0),
        ("Dahua Technology", "export", 1),
        ("Dahua Technology", "purchase", 0),
        ("Norrsken Sensorer", "federal", 1),
    ],
)
def test_the_exit_code_follows_what_counts(
    screen: Screen, put: Put, name: str, purpose: str, code: int
) -> None:
    put("customers.csv", f'name\n"{name}"\n')
    words = ("--purpose", purpose) if purpose else ()
    assert screen("customers.csv", *words).code == code
    put("screen.toml", f'purpose = "{purpose}"\n' if purpose else "")
    assert screen("customers.csv").code == code


def test_a_purpose_that_there_is_not(screen: Screen, put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    ran = screen("customers.csv", "--purpose", "exprt")
    told = "error: --purpose must be one of export, purchase, invest, pay, federal, not 'exprt' ("
    assert (ran.code, ran.err.startswith(told)) == (2, True)
    put("screen.toml", 'purpose = "exprt"\n')
    assert "purpose must be one of export, purchase, invest, pay, federal" in screen("x").err


# --- Every report says it ---------------------------------------------------------------------


def test_the_screen(screen: Screen, put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    out = " ".join(screen("customers.csv", "--purpose", "export").out.split())
    assert f"{LISTED} may be {LISTED} (Non-SDN Chinese Military-Industrial Complex" in out
    assert f"score 1.00. {ASIDE}" in out
    assert "1 party has matches that are shown, not counted" in out
    assert "What counts by your policy screened for the purpose “export”: to export" in out
    quiet = screen("customers.csv", "--purpose", "export", "--quiet").out.splitlines()
    assert quiet[0].startswith("customers.csv: screened for the purpose “export”: to export, ")
    assert quiet[1] == "customers.csv: 1 party has matches that are shown, not counted"
    assert quiet[2].startswith("customers.csv:3: HIT 1.00: Dahua Technology may be")
    assert len(quiet) == 3


def test_json_lines_json_and_csv(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", CUSTOMERS)
    put("screen.toml", policy('list = "csl"', "review = 0.8", head='purpose = "export"\n'))
    screen("customers.csv", "-o", "out.jsonl")
    first, second, third = answers(folder)
    assert first["decision"] == "CLEAR"
    assert first["reason"] == f"No match that counts. {ASIDE} This is not clearance."
    [match] = first["matches"]
    assert (match["band"], match["counted"], match["own_policy"]) == ("HIT", False, ASIDE)
    assert (second["decision"], "counted" in second["matches"][0]) == ("HIT", False)
    assert third["matches"] == []
    screen("customers.csv", "-o", "out.json")
    manifest = json.loads((folder / "out.json").read_bytes())["manifest"]
    assert (manifest["aside"], manifest["open"], manifest["settings"]["purpose"]) == (
        1,
        1,
        "export",
    )
    assert manifest["policy"][1] == f"list csl: REVIEW from 0.8; {BY}"
    [warning] = manifest["policy_warnings"]
    assert warning.startswith("REVIEW only from 0.8: names that are surely those of a")
    screen("customers.csv", "-o", "out.csv")
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [one["own_policy"] for one in rows] == [f"{LISTED}: {ASIDE}", "", ""]
    assert [one["decision"] for one in rows] == ["CLEAR", "HIT", "CLEAR"]


def test_the_workbook(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", CUSTOMERS)
    put("screen.toml", policy('list = "csl"', "review = 0.8", head='purpose = "export"\n'))
    screen("customers.csv", "-o", "out.xlsx")
    book = load_workbook(folder / "out.xlsx")
    hits = [[cell.value for cell in row] for row in book["Hits"]["A4:Z7"]]
    names, counted, title, aside = hits
    assert counted[1] == "Dahua Technology"
    assert str(title[0]).startswith("Shown, not counted, 1 of the matches: unfold them")
    told = dict(zip(names, aside, strict=True))
    assert told["Party"] == LISTED
    assert str(told["Evidence"]).startswith(ASIDE)
    assert book["Hits"].row_dimensions[7].hidden
    beside = [cell.value for cell in book["customers"][2]]
    assert beside[2] == "CLEAR (no match)"
    assert str(beside[3]) == f"not counted: {LISTED}"
    coverage = [[cell.value for cell in row] for row in book["Coverage"].iter_rows(max_col=2)]
    assert ["Not counted", "1 party has matches that are shown, not counted"] in coverage
    assert any(f"list csl: REVIEW from 0.8; {BY}" == text for _, text in coverage)
    assert any(mark == "Mind" and "and are lost" in str(text) for mark, text in coverage)


def test_a_workbook_of_which_nothing_counts(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", f'name\n"{LISTED}"\n')
    assert screen("customers.csv", "--purpose", "pay", "-o", "out.xlsx").code == 0
    hits = load_workbook(folder / "out.xlsx")["Hits"]
    assert hits["A3"].value == (
        "No match counts by your policy; those that are shown all the same stand below."
    )
    assert hits["B6"].value == LISTED


def test_name_and_explain(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (LISTED, "--purpose", "export", "--list", str(folder.parent / "list.csv"))
    assert main(["name", *words]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith(f"CLEAR (no match) {LISTED} No match that counts. {ASIDE}")
    assert f"Your policy {ASIDE}" in out
    assert "Screened for the purpose “export”" in out
    assert main(["explain", *words]) == 0
    assert f"Your policy: {ASIDE}" in " ".join(capsys.readouterr().out.split())
    assert main(["explain", "Hikvision Digital Technology", *words]) == 0
    assert f"Your policy - {ASIDE}" in " ".join(capsys.readouterr().out.split())


def test_warnings_are_told_beside_a_report_on_standard_output(screen: Screen, put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    put("screen.toml", policy('country = "DE"', "hit = 0.99"))
    assert (
        "warning: HIT only from 0.99" in screen("customers.csv", "-o", "-", "--format", "csv").err
    )


# --- Nothing is lost --------------------------------------------------------------------------


def test_what_does_not_count_takes_no_place_of_what_does(
    screen: Screen, put: Put, folder: Path
) -> None:
    many = [{"_id": str(n), "name": f"{LISTED}", "source": CMIC} for n in range(1, 8)]
    rows = [{**one, "addresses": f"Street {one['_id']}, CN"} for one in many]
    last = {"_id": "9", "name": "Hangzhou Hikvision Digital Technology Group", "source": ENTITY}
    (folder.parent / "list.csv").write_bytes(csl(*rows, last))
    put("customers.csv", f'name\n"{LISTED}"\n')
    ran = screen("customers.csv", "--purpose", "export", "--max-matches", "1", "-o", "out.jsonl")
    matches = answers(folder)[0]["matches"]
    assert ran.code == 1
    assert [one["entry_id"] for one in matches if one.get("counted", True)] == ["9"]
    assert matches[0]["entry_id"] == "9"


def test_a_lower_threshold_asks_for_more(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", "name\nNordsken Sensor Systems\n")
    screen("customers.csv", "--min-score", "0.1", "-o", "out.jsonl")
    assert 0.5 < answers(folder)[0]["matches"][0]["score"] < 0.55
    assert screen("customers.csv").code == 0
    put("screen.toml", policy('programme = "us-ofac-sdn"', "review = 0.5"))
    assert screen("customers.csv", "-o", "out.jsonl").code == 1
    [answer] = answers(folder)
    assert answer["decision"] == "REVIEW"
    assert answer["reason"].endswith(f"REVIEW from 0.5 on: {BY}.")


def test_untrusted_texts_of_a_policy_stay_text(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", f'name\n"{LISTED}"\n')
    signed = 'reason = "=1+1"\nauthor = "[red]J"\ndate = 2026-10-20\nlist = "csl"\n'
    put("screen.toml", f'purpose = "pay"\n[[policy]]\n{signed}purpose = "pay"\ncounted = false\n')
    ran = screen("customers.csv", "-o", "out.xlsx")
    assert "policy of [red]J, 2026-10-20: =1+1" in " ".join(ran.out.split())
    for sheet in load_workbook(folder / "out.xlsx"):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


# --- Mistakes ---------------------------------------------------------------------------------


def test_all_mistakes_of_the_form_are_told_at_once(screen: Screen, put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    first = 'list = "csl"\nhit = 2\nweek-aliases = false\n'
    second = 'reason = "x"\nauthor = "y"\ndate = "soon"\ncountry = "Atlantis"\npurpose = "exprt"\n'
    put("screen.toml", f"[[policy]]\n{first}[[policy]]\n{second}")
    ran = screen("customers.csv")
    assert ran.code == 2
    assert ran.err.startswith(
        "error: screen.toml: policy 1 has an unknown key 'week-aliases', did "
    )
    for problem in (
        "1 has no reason; 1 has no author; 1 has no date; 1 has hit, which must be a number from",
        '2 has date, which must be a day, such as "2026-11-20"',
        "2 has country, which names no country that is known: Atlantis",
        "2 has purpose, which must be one of export, purchase, invest, pay, federal",
    ):
        assert problem in ran.err
    assert len(ran.err.splitlines()) == 1


def test_all_mistakes_about_lists_and_days_are_told_at_once(screen: Screen, put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    put(
        "screen.toml",
        policy('list = "cls"', 'programme = "us-dod-126h"', "hit = 1", "until = 2026-11-01"),
    )
    ran = screen("customers.csv")
    assert ran.code == 2
    assert ran.err == (
        "error: policy 1 expired on 2026-11-01: decide again, with a new date and until, or take "
        "it out; policy 1 has programme 'us-dod-126h', which does not exist; did you mean "
        "'us-dod-1260h'?; policy 1 has list 'cls', which does not exist; did you mean 'csl'? "
        "(docs/policy.md describes what a policy may say)\n"
    )


def test_a_list_that_is_known_and_not_in_use_is_no_mistake(screen: Screen, put: Put) -> None:
    put("customers.csv", CUSTOMERS)
    for name in ("curated", "un", "au"):
        put("screen.toml", policy(f'list = "{name}"', "review = 0.6"))
        assert screen("customers.csv").code == 1


# --- Records ----------------------------------------------------------------------------------


def replayed(capsys: pytest.CaptureFixture[str], *words: str) -> Ran:
    code = main(["replay", "run.json", *words])
    captured = capsys.readouterr()
    return Ran(code=code, out=captured.out, err=captured.err)


def test_a_record_holds_the_policy_and_a_replay_applies_it(
    screen: Screen, put: Put, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("customers.csv", CUSTOMERS)
    put("screen.toml", policy('list = "csl"', "review = 0.8", head='purpose = "export"\n'))
    screen("customers.csv", "--record", "run.json")
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert record["settings"]["purpose"] == "export"
    assert record["settings"]["policy"][0]["author"] == "J. Doe"
    assert f"list csl: REVIEW from 0.8; {BY}" in record["policy"]
    assert any(text.startswith("REVIEW only from 0.8: ") for text in record["policy"])
    first = record["results"][0]
    assert (first["decision"], first["matches"][0]["counted"]) == ("CLEAR", False)
    (folder / "screen.toml").unlink()  # what is recorded is done again, not what is set now
    for processes in ("1", "2"):
        ran = replayed(capsys, "--processes", processes)
        assert ran == Ran(code=0, out="identical: 3 parties, 2 matches\n", err="")


def test_a_replay_tells_what_counts_otherwise(
    screen: Screen, put: Put, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("customers.csv", CUSTOMERS)
    screen("customers.csv", "--record", "run.json", "--purpose", "export")
    rewritten(folder, '"purpose": "export"', '"purpose": "invest"')
    out = replayed(capsys).out
    assert "row 2: CLEAR then, HIT now; csl:1 not counted by policy then, counted now" in out
    assert "row 3: HIT then, CLEAR now; csl:2 counted then, not counted by policy now" in out


def test_a_rescreening_says_what_changed_because_the_policy_did(
    screen: Screen, put: Put, folder: Path
) -> None:
    put("customers.csv", CUSTOMERS)
    screen("customers.csv", "--record", "monday.json", "--purpose", "export")
    words = ("customers.csv", "--purpose", "purchase")
    again = screen("rescreen", *words, "--since", "monday.json", "-o", "again.jsonl")
    full = screen(*words, "-o", "full.jsonl")
    assert (again.code, full.code) == (0, 0)
    assert (folder / "again.jsonl").read_bytes() == (folder / "full.jsonl").read_bytes()
    out = " ".join(again.out.split())
    assert (
        "gone HIT: row 3, Dahua Technology: Dahua Technology (csl:2); it is shown, and not" in out
    )
    assert "the earlier run had another purpose or policy: every party was screened" in out
    back = screen("rescreen", "customers.csv", "--since", "monday.json")
    assert "it was not counted by policy then, and is now" in " ".join(back.out.split())


def test_a_rescreening_with_the_same_policy_is_equal_to_a_full_run(
    screen: Screen, put: Put, folder: Path
) -> None:
    put(
        "screen.toml", policy('list = "csl"', "review = 0.5", "hit = 0.6", head='purpose = "pay"\n')
    )
    put("customers.csv", CUSTOMERS)
    screen("customers.csv", "--record", "monday.json")
    put("customers.csv", f"{CUSTOMERS}Norrsken Sensor,SE\n")
    again = screen("rescreen", "customers.csv", "--since", "monday.json", "-o", "again.jsonl")
    screen("customers.csv", "-o", "full.jsonl")
    assert (folder / "again.jsonl").read_bytes() == (folder / "full.jsonl").read_bytes()
    assert "3 parties were screened, 1 carried over" in again.out


# --- Engines ----------------------------------------------------------------------------------


def test_several_processes_give_the_same(screen: Screen, put: Put, folder: Path) -> None:
    names = ("Dahua Technologies {}", LISTED, "Norrsken Sensorer {}", "Brunnwald {}")
    rows = "".join(f'"{names[n % 4].format(n)}",DE\n' for n in range(80))
    put("customers.csv", f"name,country\n{rows}")
    put("screen.toml", policy('country = "DE"', "review = 0.7", head='purpose = "purchase"\n'))
    for number in ("1", "2"):
        screen("customers.csv", "-o", f"{number}.jsonl", "--processes", number)
    assert answers(folder, "1.jsonl") == answers(folder, "2.jsonl")
    found = [match for one in answers(folder, "1.jsonl") for match in one["matches"]]
    assert {match.get("counted") for match in found} == {None, False}


def test_officers_decisions_and_policies_stand_side_by_side(
    screen: Screen, put: Put, folder: Path
) -> None:
    put("customers.csv", CUSTOMERS)
    screen("customers.csv", "-o", "out.xlsx")
    book = load_workbook(folder / "out.xlsx")
    hits = book["Hits"]
    heads = [cell.value for cell in hits[4]]
    for number in (5, 6):
        for head, text in (
            ("Officer's decision", "false positive"),
            ("Reason", "another firm"),
            ("Reviewer", "J. Doe"),
        ):
            hits.cell(number, heads.index(head) + 1).value = text
    book.save(folder / "out.xlsx")
    assert screen("review", "import", "out.xlsx", "--decisions", "d.jsonl").code == 0
    assert screen("customers.csv", "--decisions", "d.jsonl").code == 0
    ran = screen(
        "customers.csv", "--decisions", "d.jsonl", "--purpose", "export", "-o", "out.jsonl"
    )
    first, second, _ = answers(folder)
    assert (ran.code, first["decision"], second["decision"]) == (0, "CLEAR", "HIT")
    assert (first["matches"][0]["counted"], "review" in first["matches"][0]) == (False, False)
    assert second["matches"][0]["review"]["settles"]


def test_walking_through_the_hits_says_what_counts(
    screen: Screen, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("customers.csv", f'name\n"{LISTED}"\n')
    put("screen.toml", 'purpose = "pay"\n')
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    ran = screen("review", "customers.csv", "--decisions", "d.jsonl")
    assert (ran.code, ran.out) == (0, "no open hit is undecided\n")
    assert "notice: screened for the purpose “pay”: to pay, be paid" in ran.err


def test_a_replay_needs_no_list_that_a_policy_names(
    screen: Screen, put: Put, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("customers.csv", CUSTOMERS)
    put("screen.toml", policy('list = "csl"', "review = 0.6"))
    screen("customers.csv", "--record", "run.json")
    rewritten(folder, '"lists": ["csl"]', '"lists": ["letters-of-old"]')
    assert replayed(capsys).code == 0
