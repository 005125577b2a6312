"""Which version of a stored list a run uses: the present one, that of a date, or the pinned one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import StoreError
from compliance.lists import archive, history
from compliance.lists.data_folder import data_folder
from compliance.lists.history import ListVersion

if TYPE_CHECKING:
    from compliance.lists.pins import LockFile, Pin, PinnedFile


class KeptList(Struct, frozen=True, kw_only=True):
    """One version of a list, taken from the shelf."""

    id: str
    files: Mapping[str, bytes]
    source: str
    """Where the publisher's bytes came from."""
    fetched: str
    """When; ISO 8601, empty for a bundled list."""
    checked: str
    """When it was last known to be the publisher's present one; empty when nobody asked."""
    entries: int
    """How many there were when it was accepted or pinned."""
    is_of_day: bool = True
    """False for a version that is later than the day that was asked for, or may be."""


class Shelf(Struct, frozen=True, kw_only=True):
    """The stored lists as one run sees them."""

    folder: Path
    as_of: str = ""
    """Use the versions that were in use at the end of this day; empty for the present ones."""
    lock: LockFile | None = None
    """Use exactly these, whatever the day."""

    def ids(self) -> tuple[str, ...]:
        """The lists of which a version was accepted, or that are pinned."""
        if self.lock:
            return tuple(pin.id for pin in self.lock.pins)
        return tuple(one for one in history.list_ids(self.folder) if self._is_known(one))

    def has(self, list_id: str) -> bool:
        """Whether the list is kept or, with a lock file, pinned."""
        if self.lock:
            return list_id in self.ids()
        return self._is_known(list_id)

    def _is_known(self, list_id: str) -> bool:
        return history.read_history(self.folder, list_id).oldest is not None

    def was_fetched(self, list_id: str) -> bool:
        """Whether there ever was a version, in use or not."""
        return bool(history.read_history(self.folder, list_id).versions)

    def version(self, list_id: str) -> ListVersion | None:
        """The version in use, regardless of pins; None when there is none."""
        return history.read_history(self.folder, list_id).current_on(self.as_of)

    def find(self, list_id: str) -> KeptList:
        """The list. Raises StoreError when it, or one of its contents, is not there."""
        return self._find_pinned(self.lock.find(list_id)) if self.lock else self._find_kept(list_id)

    def replay(self, list_id: str, sha256: str) -> KeptList:
        """The version whose files have that joint hash, accepted or refused, however old.

        Raises StoreError when there is none.
        """
        known = history.read_history(self.folder, list_id)
        for version in reversed(known.versions):
            if version.sha256 == sha256:
                return self._make_kept(list_id, version, version.time)
        problem = f"no version of list {list_id!r} with SHA-256 {sha256[:12]} is stored"
        raise StoreError(problem, f"screen lists history {list_id} shows those that are")

    def whole_hash(self, list_id: str, beginning: str) -> str:
        """The joint hash of the one version whose hash begins so. Raises StoreError."""
        versions = history.read_history(self.folder, list_id).versions
        found = {one.sha256 for one in versions if one.sha256.startswith(beginning)}
        if len(found) != 1:
            what = "no version" if not found else f"{len(found)} versions"
            problem = f"{what} of list {list_id!r} with a SHA-256 that begins with {beginning!r}"
            raise StoreError(problem, f"screen lists history {list_id} shows those that are stored")
        return found.pop()

    def read(self, sha256: str) -> bytes:
        """One file by the hash of its bytes. Raises StoreError."""
        return archive.read_content(self.folder, sha256)

    def _find_kept(self, list_id: str) -> KeptList:
        known = history.read_history(self.folder, list_id)
        version = known.current_on(self.as_of)
        if version is None and (oldest := known.oldest):
            taken = self._make_kept(list_id, oldest, oldest.time)
            return replace(taken, is_of_day=False)
        if version is None:
            raise _explain_missing(known)
        checked = known.find_last_check(self.as_of)
        never = version.is_by_hand and checked == version.time
        return self._make_kept(list_id, version, "" if never else checked)

    def _make_kept(self, list_id: str, version: ListVersion, checked: str) -> KeptList:
        return KeptList(
            id=list_id,
            files={one.name: self.read(one.sha256) for one in version.files},
            source=" ".join(dict.fromkeys(one.source for one in version.files)),
            fetched=version.time,
            checked=checked,
            entries=version.entries,
        )

    def _find_pinned(self, pin: Pin) -> KeptList:
        return KeptList(
            id=pin.id,
            files={file.name: self._bytes(pin, file) for file in pin.file},
            source=" ".join(dict.fromkeys(file.source for file in pin.file)),
            fetched=pin.fetched,
            checked=pin.fetched,
            entries=pin.entries,
            is_of_day=not self.as_of,
        )

    def _bytes(self, pin: Pin, file: PinnedFile) -> bytes:
        """The pinned bytes, from the copy beside the lock file or from the stored lists."""
        if not self.lock:
            raise ValueError(pin.id)
        from compliance.lists import pins  # late: most runs have no lock file

        copy = self.lock.find_vendored(pin, file)
        if copy.is_file():
            data = copy.read_bytes()
            if pins.is_same(data, file):
                return data
            problem = f"{pins.VENDOR}/{pin.id}/{file.name} is not what {self.lock.path.name} pins"
            raise StoreError(problem, "restore it from the repository, or pin again with --vendor")
        try:
            return archive.read_content(self.folder, file.sha256)
        except StoreError as error:
            problem = (
                f"list {pin.id!r}: {file.name} with the SHA-256 that {self.lock.path.name} pins "
                f"({file.sha256[:12]}) is neither in {pins.VENDOR} nor among the stored lists"
            )
            raise StoreError(problem, _HOW_TO_GET_PINNED) from error


_HOW_TO_GET_PINNED = (
    "screen lists pin --vendor, where the list is stored, copies it beside the lock file"
)


def open_shelf(folder: str | None = None) -> Shelf:
    """The shelf as it is now, without pins; the folder as named, else the usual one."""
    return Shelf(folder=data_folder(folder))


def _explain_missing(known: history.History) -> StoreError:
    """No version of a list that can be used."""
    if known.versions:
        problem = f"every version of list {known.id!r} that was fetched was refused"
        return StoreError(problem, f"why: screen lists history {known.id}")
    problem = f"list {known.id!r} is not stored here"
    return StoreError(problem, f"fetch it first: screen lists update {known.id}")
