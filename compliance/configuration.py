"""The settings file: what would be typed every time, from `screen.toml` or `[tool.screen]`.

The keys mirror the long options. All problems of a file are told at once. Paths in it are
relative to the file itself, so that a run does not depend on the folder it is started from.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from compliance.documents import MalformedDocument, read_toml
from compliance.errors import ConfigurationError
from compliance.files import read_file
from compliance.model import RuleStatement

OWN_FILE = "screen.toml"
SHARED_FILE = "pyproject.toml"
MOST_MATCHES = 1000
MOST_PROCESSES = 1000
MOST_DAYS = 3653
"""Days that a decision can hold at most: ten years."""
PLACES = ("review", "note", "off")
"""What can be made of destinations under embargo; the first is the default."""
ENGINES = ("local", "spark")
"""Where the work can be done; the first is the default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a settings file or a command line says; None or empty where it says nothing."""

    lists: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    sheets: tuple[str, ...] = ()
    no_parties: tuple[str, ...] = ()
    """Sheets that hold no parties, so that they need not be screened."""
    output: str | None = None
    format: str | None = None
    input_format: str | None = None
    """What standard input is, where its content does not tell."""
    min_score: float | None = None
    as_of: str | None = None
    max_matches: int | None = None
    quiet: bool = False
    engine: str | None = None
    master: str | None = None
    processes: int | None = None
    data: str | None = None
    """Folder of kept lists."""
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
    who: bool = False
    """Whether a run record may tell user and computer."""
    journal: bool = False
    """Whether the journal in the data folder gets a line for each record."""
    rules: tuple[RuleStatement, ...] = ()
    """What officers verified of rules of ownership."""


# --- Finding and reading it -------------------------------------------------------------------


def find(start: Path) -> Path | None:
    """The nearest settings file in `start` or a folder above it; None when there is none."""
    for folder in (start, *start.parents):
        if (folder / OWN_FILE).is_file():
            return folder / OWN_FILE
        shared = folder / SHARED_FILE
        if shared.is_file() and has_section(shared):
            return shared
    return None


def has_section(path: Path) -> bool:
    """Whether a pyproject.toml has `[tool.screen]`; a broken one of another project has not."""
    try:
        return bool(section(parsed(path)))
    except ConfigurationError:
        return False


def load(path: Path, *, formats: Collection[str] = ()) -> Choices:
    """The settings of one file; `formats` are the report formats there are.

    Raises ConfigurationError with every problem of the file.
    """
    table = parsed(path)
    if path.name == SHARED_FILE:
        table = section(table)
    problems = list(problems_of(table, formats))
    if problems:
        hint = f"the keys are {', '.join(CHECKS)}"
        raise ConfigurationError(f"{path.name}: {'; '.join(problems)}", hint)
    return made(table, path)


def parsed(path: Path) -> Mapping[str, object]:
    """The file as TOML. Raises ConfigurationError when it cannot be read or is no TOML."""
    try:
        return read_toml(read_file(path))
    except OSError as error:
        problem = f"settings file {path.name!r} cannot be read: {error.strerror or error}"
        raise ConfigurationError(problem, "check the path of --config") from error
    except MalformedDocument as error:
        problem = f"settings file {path.name!r} is no TOML: {error}"
        raise ConfigurationError(problem, "texts stand in quotes, lists in [ ]") from error


def section(table: Mapping[str, object]) -> Mapping[str, object]:
    """`[tool.screen]` of a pyproject.toml; empty when it has none."""
    tool = table.get("tool")
    found = tool.get("screen") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else {}


# --- Judging it -------------------------------------------------------------------------------


def problems_of(table: Mapping[str, object], formats: Collection[str]) -> Iterator[str]:
    """Every problem, in the order of the file."""
    for key, value in table.items():
        if key not in CHECKS:
            yield unknown("key", key, CHECKS)
        elif problem := CHECKS[key](value):
            yield f"{key} {problem}"
        elif key == "format" and formats and value not in formats:
            yield f"format is {value!r}; there are {', '.join(formats)}"


def unknown(what: str, word: str, known: Collection[str]) -> str:
    """`unknown key 'colum', did you mean 'column'?`, if a known one is near."""
    near = get_close_matches(word.casefold(), known, n=1, cutoff=0.7)
    return f"unknown {what} {word!r}" + (f", did you mean {near[0]!r}?" if near else "")


def text(value: object) -> str:
    """Problem of a value that must be a text."""
    if isinstance(value, str) and _CONTROL.search(value):
        return "must be a text without control characters"
    return "" if isinstance(value, str) and value else "must be a text in quotes"


def texts(value: object) -> str:
    """Problem of a value that must be a text or several."""
    many = value if isinstance(value, list) else [value]
    good = many and not any(text(one) for one in many)
    return "" if good else 'must be a text or a list of texts, such as ["a", "b"]'


def pairs(value: object) -> str:
    """Problem of a value that must be a table of role and header."""
    if not isinstance(value, dict) or any(text(header) for header in value.values()):
        return 'must be a table of role and header, such as {name = "Kunde"}'
    from compliance.columns.roles import ROLES  # late: most settings name no column

    strange = [unknown("role", str(role), ROLES) for role in value if role not in ROLES]
    return f"has {'; '.join(strange)}" if strange else ""


def share(value: object) -> str:
    """Problem of a value that must be a score."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return "" if number and 0 <= float(str(value)) <= 1 else "must be a number from 0 to 1"


