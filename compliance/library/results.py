"""Answers as a program gets them: plain data, a pandas frame, or a table in a notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, overload

from msgspec import Struct

from compliance import model, reporters
from compliance.model import Decision, DestinationNote, Manifest, Match, RowResult
from compliance.model.generated_sequence import GeneratedSequence
from compliance.model.visible_text import visible
from compliance.reporters import jsonl
from compliance.reporters.base import round_score

if TYPE_CHECKING:
    import pandas as pd

ANSWER = ("decision", "score", "matched_name", "list", "reason", "entry_id")
"""Columns that answer a row of a frame."""
COLUMNS = ("sheet", "row", "id", "name", "country", *ANSWER)
MOST_SHOWN = 50
"""Rows of a table in a notebook; the others are counted."""
SHOWN = ("sheet", "row", "name", "decision", "score", "matched_name", "list", "entry_id", "reason")
"""Columns of a table in a notebook."""
NO_CLEARANCE = "CLEAR says that no match was found. It is no clearance."


class Result(Struct, frozen=True):
    """The answer to one name or row."""

    answer: RowResult
    """With all that is known of the entries that match."""

    @property
    def decision(self) -> Decision:
        """HIT, REVIEW, CLEAR (no match was found, which is no clearance) or UNSCREENED."""
        return self.answer.decision

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look."""
        return self.answer.is_open

    @property
    def reason(self) -> str:
        """Why this decision, in a sentence or two."""
        return self.answer.explanation

    @property
    def matches(self) -> tuple[Match, ...]:
        """The list entries that the party may be, best first."""
        return self.answer.matches

    @property
    def destination(self) -> tuple[DestinationNote, ...]:
        """Places of the party under rules, the gravest first, then red flags."""
        return self.answer.destination

    @property
    def score(self) -> float | None:
        """That of the best match, 0 to 1; None without one."""
        return round_score(self.matches[0].score) if self.matches else None

    @property
    def matched_name(self) -> str:
        """The listed name that matches best; empty without one."""
        return self.matches[0].matched_name.text if self.matches else ""

    @property
    def list(self) -> str:
        """The id of the list with the best match; empty without one."""
        return self.matches[0].entry.list_id if self.matches else ""

    @property
    def entry_id(self) -> str:
        """The best match's key in its list; empty without one."""
        return self.matches[0].entry.id if self.matches else ""

    def to_dict(self) -> jsonl.Record:
        """The answer as plain data: the object that JSON Lines has for it (docs/reports.md)."""
        return jsonl.record(self.answer)

    def to_row(self) -> dict[str, object]:
        """The row of the answer in a frame."""
        question = self.answer.question
        party = question.party
        return {
            "sheet": question.sheet,
            "row": question.row,
            "id": party.id,
            "name": party.name,
            "country": party.country,
            **{column: getattr(self, column) for column in ANSWER},
            "decision": str(self.decision),
        }


class Results(Sequence[Result]):
    """Answers in the order of what was asked, one each."""

    def __init__(self, answers: Sequence[RowResult]) -> None:
        """`answers` may be computed again at each iteration."""
        self._answers = answers

    def __len__(self) -> int:
        return len(self._answers)

    def __iter__(self) -> Iterator[Result]:
        return map(Result, self._answers)

    @overload
    def __getitem__(self, at: int) -> Result: ...

    @overload
    def __getitem__(self, at: slice) -> Results: ...

    def __getitem__(self, at: int | slice) -> Result | Results:
        if isinstance(at, slice):
            return Results(self._answers[at])
        return Result(self._answers[at])

    def __repr__(self) -> str:
        return f"<Results: {self.summary}>"

    @property
    def open(self) -> Results:
        """Those that somebody has to look at."""
        return Results([one for one in self._answers if one.is_open])

    @property
    def counts(self) -> dict[Decision, int]:
        """How many there are of each decision."""
        found = Counter(one.decision for one in self._answers)
        return {decision: found[decision] for decision in Decision}

    @property
    def summary(self) -> str:
        """The counts in words."""
        said = ", ".join(f"{count:,} {decision}" for decision, count in self.counts.items())
        return f"{len(self):,} screened: {said}"

    def to_frame(self) -> pd.DataFrame:
        """A pandas DataFrame with a row an answer, in order.

        Columns: `sheet` (str), `row` (int, from 1), `id`, `name`, `country`, `decision` (str),
        `score` (float, NaN without a match), `matched_name`, `list`, `reason`, `entry_id` (str).
        """
        from compliance.library.frames import make_frame  # late: it needs pandas

        return make_frame((result.to_row() for result in self), COLUMNS)

    def _repr_html_(self) -> str:
        """What a notebook shows: the counts, and what is open or was not screened."""
        noted = (one for one in self if one.decision is not Decision.CLEAR)
        rows = [one.to_row() for one in islice(noted, MOST_SHOWN)]
        head = "".join(f"<th>{column.replace('_', ' ')}</th>" for column in SHOWN)
        body = ""
        for row in rows:  # names and reasons are text of others
            values = ("" if row[column] is None else row[column] for column in SHOWN)
            texts = (f"{one:.2f}" if isinstance(one, float) else str(one) for one in values)
            body += f"<tr>{''.join(f'<td>{escape(visible(text))}</td>' for text in texts)}</tr>"
        more = sum(1 for _ in noted)
        rest = f"<p>and {more:,} more that are open or were not screened</p>" if more else ""
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" * bool(rows)
        return f"<p>{escape(self.summary)}. {NO_CLEARANCE}</p>{table}{rest}"


class FileReport(Struct, frozen=True, kw_only=True):
    """The results of one file, and the manifest that proves later what was checked."""

    source: model.Report
    """As the reporters of the command line get it."""

    @property
    def manifest(self) -> Manifest:
        """The file, its sheets with their sums, the lists, the settings and the counts."""
        return self.source.manifest

    @property
    def results(self) -> Results:
        """One a party, in the order of the file; each iteration reads the file again."""
        number = sum(self.manifest.counts.values())
        return Results(GeneratedSequence(number, lambda: iter(self.source.results)))

    @property
    def is_whole(self) -> bool:
        """Whether all rows and sheets were screened, and the lists lacked nothing."""
        manifest = self.manifest
        sheets = manifest.input.sheets
        gaps = any(sheet.is_gap or not sheet.closes for sheet in sheets)
        asked = sum(manifest.counts.values())
        short = any(info.warnings for info in manifest.lists)
        return bool(asked) and not (gaps or short or manifest.counts[Decision.UNSCREENED])

    def to_frame(self) -> pd.DataFrame:
        """The results as a pandas DataFrame: see `Results.to_frame`."""
        return self.results.to_frame()

    def write(self, path: str | PathLike[str], format: str | None = None) -> None:  # noqa: A002
        """Write a report as `screen -o` does; the ending is the format, unless one is given.

        Raises UsageError for an unknown format, OutputError where it cannot be written.
        """
        place = Path(path)
        reporters.write(self.source, place, reporters.choose_format(place, format))

    def _repr_html_(self) -> str:
        """What a notebook shows: the file, what was not screened of it, and the results."""
        name = escape(visible(self.manifest.input.name))
        whole = "" if self.is_whole else "<p><b>Not everything was screened.</b></p>"
        sums = "".join(
            f"<li>{escape(visible(f'{sheet.name}: ' if sheet.name else ''))}{escape(sheet.sums)}"
            f"{escape(visible(f'. {sheet.note}')) if sheet.note else ''}</li>"
            for sheet in self.manifest.input.sheets
        )
        return f"<p>{name}</p>{whole}<ul>{sums}</ul>{self.results._repr_html_()}"
