"""Owners and shares: what the rules of ownership make of lists and of the user's files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.errors import ListError
from compliance.model import FileCount, ListEntry, ListInfo, Match, Party, Watchlist

if TYPE_CHECKING:
    from compliance.lists.sources.base import ParsedList
    from compliance.ownership.holdings import Holdings
    from compliance.ownership.rules import OwnershipRule
    from compliance.readers import SourceFile
from compliance.lists.list_files import ListFiles, read_files

OWNERS = "owners"
"""Id of the list that a file of owners makes; a second one is called `owners-2`."""
LIKE_FROM = 0.8
"""From this score on an owner may be a listed party: near HIT, branches with a place included."""


def apply_ownership(
    loaded: Sequence[tuple[ListInfo, ParsedList]],
    owners: Sequence[str],
    rules: Sequence[OwnershipRule],
    day: str,
) -> Watchlist:
    """The lists with what the rules of ownership make of their entries, and the files of owners."""
    from compliance.ownership import (
        graph,
        outcomes,  # late: lists that are kept need none of it
    )

    files = [
        read_holdings(path, number) for number, path in enumerate(find_owner_files(owners), start=1)
    ]
    entries = [entry for _, parsed in loaded for entry in parsed.entries]
    rows = [row for _, _, read in files for row in read.holdings]
    found = outcomes.apply_rules(
        entries,
        [graph.key_stake(stake, info.id) for info, parsed in loaded for stake in parsed.stakes],
        rows,
        rules,
        day,
        like=find_likely_owners(entries, {row.owner for row in rows}),
    )
    infos = [describe_owners(*file, found.added) for file in files]
    return Watchlist(
        lists=(*(info for info, _ in loaded), *infos),
        entries=(*found.entries, *found.added),
    )


def find_owner_files(names: Sequence[str]) -> list[Path]:
    """The files of owners. Raises ListError when one is not there or is given twice."""
    paths = [Path(name).expanduser() for name in names]
    for path in paths:
        if not path.is_file():
            problem = f"file of owners {path.name!r} is not there"
            raise ListError(problem, "check the path of --owners, or of owners in screen.toml")
    if len({path.resolve() for path in paths}) < len(paths):
        raise ListError("a file of owners is given twice", "name it once")
    return paths


def read_owner_files(names: Sequence[str]) -> list[ListFiles]:
    """The files of owners and their bytes, as lists are found. Raises ListError."""
    return [
        ListFiles(id=name_owners_list(number), file=path.name, files=read_files(path))
        for number, path in enumerate(find_owner_files(names), start=1)
    ]


def name_owners_list(number: int) -> str:
    """The list id of a file of owners, the first of them with number 1."""
    return OWNERS if number == 1 else f"{OWNERS}-{number}"


def find_likely_owners(
    entries: Sequence[ListEntry], owners: Set[str]
) -> Mapping[str, tuple[int, ...]]:
    """For each owner the positions of the entries that it may be, by a name that is much alike.

    Owners are found by the same name; a misspelt one must not pass for a party on no list.
    """
    if not owners:
        return {}
    from compliance.matching import Matcher  # late: needed with a file of owners only

    names = sorted(owners)
    places = {(entry.list_id, entry.id): at for at, entry in enumerate(entries)}
    matcher = Matcher(Watchlist(lists=(), entries=entries))
    answers = matcher.search([Party(name=name) for name in names])
    return {
        name: tuple(places[one.entry.list_id, one.entry.id] for one in found if is_alike(one))
        for name, found in zip(names, answers, strict=True)
    }


def is_alike(match: Match) -> bool:
    """Whether an owner may be this entry."""
    return match.band.is_open and match.score >= LIKE_FROM


def read_holdings(path: Path, number: int) -> tuple[str, SourceFile, Holdings]:
    """The list id and the rows of a file of owners, the first of them with number 1.

    Raises InputError when it cannot be read, ListError when none of its rows can be used.
    """
    from compliance import readers  # late: needed with such a file only
    from compliance.ownership.holdings import read_sheets

    source = readers.read(path)
    list_id = name_owners_list(number)
    read = read_sheets(list_id, source.name, {sheet.name: sheet.rows for sheet in source.sheets})
    if not read.holdings:
        why = f": {read.rejected[0].reason}" if read.rejected else ""
        problem = f"file of owners {source.name!r} holds no row that can be used{why}"
        raise ListError(problem, "it needs the columns company, owner and share: docs/ownership.md")
    return list_id, source, read


def describe_owners(
    list_id: str, source: SourceFile, read: Holdings, added: Iterable[ListEntry]
) -> ListInfo:
    """What was read from a file of owners, and which companies became entries."""
    own = [entry for entry in added if entry.list_id == list_id]
    used, lost = len(read.holdings), len(read.rejected)
    return ListInfo(
        id=list_id,
        title="Companies that listed parties own or hold in part, by your file of owners",
        publisher="your own file",
        as_of=max(holding.as_of for holding in read.holdings),
        file=source.name,
        sha256=source.sha256,
        entries=len(own),
        names=sum(len(entry.names) for entry in own),
        rows=used + lost,
        rejected=read.rejected,
        counts=(
            FileCount(file=source.name, rows=used + lost, entries=0, joined=used, rejected=lost),
        ),
    )
