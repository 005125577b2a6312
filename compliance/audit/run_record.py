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

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct, field

from compliance.audit.program import Program
from compliance.audit.retention import Retention
from compliance.errors import RunError
from compliance.model import (
    Decision,
    DestinationNote,
    Match,
    Question,
    RecordInfo,
    RowResult,
    Settings,
)
from compliance.screening.settlement import restore_comparison
from compliance.storage.atomic_file import check_file, replace_file
from compliance.storage.documents import read_json, read_typed_json
from compliance.storage.fingerprints import hash_entry, hash_party_key, hash_question
from compliance.storage.hashing import RunningHash

FORM = 1


class RunTime(Struct, frozen=True, kw_only=True):
    """When the run was, and who ran it where that may be told."""

    started: str
    """ISO 8601 with zone, whole seconds."""
    ended: str
    user: str = ""
    host: str = ""


class ListFile(Struct, frozen=True, kw_only=True):
    """One file of a list: the publisher's bytes by their hash."""

    name: str
    sha256: str
    size: int


class UsedList(Struct, frozen=True, kw_only=True):
    """A list as the run used it; enough to take it from the stored lists again."""

    id: str
    title: str
    publisher: str
    as_of: str
    file: str
    known_as: str
    """Id of a bundled or stored list; empty for a file that was given."""
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


class RecordedInput(Struct, frozen=True, kw_only=True):
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


class RecordedMatch(Struct, frozen=True, kw_only=True):
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


class RecordedPlace(Struct, frozen=True, kw_only=True):
    """One place under rules, or red flag, of a party."""

    place: str
    kind: str
    cell: str
    rules: tuple[str, ...]
    """Ids of the rules in force, in `lists/places.toml`."""
    open: bool
    """Whether somebody has to look at it, whatever was decided of it before."""


class RecordedAnswer(Struct, frozen=True, kw_only=True):
    """The answer to one question, without the customer's data."""

    file: int
    """Position of the input, from 0."""
    sheet: str
    row: int
    role: str
    party: str
    """Fingerprint of who it is for the user; see `fingerprints.hash_party_key`."""
    content: str
    """Fingerprint of all that the answer depends on; see `fingerprints.hash_question`."""
    decision: str
    """What the matches say that count, whatever the destination is."""
    reason: str
    """Empty for a party without any match."""
    matches: tuple[RecordedMatch, ...] = ()
    """Best first; entries of the same party follow the one that they are shown with."""
    destination: tuple[RecordedPlace, ...] = ()

    @property
    def place(self) -> str:
        """Where the party stands: `Customers row 17`."""
        return f"{self.sheet} row {self.row}".lstrip()


class RecordHead(Struct, frozen=True, kw_only=True):
    """All of a record but the answers."""

    form: int
    program: Program
    run: RunTime
    settings: Settings
    lists: tuple[UsedList, ...]
    reference: str
    """SHA-256 over the data that lists refer to: programmes, citations, ownership rules."""
    inputs: tuple[RecordedInput, ...]
    counts: dict[str, int]
    retention: Retention
    policy: tuple[str, ...] = ()
    """What counted in another way than by the program itself, whose policy that was, and what had
    to be minded of it; a sentence each."""
    decisions: tuple[RecordInfo, ...] = ()
    """The decision record and the baseline as they were, where there were any."""


def record_answer(given: RowResult, file: int, most: int) -> RecordedAnswer:
    """An answer as it is recorded: what the comparison says, with at most so many matches."""
    result = restore_comparison(given, most)
    question: Question = result.question
    plain = result.decision is Decision.CLEAR and not result.matches
    return RecordedAnswer(
        file=file,
        sheet=clean_text(question.sheet),
        row=question.row,
        role=question.party.role,
        party=hash_party_key(question),
        content=hash_question(question),
        decision=str(result.decision),
        reason="" if plain else clean_text(result.reason),
        matches=tuple(
            _record_match(one) for match in result.matches for one in (match, *match.folded)
        ),
        destination=tuple(map(_destination, given.destination)),
    )


def _destination(note: DestinationNote) -> RecordedPlace:
    return RecordedPlace(
        place=note.place,
        kind=note.kind,
        cell=note.cell,
        rules=tuple(rule.id for rule in note.rules),
        open=note.is_question,
    )


