"""The whole report as one JSON object: the manifest (what was checked) and the results.

The manifest names the screened file and the list files without their folders; what the user typed
(`settings`) is kept as it was typed, so that the run can be done again.
"""

from pathlib import Path

from compliance.model import (
    InputFile,
    ListInfo,
    Manifest,
    RecordInfo,
    Report,
    SheetSummary,
    Since,
)
from compliance.reporters.base import NOT_ADVICE, NOT_CLEARANCE, output, run_id
from compliance.reporters.jsonl import Record, destination_rule, line, record


def write(report: Report, path: Path) -> None:
    """Write `{"manifest": ..., "results": [...]}`, one result a line. Raises OutputError."""
    with output(path) as stream:
        stream.write(b'{"manifest": ' + line(manifest(report.manifest)) + b',\n"results": [')
        for index, result in enumerate(report.results):
            stream.write((b",\n" if index else b"\n") + line(record(result)))
        stream.write(b"\n]}\n")


def manifest(checked: Manifest) -> Record:
    """What was checked, as plain data."""
    return {
        "notice": f"{NOT_CLEARANCE} {NOT_ADVICE}",
        "version": checked.version,
        "time": checked.time,
        "input": _input(checked.input),
        "lists": [_list(info) for info in checked.lists],
        "settings": {
            "lists": list(checked.settings.lists),
            "owners": list(checked.settings.owners),
            "columns": dict(checked.settings.columns),
            "sheets": list(checked.settings.sheets),
            "no_parties": list(checked.settings.no_parties),
            "min_score": checked.settings.min_score,
            "max_matches": checked.settings.max_matches,
            "places": checked.settings.places,
            "as_of": checked.settings.as_of,
            "rules": [one.sentence for one in checked.settings.rules],
            "purpose": checked.settings.purpose,
            "review_threshold": checked.review_threshold,
            "hit_threshold": checked.hit_threshold,
        },
        "counts": {str(decision): count for decision, count in checked.counts.items()},
        "open": checked.open,
        "destinations": [
            {
                "place": destination.place,
                "kind": destination.kind,
                "parties": destination.parties,
                "open": destination.open,
                "rules": [destination_rule(rule) for rule in destination.rules],
            }
            for destination in checked.destinations
        ],
        "aside": checked.aside,
        "policy": list(checked.policy),
        "policy_warnings": list(checked.policy_warnings),
        "decided": checked.decided,
        "reopened": checked.reopened,
        "run": run_id(checked),
        "decisions": _decisions(checked.record),
        "seen": checked.seen,
        "baseline": _decisions(checked.baseline),
        "since": _since(checked.since) if checked.since else None,
    }


def _since(since: Since) -> Record:
    return {
        "time": since.time,
        "record": since.record,
        "screened": since.screened,
        "carried": since.carried,
        "how": since.how,
        "changes": [
            {
                "kind": change.kind,
                "where": change.where,
                "party": change.party,
                "list": change.list,
                "entry_id": change.entry,
                "listed": change.listed,
                "band": str(change.band),
                "why": change.why,
            }
            for change in since.changes
        ],
    }


def _decisions(used: RecordInfo | None) -> Record | None:
    if used is None:
        return None
    return {"file": used.file, "decisions": used.decisions, "heads": list(used.heads)}


def _input(file: InputFile) -> Record:
    return {
        "name": file.name,
        "sha256": file.sha256,
        "size": file.size,
        "sheets": [_sheet(sheet) for sheet in file.sheets],
        "warnings": list(file.warnings),
    }


def _sheet(sheet: SheetSummary) -> Record:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "rows": sheet.rows,
        "blank_rows": sheet.blank_rows,
        "filled_rows": sheet.filled_rows,
        "heading_rows": sheet.heading_rows,
        "title_rows": sheet.title_rows,
        "asked_rows": sheet.asked_rows,
        "not_asked_rows": sheet.not_asked_rows,
        "party_cells": sheet.party_cells,
        "asked_cells": sheet.asked_cells,
        "left_out_cells": sheet.left_out_cells,
        "closes": sheet.closes,
        "header_rows": list(sheet.header_rows),
        "not_asked": [
            {"first": run.first, "last": run.last, "reason": run.reason} for run in sheet.not_asked
        ],
        "ignored_columns": [
            {"column": column, "reason": reason} for column, reason in sheet.ignored_columns
        ],
        "mapping": [{"role": role, "header": header} for role, header in sheet.mapping],
        "note": sheet.note,
    }


def _list(info: ListInfo) -> Record:
    return {
        "id": info.id,
        "title": info.title,
        "publisher": info.publisher,
        "as_of": info.as_of,
        "file": info.file,
        "sha256": info.sha256,
        "entries": info.entries,
        "names": info.names,
        "rows": info.rows,
        "rejected": [{"line": row.line, "reason": row.reason} for row in info.rejected],
        "warnings": list(info.warnings),
        "notices": list(info.notices),
        "origin": info.origin,
        "fetched": info.fetched,
        "checked": info.checked,
    }
