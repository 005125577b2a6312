"""The settings file: what would be typed every time, from `screen.toml` or `[tool.screen]`.

The keys mirror the long options: `options` is the table of both. All problems of a file are told at
once. Paths in it are relative to the file itself, so that a run does not depend on the folder it is
started from.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from compliance.configuration.checks import PUBLISHER_CHECKS, unknown
from compliance.configuration.options import (
    ENGINES,
    FAIL_ON,
    KEYS,
    MOST_MATCHES,
    MOST_PROCESSES,
    OPTIONS,
    PASS,
    PLACES,
    STOP,
    WITHOUT_PARTIES,
    Choices,
)
from compliance.errors import ConfigurationError
from compliance.storage.atomic_file import read_file
from compliance.storage.documents import MalformedDocument, read_toml

__all__ = [
    "ENGINES",
    "FAIL_ON",
    "KEYS",
    "MOST_MATCHES",
    "MOST_PROCESSES",
    "OWN_FILE",
    "PASS",
    "PLACES",
    "PUBLISHER_CHECKS",
    "SHARED_FILE",
    "STOP",
    "WITHOUT_PARTIES",
    "Choices",
    "find",
    "find_typed_problems",
    "load",
    "merge_choices",
]
OWN_FILE = "screen.toml"
SHARED_FILE = "pyproject.toml"


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
        return bool(section(parse_settings(path)))
    except ConfigurationError:
        return False


def load(path: Path, *, formats: Collection[str] = ()) -> Choices:
    """The settings of one file; `formats` are the report formats there are.

    Raises ConfigurationError with every problem of the file.
    """
    table = parse_settings(path)
    if path.name == SHARED_FILE:
        table = section(table)
    problems = list(find_problems(table, formats))
    if problems:
        hint = f"the keys are {', '.join(KEYS)}"
        raise ConfigurationError(f"{path.name}: {'; '.join(problems)}", hint)
    return make_choices(table, path)


def parse_settings(path: Path) -> Mapping[str, object]:
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


def find_problems(table: Mapping[str, object], formats: Collection[str]) -> Iterator[str]:
    """Every problem, in the order of the file."""
    for key, value in table.items():
        if key not in KEYS:
            yield unknown("key", key, KEYS)
        elif (check := KEYS[key].check) and (problem := check(value)):
            yield f"{key} {problem}"
        elif key == "format" and formats and value not in formats:
            yield f"format is {value!r}; there are {', '.join(formats)}"


def make_choices(table: Mapping[str, object], path: Path) -> Choices:
    """The values of a table without problems."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        if read := KEYS[key].read:
            found |= read(value, path)
    return Choices(**found)


def merge_choices(typed: Choices, configured: Choices) -> Choices:
    """What is typed wins, field by field; a settings file fills the rest."""
    chosen = {name: getattr(typed, name) for name in Choices.__struct_fields__}
    return replace(configured, **{name: one for name, one in chosen.items() if is_set(one)})


def is_set(value: object) -> bool:
    """Whether a field of Choices says anything; 0 does."""
    return value is not None and value is not False and value not in ("", (), {})


def find_typed_problems(typed: Choices) -> Iterator[tuple[str, str]]:
    """What is wrong with what was typed, and what to try: the checks are those of the file."""
    for option in OPTIONS:
        value = getattr(typed, option.field) if option.field else None
        is_typed = isinstance(value, str | int | float) and is_set(value)
        if option.check and is_typed and (problem := option.check(value)):
            not_so = f", not {value!r}" if isinstance(value, str) else ""
            yield f"--{option.name} {problem}{not_so}", option.example
