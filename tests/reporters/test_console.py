import io
import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console

from compliance.cli.main import main
from compliance.lists.curated.programmes import parse_programmes
from compliance.model import Decision, Listing, Report, SheetSummary, added_sheets
from compliance.reporters.base import (
    NO_ADVICE_LINE,
    NO_CLEARANCE_LINE,
    NOT_ADVICE,
    NOT_CLEARANCE,
)
from compliance.reporters.console import MOST_SHOWN, show
from compliance.reporters.list_briefs import find_brief, read_briefs, short_name
from tests.reporters.factory import (
    CHIPMAKER,
    ENTITY_LIST,
    EZVIZ,
    HIKVISION,
    HOSTILE_NAMES,
    SUNDOWNER,
    full_report,
    match,
    report,
    rescreened,
    result,
    sheet_summary,
    unscreened,
)


def shown(
    answers: Report, *, width: int = 80, terminal: bool = False, in_full: bool = False
) -> str:
    """What is printed, or written to a pipe."""
    stream = io.StringIO()
    show(answers, Console(file=stream, width=width, force_terminal=terminal), in_full=in_full)
    return stream.getvalue()


def flat(text: str) -> str:
    """The text without line ends and columns, for sentences that wrap."""
    return " ".join(text.split())


def test_a_hit_takes_one_line_and_a_list_is_told_once() -> None:
    answers = (result("Hik Vision", match(), row=n, role="end_user") for n in (17, 18))
    lines = shown(report(*answers), width=100).splitlines()
    assert [line.split() for line in lines[:4]] == [
        ["Decision", "Score", "Row,", "role,", "ID", "Party", "Listed", "name", "Lists"],
        ["Customers"],
        ["HIT", "0.93", "17", "end", "user", "C-017", "Hik", "Vision", "Hikvision", "1-2"],
        ["HIT", "0.93", "18", "end", "user", "C-017", "Hik", "Vision", "Hikvision", "1-2"],
    ]
    text = flat("\n".join(lines))
    assert text.count("screen name NAME) 1 Entity List: BIS licence for EAR exports") == 1
    assert text.count("2 NDAA section 889: US federal purchase ban") == 1
    assert text.endswith(
        "No legal advice; check every match with its publisher: "
        "www.ecfr.gov/current/title-15/part-744 (1), www.acquisition.gov/far/subpart-4.21 (2)."
    )


def test_a_name_that_is_cut_ends_at_a_word() -> None:
    name = "Hangzhou Hikvision Digital Technology Co Ltd"
    [hit] = [one for one in shown(report(result(name, match()))).splitlines() if "HIT  " in one]
    assert "Hangzhou Hikvision…" in hit
    assert "Technology" not in hit


def test_a_list_that_is_not_known_is_told_in_its_own_words() -> None:
    private = replace(ENTITY_LIST, id="letters", restricts="Ask the desk first. Always.")
    entry = replace(HIKVISION, listings=(Listing(programme=private),))
    text = flat(shown(report(result("Hik Vision", match(entry)))))
    assert "1 Entity List: Ask the desk first." in text
    text = flat(shown(report(result("Hik Vision", match(entry))), in_full=True))
    assert "1 Entity List: Ask the desk first. Always." in text


def test_a_page_that_the_list_names_comes_before_the_publishers() -> None:
    listing = replace(
        HIKVISION.listings[0],
        source="https://lists.example/el the page",
        reason="The publisher's file gives no reason; see the publisher's page.",
    )
    answers = report(result("Hik Vision", match(replace(HIKVISION, listings=(listing,)))))
    assert "publisher: lists.example/el (1)." in flat(shown(answers))
    assert "see the publisher's page, https://lists.example/el." in flat(
        shown(answers, in_full=True)
    )


