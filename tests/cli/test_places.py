"""Destinations under embargo on the command line: exit codes, settings, reports, replay."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from compliance.cli.main import main
from tests.cli.conftest import LISTED, Ran, Screen

Put = Callable[[str, str | bytes], Path]
HEAD = "name,country,address\n"
CLEAN = HEAD + "Brunnwald Optik GmbH,DE,Berlin\n"
NOTED = HEAD + "Norrsken Sensorer,CN,Shenzhen\nAgora Optik,,\n"
HELD = HEAD + 'Norrsken Sensorer,UA,"Lenina 5, Sevastopol"\n'
MARKUP = HEAD + '[red]Norrsken[/red],IR,"[bold]Tehran"\n=1+1,"=cmd()|IR",=Tehran\n'
RED, YELLOW, BLUE = "FFF8CBAD", "FFFFE699", "FFDDEBF7"


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """2 November 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793577600")


def answers(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    ("content", "words", "code"),
    [
        (CLEAN, (), 0),
        (NOTED, (), 0),
        (HELD, (), 1),
        (HELD, ("--places", "review"), 1),
        (HELD, ("--places", "note"), 0),
        (HELD, ("--places", "off"), 0),
    ],
)
def test_a_question_is_open_and_a_note_is_not(
    screen: Screen, put: Put, content: str, words: tuple[str, ...], code: int
) -> None:
    put("customers.csv", content)
    assert screen("customers.csv", *words).code == code


def test_the_settings_file_says_what_becomes_of_places(screen: Screen, put: Put) -> None:
    put("customers.csv", HELD)
    put("screen.toml", 'places = "note"\n')
    assert screen("customers.csv").code == 0
    assert screen("customers.csv", "--places", "review").code == 1


def test_a_way_that_there_is_not(screen: Screen, put: Put) -> None:
    put("customers.csv", HELD)
    ran = screen("customers.csv", "--places", "loud")
    assert (ran.code, ran.err) == (
        2,
        (
            "error: --places must be one of review, note, off, not 'loud' "
            "(for example --places note)\n"
        ),
    )
    put("screen.toml", 'places = "loud"\n')
    assert "places must be one of review, note, off" in screen("customers.csv").err


