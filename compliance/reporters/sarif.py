"""SARIF 2.1.0 (OASIS): findings for code scanning, one a match, with its file, sheet, row and cell.

A row is the line of a region, because forges and editors show lines; sheet and cell are the logical
location. `primaryLocationLineHash` is the fingerprint that GitHub goes by; a finding keeps it when
its row moves. What a standing decision settles is there, suppressed, with who decided and why.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePath
from urllib.parse import quote

from compliance.model import Decision, FileOutcome, Manifest
from compliance.reporters.base import (
    NOT_ADVICE,
    NOT_CLEARANCE,
    encode_text,
    end_sentence,
    output,
    review_words,
    round_score,
)
from compliance.reporters.forge_findings import (
    RULES,
    Finding,
    cell_words,
    describe_passed_over,
    file_words,
    flat,
    list_findings,
    list_gap_sentences,
)

Record = dict[str, object]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT = "%SRCROOT%"
"""Stands for the root of the repository in relative addresses."""
_LITERAL = str.maketrans({"[": "\\[", "]": "\\]", "{": "{{", "}": "}}", "\\": "\\\\"})
"""SARIF 3.11.5 and 3.11.6: braces are placeholders and brackets links, unless they are escaped."""
_RULE_RECORDS: Sequence[Record] = [
    {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.sentence},
        "fullDescription": {"text": f"{rule.sentence} {NOT_CLEARANCE}"},
        "help": {"text": f"{rule.advice} {NOT_ADVICE}"},
        "defaultConfiguration": {"level": rule.level},
        "properties": {"tags": ["compliance"]},
    }
    for rule in RULES
]


def write_outcomes(outcomes: Sequence[FileOutcome], path: Path) -> None:
    """Write one run over these files, finding by finding. Raises OutputError."""
    manifests = [outcome.report.manifest for outcome in outcomes if outcome.report]
    driver: Record = {"name": "party-screen", "rules": _RULE_RECORDS}
    if manifests:
        driver["version"] = manifests[0].version
    artifacts = []
    for outcome in outcomes:
        found: Record = {"location": _address(outcome.path)}
        if outcome.report:
            source = outcome.report.manifest.input
            found |= {"length": source.size, "hashes": {"sha-256": source.sha256}}
        artifacts.append(found)
    counts: Counter[str] = Counter()
    for manifest in manifests:
        counts.update({str(decision): manifest.counts[decision] for decision in Decision})
    lists = manifests[0].lists if manifests else ()
    run = {  # all of it but its results
        "tool": {"driver": driver},
        "invocations": [_invocation(outcomes, manifests)],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "artifacts": artifacts,
        "columnKind": "unicodeCodePoints",
        "properties": {
            "notice": NOT_CLEARANCE,
            "parties": dict(sorted(counts.items())),
            "open": sum(manifest.open for manifest in manifests),
            "decidedEarlier": sum(manifest.decided for manifest in manifests),
            "lists": [{"id": one.id, "asOf": one.as_of, "sha256": one.sha256} for one in lists],
        },
    }
    head = json.dumps(run)
    start = f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{head[:-1]}, "results": ['
    with output(path) as stream:
        stream.write(encode_text(start))
        for at, result in enumerate(_results(outcomes)):
            stream.write(b",\n" if at else b"\n")
            stream.write(json.dumps(result).encode("ascii"))
        stream.write(b"\n]}]}\n")


# --- The run ----------------------------------------------------------------------------------


def _invocation(outcomes: Sequence[FileOutcome], manifests: Sequence[Manifest]) -> Record:
    """How the run went: files and sheets that were not screened, and what the lists lack."""
    gaps = [
        _notification("error", f"{outcome.path}: {why}")
        for outcome in outcomes
        for _, why in list_gap_sentences(outcome)
    ]
    gaps += [
        _notification("note", f"{outcome.path}: {passed}")
        for outcome in outcomes
        if (passed := describe_passed_over(outcome))
    ]
    lists = manifests[0].lists if manifests else ()
    warnings = [f"list {info.file}: {text}" for info in lists for text in info.warnings]
    said: Record = {
        "executionSuccessful": all(outcome.report or outcome.may_pass for outcome in outcomes),
        "toolExecutionNotifications": gaps,
        "toolConfigurationNotifications": [_notification("warning", text) for text in warnings],
    }
    if manifests:
        start = datetime.fromisoformat(manifests[0].time).astimezone(UTC)
        said["startTimeUtc"] = f"{start:%Y-%m-%dT%H:%M:%SZ}"
    return said


def _notification(level: str, text: str) -> Record:
    return {"level": level, "message": _message(text)}


# --- A result ---------------------------------------------------------------------------------


def _results(outcomes: Sequence[FileOutcome]) -> Iterator[Record]:
    for index, outcome in enumerate(outcomes):
        times: Counter[str] = Counter()
        for finding in list_findings(outcome):
            times[finding.key] += 1
            match = finding.match
            notes = [one.note for one in match.evidence if one.note] if match else []
            facts: Record = {"sheet": finding.sheet}  # the answer for programs
            if finding.question:
                party = finding.question.party
                facts |= {"row": finding.row, "role": party.role, "id": party.id}
            if match:
                entry, score = match.entry, round_score(match.score)
                facts |= {"score": score, "list": entry.list_id, "entry": entry.id}
            result: Record = {
                "ruleId": finding.rule.id,
                "ruleIndex": RULES.index(finding.rule),
                "level": finding.rule.level,
                "kind": "fail",
                "message": _message(" ".join(map(end_sentence, (finding.text, *notes)))),
                "locations": [_location(finding, index)],
                "partialFingerprints": {
                    "primaryLocationLineHash": f"{finding.key}:{times[finding.key]}",
                    "partyAndEntry/v1": finding.key,
                },
                "properties": facts,
            }
            if finding.settlement:
                why = flat(review_words(finding.settlement))
                said = {"kind": "external", "status": "accepted", "justification": why}
                result["suppressions"] = [said]
            yield result


def _location(finding: Finding, index: int) -> Record:
    """Where a finding is: file and row, cell and sheet.

    The kinds of the last two are the program's own, as SARIF 3.33.7 allows.
    """
    address = {**_address(finding.path), "index": index}
    region = {"startLine": finding.row}
    place: Record = {"physicalLocation": {"artifactLocation": address, "region": region}}
    logical: list[Record] = []
    if finding.question:
        whole = flat(cell_words(finding.question))
        name = whole.rpartition("!")[2]
        kind = "row" if finding.question.column is None else "cell"
        logical.append({"name": name, "fullyQualifiedName": whole, "kind": kind})
    if finding.sheet:
        sheet = flat(finding.sheet)
        logical.append({"name": sheet, "fullyQualifiedName": sheet, "kind": "sheet"})
    return {**place, "logicalLocations": logical} if logical else place


def _message(text: str) -> Record:
    return {"text": flat(text).translate(_LITERAL)}


def _address(path: str) -> Record:
    """The file as a URI: from the root of the repository, unless its path is absolute."""
    if PurePath(path).is_absolute():
        return {"uri": PurePath(path).as_uri()}
    return {"uri": quote(encode_text(file_words(path))), "uriBaseId": ROOT}
