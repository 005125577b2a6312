"""Markdown for a pull request or the summary of a job: what is open, what is missing, which lists.

Names are written as code, in which no forge looks for links, mentions, HTML or further Markdown;
all other text of files and lists is escaped. GitHub-flavoured tables, which GitLab reads, too.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from compliance.model import Decision, FileOutcome, RowResult
from compliance.reporters.base import (
    GRAVITY,
    LABELS,
    NOT_ADVICE,
    NOT_CLEARANCE,
    count_words,
    describe_decided,
    describe_matched_name,
    describe_standing,
    encode_text,
    find_shown_decision,
    open_matches,
    output,
    party_words,
    score_words,
    since_words,
)
from compliance.reporters.forge_findings import (
    cell_words,
    describe_passed_over,
    file_words,
    flat,
    list_gap_sentences,
)

MOST_ROWS = 100
"""Parties that one table names: a comment in a forge may have some 65,000 characters."""
LONGEST_NAME = 200
"""Characters of a name that a table shows."""
HEAD = "| Decision | Where | Party | Listed name | Score | Lists |\n|---|---|---|---|---|---|"
_SPECIAL = re.compile(r"[\\`*_{}\[\]#!|~<>&@$%^]|://|(?i:www\.)|^[-+]|^\d+[.)]")
"""What Markdown or a forge could take for more than text, somewhere or at the head of a line."""
_NOT_IN_CODE = re.compile(r"[`|\\]")
"""Ends code or the cell of a table, or hides that another sign does not."""
_BREAK = "&#8203;"
"""Takes no place, and parts a sign from the word that it would make a mention of."""


def write_outcomes(outcomes: Sequence[FileOutcome], path: Path) -> None:
    """Write the counts of all, a section a file, the lists, and what this is not.

    Raises OutputError.
    """
    manifests = [one.report.manifest for one in outcomes if one.report]
    parties = sum(sum(manifest.counts.values()) for manifest in manifests)
    gaps = sum(manifest.counts[Decision.UNSCREENED] for manifest in manifests)
    missing = sum(1 for outcome in outcomes if not outcome.report and not outcome.may_pass)
    said = [f"{sum(manifest.open for manifest in manifests):,} of {parties:,} parties open"]
    said += [f"{gaps:,} not screened"] if gaps else []
    said += [f"{missing:,} of {len(outcomes):,} files not screened"] if missing else []
    blocks = [f"## Party screening: {', '.join(said)}"]
    for outcome in outcomes:
        blocks += _section(outcome)
    lines = []
    for info in manifests[0].lists if manifests else ():
        title = escape_markdown(info.title)
        lines.append(f"- {title}: {info.names:,} names, as of {info.as_of or 'no date'}")
        lines += [f"  - **{escape_markdown(text)}**" for text in info.warnings]
    if lines:
        blocks.append("\n".join(("**Screened against**", "", *lines)))
    blocks.append(f"{NOT_CLEARANCE} {NOT_ADVICE}")
    with output(path) as stream:
        for block in blocks:
            stream.write(encode_text(block) + b"\n\n")


def _section(outcome: FileOutcome) -> Iterator[str]:
    yield f"### {code(file_words(outcome.path))}"
    gaps = [f"- **Not screened**: {escape_markdown(why)}" for _, why in list_gap_sentences(outcome)]
    if passed := describe_passed_over(outcome):
        gaps.append(f"- {escape_markdown(passed)}")
    if gaps:
        yield "\n".join(gaps)
    if not outcome.report:
        return
    manifest = outcome.report.manifest
    counts = ", ".join(f"{manifest.counts[one]:,} {LABELS[one]}" for one in GRAVITY)
    decided = describe_decided(manifest)
    yield f"{counts}{f'; {decided}' if decided else ''}"
    if manifest.since:
        yield f"Open matches: {escape_markdown(since_words(manifest.since))}"
    yield from _table(outcome.report.notable)
    if manifest.destinations:
        lines = (
            f"- {escape_markdown(count_words(destination))}"
            for destination in manifest.destinations
        )
        yield "\n".join(("**Destinations**", "", *lines))


def _table(results: Iterator[RowResult]) -> Iterator[str]:
    """The open and unscreened parties, a row each; what is beyond the most is counted.

    A row has the best open match of its party, or why it has none.
    """
    asked = (one for one in results if one.is_open or one.decision is Decision.UNSCREENED)
    rows = [HEAD]
    for result in islice(asked, MOST_ROWS):
        where, party = cell_words(result.question), party_words(result.question.party)
        cells = [f"**{find_shown_decision(result)}**", code(where), code(party)]
        if matches := open_matches(result):
            best, more = matches[0], len(matches) - 1
            lists = escape_markdown(describe_standing(best))
            also = f" (and {more} more)" if more else ""
            cells += [code(describe_matched_name(best)), score_words(best.score), f"{lists}{also}"]
        else:
            cells += ["", "", escape_markdown(result.destination_reason or result.explanation)]
        rows.append(f"| {' | '.join(cells)} |")
    if len(rows) > 1:
        yield "\n".join(rows)
    if more := sum(1 for _ in asked):
        yield f"**and {more:,} more**, which are not shown here: see the whole report."


def code(text: str) -> str:
    """Untrusted text as code: nothing in it is read as Markdown, HTML, link or mention."""
    shown = flat(text)
    shown = f"{shown[:LONGEST_NAME]}…" if len(shown) > LONGEST_NAME else shown
    if _NOT_IN_CODE.search(shown) or not shown:
        return f"<code>{escape_markdown(shown)}</code>" if shown else ""
    return f"`{shown}`"


def escape_markdown(text: str) -> str:
    """Untrusted text on one line as Markdown that shows it as it is."""
    return _SPECIAL.sub(_entities, flat(text))


def _entities(found: re.Match[str]) -> str:
    """The signs as numbers of characters, which are never Markdown; a mention is broken up."""
    sign, after = found[0], found.string[found.end() : found.end() + 1]
    signs = "".join(one if one.isalnum() else f"&#{ord(one)};" for one in sign)
    # Forges look at the shown text, and would take it for a mention or a reference.
    begins = (sign in "@#!$%~" and after.isalnum()) or (sign == "&" and after.isdigit())
    return f"{signs}{_BREAK}" if begins else signs
