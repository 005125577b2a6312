"""Whether all that was kept is still what it was: every content hashed again, every line read."""

from collections.abc import Iterator
from pathlib import Path

from compliance.errors import StoreError
from compliance.lists import archive, history
from compliance.lists.history import ListVersion


def verify_archive(folder: Path) -> Iterator[str]:
    """Every problem of the folder as one line, in a fixed order; nothing when all is well.

    Of a list: contents that are not whole, and figures that cannot be.
    """
    whole: set[str] = set()
    for sha256 in archive.list_hashes(folder):
        try:
            archive.read_content(folder, sha256)
            whole.add(sha256)
        except StoreError as error:
            yield error.message
    for list_id in history.list_ids(folder):
        try:
            events = history.read_history(folder, list_id).events
        except StoreError as error:
            yield error.message
            continue
        before = ""
        for number, event in enumerate(events, 1):
            where = f"list {list_id!r}, line {number} of its history"
            if event.time < before:
                yield f"{where}: its time {event.time} is before that of the line above"
            before = event.time
            if isinstance(event, ListVersion):
                yield from (f"{where}: {problem}" for problem in _verify_version(event, whole))


def _verify_version(version: ListVersion, whole: set[str]) -> Iterator[str]:
    if not version.files:
        yield "the version has no file"
    for file in version.files:
        if file.sha256 not in whole:
            yield f"{file.name}, content {file.sha256[:12]}, is missing or damaged"
    if version.accepted and version.entries < 1:
        yield "an accepted version without entries"
    if version.rejected > version.rows:
        yield "more rows rejected than there are"
    if version.accepted and version.reasons and not version.accepted_by:
        yield "accepted against reasons, and nobody's name with it"
