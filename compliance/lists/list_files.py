"""Finding lists: bundled, kept, pinned or given, by id or path, and the bytes of each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import ListError
from compliance.storage.atomic_file import read_file
from compliance.storage.hashing import hash_bytes, join_hashes

if TYPE_CHECKING:
    from compliance.lists.common.files import Files
from compliance.lists import as_of, publishers
from compliance.lists.data_folder import is_id
from compliance.lists.shelf import KeptList, Shelf, open_shelf

BUNDLED = {"curated": "curated"}
"""Id -> folder inside the bundled lists. The first one is used when no list is named."""
BUNDLED_FOLDER = "bundled"
"""Folder of an installed package that holds the lists: data with hashes of their own, no code."""
BUNDLED_ORIGIN = "bundled"


class ListFiles(Struct, frozen=True, kw_only=True):
    """A list that was found: its bytes and where they came from, not yet parsed."""

    id: str
    """Id of a bundled or stored list; empty for a file or folder that was given."""
    file: str
    """What a reader calls it."""
    files: Files
    origin: str = ""
    fetched: str = ""
    checked: str = ""
    accepted: int = 0
    """Entries it had when it was accepted or pinned; 0 when nobody counted."""
    day: str = ""
    """The day that was asked for, where this may be a later version than that day's."""


def find_lists(names: Sequence[str] = (), shelf: Shelf | None = None) -> list[ListFiles]:
    """The lists and their bytes. Raises ListError and StoreError as `load` does."""
    known = shelf or open_shelf()
    found = [find_list(name, known) for name in names or list_usual(known)]
    refuse_repeats(found)
    return found


def list_usual(shelf: Shelf) -> Sequence[str]:
    """The lists of a run that names none: those that are pinned, else the bundled curated one."""
    return (shelf.ids() if shelf.lock else ()) or list(BUNDLED)[:1]


def find_list(name: str, shelf: Shelf) -> ListFiles:
    """A list by id or path. An id wins over a file of the same name; `./curated` is the file.

    Raises ListError when there is none of that name, StoreError when it is not what it was.
    """
    if shelf.lock and (name in BUNDLED or shelf.has(name)):
        return read_kept(name, shelf)
    if name in BUNDLED:
        return read_bundled(name)
    if is_id(name) and shelf.has(name):
        return read_kept(name, shelf)
    path = Path(name).expanduser()
    if not path.exists() and is_id(name) and shelf.was_fetched(name):
        return read_kept(name, shelf)  # which raises: there is no version that can be used
    if not path.exists():
        raise explain_unknown(name, shelf)
    return replace(read_given(path), day=shelf.as_of)


def find_version(name: str, shelf: Shelf) -> ListFiles:
    """A list by id or path, or one version of a kept one: `csl@2026-11-01`, `csl@3fa94c1e`.

    Behind the @ stands a day, or how the SHA-256 of the version begins. Raises ListError and
    StoreError.
    """
    list_id, _, wanted = name.partition("@")
    if not (wanted and is_id(list_id) and shelf.was_fetched(list_id)):
        return find_list(name, shelf)
    if as_of.is_day(wanted):
        return read_kept(list_id, replace(shelf, as_of=wanted, lock=None))
    return take_kept(shelf.replay(list_id, shelf.whole_hash(list_id, wanted)), "")


def read_given(path: Path) -> ListFiles:
    """A file or folder of the user's. Raises ListError."""
    return ListFiles(id="", file=path.name, files=read_files(path))


def read_bundled(name: str) -> ListFiles:
    """A list that came with the program. Raises ListError."""
    files = read_files(find_bundled_folder() / BUNDLED[name])
    return ListFiles(id=name, file=BUNDLED[name], files=files, origin=BUNDLED_ORIGIN)


def read_kept(name: str, shelf: Shelf) -> ListFiles:
    """A kept or pinned list; a pinned one that is bundled too may be there as such.

    Raises StoreError.
    """
    if shelf.lock and name in BUNDLED:
        found = read_bundled(name)
        if shelf.lock.find(name).sha256 == hash_files(found.files):
            return found
    return take_kept(shelf.find(name), shelf.as_of)


def take_kept(one: KeptList, day: str) -> ListFiles:
    """What was taken from the stored lists; `day` is the one that was asked for, if any."""
    return ListFiles(
        id=one.id,
        file=next(iter(one.files)) if len(one.files) == 1 else one.id,
        files=one.files,
        origin=one.source,
        fetched=one.fetched,
        checked=one.checked,
        accepted=one.entries,
        day="" if one.is_of_day else day,
    )


def explain_unknown(name: str, shelf: Shelf) -> ListError:
    """No list of that name: which there are, and how to get one that is published."""
    there = f"bundled: {', '.join(BUNDLED)}; stored: {', '.join(shelf.ids()) or 'none'}"
    if name in publishers.load_publishers():
        problem = f"list {name!r} was not fetched yet"
        return ListError(problem, f"screen lists update {name} fetches it; {there}")
    return ListError(f"list {name!r} is neither a file nor a list that is known", there)


def find_bundled_folder() -> Path:
    """The lists that came with the program: in the installed package, else in the checkout.

    Raises ListError when the installation lacks them.
    """
    package = Path(__file__).parent.parent
    for folder in (package / BUNDLED_FOLDER, package.parent / "lists"):
        if (folder / "programmes.toml").is_file():
            return folder
    raise ListError("the bundled lists are missing from this installation", "install it again")


def refuse_repeats(found: Sequence[ListFiles]) -> None:
    """Raises ListError when the same list is given twice: its entries would be found twice."""
    for one, other in combinations(found, 2):
        if one.file == other.file and one.files == other.files:
            raise ListError(f"list {one.file!r} is given twice", "name it once")


def read_files(path: Path) -> Files:
    """The file, or every list file of the folder by name. Raises ListError when unreadable."""
    paths = list_folder(path) if path.is_dir() else [path]
    if not paths:
        raise ListError(
            f"folder {path.name!r} holds no list file",
            "a list folder holds .toml files, or the files of one official list",
        )
    try:
        return {one.name: read_file(one) for one in paths}
    except OSError as error:
        problem = f"list {path.name!r} cannot be read: {error.strerror or error}"
        raise ListError(problem, "check the path and its permissions") from error


def list_folder(folder: Path) -> list[Path]:
    """The TOML files of a folder, or without any all files that some source reads, by name."""
    from compliance.lists.common.files import ENDINGS  # late, as above

    written = sorted(folder.glob("*.toml"))
    found = (one for one in folder.iterdir() if one.suffix.casefold() in ENDINGS)
    return written or sorted(one for one in found if one.is_file() and one.name[0] != ".")


def hash_files(files: Files) -> str:
    """SHA-256 of one file; of several, that of their `hash  name` lines, as sha256sum has them."""
    return join_hashes({name: hash_bytes(data) for name, data in files.items()})
