"""One update: fetch every file of a list, read it, judge it, and only then put it in use.

Whatever goes wrong, the list in use stays as it was. What was refused is kept too, with the
reasons, so that a person can look at it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from msgspec import Struct

from compliance.errors import ScreenError
from compliance.lists import acceptance, archive, history, writer_lock
from compliance.lists.acceptance import UpdateOutcome, UpdateResult
from compliance.lists.download import DownloadLimits, FetchedFile, FileRequest, ProgressWatch, fetch
from compliance.lists.history import KeptFile
from compliance.lists.publishers import Publisher
from compliance.storage.hashing import hash_bytes

ProgressContext = Callable[[], AbstractContextManager[ProgressWatch]]
"""Shows the progress of one list while it is entered."""


class UpdateOrder(Struct, frozen=True, kw_only=True):
    """What is to be done in one run."""

    folder: Path
    time: str
    """Start of the run, ISO 8601, UTC."""
    accept: frozenset[str] = frozenset()
    """Lists that are accepted although something speaks against them."""
    patience: DownloadLimits = DownloadLimits()
    wait: float = writer_lock.PATIENCE
    """Seconds to wait for another update."""


def update_all(
    publishers: Sequence[Publisher], order: UpdateOrder, watching: ProgressContext
) -> Iterator[UpdateResult]:
    """A result a list; one that fails does not stop the others. `watching` is entered for each.

    Raises StoreError when another update is at work or nothing can be written.
    """
    with writer_lock.lock_folder(order.folder, order.wait):
        for publisher in publishers:
            with watching() as watch:
                result = update(publisher, order, watch)
            yield result


def update(publisher: Publisher, order: UpdateOrder, watch: ProgressWatch) -> UpdateResult:
    """Update one list; the caller holds the lock. A problem becomes a result."""
    old = None
    try:
        known = history.read_history(order.folder, publisher.id)
        old = known.current
        files = fetch_files(publisher, known.files, order, watch)
        take = acceptance.TakeOrder(
            folder=order.folder, time=order.time, by_hand=publisher.id in order.accept
        )
        return acceptance.judge_version(publisher, old, files, take)
    except ScreenError as error:
        return UpdateResult(
            id=publisher.id, outcome=UpdateOutcome.FAILED, old=old, reasons=(str(error),)
        )
    except Exception as error:  # a parser that stumbles over one list must not stop the others
        why = f"internal error: {type(error).__name__} (please report it)"
        return UpdateResult(id=publisher.id, outcome=UpdateOutcome.FAILED, old=old, reasons=(why,))


# --- Fetching ---------------------------------------------------------------------------------


def fetch_files(
    publisher: Publisher, known: Iterable[KeptFile], order: UpdateOrder, watch: ProgressWatch
) -> acceptance.VersionFiles:
    """Every file of the list by name; unchanged ones are those that are kept.

    Raises FetchError and StoreError.
    """
    before = {one.name: one for one in known}
    found = {}
    for name, address in publisher.addresses.items():
        kept = before.get(name)
        answer = fetch(_make_request(publisher, name, address, kept, order), order.patience, watch)
        found[name] = _make_file(answer, kept, order.folder)
    return found


def _make_request(
    publisher: Publisher, name: str, address: str, kept: KeptFile | None, order: UpdateOrder
) -> FileRequest:
    """The file, only if it has changed where the kept one is whole."""
    whole = kept is not None and archive.is_whole(order.folder, kept.sha256)
    return FileRequest(
        name=name,
        address=address,
        etag=kept.etag if kept and whole else "",
        modified=kept.modified if kept and whole else "",
        hosts=publisher.hosts,
        insecure=publisher.insecure,
        partial=order.folder,
    )


def _make_file(answer: FetchedFile, kept: KeptFile | None, folder: Path) -> tuple[KeptFile, bytes]:
    if answer.data is None and kept is not None:
        return kept, archive.read_content(folder, kept.sha256)
    data = answer.data or b""
    about = KeptFile(
        name=answer.name,
        sha256=hash_bytes(data),
        size=len(data),
        address=answer.address,
        etag=answer.etag,
        modified=answer.modified,
    )
    return about, data