def test_the_day_decides_which_rules_hold(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", HELD)
    for day, rules in (("2014-06-01", []), ("2014-12-31", ["us-ofac-crimea", "eu-crimea"])):
        screen("customers.csv", "--as-of", day, "-o", "out.jsonl")
        notes = answers(folder)[0]["destination"]
        assert [rule["id"] for note in notes for rule in note["rules"]] == rules


def test_the_screen_tells_the_place_the_rules_and_the_count(screen: Screen, put: Put) -> None:
    put("customers.csv", HELD + "Lumivert,CN,Shenzhen\n")
    out = screen("customers.csv", "--long").out
    assert "Destination: Crimea and Sevastopol (comprehensive embargo), by the address" in out
    assert "Crimea and Sevastopol: comprehensive embargo, 1 party to review: EAR, Crimea" in out
    assert "China: arms embargo, 1 party: EAR, Country Group D:5" in out
    assert out.count("\n    EAR, Crimea (15 CFR 746.6") == 1
    assert "REVIEW         2            " in screen("customers.csv").out
    assert "Crimea and Sevastopol…" in screen("customers.csv").out
    quiet = screen("customers.csv", "--quiet").out
    assert quiet.startswith(
        "customers.csv:2: REVIEW: Norrsken Sensorer: Destination: Crimea and Sevastopol "
    )
    assert len(quiet.splitlines()) == 1


def test_one_name_is_told_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("name", "Norrsken", "--country", "AE", "--address", "Motahari St, Tehran")
    assert main([*words, "--list", str(folder.parent / "list.csv")]) == 1
    out = capsys.readouterr().out
    assert out.startswith("REVIEW  Norrsken\nNo match on the lists in use.")
    assert "Destination: Iran (comprehensive embargo), by the address “Tehran”." in out
    assert "EAR, Iran (15 CFR 746.7), in force since" in out


def test_json_lines_and_json(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", HELD)
    screen("customers.csv", "-o", "out.jsonl")
    [note] = answers(folder)[0]["destination"]
    assert {key: note[key] for key in ("place", "kind", "cell", "words", "open")} == {
        "place": "Crimea and Sevastopol",
        "kind": "comprehensive embargo",
        "cell": "address",
        "words": "Sevastopol",
        "open": True,
    }
    assert note["rules"][0]["citation"] == "15 CFR 746.6(a)(1)"
    screen("customers.csv", "-o", "out.json", "--places", "note")
    manifest = json.loads((folder / "out.json").read_bytes())["manifest"]
    [count] = manifest["destinations"]
    assert (count["place"], count["parties"], count["open"]) == ("Crimea and Sevastopol", 1, 0)
    assert manifest["settings"]["places"] == "note"


def test_csv(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", HELD)
    screen("customers.csv", "-o", "out.csv")
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        [row] = csv.DictReader(stream)
    assert row["destination"] == "Crimea and Sevastopol: comprehensive embargo"
    assert "OFAC, Crimea (EO 13685; 31 CFR part 589), in force since" in row["destination_notes"]
    assert (row["decision"], row["matches"]) == ("REVIEW", "0")


def test_the_workbook_has_a_colour_of_its_own(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", f'{HELD}Lumivert,CN,Shenzhen\n"{LISTED}",CN,Hangzhou\n')
    screen("customers.csv", "-o", "out.xlsx")
    book = load_workbook(folder / "out.xlsx")
    sheet = book["customers"]
    heads = [cell.value for cell in sheet[1]]
    column = heads.index("Destination") + 1
    told = [sheet.cell(row, column) for row in (2, 3, 4)]
    assert told[0].value == "Crimea and Sevastopol: comprehensive embargo"
    assert [cell.value for cell in told[1:]] == ["China: arms embargo"] * 2
    assert {cell.fill.fgColor.rgb for cell in told} == {BLUE}
    assert sheet.cell(2, 1).fill.fgColor.rgb == YELLOW
    assert sheet.cell(3, 1).fill.fill_type is None
    assert sheet.cell(4, 1).fill.fgColor.rgb == RED
    names, *rows = [[cell.value for cell in row] for row in book["Hits"]["A4:S6"]]
    place, listed = (dict(zip(names, row, strict=True)) for row in rows)
    assert (place["Listed name"], place["Decision"], place["Lists"]) == (
        "Crimea and Sevastopol\naddress “Sevastopol”",
        "REVIEW",
        "EAR, Crimea and 1 more",
    )
    assert "destination: China (arms embargo)" in listed["Evidence"]
    for cell in ("C5", "L5", "L6"):
        assert book["Hits"][cell].fill.fgColor.rgb == BLUE
    assert str(book["Hits"]["A3"].value).endswith(
        "A destination (blue) is decided in its own line, like a match: docs/places.md."
    )
    rules = [[cell.value for cell in row] for row in book["Listings"]["A4:G5"]]
    assert [(rule[1], rule[6]) for rule in rules] == [
        ("EAR, Crimea", "15 CFR 746.6(a)(1)"),
        ("OFAC, Crimea", rules[1][6]),
    ]
    rows = [[cell.value for cell in row] for row in book["Coverage"].iter_rows(max_col=2)]
    at = rows.index(
        ["Crimea and Sevastopol", "Crimea and Sevastopol: comprehensive embargo, 1 party to review"]
    )
    assert str(rows[at + 1][1]).startswith("EAR, Crimea (15 CFR 746.6(a)(1)), in force since ")
    assert ["China", "China: arms embargo, 2 parties"] in rows


def test_nothing_in_a_cell_becomes_markup_or_a_formula(
    screen: Screen, put: Put, folder: Path
) -> None:
    put("customers.csv", MARKUP)
    ran = screen("customers.csv", "-o", "out.xlsx")
    assert "[red]Norrsken[/red]" in ran.out
    for sheet in load_workbook(folder / "out.xlsx"):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    screen("customers.csv", "-o", "out.csv")
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


# --- Run records ------------------------------------------------------------------------------


def replayed(capsys: pytest.CaptureFixture[str], *words: str) -> Ran:
    code = main(["replay", "run.json", *words])
    captured = capsys.readouterr()
    return Ran(code=code, out=captured.out, err=captured.err)


def test_a_record_holds_places_and_no_words_of_the_user(
    screen: Screen, put: Put, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put("customers.csv", HELD + NOTED.removeprefix(HEAD))
    screen("customers.csv", "--record", "run.json")
    text = (folder / "run.json").read_text(encoding="utf-8")
    record = json.loads(text)
    assert record["settings"]["places"] == "review"
    assert record["counts"]["REVIEW"] == 1
    first = record["results"][0]
    assert (first["decision"], first["destination"][0]["place"]) == (
        "CLEAR",
        "Crimea and Sevastopol",
    )
    assert "Lenina" not in text
    assert replayed(capsys) == Ran(code=0, out="identical: 3 parties, 0 matches\n", err="")


def test_a_replay_tells_another_destination(
    screen: Screen, put: Put, folder: Path, capsys: pytest.CaptureFixture[str], rewrite: Any
) -> None:
    put("customers.csv", HELD)
    screen("customers.csv", "--record", "run.json")
    rewrite(folder, '"cell": "address"', '"cell": "country"')
    ran = replayed(capsys)
    assert ran.code == 3
    assert (
        "destination Crimea and Sevastopol is judged by other rules, cells or settings" in ran.out
    )


@pytest.fixture
def rewrite() -> Any:
    """Change a record and make its hash fit."""
    from tests.cli.test_replay import rewritten

    return rewritten


def test_a_rescreening_is_equal_to_a_full_run(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", HELD + NOTED.removeprefix(HEAD))
    screen("customers.csv", "--record", "monday.json", "--places", "off")
    put("customers.csv", HELD + NOTED.removeprefix(HEAD) + "Gulf Pumps,AE,Tehran\n")
    again = screen("rescreen", "customers.csv", "--since", "monday.json", "-o", "again.jsonl")
    full = screen("customers.csv", "-o", "full.jsonl")
    assert (again.code, full.code) == (1, 1)
    assert (folder / "again.jsonl").read_bytes() == (folder / "full.jsonl").read_bytes()
    assert "1 party was screened, 3 carried over" in again.out


def test_a_rescreening_tells_places_that_are_new_changed_and_gone(
    screen: Screen, put: Put, folder: Path
) -> None:
    put("customers.csv", f"{HEAD}Norrsken,UA,Sevastopol\nLumivert,IR,\nVisur,CU,\nAgora,DE,\n")
    screen("customers.csv", "--record", "monday.json", "--as-of", "2014-12-31")
    put("customers.csv", f"{HEAD}Norrsken,UA,Sevastopol\nLumivert,AE,\nAgora,KP,\nGulf,IR,\n")
    ran = screen("rescreen", "customers.csv", "--since", "monday.json", "-o", "out.json")
    out = " ".join(ran.out.split())
    embargo = "(comprehensive embargo)"
    assert out.startswith(
        "Open matches and places: 2 new, 1 changed and 2 gone since Monday 2026-11-02 "
        f"new REVIEW: row 4, Agora: destination North Korea {embargo}; the party has changed "
        f"new REVIEW: row 5, Gulf: destination Iran {embargo}; the party is new "
        f"changed REVIEW: row 2, Norrsken: destination Crimea and Sevastopol {embargo}; "
        "the rules on places or the settings have changed "
        f"gone REVIEW: row 3, Lumivert: destination Iran {embargo}; the party has changed "
        f"gone REVIEW: row 4: destination Cuba {embargo}; the party is not in the file any more "
    )
    changes = json.loads((folder / "out.json").read_bytes())["manifest"]["since"]["changes"]
    assert {one["list"] for one in changes} == {""}


@pytest.mark.parametrize("processes", ["1", "2"])
def test_several_processes_give_the_same(
    screen: Screen, put: Put, folder: Path, processes: str
) -> None:
    rows = "".join(f'Norrsken {n},{"IR" if n % 3 else "CN"},"Street {n}"\n' for n in range(60))
    put("customers.csv", HEAD + rows)
    screen("customers.csv", "-o", "out.jsonl", "--processes", processes)
    found = answers(folder)
    assert [one["decision"] for one in found] == ["REVIEW" if n % 3 else "CLEAR" for n in range(60)]
    assert all(one["destination"] for one in found)


def test_a_party_that_officers_settled_stays_open_for_its_destination(
    screen: Screen, put: Put, folder: Path
) -> None:
    put("customers.csv", f'{HEAD}"{LISTED}",IR,Tehran\n')
    screen("customers.csv", "-o", "out.xlsx")
    book = load_workbook(folder / "out.xlsx")
    sheet = book["Hits"]
    heads = {cell.value: cell.column or 0 for cell in sheet[4]}
    for head, value in (
        ("Officer's decision", "false positive"),
        ("Reason", "another firm"),
        ("Reviewer", "A. Officer"),
        ("Expires", "2027-01-01"),
    ):
        sheet.cell(5, heads[head]).value = value
    book.save(folder / "decided.xlsx")
    ran = screen("review", "import", "decided.xlsx")
    assert ran.code == 0, ran.err
    again = screen("customers.csv", "-o", "out.jsonl")
    assert again.code == 1
    assert "REVIEW" in again.out
    assert screen("customers.csv", "--places", "note").code == 0


# --- Decisions of officers --------------------------------------------------------------------


def decide(
    folder: Path, report: str, verdict: str, *, reason: str = "goods need no licence"
) -> None:
    """Fill in the first line of every match and place of a report."""
    book = load_workbook(folder / report)
    hits = book["Hits"]
    heads = [cell.value for cell in hits[4]]
    filled = {"Officer's decision": verdict, "Reason": reason, "Reviewer": "A. Berg"}
    evidence = heads.index("Evidence") + 1
    for row in range(5, hits.max_row + 1):
        if not str(hits.cell(row, evidence).value).startswith("as in line 1"):
            for head, text in filled.items():
                hits.cell(row, heads.index(head) + 1).value = text
    book.save(folder / report)


RECORD = ("--decisions", "d.jsonl")
BERG = "Decided: licence held by A. Berg on 2026-11-02, until 2027-11-02: goods need no licence."


@pytest.fixture
def settled(screen: Screen, put: Put, folder: Path) -> None:
    """A party in Sevastopol, and the decision that nobody has to look at it."""
    put("customers.csv", HELD)
    screen("customers.csv", "-o", "report.xlsx")
    decide(folder, "report.xlsx", "licence held")
    ran = screen("review", "import", "report.xlsx", *RECORD)
    assert (ran.code, "1 decision added: 1 licence held" in ran.err + ran.out) == (0, True)


@pytest.mark.usefixtures("settled")
def test_a_place_that_was_decided_is_quiet_and_told(screen: Screen, folder: Path) -> None:
    ran = screen("customers.csv", *RECORD, "-o", "out.json")
    assert ran.code == 0
    assert "of the HIT and REVIEW: 1 decided earlier" in ran.out
    assert "decisions of d.jsonl: 1 of 1 met here, 0 of them no longer hold" in ran.err
    report = json.loads((folder / "out.json").read_bytes())
    assert (report["manifest"]["open"], report["manifest"]["decided"]) == (0, 1)
    [answer] = report["results"]
    assert answer["decision"] == "REVIEW"
    assert f"region has rules of its own. {BERG} No match on the lists" in answer["reason"]
    [note] = answer["destination"]
    assert (note["open"], note["review"]["settles"]) == (False, True)
    screen("customers.csv", *RECORD, "-o", "again.xlsx")
    hits = load_workbook(folder / "again.xlsx")["Hits"]
    names, title, first = ([cell.value for cell in row] for row in hits["A4:T6"])
    told = dict(zip(names, first, strict=True))
    assert str(title[0]).startswith("Decided earlier, 1 of the matches")
    assert (
        str(told["Listed name"]).partition("\n")[0],
        told["Officer's decision"],
        told["Reviewer"],
    ) == (
        "Crimea and Sevastopol",
        "licence held",
        "A. Berg",
    )
    assert hits.row_dimensions[6].hidden


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('Norrsken Sensorer,UA,"Lenina 6, Sevastopol",', "the customer's address changed"),
        ('Norrsken Sensorer,RU,"Lenina 5, Sevastopol",', "the customer's country changed"),
        (
            'Norrsken Sensorer,UA,"Lenina 5, Sevastopol",Crimea',
            "the place is named in another cell",
        ),
    ],
)
def test_a_place_is_open_again_when_something_changed(
    screen: Screen, put: Put, folder: Path, row: str, why: str
) -> None:
    put("customers.csv", f"name,country,address,destination country\n{row}\n")
    ran = screen("customers.csv", *RECORD, "-o", "out.jsonl")
    assert ran.code == 1
    [answer] = answers(folder)
    assert f"Open again: {why}" in answer["reason"]
    assert answer["destination"][0]["open"]
    assert "1 open again" in ran.out


@pytest.mark.usefixtures("settled")
def test_a_place_is_open_again_when_its_rules_change(screen: Screen, folder: Path) -> None:
    ran = screen("customers.csv", *RECORD, "--as-of", "2014-12-31", "-o", "out.jsonl")
    assert ran.code == 1
    assert "Open again: the rules on the place changed since" in answers(folder)[0]["reason"]


@pytest.mark.usefixtures("settled")
def test_a_place_that_is_decided_quiets_no_match(screen: Screen, put: Put, folder: Path) -> None:
    put("customers.csv", f'{HEAD}"{LISTED}",UA,"Lenina 5, Sevastopol"\n')
    screen("customers.csv", "-o", "report.xlsx")
    decide(folder, "report.xlsx", "true match")
    assert screen("review", "import", "report.xlsx", *RECORD).code == 0
    ran = screen("customers.csv", *RECORD, "-o", "out.jsonl")
    [answer] = answers(folder)
    assert (ran.code, answer["decision"]) == (1, "HIT")
    assert [one["review"]["verdict"] for one in answer["matches"]] == ["true match"]
    assert "It stays open." in answer["reason"]


@pytest.mark.usefixtures("settled")
def test_the_record_of_decisions_shows_places(
    screen: Screen, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", "list", *RECORD]) == 0
    listed = " ".join(capsys.readouterr().out.split())
    assert "Norrsken Sensorer / Crimea and Sevastopol (rules on places Crimea and" in listed
    ran = screen("review", "lint", *RECORD)
    assert (ran.code, ran.out) == (0, "every decision holds as far as its lists and dates go\n")


@pytest.mark.usefixtures("settled")
def test_a_run_record_tells_places_whatever_was_decided(
    screen: Screen, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    screen("customers.csv", *RECORD, "--record", "run.json")
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert record["results"][0]["destination"][0]["open"]
    assert replayed(capsys).code == 0


def test_places_are_walked_through_like_matches(
    screen: Screen, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("customers.csv", HELD)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    keys = iter("mf")
    monkeypatch.setattr("compliance.cli.review.walk.read_key", lambda: next(keys))
    monkeypatch.setattr(
        "compliance.cli.review.walk.read_line",
        lambda question: "" if question.startswith("Expires") else "another place",
    )
    ran = screen("review", "customers.csv", "--reviewer", "A. Berg", *RECORD)
    assert ran.code == 0
    assert "Crimea and Sevastopol" in ran.out
    assert "1 decided and recorded in d.jsonl, 0 left" in ran.out
    assert screen("customers.csv", *RECORD).code == 0
