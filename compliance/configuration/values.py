"""Values of the settings file as the program uses them: paths from its folder, one as several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.configuration.checks import PUBLISHER_CHECKS, texts

if TYPE_CHECKING:
    from compliance.model import PolicyRow, RuleStatement


def read_statements(value: object) -> Iterator[RuleStatement]:
    """`[rules.ID]`, one a table, in the order of the file."""
    from compliance.model import RuleStatement  # late: --help needs none of it

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


def make_publishers(value: object, path: Path) -> Mapping[str, Mapping[str, object]]:
    """`[lists.ID]`, with texts alone as lists of one, and paths from the folder of the file."""
    found = value if isinstance(value, dict) else {}
    return {name: dict(make_publisher(table, path)) for name, table in found.items()}


def make_publisher(table: Mapping[str, object], path: Path) -> Iterator[tuple[str, object]]:
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


def make_pairs(value: object) -> tuple[tuple[str, str], ...]:
    """A table as pairs."""
    found = value if isinstance(value, dict) else {}
    return tuple((str(key), str(one)) for key, one in found.items())


def many(value: object) -> tuple[str, ...]:
    """One text or several as several."""
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    return (str(value),) if value is not None else ()


def beside(path: Path, name: str, *, always: bool = False) -> str:
    """A path of the settings file, from its folder; list ids and `-` are no paths."""
    is_path = always or any(mark in name for mark in "/\\.")
    return str(path.parent / Path(name).expanduser()) if is_path and name != "-" else name


def read_policies(value: object) -> Iterator[PolicyRow]:
    """`[[policy]]`, one a table, in the order of the file."""
    from compliance.model import PolicyRow  # late: --help needs none of it
    from compliance.names.countries import whole_country_code

    for table in value if isinstance(value, list) else ():
        yield PolicyRow(
            reason=table["reason"],
            author=table["author"],
            date=str(table["date"]),
            until=str(table.get("until", "")),
            lists=many(table.get("list")),
            programmes=many(table.get("programme")),
            countries=tuple(map(whole_country_code, many(table.get("country")))),
            purposes=many(table.get("purpose")),
            hit=_read_score(table.get("hit")),
            review=_read_score(table.get("review")),
            weak_aliases=table.get("weak-aliases") is not False,
            counted=table.get("counted"),
        )


def _read_score(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
