"""Lists made ready once and kept: the next run maps a file into memory instead of reading lists.

The file is found by what it depends on: the bytes of every list, this program and the libraries
that spell names. It holds columns of numbers and, entry by entry, what the lists say, and nothing
that could be run. Its check sum is compared when it is opened, that of an entry when the entry is
read. It is written beside and renamed; where it cannot be written, nothing is kept.
`SCREEN_CACHE` names the folder; an empty one keeps nothing.
"""

import hashlib
import json
import mmap
import os
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, is_dataclass
from itertools import chain
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_type_hints

import msgspec
import numpy as np
import platformdirs

from compliance.errors import OutputError
from compliance.files import replacing
from compliance.lists import catalog, list_files
from compliance.lists.list_files import BUNDLED_FOLDER, ListFiles
from compliance.lists.shelf import Shelf
from compliance.matching import prepared_list
from compliance.matching.arrays import Column
from compliance.matching.parallel import Share, work_alone
from compliance.matching.prepared_list import ListColumns, PreparedList
from compliance.matching.term_weights import Weights
from compliance.model import ListEntry, ListInfo, RuleStatement
from compliance.screening.cached_entries import Entries
from compliance.screening.program import library_versions

VARIABLE = "SCREEN_CACHE"
MAGIC = b"party-screen ready list 4\n"
_KEPT = 4
"""Files that are kept; the oldest go."""
_ALIGNED = 16
_SUM = 4
"""Bytes of the check sum, between the columns and the entries, which have sums of their own."""
_PIECE = 1 << 24
"""Bytes of a column that are written at a time."""
_SHORT = 12
_PACKAGE = Path(__file__).parents[1]
_CODE = (".py", ".toml", ".tsv")
Table = dict[str, Column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Lists that are ready."""

    ready: PreparedList
    lists: tuple[ListInfo, ...]
    file: Path | None = None
    """Where they are kept; None where they are not."""


def made_ready(
    names: Sequence[str], shelf: Shelf | None = None, owners: Sequence[str] = (), day: str = ""
) -> tuple[PreparedList, tuple[ListInfo, ...]]:
    """The lists by id or path, ready to be asked; kept ones where nothing has changed.

    `owners` are files of owners, `day` is that of the run, ISO 8601. Raises ListError, StoreError
    and InputError as `catalog.load` does.
    """
    past = shelf.as_of if shelf else ""
    return made_ready_of(list_files.find_lists(names, shelf), past, owners, day)


def made_ready_of(
    found: Sequence[ListFiles], past: str = "", owners: Sequence[str] = (), day: str = ""
) -> tuple[PreparedList, tuple[ListInfo, ...]]:
    """The same of lists that were found. Raises ListError as `catalog.parse_lists` does."""
    made = made_of(found, past, owners, day)
    return made.ready, made.lists


def do_nothing() -> None:
    """What nobody waits for."""


def made_of(
    found: Sequence[ListFiles],
    past: str = "",
    owners: Sequence[str] = (),
    day: str = "",
    notify: Callable[[], None] = do_nothing,
    stated: Sequence[RuleStatement] = (),
    share: Share = work_alone,
) -> Made:
    """The same, and where it is kept. Raises ListError as `catalog.parse_lists` does.

    `stated` is what officers verified of rules of ownership. `notify` is called before lists are
    made ready that will be kept: it takes its time, once. `share` has that work done.
    """
    parts = [past, *catalog.list_fingerprints(found, owners, day, stated)]
    path = place(parts)
    if path and (known := load(path)):
        return Made(ready=known[0], lists=catalog.renew_infos(known[1], found), file=path)
    if path:
        notify()
    watchlist = catalog.parse_lists(found, past, owners, day, stated)
    made = prepared_list.prepare_list(watchlist, share=share)
    now = catalog.list_fingerprints(found, owners, day, stated) if path else []
    if path and now == parts[1:]:  # nothing changed meanwhile
        save(path, made, watchlist.lists)
    else:
        path = None
    file = path if path and path.is_file() else None
    return Made(ready=made, lists=watchlist.lists, file=file)


@contextmanager
def lent(made: Made) -> Iterator[Path]:
    """The ready lists as a file of one's own, until the block ends: nobody else takes it away.

    It shares the bytes of the file in which they are kept, or is a copy, or is written where none
    is kept. Raises OutputError where it cannot be written.
    """
    with TemporaryDirectory(prefix="screen-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "lists.ready"
        if not (made.file and _shared(made.file, path)):
            save(path, made.ready, made.lists)
        if not path.is_file():
            hint = "TMPDIR names another folder for what is needed only for a while"
            raise OutputError(f"the ready lists cannot be written into {folder}", hint)
        yield path


def _shared(file: Path, path: Path) -> bool:
    """Give a file a second name, or copy it; tells whether that was possible."""
    with suppress(OSError):
        os.link(file, path)
        return True
    with suppress(OSError):
        shutil.copyfile(file, path)
        return True
    path.unlink(missing_ok=True)
    return False


def place(parts: Sequence[str]) -> Path | None:
    """Where ready lists are kept that depend on these; None where nothing is kept."""
    wanted = os.environ.get(VARIABLE)
    if wanted == "":
        return None
    folder = Path(wanted) if wanted else platformdirs.user_cache_path("party-screen")
    return folder / f"{fingerprint(parts)}.ready"


def fingerprint(parts: Sequence[str]) -> str:
    """A hash over all that ready lists depend on: the lists, and the program."""
    known = hashlib.sha256(MAGIC)
    for part in (*_program(), *parts):
        known.update(f"{part}\n".encode("utf-8", "surrogatepass"))
    return known.hexdigest()


def _program() -> Iterator[str]:
    """The program's own files by size and time, and the versions of libraries."""
    yield from libraries()
    for name, file in _sources():
        about = file.stat()
        yield f"{name} {about.st_size} {about.st_mtime_ns}"


def _sources() -> list[tuple[str, os.DirEntry[str]]]:
    """The program's own files by their paths in it; not the lists that are installed with it."""
    top = os.fspath(_PACKAGE)
    found = ((file.path[len(top) + 1 :].replace(os.sep, "/"), file) for file in _files_in(top))
    own = (one for one in found if not one[0].startswith(f"{BUNDLED_FOLDER}/"))
    return sorted(own, key=itemgetter(0))


def _files_in(folder: str) -> Iterator[os.DirEntry[str]]:
    """Code and tables in a folder and below; as quick as can be, every run asks for them."""
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir():
                yield from _files_in(one.path)
            elif one.name.endswith(_CODE):
                yield one


def program() -> tuple[str, ...]:
    """What answers here: this program by its bytes, and the libraries; the same on any machine."""
    known = hashlib.sha256()
    for name, file in _sources():
        known.update(f"{name}\n".encode() + Path(file).read_bytes())
    return (f"party-screen {known.hexdigest()[:_SHORT]}", *libraries())


def libraries() -> tuple[str, ...]:
    """Names and versions of what an answer depends on, besides this program."""
    return tuple(f"{name} {version}" for name, version in library_versions().items())


# --- The file ---------------------------------------------------------------------------------


def save(path: Path, made: PreparedList, lists: Sequence[ListInfo]) -> None:
    """Keep ready lists; where that is not possible, they are not kept."""
    rows = ((len(one), zlib.crc32(one)) for one in _encoded(made.entries))
    sizes, sums = np.fromiter(rows, np.dtype((np.int64, 2)), len(made.entries)).T
    starts = np.concatenate([[0], np.cumsum(sizes)])
    table = _flat("columns", made.columns)
    about = (lists, made.weights.counts, made.weights.total)
    table["about"] = _bytes(msgspec.msgpack.encode(about, order="deterministic"))
    table["families"] = _bytes("\n".join(sorted(made.weights.families)).encode())
    table["starts"] = starts
    table["sums"] = sums.astype(np.uint32)
    with suppress(OSError, OutputError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with replacing(path) as stream:
            columns = _summed(_written(table, int(starts[-1])))
            stream.writelines(chain(columns, _encoded(made.entries)))
        _forget(path.parent)


def _encoded(entries: Iterable[ListEntry]) -> Iterator[bytes]:
    """Each entry as bytes; so many are not held at a time."""
    return map(msgspec.msgpack.Encoder().encode, entries)


def _bytes(text: bytes) -> Column:
    return np.frombuffer(text, np.uint8)


def load(path: Path) -> tuple[PreparedList, tuple[ListInfo, ...]] | None:
    """Ready lists from a file; None when there is none or it is not whole."""
    try:
        with path.open("rb") as stream:
            return _made(_read(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)))
    except (OSError, ValueError, KeyError, TypeError, msgspec.MsgspecError):
        return None


def _made(table: Table) -> tuple[PreparedList, tuple[ListInfo, ...]]:
    """What was kept. Raises KeyError, TypeError or MsgspecError when it is not whole."""
    about = tuple[tuple[ListInfo, ...], dict[str, float], int]
    lists, counts, total = msgspec.msgpack.decode(table["about"].tobytes(), type=about)
    families = frozenset(table["families"].tobytes().decode().split("\n")) - {""}
    entries = Entries(table["entries"], table["starts"], table["sums"])
    columns = _deep("columns", ListColumns, table)
    return PreparedList(entries, Weights(counts, total, families), columns), lists


def _written(table: Table, entries: int) -> Iterator[bytes]:
    """A head that says what stands where, then every column but the last: bytes of entries.

    Those follow behind the check sum.
    """
    at, places = 0, {}
    for name, column in table.items():
        places[name] = (column.dtype.str, list(column.shape), at)
        at += -(-column.nbytes // _ALIGNED) * _ALIGNED
    places["entries"] = (np.dtype(np.uint8).str, [entries], at + _SUM)
    head = json.dumps({"size": at, "columns": places}).encode()
    head += b" " * (-(len(MAGIC) + 8 + len(head)) % _ALIGNED)
    yield MAGIC + len(head).to_bytes(8, "little") + head
    for column in table.values():
        whole = np.ascontiguousarray(column).reshape(-1).view(np.uint8)
        for start in range(0, len(whole), _PIECE):
            yield whole[start : start + _PIECE].tobytes()
        yield b"\0" * (-column.nbytes % _ALIGNED)


def _summed(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts, and their check sum behind them."""
    known = 0
    for part in parts:
        known = zlib.crc32(part, known)
        yield part
    yield known.to_bytes(_SUM, "little")


def _read(file: mmap.mmap) -> Table:
    """The columns of a file. Raises ValueError or KeyError when it is not whole."""
    if file[: len(MAGIC)] != MAGIC:
        raise ValueError(file[: len(MAGIC)])
    begin = len(MAGIC) + 8
    body = begin + int.from_bytes(file[len(MAGIC) : begin], "little")
    head = json.loads(file[begin:body])
    end = body + head["size"]
    with memoryview(file) as whole, whole[:end] as summed:
        if zlib.crc32(summed) != int.from_bytes(file[end : end + _SUM], "little"):
            raise ValueError(zlib.crc32(summed))
    [entries] = head["columns"]["entries"][1]
    if len(file) != end + _SUM + entries:
        raise ValueError(len(file))
    return {
        name: np.ndarray(shape, np.dtype(kind), file, body + at)
        for name, (kind, shape, at) in head["columns"].items()
    }


def _forget(folder: Path) -> None:
    """Remove what was kept longest ago."""
    found = sorted(folder.glob("*.ready"), key=lambda one: one.stat().st_mtime, reverse=True)
    for path in found[_KEPT:]:
        path.unlink(missing_ok=True)


# --- Columns in columns -----------------------------------------------------------------------


def _flat(name: str, value: object) -> Table:
    """A dataclass of columns, or of such dataclasses, as one table."""
    if is_dataclass(value):
        table: Table = {}
        for one in fields(value):
            table |= _flat(f"{name}.{one.name}", getattr(value, one.name))
        return table
    return {name: np.asarray(value)}


def _deep(name: str, kind: Any, table: Table) -> Any:
    """The dataclass that `_flat` made a table of."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field: _deep(f"{name}.{field}", hints[field], table) for field in hints})  # type: ignore[operator]
    return int(table[name]) if kind is int else table[name]
