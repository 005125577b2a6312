"""One JSON object a question, in input order, one line each: for programs, and for large inputs.

Written as it is screened, so memory does not grow with the input. The fields are described by
`compliance/schemas/result.schema.json` and in docs/reports.md.
"""

import json
from pathlib import Path
from typing import BinaryIO

from compliance.model import (
    DestinationNote,
    DestinationRule,
    Evidence,
    Lead,
    Listing,
    Match,
    Ownership,
    Report,
    Review,
    RowResult,
)
from compliance.reporters.base import output, round_score

Record = dict[str, object]
"""A JSON object; its keys keep the order in which they are written."""


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
    """The object as one line of UTF-8.

    Half a surrogate pair cannot be written in UTF-8; a line that holds one is written in ASCII with
    JSON's own escapes, which loses nothing.
    """
    try:
        return json.dumps(data, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(data).encode("ascii")


def record(result: RowResult) -> Record:
    """The answer to one question as plain data, in a fixed order of keys."""
    question = result.question
    return {
        "file": question.file,
        "sheet": question.sheet,
        "row": question.row,
        "role": question.party.role,
        "id": question.party.id,
        "name": question.party.name,
        "country": question.party.country,
        "decision": str(result.decision),
        "reason": result.explanation,
        "destination": [_destination(note) for note in result.destination],
        "matches": [_match(one) for match in result.matches for one in (match, *match.folded)],
    }


def _destination(note: DestinationNote) -> Record:
    return {
        "place": note.place,
        "kind": note.kind,
        "cell": note.cell,
        "words": note.words,
        "remark": note.remark,
        "open": note.is_open,
        "rules": [destination_rule(rule) for rule in note.rules],
        **({"review": _review(note.review)} if note.review else {}),
    }


def destination_rule(rule: DestinationRule) -> Record:
    """A rule on a destination, as plain data."""
    return {
        "id": rule.id,
        "name": rule.name,
        "kind": rule.kind,
        "restricts": rule.restricts,
        "citation": rule.citation,
        "state": rule.state,
        "source": rule.source,
    }


def _match(match: Match) -> Record:
    entry = match.entry
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
        "listings": [_make_listing(listing) for listing in entry.listings],
        "leads": [_lead(lead) for lead in entry.leads],
        "ownership": [_ownership(one) for one in entry.ownership],
        "evidence": [_evidence(evidence) for evidence in match.evidence],
        **({"review": _review(match.review)} if match.review else {}),
        **_own_policy(match),
    }


def _review(review: Review) -> Record:
    """What officers decided of the pair earlier; only pairs that were decided have it."""
    return {
        "verdict": str(review.verdict),
        "reason": review.reason,
        "reviewer": review.reviewer,
        "second": review.second,
        "date": review.date,
        "expires": review.expires,
        "record": review.record,
        "settles": review.settles,
        "reopened": list(review.reopened),
    }


def _own_policy(match: Match) -> Record:
    """What the user's own policy makes of a match; nothing where it changes nothing."""
    if not match.own_policy:
        return {}
    return {"counted": match.is_counted, "own_policy": match.own_policy}


def _make_listing(listing: Listing) -> Record:
    return {
        "list": listing.programme.id,
        "list_name": listing.programme.name,
        "publisher": listing.programme.publisher,
        "official_name": listing.official_name,
        "reason": listing.reason,
        "restricts": listing.programme.restricts,
        "requirement": listing.requirement,
        "policy": listing.policy,
        "citation": listing.citation,
        "effective_date": listing.effective_date,
        "end_date": listing.end_date,
        "in_force": listing.is_in_force,
        "status": listing.status,
        "amendments": list(listing.amendments),
        "notes": list(listing.notes),
        "tags": list(listing.tags),
        "effects": list(listing.effects),
        "source": listing.source,
    }


def _lead(lead: Lead) -> Record:
    return {
        "to_entry": lead.to_entry,
        "to_name": lead.to_name,
        "relation": lead.relation,
        "stake": lead.stake,
        "as_of": lead.as_of,
        "confidence": lead.confidence,
        "note": lead.note,
        "source": lead.source,
    }


def _ownership(one: Ownership) -> Record:
    return {
        "rule": one.rule,
        "outcome": str(one.outcome),
        "says": one.says,
        "state": one.state,
        "meaning": one.meaning,
        "applies": one.applies,
        "source": one.source,
    }


def _evidence(evidence: Evidence) -> Record:
    return {
        "rule": evidence.rule,
        "score": round(evidence.score, 4),
        "asked": evidence.asked,
        "listed": evidence.listed,
        "note": evidence.note,
    }
