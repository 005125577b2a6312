import io
import re

import pytest
from rich.console import Console

from compliance.model import Decision, Report, SheetSummary
from compliance.reporters.base import NOT_ADVICE, NOT_CLEARANCE
from compliance.reporters.console import MOST_SHOWN, show
from tests.reporters.factory import (
    CHIPMAKER,
    EZVIZ,
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


def shown(answers: Report, *, width: int = 80, terminal: bool = False) -> str:
    """What is printed, or written to a pipe."""
    stream = io.StringIO()
    show(answers, Console(file=stream, width=width, force_terminal=terminal))
    return stream.getvalue()


def flat(text: str) -> str:
    """The text without line ends and columns, for sentences that wrap."""
    return " ".join(text.split())


def test_a_hit_is_told_with_place_lists_and_reasons() -> None:
    text = shown(report(result("Hik Vision", match(), row=17, role="end_user")))
    assert flat(text).startswith(
        "Decision Where Party Listed name Score "
        "HIT Customers Hik Vision Hikvision (alias) 0.93 row 17, end user C-017 "
        "The reason for HIT. "
        "Listed as Hangzhou Hikvision Digital Technology Co., Ltd. "
        "Entity List (84 FR 54002, 2019-10-09): Surveillance in Xinjiang: implicated in the "
        "repression of Muslim minorities. "
        "Licence requirement: For all items subject to the EAR. Review policy: Case-by-case "
        "review for some items; presumption of denial for all others. "
        "NDAA section 889 (132 Stat. 1917, 2018-08-13): Named in the act. "
        "What these lists restrict "
        "Entity List: Exports, reexports and transfers to the party as purchaser, consignee or "
        "end-user."
    )


def test_other_matches_follow_in_a_line_each() -> None:
    answer = result("x", match(), match(SUNDOWNER, 0.8, Decision.REVIEW))
    assert (
        "Also 0.80: Sundowner Telecom Ltd, entry Sundowner Telecom Ltd (Entity List (ended))"
    ) in flat(shown(report(answer)))


def test_leads_and_former_listings_are_worded() -> None:
    text = flat(shown(report(result("EZVIZ", match(EZVIZ)), result("S", match(SUNDOWNER)))))
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
    assert "customers.xlsx: 5 parties 1 HIT 0 REVIEW 3 UNSCREENED 1 CLEAR (no match)" in text
    assert "Screened against Curated list: 312 entries, 845 names, as of 2026-07-31" in text
    assert "Not screened Customers 2 rows (5, 7): The name cell is empty." in text
    assert "Notes (hidden), 9 rows: hidden, not screened" in text
    assert "Curated list: rows rejected: 1 Curated list: The data is 113 days old." in text
    assert text.endswith(f"{NOT_CLEARANCE} {NOT_ADVICE}")


def test_many_unscreened_rows_are_counted() -> None:
    text = flat(shown(report(*(unscreened(n) for n in range(2, 40)))))
    assert "Customers 38 rows (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, ...): The name" in text


def test_without_hits_it_says_so_and_never_says_cleared() -> None:
    text = shown(report(result("a"), result("Chipmaker", match(CHIPMAKER, 1, Decision.CLEAR))))
    assert text.startswith("No open hits.\n")
    assert "cleared" not in text.lower()
    assert flat(text).endswith(f"{NOT_CLEARANCE} {NOT_ADVICE}")


def test_a_screen_shows_the_first_hits_and_a_pipe_all() -> None:
    answers = report(*(result("x", match(), row=n) for n in range(MOST_SHOWN + 5)))
    assert "... and 5 more open parties; -o report.xlsx shows all." in flat(
        shown(answers, terminal=True)
    )
    assert shown(answers).count("HIT  ") == MOST_SHOWN + 5


@pytest.mark.parametrize("width", [80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert all(len(line) <= width for line in shown(full_report(), width=width).splitlines())


def test_a_pipe_gets_no_colour_and_a_terminal_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")  # a build's may be "dumb"
    monkeypatch.delenv("NO_COLOR", raising=False)
    answers = report(result("x", match()))
    assert "\x1b" not in shown(answers)
    assert "\x1b[1;31mHIT" in shown(answers, terminal=True)


def test_hostile_names_are_shown_as_plain_text() -> None:
    answers = report(*(result(name, match(), row=n) for n, name in enumerate(HOSTILE_NAMES)))
    text = shown(answers, width=400)
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
