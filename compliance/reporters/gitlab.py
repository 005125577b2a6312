"""A code quality report of GitLab: open matches beside their rows in a merge request.

An array of issues in the form that GitLab documents under "Code Quality", "Code Quality report
format". The fingerprint tells an issue from every other one of the report, and stays the same as
long as this very party stands against this very entry in this file.
"""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from compliance.model import FileOutcome
from compliance.reporters.base import output
from compliance.reporters.forge_findings import (
    DESTINATION,
    LISTED,
    NOT_SCREENED,
    POSSIBLE,
    cell_words,
    file_words,
    flat,
    list_findings,
)
from compliance.storage.fingerprints import hash_part

SEVERITIES = {LISTED: "critical", POSSIBLE: "major", DESTINATION: "major", NOT_SCREENED: "minor"}


def write_outcomes(outcomes: Sequence[FileOutcome], path: Path) -> None:
    """Write one issue a match that is open, and one for what was not screened.

    Raises OutputError.
    """
    with output(path) as stream:
        stream.write(b"[")
        between = b"\n"
        for outcome in outcomes:
            times: Counter[str] = Counter()
            for finding in (one for one in list_findings(outcome) if not one.settlement):
                times[finding.key] += 1
                file = file_words(finding.path)
                where = f"{cell_words(finding.question)}: " if finding.question else ""
                issue = {
                    "description": flat(f"{where}{finding.text}"),
                    "check_name": finding.rule.id,
                    "fingerprint": hash_part(file, finding.key, str(times[finding.key])),
                    "severity": SEVERITIES[finding.rule],
                    "location": {"path": flat(file), "lines": {"begin": finding.row}},
                }
                stream.write(between + json.dumps(issue).encode("ascii"))
                between = b",\n"
        stream.write(b"\n]\n")
