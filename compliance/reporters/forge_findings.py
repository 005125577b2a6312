"""What a run found, as the places show it where code is kept: one finding a match, by file and row.

A finding is bound to this very party against this very list entry, as a decision is: its key stays
the same wherever the row moves to, and changes with the party. What could not be screened is a
finding, too.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import PurePath

from msgspec import Struct

from compliance.columns.mapping import column_letters
from compliance.model import (
    Decision,
    FileOutcome,
    Match,
    Question,
    Review,
    RowResult,
)
from compliance.model.visible_text import visible
from compliance.reporters.base import (
    describe_matched_name,
    describe_standing,
    find_shown_decision,
    open_matches,
    party_words,
    place,
    score_words,
)
from compliance.storage.fingerprints import fingerprint_party, hash_pair, hash_part


class FindingRule(Struct, frozen=True, kw_only=True):
    """A kind of finding: what it says, and what to do about it."""

    id: str
    name: str
    level: str
    """`error` or `warning`."""
    sentence: str
    advice: str


DECIDE = (
    "Compare name, address, country and numbers with the publisher's own list. Then record what "
    "you decide: `screen review FILE` at a terminal, or fill in the Hits sheet of a report "
    "(`screen FILE -o report.xlsx`) and run `screen review import report.xlsx`. The decision "
    "holds until the row or the list entry changes."
)
LISTED = FindingRule(
    id="listed-party",
    name="ListedParty",
    level="error",
    sentence="A party is so similar to a listed name that somebody must stop the order and look.",
    advice=DECIDE,
)
POSSIBLE = FindingRule(
    id="possibly-listed-party",
    name="PossiblyListedParty",
    level="warning",
    sentence="A party is similar enough to a listed name that somebody should look.",
    advice=DECIDE,
)
DESTINATION = FindingRule(
    id="restricted-destination",
    name="RestrictedDestination",
    level="warning",
    sentence="A party, or what goes to it, is in a place under embargo: somebody should look.",
    advice="Read the rule that is named, and ask whether a licence or an exception covers the "
    "order. `--places note` shows such places without asking for a decision.",
)
NOT_SCREENED = FindingRule(
    id="not-screened",
    name="NotScreened",
    level="warning",
    sentence="A row, sheet or file could not be screened: nothing is known of the parties in it.",
    advice="Give the row a name, name its column with `--column`, or take out what holds no party. "
    "`screen FILE --show-mapping` shows how the file was understood.",
)
RULES = (LISTED, POSSIBLE, DESTINATION, NOT_SCREENED)


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that somebody has to look at, or that an officer has settled."""

    rule: FindingRule
    path: str
    """The file as the user gave it."""
    text: str
    """What was found; untrusted names are in it as they stand in the file and the list."""
    key: str
    """The same for this very party against this very entry, wherever they stand."""
    row: int = 1
    sheet: str = ""
    question: Question | None = None
    """None for a sheet or a file that could not be screened."""
    match: Match | None = None

    @property
    def settlement(self) -> Review | None:
        """The standing decision that keeps it quiet; None while it is open."""
        review = self.match.review if self.match else None
        return review if review and review.settles else None


def list_findings(outcome: FileOutcome) -> Iterator[Finding]:
    """Yield what a file's report says must be looked at, in its order; what is settled, too.

    Walks the notable results once.
    """
    for result in outcome.report.notable if outcome.report else ():
        question = result.question
        here = fingerprint_party(question.party)
        find = partial(
            Finding,
            path=outcome.path,
            row=question.row,
            sheet=question.sheet,
            question=question,
        )
        matches = [match for match in result.matches if match.band.is_open]
        for match in matches:
            yield find(
                rule=LISTED if match.band is Decision.HIT else POSSIBLE,
                text=match_words(result, match),
                key=hash_pair(here, match.entry.list_id, match.entry.id),
                match=match,
            )
        if result.has_open_destination:
            rule = DESTINATION
        elif result.is_open and not matches:
            rule = POSSIBLE
        elif result.decision is Decision.UNSCREENED:
            rule = NOT_SCREENED
        else:
            continue
        told = [note.place for note in result.destination if note.is_open]
        if rule is NOT_SCREENED:
            told = [question.sheet, str(question.row)]
        why = result.destination_reason or result.explanation
        yield find(
            rule=rule,
            text=f"{party_words(question.party)}: {why}",
            key=hash_part(rule.id, question.party.role, hash_pair(here, "", ""), *told),
        )
    yield from list_gaps(outcome)


