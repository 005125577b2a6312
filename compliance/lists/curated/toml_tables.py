"""Checked reading of TOML tables: fields come out typed, and problems are collected, not raised.

The curated lists are edited by hand, so one reading has to name all that is wrong with a table,
each problem by its field. TOML 1.0 (https://toml.io/en/v1.0.0) is read by the standard library.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from compliance.errors import ListError
from compliance.lists.common.dates import is_date
from compliance.storage import documents

RawTable: TypeAlias = Mapping[str, object]
"""A table as the parser hands it over."""


def read_toml(text: str, file: str) -> RawTable:
    """The document as one table; raises ListError naming the file, line and column of a slip."""
    try:
        return documents.read_toml(text)
    except documents.MalformedDocument as error:
        raise ListError(
            f"{file}: not valid TOML: {error}", "see docs/lists.md for the form of a list"
        ) from error


def list_repeated(ids: Iterable[str]) -> list[str]:
    """What several tables have as their id, as problems."""
    counts = Counter(ids)
    return [f"'{id_}' is given twice" for id_ in sorted(counts) if counts[id_] > 1]


class TomlTable:
    """One table being read. Ask for every field it may have, then call `finish`.

    `problems` is shared with the tables inside it, so the outermost one holds them all; `data` is
    the table as it was written.
    """

    def __init__(self, data: RawTable, where: str = "", problems: list[str] | None = None) -> None:
        self.problems: list[str] = [] if problems is None else problems
        self.data = data
        self._where = where
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def problem(self, key: str, what: str) -> None:
        """Note what is wrong with one field."""
        place = f"{self._where}.{key}" if self._where else key
        self.problems.append(f"{place} {what}")

    def text(self, key: str, *, required: bool = False) -> str:
        """A text field, white space at the ends and line breaks inside folded; empty if absent."""
        value = self._take(key, "")
        if isinstance(value, date):
            value = value.isoformat()
        if not isinstance(value, str):
            self.problem(key, "must be text")
            return ""
        if required and not value.strip():
            self.problem(key, "is missing" if key not in self.data else "is empty")
        return " ".join(value.split())

    def date(self, key: str) -> str:
        """A date as ISO text (2019, 2019-10 or 2019-10-09); empty if absent."""
        value = self.text(key)
        if value and not is_date(value):
            self.problem(key, "must be a date such as 2019-10-09, 2019-10 or 2019")
            return ""
        return value

    def choice(self, key: str, allowed: Mapping[str, object], default: str = "") -> str:
        """One of the allowed words; the default if absent or wrong."""
        value = self.text(key) or default
        if value and value not in allowed:
            self.problem(key, f"must be one of: {', '.join(allowed)}")
            return default
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """An array of texts; one text alone counts as an array of one."""
        value = self._take(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(i, str) and i.strip() for i in items):
            self.problem(key, "must be a text or an array of texts, none of them empty")
            return ()
        return tuple(" ".join(item.split()) for item in items)

    def tables(self, key: str) -> tuple["TomlTable", ...]:
        """An array of tables, each named by its place, from 1."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.problem(key, "must be an array of tables")
            return ()
        inside = f"{self._where}.{key}" if self._where else key
        return tuple(
            TomlTable(item, f"{inside}[{number}]", self.problems)
            for number, item in enumerate(value, start=1)
        )

    def finish(self) -> None:
        """Note every field nobody asked for: a misspelt field must not be lost in silence."""
        for key in self.data:
            if key not in self._asked:
                self.problem(key, "is not a field of this table")

    def _take(self, key: str, default: object) -> object:
        self._asked.add(key)
        return self.data.get(key, default)
