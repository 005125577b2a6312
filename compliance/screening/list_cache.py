"""Lists made ready once and kept: the next run maps a file into memory instead of reading lists.

The file is found by what it depends on: the bytes of every list, this program and the libraries
that spell names. It holds columns of numbers and, entry by entry, what the lists say, and nothing
that could be run, and ends in a check sum over all of it: a damaged file is made again. It is
written beside and renamed; where it cannot be written, nothing is kept.
`SCREEN_CACHE` names the folder; an empty one keeps nothing.
"""

import gc
import json
import mmap
import os
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
import numpy as np
import platformdirs
from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import OutputError
from compliance.lists import catalog, list_files
from compliance.lists.list_files import ListFiles
from compliance.lists.shelf import Shelf
from compliance.matching import prepared_list
from compliance.matching.arrays import Column
from compliance.matching.parallel import WorkSharer, work_alone
from compliance.matching.prepared_list import ListColumns, PreparedList
from compliance.matching.term_weights import Weights
from compliance.model import ListInfo, Programme, RuleStatement
from compliance.screening import program
from compliance.screening.cached_entries import CachedEntries, encode_entries, list_programmes
from compliance.storage.atomic_file import replace_file
from compliance.storage.hashing import hash_parts

CACHE_VARIABLE = "SCREEN_CACHE"
MAGIC = b"party-screen ready list 8\n"
_MOST_FILES = 4
"""Files that are kept; the oldest go."""
_ALIGNMENT = 16
_CHECKSUM_BYTES = 4
"""Bytes of the check sum behind all others."""
SUMMED_ROW = 1 << 15
"""Bytes of a row of the table over which the check sum is made."""
_PIECE_BYTES = 1 << 20
"""Bytes that are read at a time for it."""
_ENTRIES_TOGETHER = 512
"""Entries that are written at a time."""
ColumnTable = dict[str, Column]


class ReadyLists(Struct, frozen=True, kw_only=True):
    """Lists that are ready to be asked."""

    prepared: PreparedList
    lists: tuple[ListInfo, ...]
    file: Path | None = None
    """Where they are kept; None where they are not."""


def prepare_named_lists(
    names: Sequence[str], shelf: Shelf | None = None, owners: Sequence[str] = (), day: str = ""
) -> ReadyLists:
    """The lists by id or path, ready to be asked; kept ones where nothing has changed.

    `owners` are files of owners, `day` is that of the run, ISO 8601. Raises ListError, StoreError
    and InputError as `catalog.load` does.
    """
    past = shelf.as_of if shelf else ""
    return prepare_lists(list_files.find_lists(names, shelf), past, owners, day)


def prepare_lists(
    found: Sequence[ListFiles],
    past: str = "",
    owners: Sequence[str] = (),
    day: str = "",
    notify: Callable[[], object] = lambda: None,
    stated: Sequence[RuleStatement] = (),
    share: WorkSharer = work_alone,
) -> ReadyLists:
    """The same of lists that were found. Raises ListError as `catalog.parse_lists` does.

    `stated` is what officers verified of rules of ownership. `notify` is called before lists are
    made ready that will be kept: it takes its time, once. `share` has that work done.
    """
    parts = [past, *catalog.list_fingerprints(found, owners, day, stated)]
    path = find_cache_file(parts)
    if path and (cached := read_cache_file(path)):
        return replace(cached, lists=catalog.renew_infos(cached.lists, found), file=path)
    if path:
        notify()
    with pause_collection():
        watchlist = catalog.parse_lists(found, past, owners, day, stated)
        prepared = prepared_list.prepare_list(watchlist, share=share)
    ready = ReadyLists(prepared=prepared, lists=watchlist.lists)
    if path and parts[1:] == catalog.list_fingerprints(found, owners, day, stated):
        write_cache_file(path, ready)  # nothing changed meanwhile
        if path.is_file():
            return replace(ready, file=path)
    return ready