def list_gaps(outcome: FileOutcome) -> Iterator[Finding]:
    """Yield what of a file as a whole was not screened: the file itself, or sheets of it."""
    for sheet, text in list_gap_sentences(outcome):
        key = hash_part(NOT_SCREENED.id, sheet)
        yield Finding(rule=NOT_SCREENED, path=outcome.path, sheet=sheet, text=text, key=key)


def list_gap_sentences(outcome: FileOutcome) -> Iterator[tuple[str, str]]:
    """Yield (sheet, why it was not screened); an empty sheet stands for the file."""
    if outcome.may_pass:
        return
    if not outcome.report:
        yield "", f"the file could not be screened: {outcome.problem}"
        return
    manifest = outcome.report.manifest
    for sheet in manifest.input.sheets:
        what = f"sheet {sheet.name}" if sheet.name else "the file"
        if not sheet.closes:
            yield sheet.name, f"{what}: {sheet.sums}"
        elif sheet.is_gap and sheet.asked_rows:
            yield sheet.name, f"a part of {what} was not understood, and not screened"
        elif sheet.is_gap:
            yield sheet.name, f"{what} was not screened: {sheet.note}"
    if not sum(manifest.counts.values()) and not any(one.is_gap for one in manifest.input.sheets):
        yield "", "there is no row to screen"


def describe_passed_over(outcome: FileOutcome) -> str:
    """Why a file without parties was passed over, as the user wants it; else empty."""
    why = outcome.problem or "there is no row to screen"
    return f"passed over, as it has no parties: {why}" if outcome.may_pass else ""


def match_words(result: RowResult, match: Match) -> str:
    """`HIT 0.97: <party> may be <listed name>: <lists>`."""
    return f"{match.band} {_alike_words(result, match)}{_describe_reopening(match)}"


def result_words(result: RowResult, *, is_short: bool = False) -> str:
    """The open side of an answer in one sentence: its best open match, else why it is open.

    `is_short`: lists by the names that officers use.
    """
    matches = open_matches(result)
    if matches:
        more = f" (and {len(matches) - 1} more)" if len(matches) > 1 else ""
        alike = _alike_words(result, matches[0], is_short=is_short)
        said = f"{alike}{more}{_describe_reopening(matches[0])}"
        return f"{find_shown_decision(result)} {said}"
    said = f"{party_words(result.question.party)}: {result.explanation}"
    return f"{find_shown_decision(result)}: {said}"


def _alike_words(result: RowResult, match: Match, *, is_short: bool = False) -> str:
    what = f"{party_words(result.question.party)} may be {describe_matched_name(match)}"
    return f"{score_words(match.score)}: {what}: {describe_standing(match, is_short=is_short)}"


def _describe_reopening(match: Match) -> str:
    """Why a match that was decided is open again."""
    again = match.review.reopened if match.review and match.review.verdict.quiets else ()
    return "".join(f". Open again: {why}" for why in again)


def flat(text: str) -> str:
    """Untrusted text on one line, with nothing hidden in it."""
    return " ".join(visible(text).split())


def cell_words(question: Question) -> str:
    """Where the party stands inside its file: `Customers!B17`, `B17`, or `row 17`."""
    if question.column is None:
        return place(question)
    cell = f"{column_letters(question.column)}{question.row}"
    return f"{question.sheet}!{cell}" if question.sheet else cell


def file_words(path: str) -> str:
    """The path as forges write it: `/` between folders, and no `./` before it."""
    return PurePath(path).as_posix()