def test_in_full_a_hit_is_told_with_place_lists_and_reasons() -> None:
    text = shown(report(result("Hik Vision", match(), row=17, role="end_user")), in_full=True)
    assert flat(text).startswith(
        "Decision Where Party Listed name Score "
        "HIT Customers Hik Vision Hikvision (alias) 0.93 row 17, end user C-017 "
        "The reason for HIT. "
        "Listed as Hangzhou Hikvision Digital Technology Co., Ltd. "
        "Lists below: 1-2. "
        "Entity List (84 FR 54002, 2019-10-09): Surveillance in Xinjiang: implicated in the "
        "repression of Muslim minorities. "
        "Licence requirement: For all items subject to the EAR. Review policy: Case-by-case "
        "review for some items; presumption of denial for all others. "
        "NDAA section 889 (132 Stat. 1917, 2018-08-13): Named in the act. "
        "What these lists restrict "
        "1 Entity List: Exports, reexports and transfers to the party as purchaser, consignee or "
        "end-user."
    )


def test_other_matches_follow_in_a_line_each() -> None:
    answer = result("x", match(), match(SUNDOWNER, 0.8, Decision.REVIEW))
    assert (
        "Also 0.80: Sundowner Telecom Ltd, entry Sundowner Telecom Ltd (Entity List (ended))"
    ) in flat(shown(report(answer), in_full=True))


def test_leads_and_former_listings_are_worded() -> None:
    text = flat(
        shown(report(result("EZVIZ", match(EZVIZ)), result("S", match(SUNDOWNER))), in_full=True)
    )
    assert "Not itself listed: subsidiary of Hangzhou Hikvision Digital Technology" in text
    assert (
        "Not in force: Entity List (81 FR 12004, 2016-03-08), ended 2017-03-29; "
        "removed (82 FR 15461): Reexports."
    ) in text


def test_the_summary_says_what_was_and_was_not_screened() -> None:
    notes = SheetSummary(
        name="Notes",
        hidden=True,
        rows=9,
        blank_rows=0,
        filled_rows=9,
        heading_rows=0,
        title_rows=0,
        asked_rows=0,
        not_asked_rows=9,
        note="hidden, not screened",
    )
    answers = (result("a"), result("b", match()), unscreened(5), unscreened(7), unscreened(7))
    text = flat(shown(report(*answers, sheets=(sheet_summary(), notes))))
    assert "customers.xlsx: 5 parties: 1 HIT, 0 REVIEW, 3 UNSCREENED, 1 CLEAR (no match)" in text
    assert "Screened against: Curated list: 312 entries, 845 names, as of 2026-07-31" in text
    assert "Not screened Customers 2 rows (5, 7): The name cell is empty." in text
    assert "Notes (hidden), 9 rows: hidden, not screened" in text
    assert "Curated list: rows rejected: 1 Curated list: The data is 113 days old." in text
    assert f"{NO_CLEARANCE_LINE} {NO_ADVICE_LINE}: www.ecfr.gov/" in text


def test_many_unscreened_rows_are_counted() -> None:
    text = flat(shown(report(*(unscreened(n) for n in range(2, 40)))))
    assert "Customers 38 rows (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, ...): The name" in text


def test_without_hits_it_says_so_and_never_says_cleared() -> None:
    text = shown(report(result("a"), result("Chipmaker", match(CHIPMAKER, 1, Decision.CLEAR))))
    assert text.startswith("No open hits.\n")
    assert "cleared" not in text.lower()
    assert flat(text).endswith(f"{NO_CLEARANCE_LINE} {NO_ADVICE_LINE}.")
    text = shown(report(result("a")), in_full=True)
    assert flat(text).endswith(f"{NOT_CLEARANCE} {NOT_ADVICE}")


def test_a_screen_shows_the_first_hits_and_a_pipe_all() -> None:
    answers = report(*(result("x", match(), row=n) for n in range(MOST_SHOWN + 5)))
    assert "... and 5 more open parties; -o report.xlsx shows all." in flat(
        shown(answers, terminal=True)
    )
    assert shown(answers).count("HIT  ") == MOST_SHOWN + 5


