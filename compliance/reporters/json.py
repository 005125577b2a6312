"""The whole report as one JSON object: the manifest (what was checked) and the results.

The manifest names the screened file and the list files without their folders; what the user typed
(`settings`) is kept as it was typed, so that the run can be done again.
"""

from pathlib import Path

from compliance.model import Manifest, RecordInfo, Report, Since
from compliance.reporters.base import NOT_ADVICE, NOT_CLEARANCE, output, run_id
from compliance.reporters.jsonl import Record, destination_rule, line, pick_fields, record

LIST_FIELDS = (
    "id",
    "title",
    "publisher",
    "as_of",
    "file",
    "sha256",
    "entries",
    "names",
    "rows",
)
CHOSEN_FIELDS = ("sheets", "no_parties", "min_score", "max_matches", "places", "as_of")
SHEET_FIELDS = (
    "name",
    "hidden",
    "rows",
    "blank_rows",
    "filled_rows",
    "heading_rows",
    "title_rows",
    "asked_rows",
    "not_asked_rows",
    "party_cells",
    "asked_cells",
    "left_out_cells",
    "closes",
    "header_rows",
)


def write(report: Report, path: Path) -> None:
    """Write `{"manifest": ..., "results": [...]}`, one result a line. Raises OutputError."""
    with output(path) as stream:
        stream.write(b'{"manifest": ' + line(manifest(report.manifest)) + b',\n"results": [')
        for index, result in enumerate(report.results):
            stream.write((b",\n" if index else b"\n") + line(record(result)))
        stream.write(b"\n]}\n")


def manifest(checked: Manifest) -> Record:
    """What was checked, as plain data."""
    settings = checked.settings
    return {
        "notice": f"{NOT_CLEARANCE} {NOT_ADVICE}",
        **pick_fields(checked, "version", "time"),
        "input": {
            **pick_fields(checked.input, "name", "sha256", "size"),
            "sheets": [
                {
                    **pick_fields(sheet, *SHEET_FIELDS),
                    "not_asked": [
                        pick_fields(run, "first", "last", "reason") for run in sheet.not_asked
                    ],
                    "ignored_columns": [
                        {"column": column, "reason": why} for column, why in sheet.ignored_columns
                    ],
                    "mapping": [{"role": role, "header": named} for role, named in sheet.mapping],
                    "note": sheet.note,
                }
                for sheet in checked.input.sheets
            ],
            "warnings": list(checked.input.warnings),
        },
        "lists": [
            {
                **pick_fields(info, *LIST_FIELDS),
                "rejected": [pick_fields(row, "line", "reason") for row in info.rejected],
                **pick_fields(info, "warnings", "notices", "origin", "fetched", "checked"),
            }
            for info in checked.lists
        ],
        "settings": {
            **pick_fields(settings, "lists", "owners"),
            "columns": dict(settings.columns),
            **pick_fields(settings, *CHOSEN_FIELDS),
            "rules": [one.sentence for one in settings.rules],
            "purpose": settings.purpose,
            **pick_fields(checked, "review_threshold", "hit_threshold"),
        },
        "counts": {str(decision): count for decision, count in checked.counts.items()},
        "open": checked.open,
        "destinations": [
            {
                **pick_fields(destination, "place", "kind", "parties", "open"),
                "rules": [destination_rule(rule) for rule in destination.rules],
            }
            for destination in checked.destinations
        ],
        **pick_fields(checked, "aside", "policy", "policy_warnings", "decided", "reopened"),
        "run": run_id(checked),
        "decisions": _decisions(checked.record),
        "seen": checked.seen,
        "baseline": _decisions(checked.baseline),
        "since": _since(checked.since) if checked.since else None,
    }


def _since(since: Since) -> Record:
    return {
        **pick_fields(since, "time", "record", "screened", "carried", "how"),
        "changes": [
            {
                **pick_fields(change, "kind", "where", "party", "list"),
                "entry_id": change.entry,
                **pick_fields(change, "listed", "band", "why"),
            }
            for change in since.changes
        ],
    }


def _decisions(used: RecordInfo | None) -> Record | None:
    return pick_fields(used, "file", "decisions", "heads") if used else None
