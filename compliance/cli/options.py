"""Every option once: its name, its help, and how its text is read."""

from typing import Annotated

import typer

from compliance.errors import UsageError

Files = Annotated[list[str] | None, typer.Argument(metavar="FILE", hidden=True)]
Text = Annotated[list[str] | None, typer.Argument(metavar="TEXT", hidden=True)]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|DIR|-",
        help="Write a report; its ending is its format. A folder gets one report a file.",
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="FORMAT", help="xlsx, html, jsonl, json or csv; else by the ending."
    ),
]
InputFormat = Annotated[
    str | None,
    typer.Option(
        "--input-format",
        metavar="FORMAT",
        help="What - is, where its content does not tell: "
        "csv, tsv, txt, xlsx, xlsm, xls, ods or parquet.",
    ),
]
PrintFormat = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help="Print jsonl, json or csv instead of text."),
]
Lists = Annotated[
    list[str] | None,
    typer.Option(
        "--list",
        metavar="PATH|ID",
        help="List to screen against; repeat for several. Default: the bundled list, curated.",
    ),
]
Data = Annotated[
    str | None,
    typer.Option(
        metavar="DIR", help="Folder of kept lists. Default: SCREEN_DATA, or your data folder."
    ),
]
Locked = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Use exactly the lists that this lock file pins. Default: screen.lock beside the "
        "settings file, if there is one.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Use the lists as they stood on that day: kept versions, and the dates in them.",
    ),
]
Entries = Annotated[list[str] | None, typer.Argument(metavar="ENTRY", hidden=True)]
Versions = Annotated[list[str] | None, typer.Argument(metavar="OLD NEW", hidden=True)]
Ids = Annotated[list[str] | None, typer.Argument(metavar="ID", hidden=True)]
Owners = Annotated[
    list[str] | None,
    typer.Option(
        "--owners",
        metavar="FILE",
        help="Who owns whom: docs/ownership.md. Repeatable.",
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="ROLE=HEADER", help="Say what a column is; repeat for several."
    ),
]
Sheets = Annotated[
    list[str] | None,
    typer.Option("--sheet", metavar="NAME", help="Screen only this sheet; repeat for several."),
]
ShowMapping = Annotated[
    bool, typer.Option("--show-mapping", help="Show what was understood of each sheet, and stop.")
]
MinScore = Annotated[
    float | None,
    typer.Option(
        metavar="X",
        help="Show matches from this score on (0 to 1); the decisions stay the same.",
    ),
]
MaxMatches = Annotated[
    int | None,
    typer.Option(metavar="N", help="Show at most N matches a party. Default: 5."),
]
Places = Annotated[
    str | None,
    typer.Option(
        "--places",
        metavar="WAY",
        help="Embargoed destinations: review (default), note, off.",
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print the open parties only, one line each.")
]
Record = Annotated[
    str | None,
    typer.Option(
        "--record",
        metavar="FILE|DIR",
        help="Write a run record: what was checked with what, so that it can be proved and redone.",
    ),
]
RunRecord = Annotated[str, typer.Argument(metavar="RUN.json", hidden=True)]
RunRecords = Annotated[list[str] | None, typer.Argument(metavar="RUN.json", hidden=True)]
Since = Annotated[
    str | None,
    typer.Option(metavar="RUN.json", help="Record of the earlier run, written with --record."),
]
Engine = Annotated[
    str | None,
    typer.Option(metavar="ENGINE", help="local or spark: see docs/engines.md."),
]
Master = Annotated[
    str | None, typer.Option(metavar="URL", help="Spark cluster. Default: this computer.")
]
Processes = Annotated[
    int | None,
    typer.Option(metavar="N", help="Processes at work. Default: by cores and size."),
]
Decisions = Annotated[
    str | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help="The record of what officers decided. Default: `decisions` of the settings file, "
        "else decisions.jsonl in your data folder.",
    ),
]
Reports = Annotated[list[str] | None, typer.Argument(metavar="REPORT", hidden=True)]
RecordId = Annotated[str, typer.Argument(metavar="ID", hidden=True)]
Everything = Annotated[
    bool, typer.Option("--all", help="Decisions that were replaced by later ones too.")
]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why.")]
ReviewerName = Annotated[str, typer.Option("--reviewer", metavar="NAME", help="Who decides.")]
Repair = Annotated[
    bool, typer.Option("--repair", help="Move a torn last line into a file beside the record.")
]
Heads = Annotated[
    list[str] | None,
    typer.Option(
        "--head",
        metavar="HASH",
        help="Prove that the line with this hash is still there; repeat for several. Reports and "
        "manifests tell it.",
    ),
]
Config = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Settings file. Default: screen.toml, or [tool.screen] in pyproject.toml, "
        "of this folder or the nearest above.",
    ),
]
NoConfig = Annotated[bool, typer.Option("--no-config", help="Use no settings file.")]
Version = Annotated[bool, typer.Option("--version", help="Print the version and stop.")]
Country = Annotated[str, typer.Option(metavar="COUNTRY", help="Its country, however spelt.")]
Address = Annotated[str, typer.Option(metavar="TEXT", help="Its address.")]
Birth = Annotated[str, typer.Option(metavar="DATE", help="A person's date or year of birth.")]
Nationality = Annotated[str, typer.Option(metavar="COUNTRY", help="A person's nationality.")]
Gender = Annotated[str, typer.Option(metavar="M|F", help="A person's gender.")]


BaselineDays = Annotated[
    int, typer.Option("--days", min=1, max=365, metavar="N", help="Days that it holds.")
]


def new_app(*, completion: bool = False) -> typer.Typer:
    """An app for one command: plain help, errors left to `main`; may install completion."""
    return typer.Typer(
        add_completion=completion, pretty_exceptions_enable=False, rich_markup_mode=None
    )


def pairs(texts: list[str] | None) -> tuple[tuple[str, str], ...]:
    """`role=Header` texts as pairs. Raises UsageError for any other text."""
    found = []
    for text in texts or ():
        role, _, header = text.partition("=")
        if not (role.strip() and header.strip()):
            problem = f"--column {text!r} is not of the form ROLE=HEADER"
            raise UsageError(problem, 'for example --column "name=Customer name"')
        found.append((role.strip(), header.strip()))
    return tuple(found)
