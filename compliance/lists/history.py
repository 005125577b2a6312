"""What was fetched when, a file of JSON lines a list; lines are only ever added.

A line is a version (accepted or refused, with its figures and the hashes of its files) or a check
that found nothing new. The version in use is the last accepted one. A new line is written into a
copy that takes the place of the file, so that a crash leaves the old file and never half a line.
"""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec import Struct, field

from compliance.errors import StoreError
from compliance.lists.data_folder import check_id, explain_write_errors
from compliance.storage.documents import MalformedDocument, read_typed_json
from compliance.storage.hashing import join_hashes
from compliance.storage.ledger import append_lines, read_ledger

FOLDER = "lists"
IMPORTED = "imported from "
"""How the source of a file begins that somebody imported by hand."""
_SUFFIX = ".jsonl"


def take_file_name(address: str) -> str:
    """The last part of an address or path."""
    path = urlsplit(address).path if "://" in address else address.replace("\\", "/")
    return PurePosixPath(unquote(path)).name or "list"


class KeptFile(Struct, frozen=True, kw_only=True):
    """One file of a list, as the publisher sent it."""

    name: str
    sha256: str
    size: int
    """Bytes, not compressed."""
    address: str = ""
    """Where it was fetched from, as configured; redirects are not followed here."""
    etag: str = ""
    """The publisher's mark of this content, to ask for it only when it has changed."""
    modified: str = ""
    """Its Last-Modified, as sent."""
    imported: str = ""
    """Name of the file that somebody imported by hand; empty for one that was fetched."""

    @property
    def source(self) -> str:
        """The address for reports and lock files: of a file on this computer only its name."""
        if self.imported:
            return f"{IMPORTED}{self.imported} by hand"
        remote = self.address.startswith(("https://", "http://"))
        return (
            self.address if remote or not self.address else f"file {take_file_name(self.address)}"
        )


class ListVersion(Struct, frozen=True, kw_only=True):
    """A list as it was at one time: its files, what they held, and whether it was accepted."""

    time: str
    """When it was fetched: ISO 8601, UTC, whole seconds."""
    accepted: bool
    files: tuple[KeptFile, ...]
    as_of: str
    """Date of the data, ISO 8601; empty when the list does not tell."""
    entries: int
    names: int
    rows: int
    rejected: int
    sources: Mapping[str, int] = field(default_factory=dict)
    """Entries by id of the published list they stand on."""
    contents: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Names, aliases, addresses, ... of the whole list and of each published list in it
    (`contents.ContentCounts`); empty where an older program wrote the line."""
    fields: tuple[str, ...] = ()
    """Elements, columns or keys of its files, sorted; empty where none were told."""
    format: str = ""
    """Key of the parser that read it."""
    program: str = ""
    """Version of this program that read it."""
    reasons: tuple[str, ...] = ()
    """Why it was refused, or what an officer accepted knowingly."""
    accepted_by: str = ""
    """Who accepted it in spite of the reasons; empty when the program did."""

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody imported it, so that nobody asked the publisher whether it is new."""
        return any(one.imported for one in self.files)

    @property
    def sha256(self) -> str:
        """One hash over the publisher's files."""
        return join_hashes({one.name: one.sha256 for one in self.files})


class ListCheck(Struct, frozen=True, kw_only=True):
    """The publisher was asked, and had nothing new."""

    time: str
    files: tuple[KeptFile, ...] = ()
    """The files of the version in use as the publisher marks them now."""


class _HistoryLine(Struct, frozen=True, kw_only=True):
    version: ListVersion | None = None
    check: ListCheck | None = None


class History(Struct, frozen=True, kw_only=True):
    """All that happened to one list, oldest first."""

    id: str
    events: tuple[ListVersion | ListCheck, ...] = ()

    @property
    def versions(self) -> tuple[ListVersion, ...]:
        """Accepted and refused versions."""
        return tuple(one for one in self.events if isinstance(one, ListVersion))

    @property
    def current(self) -> ListVersion | None:
        """The version in use: the last accepted one."""
        return self.current_on("")

    @property
    def files(self) -> tuple[KeptFile, ...]:
        """The files in use, with the publisher's latest marks of them."""
        current = self.current
        if current is None:
            return ()
        later = self.events[self.events.index(current) + 1 :]
        checked = [one.files for one in later if isinstance(one, ListCheck) and one.files]
        return checked[-1] if checked else current.files

    @property
    def oldest(self) -> ListVersion | None:
        """The first version that was accepted."""
        return next((one for one in self.versions if one.accepted), None)

    def current_on(self, date: str) -> ListVersion | None:
        """The version that was in use at the end of that day (UTC); without a date, today's."""
        accepted = [one for one in self.versions if one.accepted]
        known = [one for one in accepted if not date or one.time[: len(date)] <= date]
        return known[-1] if known else None

    def find_last_check(self, date: str = "") -> str:
        """When it was last known that the version in use on that day is the publisher's present.

        Empty when nothing was ever accepted.
        """
        current = self.current_on(date)
        if current is None:
            return ""
        later = self.events[self.events.index(current) + 1 :]
        times = [one.time for one in later if isinstance(one, ListCheck)]
        return max([current.time, *(t for t in times if not date or t[: len(date)] <= date)])


def find_place(folder: Path, list_id: str) -> Path:
    """Where the history of the list is."""
    return folder / FOLDER / f"{check_id(list_id)}{_SUFFIX}"


def list_ids(folder: Path) -> tuple[str, ...]:
    """The lists that have a history, sorted."""
    return tuple(sorted(path.name[: -len(_SUFFIX)] for path in _list_files(folder)))


def _list_files(folder: Path) -> list[Path]:
    return list((folder / FOLDER).glob(f"*{_SUFFIX}"))


def read_history(folder: Path, list_id: str) -> History:
    """The history of a list; empty when it has none. Raises StoreError naming a broken line."""
    path = find_place(folder, list_id)
    try:
        lines = read_ledger(path).splitlines()
    except OSError as error:
        problem = f"the history of list {list_id!r} cannot be read: {error.strerror or error}"
        raise StoreError(problem, f"look at {path}") from error
    events = (_read_event(line, number, list_id) for number, line in enumerate(lines, 1))
    return History(id=list_id, events=tuple(events))


def _read_event(line: bytes, number: int, list_id: str) -> ListVersion | ListCheck:
    try:
        found = read_typed_json(line, _HistoryLine)
    except MalformedDocument as error:
        problem = f"the history of list {list_id!r} is broken in line {number}: {error}"
        raise StoreError(problem, "restore the file from a backup") from error
    event = found.version or found.check
    if event is None:
        problem = f"the history of list {list_id!r} is broken in line {number}: it says nothing"
        raise StoreError(problem, "restore the file from a backup")
    return event


def append_event(folder: Path, list_id: str, event: ListVersion | ListCheck) -> None:
    """Add one line. Raises StoreError, with the history as it was."""
    path = find_place(folder, list_id)
    kind = "version" if isinstance(event, ListVersion) else "check"
    with explain_write_errors(folder):
        path.parent.mkdir(parents=True, exist_ok=True)
        append_lines(path, read_ledger(path), [msgspec.json.encode({kind: event})])
