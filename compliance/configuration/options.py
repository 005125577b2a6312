"""The table of options: flags of the command line, keys of the settings file, checks and help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from compliance.configuration.checks import (
    Check,
    check_policies,
    check_purpose,
    check_rules,
    check_signing,
    choice,
    count,
    pairs,
    publishers,
    record,
    review,
    share,
    switch,
    text,
    texts,
)
from compliance.configuration.values import (
    beside,
    make_pairs,
    make_publishers,
    many,
    read_policies,
    read_statements,
    whole_path,
)

if TYPE_CHECKING:
    from compliance.model import PolicyRow, RuleStatement

MOST_MATCHES = 1000
MOST_PROCESSES = 1000
PLACES = ("review", "note", "off")
"""What can be made of destinations under embargo; the first is the default."""
LOGS = ("text", "json")
"""How messages can be written; the first is the default."""
ENGINES = ("local", "spark")
"""Where the work can be done; the first is the default."""
FAIL_ON = ("review", "hit", "new", "never")
"""From which open decision on a run exits with 1; the first is the default."""
STOP, PASS = "stop", "pass"
WITHOUT_PARTIES = (STOP, PASS)
"""What a file without a party column does to the exit code; the first is the default."""
Read = Callable[[object, Path], Mapping[str, Any]]
"""Makes fields of Choices of a value, and of the path of the settings file."""


class Choices(Struct, frozen=True, kw_only=True):
    """What a settings file or a command line says; None or empty where it says nothing."""

    lists: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    sheets: tuple[str, ...] = ()
    no_parties: tuple[str, ...] = ()
    """Sheets that hold no parties, so that they need not be screened."""
    outputs: tuple[str, ...] = ()
    format: str | None = None
    input_format: str | None = None
    """What standard input is, where its content does not tell."""
    min_score: float | None = None
    as_of: str | None = None
    max_matches: int | None = None
    quiet: bool = False
    long: bool = False
    """Whether the terminal gets every open party in full, and not in one line."""
    again: bool = False
    """Whether a batch screens files again that have not changed."""
    log: str | None = None
    """How messages are written: `text` or `json`."""
    engine: str | None = None
    master: str | None = None
    processes: int | None = None
    data: str | None = None
    """Folder of stored lists."""
    locked: str | None = None
    """Lock file: the lists are exactly those that it pins."""
    publishers: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """By list id: other addresses and limits than those that are known."""
    decisions: str | None = None
    """File of the decision record."""
    expiry_days: int | None = None
    """Days after which a decision expires at the latest."""
    two_reviewers: bool = False
    record: str | None = None
    """File or folder of run records."""
    places: str | None = None
    """What is made of destinations under embargo: one of PLACES."""
    fail_on: str | None = None
    """From which open decision on a run exits with 1: one of FAIL_ON."""
    without_parties: str | None = None
    """What a file without a party column does to the exit code: one of WITHOUT_PARTIES."""
    exit_zero: bool = False
    """Whether a run that started exits with 0; never from a settings file."""
    who: bool = False
    """Whether a run record may tell user and computer."""
    journal: bool = False
    """Whether the journal in the data folder gets a line for each record."""
    signing_key: str | None = None
    """File of the private key that signs new records and decisions."""
    signers: str | None = None
    """File of those whose signatures count."""
    rules: tuple[RuleStatement, ...] = ()
    """What officers verified of rules of ownership."""
    purpose: str | None = None
    """What parties are screened for: one of `model.Purpose`."""
    policy: tuple[PolicyRow, ...] = ()
    """What officers let count in another way."""


def into(field: str, convert: Callable[[object], object] = lambda value: value) -> Read:
    """How a value becomes one field of Choices."""
    return lambda value, path: {field: convert(value)}  # noqa: ARG005 - no path


def path_into(field: str) -> Read:
    """How a path becomes one field, from the folder of the settings file on."""
    return lambda value, path: {field: beside(path, str(value), always=True)}


def paths_into(field: str, *, always: bool) -> Read:
    """How paths, or ids of lists, become one field."""
    return lambda value, path: {
        field: tuple(beside(path, name, always=always) for name in many(value))
    }


def read_review(value: object, path: Path) -> Mapping[str, object]:  # noqa: ARG001 - a Read
    """`[review]` as fields."""
    table = value if isinstance(value, dict) else {}
    days = {"expiry_days": table["expiry-days"]} if "expiry-days" in table else {}
    return {**days, "two_reviewers": table.get("two-reviewers") is True}


def read_record(value: object, path: Path) -> Mapping[str, object]:
    """`record`, a path or a table, as fields."""
    table = value if isinstance(value, dict) else {"file": value}
    flags = {name: table.get(name) is True for name in ("who", "journal")}
    return {"record": whole_path(table.get("file"), path), **flags}


def read_signing(value: object, path: Path) -> Mapping[str, object]:
    """`[signing]` as fields."""
    table = value if isinstance(value, dict) else {}
    fields = {"signing_key": "key", "signers": "signers"}
    return {field: whole_path(table.get(name), path) for field, name in fields.items()}


class Option(Struct, frozen=True, kw_only=True):
    """One thing to choose: a flag of the command line, a key of the settings file, or both.

    Flags, keys, their checks and their help come from here.
    """

    name: str
    """Without dashes: `min-score` is the flag --min-score and the key min-score."""
    field: str = ""
    """Of Choices; empty where a key fills several."""
    help: str = ""
    """Of the flag; empty for a key without one."""
    metavar: str = ""
    """Empty for a switch."""
    short: str = ""
    """One letter: `o` for -o."""
    check: Check | None = None
    """What is wrong with a value; None where its use tells."""
    read: Read | None = None
    """How the value of the key becomes fields; None for a flag that is no key."""
    example: str = ""
    """What to try after a bad value."""


OPTIONS = (
    Option(
        name="list",
        field="lists",
        metavar="PATH|ID",
        help="List to screen against; repeat for several. Default: the bundled list, curated.",
        check=texts,
        read=paths_into("lists", always=False),
    ),
    Option(
        name="owners",
        field="owners",
        metavar="FILE",
        help="Who owns whom: docs/ownership.md. Repeatable.",
        check=texts,
        read=paths_into("owners", always=True),
    ),
    Option(
        name="column",
        field="columns",
        metavar="ROLE=HEADER",
        help="Say what a column is; repeat for several.",
        check=pairs,
        read=into("columns", make_pairs),
    ),
    Option(
        name="sheet",
        field="sheets",
        metavar="NAME",
        help="Screen only this sheet; repeat for several.",
        check=texts,
        read=into("sheets", many),
    ),
    Option(name="no-parties", check=texts, read=into("no_parties", many)),
    Option(
        name="output",
        field="outputs",
        short="o",
        metavar="FILE|DIR|-",
        help="Write a report; its ending is its format. A folder gets one report a file, and an "
        "index of several. Repeatable.",
        check=texts,
        read=paths_into("outputs", always=True),
    ),
    Option(
        name="format",
        field="format",
        metavar="FORMAT",
        help="Its format, whatever the ending: docs/reports.md.",
        check=text,
        read=into("format"),
    ),
    Option(
        name="input-format",
        field="input_format",
        metavar="FORMAT",
        help="What - is, where its content does not show it: "
        "csv, tsv, txt, xlsx, xlsm, xls, ods or parquet.",
    ),
    Option(
        name="min-score",
        field="min_score",
        metavar="X",
        help="Show matches from this score on (0 to 1); the decisions stay the same.",
        check=share,
        read=into("min_score", lambda value: float(str(value))),
        example="for example --min-score 0.7",
    ),
    Option(
        name="max-matches",
        field="max_matches",
        metavar="N",
        help="Show at most N matches a party. Default: 5.",
        check=count(MOST_MATCHES),
        read=into("max_matches"),
        example="for example --max-matches 10",
    ),
    Option(
        name="quiet",
        field="quiet",
        short="q",
        help="Print the open parties only, one line each.",
        check=switch,
        read=into("quiet"),
    ),
    Option(
        name="long",
        field="long",
        help="Print each open party in full: reasons, listings, leads.",
        check=switch,
        read=into("long"),
    ),
    Option(
        name="all",
        field="again",
        help="Screen unchanged files of a batch again: docs/batches.md.",
    ),
    Option(
        name="log",
        field="log",
        metavar="FORM",
        help="Messages as text (default) or json, a line each.",
        check=choice(LOGS),
        read=into("log"),
        example="for example --log json",
    ),
    Option(
        name="places",
        field="places",
        metavar="WAY",
        help="Embargoed places: review (default), note, off.",
        check=choice(PLACES),
        read=into("places"),
        example="for example --places note",
    ),
    Option(
        name="fail-on",
        field="fail_on",
        metavar="DECISION",
        help="Exit with 1 for review (default), hit, new or never.",
        check=choice(FAIL_ON),
        read=into("fail_on"),
        example="for example --fail-on hit",
    ),
    Option(
        name="without-parties",
        field="without_parties",
        metavar="WAY",
        help="A file without parties: stop (default) or pass.",
        check=choice(WITHOUT_PARTIES),
        read=into("without_parties"),
        example="for example --without-parties pass",
    ),
    Option(
        name="exit-zero",
        field="exit_zero",
        help="Exit with 0 whatever was found or not screened.",
    ),
    Option(
        name="as-of",
        field="as_of",
        metavar="DATE",
        help="Use the lists as they stood on that day: kept versions, and the dates in them.",
    ),
    Option(
        name="engine",
        field="engine",
        metavar="ENGINE",
        help="local or spark: see docs/engines.md.",
        check=choice(ENGINES),
        read=into("engine"),
        example="leave it out for the engine local",
    ),
    Option(
        name="master",
        field="master",
        metavar="URL",
        help="Spark cluster. Default: this computer.",
        check=text,
        read=into("master"),
    ),
    Option(
        name="processes",
        field="processes",
        metavar="N",
        help="Processes at work. Default: by cores and size.",
        check=count(MOST_PROCESSES),
        read=into("processes"),
        example="leave it out, and the program chooses",
    ),
    Option(
        name="data",
        field="data",
        metavar="DIR",
        help="Folder of stored lists. Default: SCREEN_DATA, or your data folder.",
        check=text,
        read=path_into("data"),
    ),
    Option(
        name="locked",
        field="locked",
        metavar="FILE",
        help="Use exactly the lists that this lock file pins. Default: screen.lock beside the "
        "settings file.",
        check=text,
        read=path_into("locked"),
    ),
    Option(
        name="lists",
        check=publishers,
        read=lambda value, path: {"publishers": make_publishers(value, path)},
    ),
    Option(
        name="decisions",
        field="decisions",
        metavar="FILE",
        help="Record of what officers decided. Default: that of the settings file, else in your "
        "data folder.",
        check=text,
        read=path_into("decisions"),
    ),
    Option(name="review", check=review, read=read_review),
    Option(
        name="record",
        field="record",
        metavar="FILE|DIR",
        help="Write a run record: what was checked with what, so that it can be proved and redone.",
        check=record,
        read=read_record,
    ),
    Option(name="signing", check=check_signing, read=read_signing),
    Option(
        name="rules",
        check=check_rules,
        read=into("rules", lambda value: tuple(read_statements(value))),
    ),
    Option(
        name="purpose",
        field="purpose",
        metavar="PURPOSE",
        help="What for: export, purchase, invest, pay, federal.",
        check=check_purpose,
        read=into("purpose"),
        example="for example --purpose export",
    ),
    Option(
        name="policy",
        check=check_policies,
        read=into("policy", lambda value: tuple(read_policies(value))),
    ),
)
"""All that can be chosen, in the order in which a hint names the keys."""
KEYS: Mapping[str, Option] = {one.name: one for one in OPTIONS if one.read}
"""The keys of the settings file."""
