"""`lists/purposes.toml`, read and checked: under which purpose a listing counts. Its one reader."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from compliance.errors import ListError
from compliance.lists.curated.ranks import NOT_LOOKED_UP, RANKS
from compliance.lists.curated.toml_tables import TomlTable, read_toml
from compliance.model import Purpose

FILE = "purposes.toml"


class CountRule(Struct, frozen=True, kw_only=True):
    """Under which purposes the listings of one published list count."""

    programme: str
    """Its id in `lists/programmes.toml`."""
    purposes: frozenset[Purpose]
    why: str
    """Why not under the others, after the name of the list; empty where it counts under all."""
    source: str
    """Where that was looked up, and what kind of source that is."""
    looked_up: str
    """When, ISO 8601; empty for what was not looked up."""
    verified_until: str
    """The last day for which it is held to be true, ISO 8601."""


class PurposeTable(Struct, frozen=True, kw_only=True):
    """All purposes, and how each published list counts under them."""

    names: Mapping[Purpose, str]
    """What each purpose is, after "to"."""
    rules: Mapping[str, CountRule]
    """By id of the programme."""


@lru_cache(maxsize=4)
def load_purposes(folder: Path) -> PurposeTable:
    """The table that came with the program. Raises ListError with every problem."""
    return parse_purposes((folder / FILE).read_text(encoding="utf-8"))


def parse_purposes(text: str, file: str = FILE) -> PurposeTable:
    """All purposes and rules of the file. Raises ListError with every problem."""
    document = TomlTable(read_toml(text, file))
    names = [_read_purpose(table) for table in document.tables("purpose")]
    rules = [_read_rule(table) for table in document.tables("count")]
    document.finish()
    keys = [*(key for key, _ in names), *(rule.programme for rule in rules)]
    problems = [*document.problems, *_list_repeated(keys)]
    problems += [f"the purpose '{one}' is missing" for one in Purpose if one not in dict(names)]
    if problems:
        raise ListError(f"{file}: {'; '.join(problems)}", "see docs/policy.md for its form")
    return PurposeTable(
        names={Purpose(key): name for key, name in names},
        rules={rule.programme: rule for rule in rules},
    )


def _list_repeated(keys: list[str]) -> Iterator[str]:
    yield from (f"'{key}' is given twice" for key in sorted({k for k in keys if keys.count(k) > 1}))


def _read_purpose(table: TomlTable) -> tuple[str, str]:
    key = table.choice("id", dict.fromkeys(Purpose))
    name = table.text("name", required=True)
    table.finish()
    return key, name


def _read_rule(table: TomlTable) -> CountRule:
    given = table.texts("purposes")
    known = frozenset(Purpose(one) for one in given if one in list(Purpose))
    rank = table.choice("rank", dict.fromkeys(RANKS), NOT_LOOKED_UP)
    source = table.text("source", required=True)
    found = CountRule(
        programme=table.text("programme", required=True),
        purposes=known,
        why=table.text("why"),
        source=f"{source} ({rank})",
        looked_up=table.date("looked_up"),
        verified_until=table.date("verified_until"),
    )
    if len(known) < len(given) or not known:
        table.problem("purposes", f"must be some of: {', '.join(Purpose)}")
    if bool(found.why) is (len(known) == len(Purpose)):
        table.problem(
            "why", "says why it does not count under the other purposes, where it does not"
        )
    if not found.verified_until:
        table.problem("verified_until", "is missing")
    if (rank == NOT_LOOKED_UP) is bool(found.looked_up):
        table.problem("looked_up", "is the day on which the source was read, where it was")
    table.finish()
    return found
