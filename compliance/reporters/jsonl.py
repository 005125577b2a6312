"""One JSON object a question, in input order, one line each: for programs, and for large inputs.

Written as it is screened, so memory does not grow with the input. The fields are described by
`compliance/schemas/result.schema.json` and in docs/reports.md.
"""

import json
from pathlib import Path
from typing import BinaryIO

import msgspec

from compliance.model import (
    DestinationRule,
    Match,
    Report,
    Review,
    RowResult,
)
from compliance.reporters.base import output, round_score

Record = dict[str, object]
"""A JSON object; its keys keep the order in which they are written."""
_ONE_LINE = 0
"""Spaces of indentation that mean one line, with a space behind each comma and colon."""
TERM_FIELDS = ("requirement", "policy", "citation", "effective_date", "end_date")
STATUS_FIELDS = ("status", "amendments", "notes", "tags", "effects", "source")
LEAD_FIELDS = (
    "to_entry",
    "to_name",
    "relation",
    "stake",
    "as_of",
    "confidence",
    "note",
    "source",
)
OWNERSHIP_FIELDS = ("rule", "outcome", "says", "state", "meaning", "applies", "source")
REVIEW_FIELDS = (
    "verdict",
    "reason",
    "reviewer",
    "second",
    "date",
    "expires",
    "record",
    "settles",
    "reopened",
)


def write(report: Report, path: Path) -> None:
    """Write one line a question. Raises OutputError."""
    with output(path) as stream:
        for result in report.results:
            stream.write(line(record(result)) + b"\n")


def append(report: Report, stream: BinaryIO, *, is_first: bool) -> None:  # noqa: ARG001 - no head
    """Write the lines of one of several files; `file` is its path, which tells namesakes apart."""
    path = report.manifest.input.path
    for result in report.results:
        stream.write(line({**record(result), "file": path}) + b"\n")


def line(data: Record) -> bytes:
    """The object as one line of UTF-8, as `json.dumps` writes it, in a third of the time.

    Half a surrogate pair cannot be written in UTF-8; a line that holds one is written in ASCII with
    JSON's own escapes, which loses nothing.
    """
    try:
        return msgspec.json.format(msgspec.json.encode(data), indent=_ONE_LINE)
    except UnicodeEncodeError:
        return json.dumps(data).encode("ascii")


def record(result: RowResult) -> Record:
    """The answer to one question as plain data, in a fixed order of keys."""
    question, party = result.question, result.question.party
    return {
        "file": question.file,
        "sheet": question.sheet,
        "row": question.row,
        "role": party.role,
        "id": party.id,
        "name": party.name,
        "country": party.country,
        "decision": str(result.decision),
        "reason": result.explanation,
        "destination": [
            {
                **pick_fields(note, "place", "kind", "cell", "words", "remark"),
                "open": note.is_open,
                "rules": [destination_rule(rule) for rule in note.rules],
                **_describe_review(note.review),
            }
            for note in result.destination
        ],
        "matches": [_match(one) for match in result.matches for one in (match, *match.folded)],
    }


def pick_fields(of: object, *names: str) -> Record:
    """These fields of an object as plain data, in this order; several values as a list."""
    values = ((name, getattr(of, name)) for name in names)
    return {name: list(value) if type(value) is tuple else value for name, value in values}


def destination_rule(rule: DestinationRule) -> Record:
    """A rule on a destination, as plain data."""
    return pick_fields(rule, "id", "name", "kind", "restricts", "citation", "state", "source")


def _match(match: Match) -> Record:
    entry = match.entry
    told: Record = {}  # what the user's own policy makes of it, where that changes anything
    if match.own_policy:
        told = {"counted": match.is_counted, "own_policy": match.own_policy}
    return {
        "list": entry.list_id,
        "entry_id": entry.id,
        "name": entry.name,
        "matched_name": match.matched_name.text,
        "name_kind": str(match.matched_name.kind),
        "score": round_score(match.score),
        "band": str(match.band),
        "standing": str(entry.standing),
        "not_restricted": entry.not_restricted,
        "same_party": [f"{one.list_id}:{one.id}" for one in match.also],
        "listings": [
            {
                "list": listing.programme.id,
                "list_name": listing.programme.name,
                "publisher": listing.programme.publisher,
                **pick_fields(listing, "official_name", "reason"),
                "restricts": listing.programme.restricts,
                **pick_fields(listing, *TERM_FIELDS),
                "in_force": listing.is_in_force,
                **pick_fields(listing, *STATUS_FIELDS),
            }
            for listing in entry.listings
        ],
        "leads": [pick_fields(lead, *LEAD_FIELDS) for lead in entry.leads],
        "ownership": [pick_fields(one, *OWNERSHIP_FIELDS) for one in entry.ownership],
        "evidence": [
            {
                "rule": one.rule,
                "score": round(one.score, 4),
                **pick_fields(one, "asked", "listed", "note"),
            }
            for one in match.evidence
        ],
        **_describe_review(match.review),
        **told,
    }


def _describe_review(review: Review | None) -> Record:
    """What officers decided of the pair earlier; only pairs that were decided have it."""
    return {"review": pick_fields(review, *REVIEW_FIELDS)} if review else {}
