"""A flat table, one line a question, with the best match: for spreadsheets and databases.

UTF-8 with a byte order mark, so that Excel reads every script; CRLF line ends (RFC 4180). A cell
that a spreadsheet program would run as a formula gets an apostrophe in front, and control codes are
spelt out. The whole of every match is in the other formats; `matches` counts them.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from compliance.model import Report, RowResult
from compliance.model.visible_text import spelt_out
from compliance.reporters.base import (
    describe_standing,
    destination_words,
    encode_text,
    force_words,
    lead_words,
    output,
    ownership_words,
    policy_words,
    restriction_words,
    round_score,
    sort_listings,
    status_words,
)

COLUMNS = (
    "file",
    "sheet",
    "row",
    "role",
    "id",
    "name",
    "country",
    "decision",
    "reason",
    "matches",
    "list",
    "entry_id",
    "listed_name",
    "matched_name",
    "score",
    "band",
    "standing",
    "listed_on",
    "listing_reason",
    "restricts",
    "requirement",
    "policy",
    "citation",
    "effective_date",
    "status",
    "leads",
    "ownership",
    "evidence",
    "source",
    "destination",
    "destination_notes",
    "own_policy",
)

BATCH = 1_000
"""Lines that are written together."""
_BESIDE = 13
"""Columns that are filled without a match, too."""
_NOTHING = [""] * (len(COLUMNS) - _BESIDE)

# What a spreadsheet program takes for the start of a formula, also after a line break or after the
# semicolon that many countries' Excel splits at. The wide forms count in East Asian settings.
_FORMULA = re.compile("(^|[;\t\r\n])(?=[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def write(report: Report, path: Path) -> None:
    """Write the header and one line a question. Raises OutputError."""
    with output(path) as stream:
        _write_lines(report.results, stream, "", is_first=True)


def append(report: Report, stream: BinaryIO, *, is_first: bool) -> None:
    """Write the lines of one of several files; `file` is its path, which tells namesakes apart."""
    _write_lines(report.results, stream, report.manifest.input.path, is_first=is_first)


def _write_lines(
    answers: Iterable[RowResult], stream: BinaryIO, file: str, *, is_first: bool
) -> None:
    """Write a line an answer; `file` is what stands in its first column, if not the file's name."""
    if is_first:
        stream.write(b"\xef\xbb\xbf" + _lines([COLUMNS]))
    results = iter(answers)
    while batch := list(islice(results, BATCH)):
        rows = []
        for result in batch:
            cells = _cells(result, file)
            together = "\n".join(cells)
            if _FORMULA.search(together) or _CONTROL.search(together):  # few lines need a change
                cells = [neutral(cell) for cell in cells]
            rows.append(cells)
        stream.write(_lines(rows))


def neutral(text: str) -> str:
    """The text as a cell that no spreadsheet program runs: `=1+1` -> `'=1+1`."""
    return _FORMULA.sub(r"\1'", _CONTROL.sub(spelt_out, text))


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return encode_text(buffer.getvalue())


def _cells(result: RowResult, file: str) -> list[str]:
    """The cells of an answer; what the listings of the best match say stands in their order."""
    question = result.question
    party = question.party
    best = _NOTHING
    if result.matches:
        match = result.matches[0]
        entry, listings = match.entry, sort_listings(match)
        best = [
            entry.list_id,
            entry.id,
            entry.name,
            match.matched_name.text,
            f"{round_score(match.score):g}",
            str(match.band),
            str(entry.standing),
            describe_standing(match),
            _join_cells(listing.reason for listing in listings),
            _join_cells(" ".join((restriction_words(one), *one.effects)) for one in listings),
            _join_cells(force_words(listing, listing.requirement) for listing in listings),
            _join_cells(force_words(listing, listing.policy) for listing in listings),
            _join_cells(listing.citation for listing in listings),
            _join_cells(listing.effective_date for listing in listings),
            _join_cells(map(status_words, listings)),
            _join_cells(map(lead_words, entry.leads)),
            _join_cells(map(ownership_words, entry.ownership)),
            _join_cells(evidence.note or evidence.rule for evidence in match.evidence),
            entry.not_restricted or _join_cells(one.source for one in listings),
        ]
    return [
        file or question.file,
        question.sheet,
        str(question.row),
        party.role,
        party.id,
        party.name,
        party.country,
        str(result.decision),
        result.explanation,
        str(len(result.matches)),
        *best,
        _join_cells(f"{note.place}: {note.kind}" for note in result.destination),
        _join_cells(map(destination_words, result.destination)),
        _join_cells(policy_words(one) for one in result.matches if one.own_policy),
    ]


def _join_cells(parts: Iterable[str]) -> str:
    """The parts in one cell; empty ones keep their place, so that columns stay side by side."""
    several = list(parts)
    return " | ".join(several) if any(several) else ""
