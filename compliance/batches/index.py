"""The index of a batch: counts, open parties, errors, times and hashes of every file, as JSON.

It is what the next run knows of this one: a file whose bytes, and all that an answer depends on,
are the same is not screened again. Customers' names stand in it, as in the reports beside it.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import OutputError
from compliance.model import (
    Decision,
    DestinationCount,
    InputFile,
    ListInfo,
    Manifest,
    Report,
    RowResult,
)
from compliance.model.counts import write_count
from compliance.reporters.base import (
    NOT_ADVICE,
    NOT_CLEARANCE,
    describe_matched_name,
    describe_standing,
    find_shown_decision,
    open_matches,
    party_words,
    role_words,
    round_score,
)
from compliance.reporters.sheet_lines import list_unasked_lines
from compliance.storage.atomic_file import replace_file

FORM = 1
MOST_LISTED = 10_000
"""Open parties of a file that the index tells; its report has all, and the counts are of all."""
START = b'{"batch": '
"""How the file begins; `readers.own_reports` knows it by that."""


class OpenParty(Struct, frozen=True, kw_only=True):
    """One party that somebody has to look at, with its best match."""

    sheet: str
    row: int
    role: str
    id: str
    party: str
    decision: Decision
    score: float
    """0..1; 0 without a match."""
    listed: str
    """The listed name that matches, or the place that is a question."""
    lists: str
    entry: str
    """`csl:25578`; empty without a match."""
    more: int
    """Further entries that the party may be."""


class FileAnswers(Struct, frozen=True, kw_only=True):
    """What came of one file that was screened."""

    input: InputFile
    counts: Mapping[Decision, int]
    """Parties by decision; every decision is a key."""
    decided: int
    reopened: int
    destinations: tuple[DestinationCount, ...]
    open_parties: tuple[OpenParty, ...]
    """The first of them, at most MOST_LISTED."""
    time: str
    """When it was screened, ISO 8601."""
    seconds: float
    basis: str
    """Hash of all that its answers depend on, but for its own bytes."""
    report: str
    """Its report, from the folder of the index on, with `/` between folders."""
    report_sha256: str

    @property
    def open(self) -> int:
        """How many parties somebody has to look at."""
        return sum(self.counts[one] for one in Decision if one.is_open) - self.decided


class IndexedFile(Struct, frozen=True, kw_only=True):
    """One file of a batch."""

    path: str
    """As the user gave it."""
    answers: FileAnswers | None = None
    """None for a file that could not be screened."""
    problem: str = ""
    """Why it could not be screened."""
    unchanged: bool = False
    """Whether the answers are those of an earlier run."""


class BatchIndex(Struct, frozen=True, kw_only=True):
    """A batch: what it was checked with, and every file in the order in which it was screened."""

    form: int = FORM
    version: str
    time: str
    """Start of the run, ISO 8601."""
    basis: str
    lists: tuple[ListInfo, ...]
    files: tuple[IndexedFile, ...]
    is_whole: bool = True
    """Whether the run came to its end: else files of an earlier run may stand in it."""
    left_over: tuple[str, ...] = ()
    """What of the folders was not screened, a line each."""
    notice: str = f"{NOT_CLEARANCE} {NOT_ADVICE}"

    @property
    def answers(self) -> tuple[FileAnswers, ...]:
        """What came of the files that were screened, now or earlier."""
        return tuple(one.answers for one in self.files if one.answers)

    @property
    def counts(self) -> Mapping[Decision, int]:
        """Parties by decision, over all files."""
        total: Counter[Decision] = Counter()
        for one in self.answers:
            total.update(one.counts)
        return {decision: total[decision] for decision in Decision}


def gap_lines(known: FileAnswers) -> Iterator[str]:
    """What of a file was not screened."""
    if not sum(known.counts.values()):
        yield "there is no row to screen"
    if missing := known.counts[Decision.UNSCREENED]:
        yield f"{write_count(missing, 'party', 'parties')} could not be screened"
    for sheet in known.input.sheets:
        if sheet.is_gap or not sheet.closes:
            yield from list_unasked_lines(sheet)


def summarise_answers(
    report: Report, *, basis: str, path: str, sha256: str, time: str, seconds: float
) -> FileAnswers:
    """What the index says of a file; `path` and `sha256` are those of its report."""
    manifest = report.manifest
    found = (one for one in report.notable if one.is_open)
    return FileAnswers(
        input=manifest.input,
        counts=manifest.counts,
        decided=manifest.decided,
        reopened=manifest.reopened,
        destinations=manifest.destinations,
        open_parties=tuple(map(open_party, islice(found, MOST_LISTED))),
        time=time,
        seconds=seconds,
        basis=basis,
        report=path,
        report_sha256=sha256,
    )


def open_party(result: RowResult) -> OpenParty:
    """An open answer as the index tells it."""
    question, matches = result.question, open_matches(result)
    best = matches[0] if matches else None
    places = "; ".join(f"{one.place} ({one.kind})" for one in result.destination if one.is_open)
    return OpenParty(
        sheet=question.sheet,
        row=question.row,
        role=role_words(question.party.role),
        id=question.party.id,
        party=party_words(question.party),
        decision=find_shown_decision(result),
        score=round_score(best.score) if best else 0.0,
        listed=describe_matched_name(best) if best else places,
        lists=describe_standing(best) if best else "",
        entry=f"{best.entry.list_id}:{best.entry.id}" if best else "",
        more=max(len(matches) - 1, 0),
    )


def restore_report(answers: FileAnswers, run: Manifest) -> Report:
    """The report of an earlier run without its results: what exit code and warnings need."""
    manifest = replace(
        run,
        input=answers.input,
        counts=answers.counts,
        decided=answers.decided,
        reopened=answers.reopened,
        destinations=answers.destinations,
    )
    return Report(manifest=manifest, results=())


# --- The file ---------------------------------------------------------------------------------


def write_index(index: BatchIndex, path: Path) -> None:
    """Write the index, a file a line. Raises OutputError."""
    about = {"counts": index.counts, **plain_without(index, "files")}
    with replace_file(path) as stream:
        stream.write(START + as_line(about) + b',\n"files": [')
        for number, one in enumerate(index.files):
            stream.write((b",\n" if number else b"\n") + as_line(msgspec.to_builtins(one)))
        stream.write(b"\n]}\n")


def plain_without(index: BatchIndex, field: str) -> dict[str, object]:
    """The index as plain data but for one field."""
    whole: dict[str, object] = msgspec.to_builtins(replace(index, files=()))
    del whole[field]
    return whole


def as_line(data: object) -> bytes:
    """The data as one line; half a surrogate pair is written with JSON's own escapes."""
    plain = msgspec.to_builtins(data, str_keys=True)
    try:
        return json.dumps(plain, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(plain).encode("ascii")


def read_index(path: Path) -> tuple[IndexedFile, ...]:
    """The files of the index of an earlier run; none where there is no index.

    Raises OutputError for a file that is no index of this program's.
    """
    try:
        data = json.loads(path.read_bytes())
        if data["batch"]["form"] != FORM:
            return ()
        return msgspec.convert(data["files"], tuple[IndexedFile, ...])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError, msgspec.ValidationError) as error:
        problem = f"{path} is no index of a batch, or is damaged"
        raise OutputError(problem, "move it away, or choose another folder with -o") from error
