"""What a self-test leaves for an auditor: a record for programs, and one page to print."""

import html
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from compliance.model import ListInfo
from compliance.model.visible_text import visible
from compliance.selftest.checking import Checked, count_kinds

PROVES = (
    "On this computer, with this program, these lists and these settings, the questions below were "
    "asked in the way in which every party is screened, and the answers are those that are shown."
)
PROVES_NOT = (
    "It does not prove that the lists are complete or current, that every spelling of a listed "
    "party is found, or that any party is cleared."
)
KIND_TITLES = ("kind of question", "asked", "as expected", "not as expected")
STYLE = (
    "body{font:11pt sans-serif;max-width:48em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;width:100%;margin:1em 0}"
    "td,th{border-bottom:1px solid #999;padding:.25em .5em;text-align:left;vertical-align:top}"
    ".n{text-align:right}.hash{font:8pt monospace;overflow-wrap:anywhere}"
    ".asked{break-before:page;font-size:9pt}thead{display:table-header-group}"
    "tr{break-inside:avoid}"
)


class SelfTest(Struct, frozen=True, kw_only=True):
    """All of one self-test."""

    version: str
    time: str
    """Start, ISO 8601 with zone."""
    program: tuple[str, ...]
    """The program by the hash of its files, and the libraries that an answer depends on."""
    lists: tuple[ListInfo, ...]
    checked: tuple[Checked, ...]
    notices: tuple[str, ...] = ()
    """What was not asked and why, the policy in force, and what to mind of the lists."""

    @property
    def failures(self) -> tuple[Checked, ...]:
        """The cases whose answer is another one than it should be."""
        return tuple(one for one in self.checked if not one.is_expected)

    @property
    def verdict(self) -> str:
        """The result in a sentence."""
        asked, failed = len(self.checked), len(self.failures)
        if failed:
            return f"FAILED: {failed} of {asked} answers are not as expected"
        return f"passed: all {asked} answers are as expected"

    def record(self) -> dict[str, Any]:
        """The self-test as JSON has it: objects, lists and texts."""
        return {
            "form": "party-screen self-test 1",
            "result": "failed" if self.failures else "passed",
            "version": self.version,
            "time": self.time,
            "program": list(self.program),
            "lists": [
                {
                    "id": one.id,
                    "title": one.title,
                    "as_of": one.as_of,
                    "sha256": one.sha256,
                    "entries": one.entries,
                    "names": one.names,
                }
                for one in self.lists
            ],
            "kinds": [
                {
                    "kind": one.kind,
                    "asked": one.asked,
                    "expected": one.expected,
                    "not": one.failures,
                }
                for one in count_kinds(self.checked)
            ],
            "cases": [_case(one) for one in self.checked],
            "held": sum(one.is_held for one in self.checked),
            "notices": list(self.notices),
            "proves": PROVES,
            "proves_not": PROVES_NOT,
        }

    def page(self) -> str:
        """The self-test as one page of HTML that needs nothing else."""
        lists = (
            (one.id, one.title, one.as_of or "no date", f"{one.entries:,}", one.sha256)
            for one in self.lists
        )
        kinds = (
            (one.kind, str(one.asked), str(one.expected), str(one.failures))
            for one in count_kinds(self.checked)
        )
        cases = ((one.case.kind, *describe_answer(one)) for one in self.checked)
        asked = _table(("kind", "asked", "expected", "answer"), cases, "tttt")
        failures = "".join(f"<li>{_text(one.problem)}</li>" for one in self.failures)
        notices = "".join(f"<p>{_text(one)}</p>" for one in self.notices)
        return (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f"<title>Self-test</title><style>{STYLE}</style></head><body>"
            f"<h1>Self-test of the screening program</h1><p><b>{_text(self.verdict)}</b></p>"
            f"<p>party-screen {_text(self.version)}, {_text(self.time)}<br>"
            f'<span class="hash">{_text("; ".join(self.program))}</span></p>'
            f"{_table(KIND_TITLES, kinds, 'tnnn')}"
            f"{failures and f'<ul>{failures}</ul>'}{notices}"
            f"<h2>Lists in use</h2>"
            f"{_table(('id', 'title', 'date', 'entries', 'SHA-256'), lists, 'tttnh')}"
            f"<h2>What this proves</h2><p>{PROVES}</p>"
            f"<h2>What it does not prove</h2><p>{PROVES_NOT}</p>"
            "<p>Checked by: ______________________ &nbsp; Date: ______________</p>"
            "<div class=asked><h2>What was asked, and the answers</h2>"
            f"{asked}</div></body></html>\n"
        )


def _case(one: Checked) -> dict[str, Any]:
    case = one.case
    return {
        "kind": case.kind,
        "name": case.name,
        "country": case.country,
        "address": case.address,
        "entry": f"{case.list_id}:{case.entry}" if case.entry else "",
        "expected": f"at least {case.least}" if case.entry else "no HIT",
        "decision": one.decision,
        "as_expected": one.is_expected,
        "held": one.is_held,
    }


def describe_answer(one: Checked) -> tuple[str, str, str]:
    """What was asked, what was expected, and what came of it."""
    note = " (a rule or policy allows no more)" if one.is_held else ""
    note = note or ("" if one.is_expected else " (not as expected)")
    return one.case.question, one.case.right_answer, f"{one.decision}{note}"


def _text(text: str) -> str:
    """Untrusted text as text of a page."""
    return html.escape(visible(text))


def _table(titles: Iterable[str], rows: Iterable[Iterable[str]], looks: str) -> str:
    """A table; `looks` has a letter a column: t for text, n for numbers, h for a hash."""
    marks = [_LOOKS[letter] for letter in looks]

    def draw_row(tag: str, cells: Iterable[str]) -> str:
        drawn = zip(marks, cells, strict=True)
        return f"<tr>{''.join(f'<{tag}{mark}>{_text(cell)}</{tag}>' for mark, cell in drawn)}</tr>"

    body = "".join(draw_row("td", row) for row in rows)
    return f"<table><thead>{draw_row('th', titles)}</thead>{body}</table>"


_LOOKS = {"t": "", "n": " class=n", "h": " class=hash"}