def count(most: int) -> Callable[[object], str]:
    """Problem of a value that must be a number of things."""

    def problem(value: object) -> str:
        number = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most
        return "" if number else f"must be a whole number from 1 to {most}"

    return problem


def engine(value: object) -> str:
    """Problem of a value that must be the name of an engine."""
    return "" if value in ENGINES else f"must be one of {', '.join(ENGINES)}"


def way_of_places(value: object) -> str:
    """Problem of a value that must say what is made of destinations."""
    return "" if value in PLACES else f"must be one of {', '.join(PLACES)}"


def switch(value: object) -> str:
    """Problem of a value that must be true or false."""
    return "" if isinstance(value, bool) else "must be true or false"


def days(value: object) -> str:
    """Problem of a value that must be a number of days."""
    number = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return "" if number else "must be a whole number of days, 0 for no limit"


def places(value: object) -> str:
    """Problem of a value that must be addresses: a text, several, or a table by file name."""
    if isinstance(value, dict) and value and not any(text(one) for one in value.values()):
        strange = [name for name in value if "/" in name or "\\" in name]
        return f"has {strange[0]!r}, which is no file name" if strange else ""
    return texts(value).replace("must be", "must be a table of file name and address,")


def publishers(value: object) -> str:
    """All problems of the tables `[lists.ID]`."""
    if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
        return "must be tables, such as [lists.csl]; `list` says which lists are in use"
    return "; ".join(
        problem for name, table in value.items() for problem in publisher_problems(name, table)
    )


def publisher_problems(name: str, table: Mapping[str, object]) -> Iterator[str]:
    """The problems of one table `[lists.ID]`."""
    if not _ID.fullmatch(name):
        yield f"has {name!r}, which is no id: lower case letters, digits and single hyphens"
    for key, value in table.items():
        if key not in PUBLISHER_CHECKS:
            yield f"has in [lists.{name}] an {unknown('key', key, PUBLISHER_CHECKS)}"
        elif problem := PUBLISHER_CHECKS[key](value):
            yield f"has in [lists.{name}] {key}, which {problem}"


_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PUBLISHER_CHECKS: Mapping[str, Callable[[object], str]] = {
    "title": text,
    "format": text,
    "addresses": places,
    "mirror": text,
    "hosts": texts,
    "insecure": switch,
    "warn-after-days": days,
    "stop-after-days": days,
    "fewest": count(10_000_000),
    "most-lost": share,
    "most-rejected": share,
    "canaries": texts,
    "sources": texts,
}
"""The keys of `[lists.ID]`, see docs/lists-update.md."""


def review(value: object) -> str:
    """All problems of the table `[review]`."""
    if not isinstance(value, dict):
        return "must be a table, such as [review] with expiry-days = 365"
    return "; ".join(review_problems(value))


def review_problems(table: Mapping[str, object]) -> Iterator[str]:
    """The problems of the table `[review]`, key by key."""
    for key, value in table.items():
        if key not in REVIEW_CHECKS:
            yield f"has an {unknown('key', key, REVIEW_CHECKS)}"
        elif problem := REVIEW_CHECKS[key](value):
            yield f"has {key}, which {problem}"


REVIEW_CHECKS: Mapping[str, Callable[[object], str]] = {
    "expiry-days": count(MOST_DAYS),
    "two-reviewers": switch,
}
"""The keys of `[review]`, see docs/review.md."""


def check_rules(value: object) -> str:
    """All problems of the tables `[rules.ID]`."""
    if not isinstance(value, dict) or not all(isinstance(one, dict) for one in value.values()):
        return "must be tables, such as [rules.bis-affiliates]"
    return "; ".join(
        f"has in [rules.{name}] {problem}"
        for name, table in value.items()
        for problem in _rule_problems(table)
    )


def _rule_problems(table: Mapping[str, object]) -> Iterator[str]:
    """The problems of one table `[rules.ID]`: a statement without a name is none."""
    yield from (f"an {unknown('key', key, RULE_CHECKS)}" for key in table if key not in RULE_CHECKS)
    for key, check in RULE_CHECKS.items():
        if key not in table:
            yield f"no {key}"
        elif problem := check(table[key]):
            yield f"{key}, which {problem}"


def check_state(value: object) -> str:
    """Problem of a value that must be the state of a rule."""
    return "" if value in RULE_STATES else f"must be one of {', '.join(RULE_STATES)}"


def check_day(value: object) -> str:
    """Problem of a value that must be a day, as a date of TOML or as a text."""
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return 'must be a day, such as "2026-11-20"'
    return ""


RULE_STATES = ("in force", "suspended")
RULE_CHECKS: Mapping[str, Callable[[object], str]] = {
    "state": check_state,
    "from": check_day,
    "name": text,
    "date": check_day,
    "source": text,
}
"""The keys of `[rules.ID]`, see docs/ownership.md; all are needed."""


