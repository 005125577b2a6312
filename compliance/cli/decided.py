"""The decision record of a run: where it is, and what of it was met."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import platformdirs

from compliance.configuration import Choices
from compliance.decisions import Book, Record, Rules, verified
from compliance.engines.party import Officers
from compliance.model import RecordInfo, Report

FILE = "decisions.jsonl"
EXPIRY_DAYS = 365
"""Days after which a decision expires, where the settings say nothing."""


def record_path(choices: Choices) -> Path:
    """The file of the record: as named, else in SCREEN_DATA or the user's data folder."""
    if choices.decisions:
        return Path(choices.decisions).expanduser()
    named = os.environ.get("SCREEN_DATA")
    return (Path(named) if named else platformdirs.user_data_path("party-screen")) / FILE


def rules_of(choices: Choices, time: str) -> Rules:
    """What a decision must have to hold on the day of the run."""
    return Rules(today=time[:10], two_reviewers=choices.two_reviewers)


def officers_of(choices: Choices, time: str) -> Officers | None:
    """The decisions that a run applies; None where there are none.

    Raises RecordError when the record does not verify: nothing may be quiet because of it.
    """
    path = record_path(choices)
    record = verified(path)
    if not record.decisions:
        return None
    book = Book(record, rules_of(choices, time))
    return Officers(review=book.review, most=book.most, record=info(path, record))


def info(path: Path, record: Record) -> RecordInfo:
    """The record as a report names it."""
    return RecordInfo(file=path.name, decisions=len(record.decisions), heads=record.heads)


def unmet(officers: Officers | None, reports: Iterable[Report]) -> Iterator[str]:
    """What to say of the record after a run: how many decisions were met, and still hold."""
    if not officers:
        return
    several = list(reports)
    reviews = {
        match.review.record: match.review
        for report in several
        for result in report.results
        for match in result.matches
        if match.review
    }
    again = sum(bool(one.reopened) for one in reviews.values())
    yield f"decisions of {officers.record.file}: {len(reviews)} met here, {again} no longer hold"
