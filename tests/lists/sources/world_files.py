"""Small lists in the publishers' layouts for tests, the bundled programmes, and the real files."""

import csv
import io
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import pytest

from compliance.errors import ListError
from compliance.lists.curated.programmes import parse_programmes
from compliance.lists.sources import SOURCES
from compliance.lists.sources.base import ParsedList, Reference

ROOT = Path(__file__).parents[3]
LISTS = Path(os.environ.get("SCREEN_SHARED", ROOT.parent / "shared")) / "lists"
REFERENCE = Reference(
    programmes=parse_programmes((ROOT / "lists" / "programmes.toml").read_text("utf-8")),
    csl_sources={},
    citations={},
)


def reader(source: str) -> Callable[[bytes], ParsedList]:
    """Reads one file by the source of that key, which must be the only one that recognises it."""

    def read(data: bytes) -> ParsedList:
        return SOURCES[source].parse({"list.file": data}, REFERENCE)

    return read


def knows(data: bytes) -> list[str]:
    """The sources that recognise a file."""
    return [key for key, source in SOURCES.items() if source.recognises({"list.file": data})]


def refusal(source: str, data: bytes) -> str:
    """What is said of a file that is refused."""
    with pytest.raises(ListError) as caught:
        reader(source)(data)
    return str(caught.value)


def real(name: str) -> bytes:
    """A publisher's own file; the test is skipped where it is not at hand."""
    found = sorted(LISTS.glob(name))
    if not found:
        pytest.skip(f"the real list {name} is not here")
    return found[0].read_bytes()


def table(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    *,
    above: str = "",
    end: str = "\n",
    quote_all: bool = False,
) -> bytes:
    """CSV with these rows; columns that a row does not name are empty."""
    text = io.StringIO(newline="")
    text.write(above)
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    writer = csv.DictWriter(text, columns, restval="", lineterminator=end, quoting=quoting)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def kinds(parsed: ParsedList, at: int = 0) -> list[tuple[str, str]]:
    """The names of one entry with their kinds."""
    return [(name.text, name.kind.value) for name in parsed.entries[at].names]


def adds_up(parsed: ParsedList) -> bool:
    """Whether every row of every file is in exactly one count, and the counts are the list's."""
    return (
        all(one.rows == one.entries + one.joined + one.rejected for one in parsed.counts)
        and all(one.joined >= 0 for one in parsed.counts)
        and sum(one.entries for one in parsed.counts) == len(parsed.entries)
        and sum(one.rejected for one in parsed.counts) == len(parsed.rejected)
    )
