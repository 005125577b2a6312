"""JUnit XML: a test a party, so that build servers count and list what is open.

There is no standard; written is what Jenkins, GitLab and GitHub's readers of it agree on: suites,
a suite a file, a case a party with `failure` (open), `error` (not screened) or `skipped` (settled
by a standing decision). Characters that XML cannot hold are spelt out.
"""

import html
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from compliance.model import Decision, FileOutcome
from compliance.model.visible_text import visible
from compliance.reporters.base import (
    NOT_CLEARANCE,
    encode_text,
    find_settled_matches,
    find_shown_decision,
    open_matches,
    output,
    party_words,
    review_words,
    role_words,
)
from compliance.reporters.forge_findings import (
    cell_words,
    describe_passed_over,
    file_words,
    flat,
    list_gap_sentences,
    match_words,
    result_words,
)

NAME = "party-screen"


def write_outcomes(outcomes: Sequence[FileOutcome], path: Path) -> None:
    """Write a suite a file and a case a party, in order. Raises OutputError."""
    opening = f"<testsuites{_attributes(name=NAME, **_counts(outcomes))}>"
    head = ('<?xml version="1.0" encoding="UTF-8"?>', opening)
    with output(path) as stream:
        for line in chain(head, *map(_suite, outcomes), ("</testsuites>",)):
            stream.write(encode_text(line) + b"\n")


def _counts(outcomes: Sequence[FileOutcome]) -> dict[str, int]:
    """Cases of these files: all, open, not screened and settled."""
    manifests = [one.report.manifest for one in outcomes if one.report]
    gaps = sum(1 for one in outcomes for _ in list_gap_sentences(one))
    passed = sum(one.may_pass for one in outcomes)
    return {
        "tests": sum(sum(one.counts.values()) for one in manifests) + gaps + passed,
        "failures": sum(one.open for one in manifests),
        "errors": sum(one.counts[Decision.UNSCREENED] for one in manifests) + gaps,
        "skipped": sum(one.decided for one in manifests) + passed,
    }


def _suite(outcome: FileOutcome) -> Iterator[str]:
    file, report = file_words(outcome.path), outcome.report
    started = ""  # in UTC and without a zone, as readers of the format want it
    if report:
        time = datetime.fromisoformat(report.manifest.time).astimezone(UTC)
        started = f"{time:%Y-%m-%dT%H:%M:%S}"
    yield f"<testsuite{_attributes(name=file, **_counts([outcome]), timestamp=started)}>"
    yield f"<properties><property{_attributes(name='notice', value=NOT_CLEARANCE)}/></properties>"
    for result in report.results if report else ():
        question, why = result.question, result.explanation
        role, party = role_words(question.party.role), party_words(question.party)
        named = f"{cell_words(question)}: {f'{role}, ' if role else ''}{party}"
        said = _attributes(classname=file, name=named, file=file, line=question.row)
        if result.is_open:
            given = _attributes(type=str(find_shown_decision(result)), message=result_words(result))
            lines = [why, *(match_words(result, match) for match in open_matches(result))]
            inner = f"<failure{given}>{_escape_xml(chr(10).join(lines))}</failure>"
        elif result.decision is Decision.UNSCREENED:
            inner = f"<error{_attributes(type='UNSCREENED', message=why)}/>"
        elif result.is_settled:
            reviews = (match.review for match in find_settled_matches(result))
            decided = " ".join(review_words(review) for review in reviews if review)
            inner = f"<skipped{_attributes(message=decided)}/>"
        else:
            inner = ""
        yield f"<testcase{said}>{inner}</testcase>" if inner else f"<testcase{said}/>"
    for sheet, why in list_gap_sentences(outcome):
        error = f"<error{_attributes(type='UNSCREENED', message=why)}/>"
        name = f"sheet {sheet}" if sheet else "the file"
        yield f"<testcase{_attributes(classname=file, name=name, file=file)}>{error}</testcase>"
    if passed := describe_passed_over(outcome):
        skipped = f"<skipped{_attributes(message=passed)}/>"
        said = _attributes(classname=file, name="the file", file=file)
        yield f"<testcase{said}>{skipped}</testcase>"
    yield "</testsuite>"


def _attributes(**values: str | int) -> str:
    """Attributes on one line; one without a value is left out."""
    given = ((key, flat(str(value))) for key, value in values.items())
    return "".join(f' {key}="{_escape_xml(value)}"' for key, value in given if value)


def _escape_xml(text: str) -> str:
    """Text that XML takes for text, in elements and attributes; line breaks stay."""
    return html.escape(visible(text), quote=True)
