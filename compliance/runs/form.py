"""The run record: what was checked, when, with what and what came of it; one file, `RUN.json`.

The file is one JSON document, written so that it can be read, compared and checked line by line:

    {"form": 1,
    "program": {...},                         a line for each part, keys sorted
    ...
    "results": [
    {"row": 17, "party": ..., "decision": ...},    a line for each party
    ...
    ],
    "sha256": "..."}                          of every byte before this line

`head -n -1 RUN.json | sha256sum` gives the same hash. Customers' data is not in it: a party is two
fingerprints and its place. Same inputs, lists, settings and program, same bytes, but for the times
in `run`, which SOURCE_DATE_EPOCH fixes, and what it tells of the user's computer.
"""

from dataclasses import dataclass, field

from compliance.model import (
    Decision,
    DestinationNote,
    Match,
    Question,
    RecordInfo,
    RowResult,
    Settings,
)
from compliance.prints import content, entry, key
from compliance.runs.program import Program
from compliance.runs.retention import Retention
from compliance.screening.screen import compared

FORM = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """When the run was, and who ran it where that may be told."""

    started: str
    """ISO 8601 with zone, whole seconds."""
    ended: str
    user: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFile:
    """One file of a list: the publisher's bytes by their hash."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedList:
    """A list as the run used it; enough to take it from the kept lists again."""

    id: str
    title: str
    publisher: str
    as_of: str
    file: str
    known_as: str
    """Id of a bundled or kept list; empty for a file that was given."""
    origin: str
    fetched: str
    checked: str
    accepted: int
    """Entries it had when it was accepted; 0 when nobody counted."""
    day: str
    sha256: str
    files: tuple[ListFile, ...]
    entries: int
    names: int
    rows: int
    rejected: int
    warnings: tuple[str, ...]
    notices: tuple[str, ...]
    kept: bool
    """Whether its bytes are kept in the data folder, so that the run can be redone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One screened file; its bytes are not kept, only their hash."""

    name: str
    path: str
    """As the user gave it."""
    sha256: str = ""
    size: int = 0
    parties: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    problem: str = ""
    """Why it was not screened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One list entry that a party may be."""

    list: str
    entry: str
    name: str
    """The listed name that matched."""
    score: float
    band: str
    print: str
    """Fingerprint of the entry as it was."""
    counted: bool = True
    """Whether it decides; False for one that a policy shows and does not count."""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look at it."""
        return self.counted and Decision(self.band).is_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """One place under rules, or red flag, of a party."""

    place: str
    kind: str
    cell: str
    rules: tuple[str, ...]
    """Ids of the rules in force, in `lists/places.toml`."""
    open: bool
    """Whether somebody has to look at it, whatever was decided of it before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one question, without the customer's data."""

    file: int
    """Position of the input, from 0."""
    sheet: str
    row: int
    role: str
    party: str
    """Fingerprint of who it is for the user; see `prints.key`."""
    content: str
    """Fingerprint of all that the answer depends on; see `prints.content`."""
    decision: str
    """What the matches say that count, whatever the destination is."""
    reason: str
    """Empty for a party without any match."""
    matches: tuple[Found, ...] = ()
    """Best first; entries of the same party follow the one that they are shown with."""
    destination: tuple[Destination, ...] = ()

    @property
    def place(self) -> str:
        """Where the party stands: `Customers row 17`."""
        return f"{self.sheet} row {self.row}".lstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """All of a record but the answers."""

    form: int
    program: Program
    run: Time
    settings: Settings
    lists: tuple[UsedList, ...]
    reference: str
    """SHA-256 over the data that lists refer to: programmes, citations, ownership rules."""
    inputs: tuple[Input, ...]
    counts: dict[str, int]
    retention: Retention
    policy: tuple[str, ...] = ()
    """What counted in another way than by the program itself, whose policy that was, and what had
    to be minded of it; a sentence each."""
    decisions: tuple[RecordInfo, ...] = ()
    """The decision record and the baseline as they were, where there were any."""


def answer(given: RowResult, file: int, most: int) -> Answer:
    """An answer as it is recorded: what the comparison says, with at most so many matches."""
    result = compared(given, most)
    question: Question = result.question
    plain = result.decision is Decision.CLEAR and not result.matches
    return Answer(
        file=file,
        sheet=clean(question.sheet),
        row=question.row,
        role=question.party.role,
        party=key(question),
        content=content(question),
        decision=str(result.decision),
        reason="" if plain else clean(result.reason),
        matches=tuple(_found(one) for match in result.matches for one in (match, *match.folded)),
        destination=tuple(map(_destination, given.destination)),
    )


def _destination(note: DestinationNote) -> Destination:
    return Destination(
        place=note.place,
        kind=note.kind,
        cell=note.cell,
        rules=tuple(rule.id for rule in note.rules),
        open=note.is_question,
    )


def _found(match: Match) -> Found:
    return Found(
        list=match.entry.list_id,
        entry=match.entry.id,
        name=clean(match.matched_name.text),
        score=match.score,
        band=str(match.band),
        print=entry(match.entry),
        counted=match.is_counted,
    )


def clean(text: str) -> str:
    """The text without halves of surrogate pairs, which no file of UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