@contextmanager
def pause_collection() -> Iterator[None]:
    """No look for garbage until the block ends: what is made in it stays, or goes by itself."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()


@contextmanager
def lend_cache_file(ready: ReadyLists) -> Iterator[Path]:
    """The ready lists as a file of one's own, until the block ends: nobody else takes it away.

    It shares the bytes of the file in which they are kept, or is a copy, or is written where none
    is kept. Raises OutputError where it cannot be written.
    """
    from tempfile import TemporaryDirectory  # late: one process needs none

    with TemporaryDirectory(prefix="screen-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "lists.ready"
        file = ready.file
        ways = (partial(os.link, file), partial(shutil.copyfile, file)) if file else ()
        for lend in ways:
            with suppress(OSError):
                lend(path)
                break
        else:
            path.unlink(missing_ok=True)  # half a copy
            write_cache_file(path, ready)
        if not path.is_file():
            hint = "TMPDIR names another folder for what is needed only for a while"
            raise OutputError(f"the ready lists cannot be written into {folder}", hint)
        yield path


def find_cache_file(parts: Sequence[str]) -> Path | None:
    """Where lists are kept that depend on these and on this program; None where nothing is kept."""
    wanted = os.environ.get(CACHE_VARIABLE)
    if wanted == "":
        return None
    folder = Path(wanted) if wanted else platformdirs.user_cache_path("party-screen")
    lines = (
        f"{part}\n".encode("utf-8", "surrogatepass") for part in (*program.list_marks(), *parts)
    )
    return folder / f"{hash_parts((MAGIC, *lines))}.ready"


# --- The file ---------------------------------------------------------------------------------


def write_cache_file(path: Path, ready: ReadyLists) -> None:
    """Keep ready lists; where that is not possible, they are not kept."""
    entries, weights = ready.prepared.entries, ready.prepared.weights
    programmes = list_programmes(entries)
    sizes = np.fromiter(map(len, encode_entries(entries, programmes)), np.int64, len(entries))
    starts = np.concatenate([[0], np.cumsum(sizes)])
    table = _flatten_columns("columns", ready.prepared.columns)
    about = (ready.lists, programmes, weights.counts, weights.total)
    table["about"] = _view_bytes(msgspec.msgpack.encode(about, order="deterministic"))
    table["families"] = _view_bytes("\n".join(sorted(weights.families)).encode())
    table["starts"] = starts
    with suppress(OSError, OutputError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with replace_file(path) as stream:
            encoded = encode_entries(entries, programmes)
            pieces = iter(lambda: b"".join(islice(encoded, _ENTRIES_TOGETHER)), b"")
            stream.writelines(chain(_write_columns(table, int(starts[-1])), pieces))
            stream.seek(0)
            known = sum_bytes(iter(partial(stream.read, _PIECE_BYTES), b""))
            stream.write(known.to_bytes(_CHECKSUM_BYTES, "little"))
        kept = sorted(path.parent.glob("*.ready"), key=lambda one: one.stat().st_mtime)
        for oldest in kept[:-_MOST_FILES]:
            oldest.unlink(missing_ok=True)


def sum_bytes(pieces: Iterable[bytes | memoryview]) -> int:
    """A check sum of bytes that come in pieces, all but the last of whole rows.

    The bytes are a table of rows of `SUMMED_ROW`, and the check sum is one over the sums of its
    columns of eight bytes and over what is behind the last whole row. It takes a third of the time
    of a CRC of all bytes; damage goes unnoticed only where sums stay the same, as when two whole
    rows change places.
    """
    sums, rest = np.zeros(SUMMED_ROW // 8, np.uint64), b""
    for piece in pieces:
        rows = len(piece) // SUMMED_ROW
        words = np.frombuffer(piece, np.uint64, rows * SUMMED_ROW // 8)
        sums += words.reshape(rows, -1).sum(axis=0, dtype=np.uint64) if rows else 0
        rest = bytes(piece[rows * SUMMED_ROW :])
    return zlib.crc32(rest, zlib.crc32(sums.tobytes()))


def _view_bytes(text: bytes) -> Column:
    return np.frombuffer(text, np.uint8)


def read_cache_file(path: Path) -> ReadyLists | None:
    """Ready lists from a file; None when there is none or it is not whole."""
    about = tuple[tuple[ListInfo, ...], tuple[Programme, ...], dict[str, int | float], int]
    try:
        with path.open("rb") as stream:
            file = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        begin = len(MAGIC) + 8
        if file[: len(MAGIC)] != MAGIC:
            return None
        body = begin + int.from_bytes(file[len(MAGIC) : begin], "little")
        head = json.loads(file[begin:body])
        if len(file) != body + head["size"] + _CHECKSUM_BYTES:
            return None
        known = int.from_bytes(file[-_CHECKSUM_BYTES:], "little")
        with memoryview(file) as whole, whole[:-_CHECKSUM_BYTES] as summed:
            if sum_bytes([summed]) != known:
                return None
        table = {
            name: np.ndarray(shape, np.dtype(kind), file, body + at)
            for name, (kind, shape, at) in head["columns"].items()
        }
        said = table["about"].tobytes()
        lists, programmes, counts, total = msgspec.msgpack.decode(said, type=about)
        families = frozenset(table["families"].tobytes().decode().split("\n")) - {""}
        entries = CachedEntries(table["entries"], table["starts"], programmes)
        columns = _nest_columns("columns", ListColumns, table)
    except (OSError, ValueError, KeyError, TypeError, msgspec.MsgspecError):
        return None
    prepared = PreparedList(entries, Weights(counts, total, families), columns)
    return ReadyLists(prepared=prepared, lists=lists)


def _write_columns(table: ColumnTable, entries: int) -> Iterator[bytes | memoryview]:
    """A head that says what stands where, then every column but the last: bytes of entries."""
    at, layout = 0, {}
    for name, column in table.items():
        layout[name] = (column.dtype.str, list(column.shape), at)
        at += -(-column.nbytes // _ALIGNMENT) * _ALIGNMENT
    layout["entries"] = (np.dtype(np.uint8).str, [entries], at)
    head = json.dumps({"size": at + entries, "columns": layout}).encode()
    head += b" " * (-(len(MAGIC) + 8 + len(head)) % _ALIGNMENT)
    yield MAGIC + len(head).to_bytes(8, "little") + head
    for column in table.values():
        yield np.ascontiguousarray(column).reshape(-1).view(np.uint8).data
        yield b"\0" * (-column.nbytes % _ALIGNMENT)


# --- Columns in columns -----------------------------------------------------------------------


def _flatten_columns(name: str, value: object) -> ColumnTable:
    """Columns that are fields, or fields of fields, as one table."""
    if isinstance(value, Struct):
        table: ColumnTable = {}
        for column in value.__struct_fields__:
            table |= _flatten_columns(f"{name}.{column}", getattr(value, column))
        return table
    return {name: np.asarray(value)}


def _nest_columns(name: str, kind: Any, table: ColumnTable) -> Any:
    """What `_flatten_columns` made a table of."""
    if issubclass(kind, Struct):
        hints = get_type_hints(kind)
        return kind(
            **{field: _nest_columns(f"{name}.{field}", hints[field], table) for field in hints}
        )
    return int(table[name]) if kind is int else table[name]
