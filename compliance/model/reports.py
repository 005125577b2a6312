"""The report: what was checked, with which settings, and what came of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from msgspec import Struct, field

from compliance.model.answers import Decision, RowResult
from compliance.model.destinations import DestinationCount
from compliance.model.lists import ListInfo
from compliance.model.policies import PolicyRow

NOT_CLOSED = "THE SUMS DO NOT CLOSE"
"""How sums end in which rows or cells are missing."""


class RuleStatement(Struct, frozen=True, kw_only=True):
    """What an officer has verified of the state of a rule of ownership, and signs with his name."""

    rule: str
    """Id of the rule in `lists/ownership.toml`: `bis-affiliates`."""
    state: str
    """`in force` or `suspended`."""
    since: str
    """The first day of that state, ISO 8601."""
    name: str
    date: str
    """The day on which it was verified, ISO 8601."""
    source: str
    """Where it was looked up."""

    @property
    def sentence(self) -> str:
        """`bis-affiliates is in force since 2026-11-10, as J. Doe verified on 2026-11-20 (...)`."""
        verified = f"as {self.name} verified on {self.date} ({self.source})"
        return f"{self.rule} is {self.state} since {self.since}, {verified}"


class Settings(Struct, frozen=True, kw_only=True):
    """What the user chose, after command line, settings file and defaults were merged."""

    lists: tuple[str, ...] = ()
    """List ids or paths; empty for the bundled ones."""
    owners: tuple[str, ...] = ()
    """Files of owners and shares."""
    columns: tuple[tuple[str, str], ...] = ()
    """(role, header) pairs that overrule what was detected."""
    sheets: tuple[str, ...] = ()
    """Sheets to screen; empty for all that hold parties."""
    no_parties: tuple[str, ...] = ()
    """Sheets that hold no parties, by the user's word."""
    min_score: float | None = None
    """Show matches from this score on; None for the REVIEW band and above."""
    as_of: str = ""
    """Screen against the lists as they stood on this day (ISO 8601); empty for today."""
    max_matches: int = 5
    """Most matches shown for one party."""
    places: str = "review"
    """What is made of places under embargo: `review`, `note` or `off`."""
    rules: tuple[RuleStatement, ...] = ()
    """What officers verified of rules of ownership."""
    purpose: str = ""
    """What the parties are screened for, one of `Purpose`; empty: every listing counts."""
    policy: tuple[PolicyRow, ...] = ()
    """What officers let count in another way."""


class NotAsked(Struct, frozen=True, kw_only=True):
    """Filled rows of a sheet that were not asked, and why: a run of consecutive rows."""

    first: int
    """Row number as a spreadsheet program shows it."""
    last: int
    reason: str

    @property
    def rows(self) -> str:
        """`row 7` or `rows 7 to 9`."""
        return (
            f"row {self.first}" if self.first == self.last else f"rows {self.first} to {self.last}"
        )


class SheetSummary(Struct, frozen=True, kw_only=True):
    """What became of one sheet: every row and every cell of a party column is in one count.

    The filled rows and cells are counted by code that decides nothing; the other counts come from
    the code that does. A run whose sums do not close is incomplete.
    """

    name: str
    hidden: bool
    rows: int
    """Rows read, blank ones included."""
    blank_rows: int
    filled_rows: int
    """Rows that hold anything, counted independently."""
    heading_rows: int
    """Rows of headers."""
    title_rows: int
    """Rows of titles above a table or form."""
    asked_rows: int
    """Rows that became at least one question, or describe the party of one."""
    not_asked_rows: int
    """Filled rows that are none of these."""
    party_cells: int = 0
    """Filled cells of columns with names, counted independently."""
    asked_cells: int = 0
    """Of these the cells that questions were made of."""
    left_out_cells: int = 0
    """Of these the cells of header rows, of totals, and those that say that there is nobody."""
    header_rows: tuple[int, ...] = ()
    """Row numbers of headers; empty when there is none."""
    not_asked: tuple[NotAsked, ...] = ()
    """The rows that were not asked, in order."""
    ignored_columns: tuple[tuple[str, str], ...] = ()
    """(header and column letter, reason) of columns of text that were not asked."""
    mapping: tuple[tuple[str, str], ...] = ()
    """(role, header as shown) in column order: what was understood."""
    note: str = ""
    """Why the sheet was not screened, or what to know about it."""
    is_gap: bool = False
    """Whether the sheet may hold parties that were not asked, so that the run is incomplete."""

    @property
    def closes(self) -> bool:
        """Whether every filled row and every filled cell of a party column is accounted for."""
        counted = self.heading_rows + self.title_rows + self.asked_rows + self.not_asked_rows
        return (
            self.filled_rows == counted
            and self.rows == self.filled_rows + self.blank_rows
            and self.party_cells == self.asked_cells + self.left_out_cells
        )

    @property
    def sums(self) -> str:
        """The sums in words: `120 filled rows = 1 header + 2 title + 115 asked + 2 not asked`."""
        rows = _sum_words(
            header=self.heading_rows,
            title=self.title_rows,
            asked=self.asked_rows,
            not_asked=self.not_asked_rows,
        )
        cells = _sum_words(asked=self.asked_cells, not_asked=self.left_out_cells)
        said = f"{self.filled_rows:,} filled rows = {rows}"
        if self.party_cells or not self.closes:
            said = f"{said}; {self.party_cells:,} filled cells of party columns = {cells}"
        return said if self.closes else f"{said}; {NOT_CLOSED}"


