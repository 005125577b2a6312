"""The decision record of a run: where it is, what it asks, and what of it was met."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

from compliance.configuration import Choices
from compliance.decisions import Book, Decided, EarlierReviews, Record, Rules, verified
from compliance.decisions.standing import lacks
from compliance.engines.party import Officers
from compliance.errors import RecordError
from compliance.model import RecordInfo, Report
from compliance.reviewing import Limits
from compliance.store import data_folder

FILE = "decisions.jsonl"
SHORT = 8
"""Letters of a hash that are shown."""
EXPIRY_DAYS = 365
"""Days after which a decision expires, where the settings say nothing."""


def record_path(choices: Choices) -> Path:
    """The file of the record: as named, else in the data folder of the lists."""
    if choices.decisions:
        return Path(choices.decisions).expanduser()
    return data_folder(choices.data) / FILE


def baseline_path(choices: Choices) -> Path:
    """The file of what was seen and not reviewed: beside the record, by its name."""
    path = record_path(choices)
    return path.with_name(f"{path.stem}.baseline{path.suffix}")


def rules_of(choices: Choices, time: str) -> Rules:
    """What a decision must have to hold on the day of the run."""
    days = choices.expiry_days or 0
    return Rules(today=time[:10], two_reviewers=choices.two_reviewers, expiry_days=days)


def limits_of(choices: Choices, time: str) -> Limits:
    """What a decision must have to be taken into the record on the day of the run."""
    return Limits(
        today=dt.date.fromisoformat(time[:10]),
        expiry_days=choices.expiry_days or EXPIRY_DAYS,
        two_reviewers=choices.two_reviewers,
    )


def state_of(one: Decided, rules: Rules) -> str:
    """Whether a decision holds by its dates and reviewers, in a word or two."""
    if one.expires < one.date:
        return f"ended {one.date}"
    if one.expires < rules.today:
        return f"expired {one.expires}"
    return next(lacks(one, rules), f"until {one.expires}")


def found_by(record: Record, start: str) -> Decided:
    """The decision whose hash begins so. Raises RecordError for none and for several."""
    found = [one for one in record.decisions if start and one.id.startswith(start.lower())]
    if len(found) != 1:
        how_many = f"{len(found)} decisions begin" if found else "no decision begins"
        hint = "screen review list --all shows them; type a few letters more"
        raise RecordError(f"{how_many} with {start!r}", hint)
    return found[0]


def officers_of(choices: Choices, time: str) -> Officers | None:
    """The decisions that a run applies; None where there are none.

    Raises RecordError when the record does not verify: nothing may be quiet because of it.
    """
    path, beside = record_path(choices), baseline_path(choices)
    record, seen = verified(path), verified(beside)
    if not (record.decisions or seen.decisions):
        return None
    rules = rules_of(choices, time)
    book = Book(record, rules)
    baseline = Book(seen, Rules(today=rules.today)) if seen.decisions else None
    return Officers(
        review=EarlierReviews(decisions=book, baseline=baseline).find,
        most=book.most,
        standing=book.standing,
        record=info(path, record) if record.decisions else None,
        baseline=info(beside, seen) if seen.decisions else None,
    )


def info(path: Path, record: Record) -> RecordInfo:
    """The record as a report names it."""
    return RecordInfo(file=path.name, decisions=len(record.decisions), heads=record.heads)


def unmet(officers: Officers | None, reports: Iterable[Report]) -> Iterator[str]:
    """What to say of the record after a run: how many decisions were met, and still hold."""
    if not (officers and officers.record):
        return
    reviews = {
        match.review.record: match.review
        for report in reports
        for result in report.notable
        for match in result.matches
        if match.review and match.review.is_decision
    }
    again = sum(bool(one.reopened) for one in reviews.values())
    yield met_line(officers, len(reviews), again)


def met_line(officers: Officers, number: int, again: int) -> str:
    """So many decisions of the record were met, and so many of them no longer hold."""
    met = f"{number} of {officers.standing} met here, {again} of them no longer hold"
    name = officers.record.file if officers.record else ""
    return f"decisions of {name}: {met}"
