"""The flags and arguments of commands; what settings files know too stands in their table."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

from compliance.configuration.options import OPTIONS, Choices
from compliance.errors import UsageError

TABLE = {one.name: one for one in OPTIONS}


def flag(name: str) -> Any:
    """The flag of an option of the table."""
    option = TABLE[name]
    names = (f"--{name}", *([f"-{option.short}"] if option.short else []))
    return typer.Option(*names, metavar=option.metavar or None, help=option.help)


Files = Annotated[list[str] | None, typer.Argument(metavar="FILE", hidden=True)]
Text = Annotated[list[str] | None, typer.Argument(metavar="TEXT", hidden=True)]
Output = Annotated[list[str] | None, flag("output")]
SelfTestOutput = Annotated[
    list[str] | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Keep the result: FILE.json, FILE.html. Repeat."
    ),
]
Format = Annotated[str | None, flag("format")]
InputFormat = Annotated[str | None, flag("input-format")]
PrintFormat = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help="Print jsonl, json or csv instead of text."),
]
Lists = Annotated[list[str] | None, flag("list")]
Data = Annotated[str | None, flag("data")]
Locked = Annotated[str | None, flag("locked")]
AsOf = Annotated[str | None, flag("as-of")]
Entries = Annotated[list[str] | None, typer.Argument(metavar="ENTRY", hidden=True)]
Versions = Annotated[list[str] | None, typer.Argument(metavar="OLD NEW", hidden=True)]
Ids = Annotated[list[str] | None, typer.Argument(metavar="ID", hidden=True)]
Owners = Annotated[list[str] | None, flag("owners")]
Columns = Annotated[list[str] | None, flag("column")]
Sheets = Annotated[list[str] | None, flag("sheet")]
ShowMapping = Annotated[
    bool, typer.Option("--show-mapping", help="Show what was understood of each sheet, and stop.")
]
MinScore = Annotated[float | None, flag("min-score")]
MaxMatches = Annotated[int | None, flag("max-matches")]
Places = Annotated[str | None, flag("places")]
PurposeName = Annotated[str | None, flag("purpose")]
Quiet = Annotated[bool, flag("quiet")]
FailOn = Annotated[str | None, flag("fail-on")]
WithoutParties = Annotated[str | None, flag("without-parties")]
ExitZero = Annotated[bool, flag("exit-zero")]
Again = Annotated[bool, flag("all")]
Log = Annotated[str | None, flag("log")]
Long = Annotated[bool, flag("long")]
Record = Annotated[str | None, flag("record")]
RunRecord = Annotated[str, typer.Argument(metavar="RUN.json", hidden=True)]
RunRecords = Annotated[list[str] | None, typer.Argument(metavar="RUN.json", hidden=True)]
Since = Annotated[
    str | None,
    typer.Option(metavar="RUN.json", help="Record of the earlier run, written with --record."),
]
Engine = Annotated[str | None, flag("engine")]
Master = Annotated[str | None, flag("master")]
Processes = Annotated[int | None, flag("processes")]
Decisions = Annotated[str | None, flag("decisions")]
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
        help="Settings file. Default: the nearest screen.toml, or [tool.screen] in pyproject.toml.",
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


FIELDS_OF_PARAMETERS = {
    "output": "outputs",
    "form": "format",
    "in_full": "long",
    "decisions_file": "decisions",
}
"""Parameter of a command -> field of Choices, where they are not called the same."""


def collect_choices(parameters: Mapping[str, Any]) -> Choices:
    """What is typed, of all parameters of a command by their names; others say nothing here.

    Raises UsageError for a column that is not of its form.
    """
    typed = {FIELDS_OF_PARAMETERS.get(name, name): value for name, value in parameters.items()}
    known = typed.keys() & Choices.__struct_fields__
    values = {name: typed[name] for name in known if typed[name] is not None}
    values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    if "columns" in values:
        values["columns"] = parse_pairs(values["columns"])
    return Choices(**values)


def parse_pairs(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """`role=Header` texts as pairs. Raises UsageError for any other text."""
    found = []
    for text in texts:
        role, _, header = text.partition("=")
        if not (role.strip() and header.strip()):
            problem = f"--column {text!r} is not of the form ROLE=HEADER"
            raise UsageError(problem, 'for example --column "name=Customer name"')
        found.append((role.strip(), header.strip()))
    return tuple(found)