def added_sheets(sheets: Sequence[SheetSummary]) -> SheetSummary:
    """The counts of several sheets together, for their sums."""
    counts = (
        *("rows", "blank_rows", "filled_rows", "heading_rows", "title_rows", "asked_rows"),
        *("not_asked_rows", "party_cells", "asked_cells", "left_out_cells"),
    )
    total = {count: sum(getattr(sheet, count) for sheet in sheets) for count in counts}
    return SheetSummary(name="", hidden=False, **total)


def _sum_words(**parts: int) -> str:
    """`1 header + 41 asked`: the parts that are not nought."""
    words = (f"{count:,} {name.replace('_', ' ')}" for name, count in parts.items() if count)
    return " + ".join(words) or "0"


class InputFile(Struct, frozen=True, kw_only=True):
    """The user's file as it was when it was read."""

    name: str
    path: str
    """As the user gave it; used to copy the workbook into the report, never logged."""
    sha256: str
    size: int
    sheets: tuple[SheetSummary, ...] = ()
    warnings: tuple[str, ...] = ()


class RecordInfo(Struct, frozen=True, kw_only=True):
    """The decision record as a run used it: enough to prove later that nothing was taken out."""

    file: str
    """File name without folders."""
    decisions: int
    heads: tuple[str, ...]
    """Hashes of the last lines; more than one after a merge that nothing was added to yet."""


class Change(Struct, frozen=True, kw_only=True):
    """One open match or place that came, changed or went since an earlier run."""

    kind: str
    """`new`, `changed` or `gone`."""
    where: str
    """Where the party stands; for one that is not in the file any more, where it stood."""
    party: str
    """As the user writes it; empty for one that is not in the file any more."""
    list: str
    """Empty for a place."""
    entry: str
    """Id of the entry; name of the place."""
    listed: str
    """The listed name that matches, or matched; the place and what sort of rule is on it."""
    band: Decision
    """HIT or REVIEW, as it is; as it was for what is gone."""
    why: str
    """What made it so, in words."""


class Since(Struct, frozen=True, kw_only=True):
    """What changed since an earlier run, and what was screened to know it."""

    time: str
    """When the earlier run started, ISO 8601."""
    record: str
    """SHA-256 of its run record."""
    screened: int
    carried: int
    """Parties that were passed over, because nothing that changed can reach them."""
    how: str
    """A sentence: why so many were screened, or so few."""
    changes: tuple[Change, ...] = ()
    """New ones first, then changed, then gone."""

    def count(self, kind: str) -> int:
        """How many changes there are of a kind."""
        return sum(one.kind == kind for one in self.changes)


class Manifest(Struct, frozen=True, kw_only=True):
    """What was checked: enough to prove it and to do it again."""

    version: str
    time: str
    """Start of the run, ISO 8601 with zone, whole seconds."""
    input: InputFile
    lists: tuple[ListInfo, ...]
    settings: Settings
    review_threshold: float
    hit_threshold: float
    counts: Mapping[Decision, int] = field(default_factory=dict)
    """Questions by decision; every decision is a key."""
    decided: int = 0
    """Questions among HIT and REVIEW that standing decisions of officers settle."""
    reopened: int = 0
    """Questions with a match that was decided earlier and is open again."""
    record: RecordInfo | None = None
    """The decision record in use; None when there is none."""
    seen: int = 0
    """Open questions all of whose open matches are in the baseline."""
    baseline: RecordInfo | None = None
    """The record of what was seen and not reviewed; None when there is none."""
    destinations: tuple[DestinationCount, ...] = ()
    """How many parties have which place or red flag: the places first that were met first."""

    aside: int = 0
    """Questions with a match that is shown and that a policy does not count."""
    policy: tuple[str, ...] = ()
    """What counts in another way than by the program itself, and who says so, a sentence each."""
    policy_warnings: tuple[str, ...] = ()
    """What every reader must know of these policies, a sentence each."""

    @property
    def open(self) -> int:
        """How many questions somebody has to look at."""
        return sum(self.counts[decision] for decision in Decision if decision.is_open) - (
            self.decided
        )

    since: Since | None = None
    """What changed since an earlier run, for a re-screening."""


@runtime_checkable
class NotableResults(Protocol):
    """Results that can pass over those without anything to tell quicker than by looking at them."""

    def notable(self) -> Iterator[RowResult]:
        """The answers that are open, have a match or were not screened, in order."""
        ...


class Report(Struct, frozen=True, kw_only=True):
    """The whole of a run over one file, as reporters get it."""

    manifest: Manifest
    results: Iterable[RowResult]
    """In input order. Each iteration may compute them again: iterate once where that is enough,
    and hold none of them."""

    @property
    def notable(self) -> Iterator[RowResult]:
        """The results that are open, have a match or were not screened, in order."""
        if isinstance(self.results, NotableResults):
            return self.results.notable()
        return (one for one in self.results if one.matches or one.decision is not Decision.CLEAR)


class FileOutcome(Struct, frozen=True, kw_only=True):
    """What became of one file of a run."""

    path: str
    """As the user gave it."""
    report: Report | None = None
    """None when the file could not be screened."""
    problem: str = ""
    """Why the file could not be screened."""
    may_pass: bool = False
    """Whether it has no column of parties, and the user has said that such files pass."""