def _record_match(match: Match) -> RecordedMatch:
    return RecordedMatch(
        list=match.entry.list_id,
        entry=match.entry.id,
        name=clean_text(match.matched_name.text),
        score=match.score,
        band=str(match.band),
        print=hash_entry(match.entry),
        counted=match.is_counted,
    )


def clean_text(text: str) -> str:
    """The text without halves of surrogate pairs, which no file of UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


# --- The file ---------------------------------------------------------------------------------


_RESULTS = b'"results": [\n'
_END = b"\n],\n"
_HASH = b'"sha256": "'
_CHANGED = "it was changed after it was written; take the copy from a backup"


class RunRecord(Struct, frozen=True, kw_only=True):
    """A record that was read and is what was written."""

    path: Path
    head: RecordHead
    answers: tuple[RecordedAnswer, ...]
    sha256: str
    """Its own hash."""


# --- Writing ----------------------------------------------------------------------------------


def write_record(
    path: Path,
    head: RecordHead,
    answers: Iterable[RecordedAnswer],
    announce: Callable[[str], None] = lambda _: None,
) -> str:
    """Write a record, whole or not at all, and return its hash. Raises OutputError.

    `announce` is called with the hash before the record takes its place.
    """
    known = RunningHash()
    with replace_file(path, is_private=True) as stream:
        for part in _parts(head, answers):
            known.update(part)
            stream.write(part)
        stream.write(_HASH + known.digits.encode() + b'"}\n')
        announce(known.digits)
    return known.digits


def _parts(head: RecordHead, answers: Iterable[RecordedAnswer]) -> Iterator[bytes]:
    parts = [f'"{name}": '.encode() + _json(value) for name, value in _fields(head).items()]
    yield b"{" + b",\n".join(parts) + b",\n" + _RESULTS
    for at, one in enumerate(answers):
        yield (b",\n" if at else b"") + _json(msgspec.to_builtins(one))
    yield _END


def _fields(head: RecordHead) -> Mapping[str, Any]:
    """The parts of the head, the times apart from what is the same in every run."""
    parts: dict[str, Any] = msgspec.to_builtins(head)
    parts["settings"]["columns"] = [list(pair) for pair in head.settings.columns]
    return parts


def _json(value: object) -> bytes:
    """One line of JSON, always the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


# --- Reading ----------------------------------------------------------------------------------


def read_record(path: Path) -> RunRecord:
    """A record. Raises RunError when there is none, or when it is not what was written."""
    try:
        check_file(path)
        stream = path.open("rb")
    except OSError as error:
        problem = f"run record {str(path)!r} cannot be read: {error.strerror or error}"
        raise RunError(problem, "screen FILE... --record RUN.json writes one") from error
    with closing(stream):
        return _read(path, stream)


def _read(path: Path, stream: BinaryIO) -> RunRecord:
    try:
        known = RunningHash()
        head = _read_head(path, stream, known)
        answers = tuple(_read_answers(stream, known))
        told = stream.readline().removeprefix(_HASH).removesuffix(b'"}\n').decode("ascii")
        rest = stream.read(1)
    except (OSError, ValueError) as error:
        raise RunError(f"{path.name} is no whole run record", _CHANGED) from error
    if rest or told != known.digits:
        raise RunError(f"{path.name}: the content does not fit its own hash", _CHANGED)
    return RunRecord(path=path, head=head, answers=answers, sha256=told)


def _read_head(path: Path, stream: BinaryIO, known: RunningHash) -> RecordHead:
    lines = []
    for line in iter(stream.readline, b""):
        known.update(line)
        if line == _RESULTS:
            break
        lines.append(line)
    text = b"".join(lines).rstrip().removesuffix(b",") + b"}"
    found = read_json(text) if lines else None
    form = found.get("form") if isinstance(found, dict) else None
    if isinstance(form, int) and form > FORM:
        problem = f"{path.name} is a run record of form {form}, and this program reads {FORM}"
        raise RunError(problem, "use a newer version of the program")
    return read_typed_json(text, RecordHead)


def _read_answers(stream: BinaryIO, known: RunningHash) -> Iterator[RecordedAnswer]:
    for line in iter(stream.readline, b""):
        known.update(line)
        if line.strip() == b"],":
            return
        if line.strip():
            yield read_typed_json(line.rstrip().removesuffix(b","), RecordedAnswer)