def record(value: object) -> str:
    """All problems of `record`: a path, or the table `[record]`."""
    if not isinstance(value, dict):
        return text(value).replace("must be", "must be a table, or")
    checks = {"file": text, "who": switch, "journal": switch}
    strange = [f"has an {unknown('key', key, checks)}" for key in value if key not in checks]
    found = [(key, checks[key](one)) for key, one in value.items() if key in checks]
    return "; ".join(
        [*strange, *(f"has {key}, which {problem}" for key, problem in found if problem)]
    )


CHECKS: Mapping[str, Callable[[object], str]] = {
    "list": texts,
    "owners": texts,
    "column": pairs,
    "sheet": texts,
    "no-parties": texts,
    "output": text,
    "format": text,
    "min-score": share,
    "max-matches": count(MOST_MATCHES),
    "quiet": switch,
    "places": way_of_places,
    "engine": engine,
    "master": text,
    "processes": count(MOST_PROCESSES),
    "data": text,
    "locked": text,
    "lists": publishers,
    "decisions": text,
    "review": review,
    "record": record,
    "rules": check_rules,
}


# --- Using it ---------------------------------------------------------------------------------


def made(table: Mapping[str, object], path: Path) -> Choices:
    """The values of a table without problems."""
    output = table.get("output")
    score = table.get("min-score")
    matches = table.get("max-matches")
    columns = table.get("column")
    processes = table.get("processes")
    decisions, reviewing = table.get("decisions"), table.get("review")
    rules = reviewing if isinstance(reviewing, dict) else {}
    recorded = table.get("record")
    recording = recorded if isinstance(recorded, dict) else {"file": recorded}
    return Choices(
        lists=tuple(beside(path, name) for name in many(table.get("list"))),
        owners=tuple(beside(path, name, always=True) for name in many(table.get("owners"))),
        columns=tuple((str(k), str(v)) for k, v in columns.items())
        if isinstance(columns, dict)
        else (),
        sheets=many(table.get("sheet")),
        no_parties=many(table.get("no-parties")),
        output=beside(path, output, always=True) if isinstance(output, str) else None,
        format=word(table.get("format")),
        min_score=float(score) if isinstance(score, int | float) else None,
        max_matches=matches if isinstance(matches, int) else None,
        quiet=table.get("quiet") is True,
        places=word(table.get("places")),
        engine=word(table.get("engine")),
        master=word(table.get("master")),
        processes=processes if isinstance(processes, int) else None,
        data=whole_path(table.get("data"), path),
        locked=whole_path(table.get("locked"), path),
        publishers=made_publishers(table.get("lists"), path),
        decisions=beside(path, decisions, always=True) if isinstance(decisions, str) else None,
        expiry_days=rules.get("expiry-days"),
        two_reviewers=rules.get("two-reviewers") is True,
        record=whole_path(recording.get("file"), path),
        who=recording.get("who") is True,
        journal=recording.get("journal") is True,
        rules=tuple(_read_statements(table.get("rules"))),
    )


def _read_statements(value: object) -> Iterator[RuleStatement]:
    """`[rules.ID]`, one a table, in the order of the file."""
    for name, table in value.items() if isinstance(value, dict) else ():
        yield RuleStatement(
            rule=name,
            state=table["state"],
            since=str(table["from"]),
            name=table["name"],
            date=str(table["date"]),
            source=table["source"],
        )


def whole_path(value: object, path: Path) -> str | None:
    """A path of the settings file, or None."""
    return beside(path, value, always=True) if isinstance(value, str) else None


def made_publishers(value: object, path: Path) -> Mapping[str, Mapping[str, object]]:
    """`[lists.ID]`, with texts alone as lists of one, and paths from the folder of the file."""
    found = value if isinstance(value, dict) else {}
    return {name: dict(made_publisher(table, path)) for name, table in found.items()}


def made_publisher(table: Mapping[str, object], path: Path) -> Iterator[tuple[str, object]]:
    """The values of one table."""
    for key, value in table.items():
        if key == "mirror":
            yield key, address(str(value), path)
        elif key == "addresses" and isinstance(value, dict):
            yield key, {name: address(str(one), path) for name, one in value.items()}
        elif key == "addresses":
            yield key, [address(one, path) for one in many(value)]
        elif PUBLISHER_CHECKS[key] is texts:
            yield key, list(many(value))
        else:
            yield key, value


def address(value: str, path: Path) -> str:
    """A web address as it is, a path from the folder of the settings file."""
    return value if "://" in value else beside(path, value, always=True)


def word(value: object) -> str | None:
    """A text, or None."""
    return value if isinstance(value, str) else None


def many(value: object) -> tuple[str, ...]:
    """One text or several as several."""
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    return (str(value),) if value is not None else ()


def beside(path: Path, name: str, *, always: bool = False) -> str:
    """A path of the settings file, from its folder; list ids and `-` are no paths."""
    is_path = always or any(mark in name for mark in "/\\.")
    return str(path.parent / Path(name).expanduser()) if is_path and name != "-" else name