@pytest.mark.parametrize("width", [80, 120, 200])
@pytest.mark.parametrize("in_full", [False, True])
def test_no_line_is_wider_than_the_terminal(width: int, in_full: bool) -> None:
    text = shown(full_report(), width=width, in_full=in_full)
    assert all(cell_len(line) <= width for line in text.splitlines())


def test_the_demo_takes_two_screens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two screens of 24 lines at 80 columns, with the warning and the prompt."""
    monkeypatch.setenv("COLUMNS", "80")
    main([str(Path(__file__).parents[2] / "samples" / "customers.xlsx"), "--no-config"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 46
    assert [one for one in lines if cell_len(one) > 80] == []
    assert sum(one.startswith(("HIT ", "REVIEW ")) for one in lines) == 15


def test_rows_of_several_sheets_are_added_up_and_told_apart_in_full() -> None:
    sheets = (sheet_summary(), replace(sheet_summary(), name="More"))
    text = flat(shown(report(result("a"), sheets=sheets)))
    assert "Rows of 2 sheets: " in text
    assert f"Rows of 2 sheets: {added_sheets(sheets).sums}" in text
    text = flat(shown(report(result("a"), sheets=sheets), in_full=True))
    assert f"Rows Customers: {sheets[0].sums} More: {sheets[1].sums}" in text


def test_rows_that_do_not_close_are_told_for_their_sheet_and_in_full() -> None:
    lost = replace(sheet_summary(), name="A sheet with a name " * 3, asked_rows=0)
    text = flat(shown(report(result("a"), sheets=(sheet_summary(), lost))))
    assert text.count("THE SUMS DO NOT CLOSE") == 2
    assert "Rows of" not in text


def test_what_was_not_screened_takes_a_line_and_more_in_full() -> None:
    answer = replace(unscreened(7), reason=f"Not screened: no name in {'columns ' * 20}here.")
    assert "Customers row 7: no name in columns" in shown(report(answer))
    assert "columns here." not in flat(shown(report(answer)))
    assert "columns here." in flat(shown(report(answer), in_full=True))


def test_every_published_list_is_told_in_a_line() -> None:
    text = (Path(__file__).parents[2] / "lists" / "programmes.toml").read_text(encoding="utf-8")
    programmes = parse_programmes(text)
    assert set(read_briefs()) == set(programmes)
    for programme in programmes.values():
        assert len(f"{short_name(programme)}: {find_brief(programme)}") <= 110


def test_a_pipe_gets_no_colour_and_a_terminal_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")  # a build's may be "dumb"
    monkeypatch.delenv("NO_COLOR", raising=False)
    answers = report(result("x", match()))
    assert "\x1b" not in shown(answers)
    assert "\x1b[1;31mHIT" in shown(answers, terminal=True)


def test_hostile_names_are_shown_as_plain_text() -> None:
    answers = report(*(result(name, match(), row=n) for n, name in enumerate(HOSTILE_NAMES)))
    text = shown(answers, width=400, in_full=True)
    for expected in (
        '=HYPERLINK("http://x","y")',
        "[red]Alarm[/red]",
        "<U+001B>[31mred<U+001B>[0m<U+0007>",
        "evil<U+202E>gpj.exe",
        "zero<U+200B>width<U+FEFF>",
        "half <U+D800> pair",
        "شركة هيكفيجن",
    ):
        assert expected in text
    assert text.count("N") > 10_000
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e\u200b\ud800]", text)


def test_what_changed_since_an_earlier_run_comes_first() -> None:
    text = shown(rescreened(report()), width=100)
    assert flat(text).startswith(
        "Open matches and places: 1 new, 0 changed and 1 gone since Monday 2026-11-16 "
        'new HIT: Customers row 3, =HYPERLINK("http://x","y"): Hikvision (csl:12); '
        "the party is new "
        "gone REVIEW: Customers row 9: Dahua (csl:13); the party is not in the file any more "
        "7 parties were screened, 1,200 carried over: the lists are the same No open hits."
    )
