"""An official list as somebody downloaded it by hand, kept as `screen lists update` keeps one.

For machines without a network. The form is told from the content and never from the name; a list
in .zip or .gz is unpacked first. Acceptance, history and pins are those of a fetched list; what is
kept says that it was imported by hand, and from which file.
"""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from compliance.errors import ListError, UsageError
from compliance.lists import acceptance, catalog, history, list_files, publishers
from compliance.lists.acceptance import TakeOrder, UpdateResult
from compliance.lists.common.files import ENDINGS, Files
from compliance.lists.data_folder import is_id
from compliance.lists.history import KeptFile
from compliance.lists.publishers import Publisher, Settings
from compliance.lists.sources import SOURCES
from compliance.lists.writer_lock import lock_folder
from compliance.storage.hashing import hash_bytes

MOST_BYTES = 1 << 29
"""Of a list, when it is unpacked: 512 MiB, as of one that is fetched."""
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
WORKBOOK = "xl/workbook.xml"
HINT = "docs/lists.md names the forms that are read"
COPY_TABLE = "copy its table into a workbook, then: screen lists import FILE --id NAME"
FOREIGN = {
    b"%PDF-": ("a PDF", COPY_TABLE),
    b"<!doctype html": ("a web page", HINT),
    b"<html": ("a web page", HINT),
}
"""How files begin that no list is read from: what they are, and what to do instead."""
OWN = "curated"
"""Form of the project's own lists."""
SAME_FILES = ({"ofac-sdn", "ofac-cons"},)
"""Lists of one publisher and one form, which a small file may not tell apart."""
PRIVATE = "for a list of your own: screen lists import FILE --id letters"


class OfficialFiles(Struct, frozen=True, kw_only=True):
    """An official list as it was read from disk: what it is, and its bytes."""

    list_id: str
    """Id under which it is kept."""
    form: str
    """Key of its form in `SOURCES`."""
    files: Files
    given: Mapping[str, str]
    """Name of each file -> name of the file that was given, which may have held it packed."""

    @property
    def title(self) -> str:
        """What a user calls its form."""
        return SOURCES[self.form].title


# --- Reading ----------------------------------------------------------------------------------


def read_official(
    paths: Sequence[Path], wanted: str = "", settings: Settings | None = None
) -> OfficialFiles:
    """The official list that the files make; `wanted` says which one where they do not tell.

    Raises ListError when they cannot be read, are of no known form or broken; UsageError when they
    are another list than the wanted one, or one of the user's own.
    """
    files: dict[str, bytes] = {}
    given: dict[str, str] = {}
    for path in paths:
        for name, data in list_files.read_files(path).items():
            for inner, plain in unpack(name, data):
                if inner in files:
                    raise ListError(f"{inner} is given twice", "give each file of a list once")
                files[inner], given[inner] = plain, name
    form = recognise_form(files)
    list_id = choose_keeper(files, form, wanted, settings or {})
    return OfficialFiles(list_id=list_id, form=form, files=files, given=given)


def unpack(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files inside a .zip or .gz, or the file itself. Raises ListError."""
    if data.startswith(GZIP):
        yield PurePosixPath(name).stem or "list", gunzip(name, data)
    elif data.startswith(ZIP) and WORKBOOK not in (names := list_packed(name, data)):
        lists = [one for one in names if one.casefold().endswith((*ENDINGS, ".xlsx"))]
        if not lists:
            raise ListError(f"{name}: there is no list in this archive", HINT)
        yield from ((PurePosixPath(one).name, unzip(name, data, one)) for one in lists)
    else:
        yield name, data


def list_packed(name: str, data: bytes) -> list[str]:
    """The files of an archive. Raises ListError when it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [one.filename for one in archive.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ListError(f"{name}: the archive is damaged", "download it again") from error


def unzip(name: str, data: bytes, inner: str) -> bytes:
    """One file of an archive, no more of it than a list may have. Raises ListError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(inner) as stream:
            return bound_size(name, stream.read(MOST_BYTES + 1))
    except RuntimeError as error:
        raise ListError(f"{name}: the archive is protected by a password", "unpack it") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise ListError(f"{name}: the archive is damaged", "download it again") from error


def gunzip(name: str, data: bytes) -> bytes:
    """What a .gz holds, no more of it than a list may have. Raises ListError."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return bound_size(name, stream.read(MOST_BYTES + 1))
    except (OSError, EOFError, zlib.error) as error:
        raise ListError(f"{name}: the archive is damaged", "download it again") from error


def bound_size(name: str, data: bytes) -> bytes:
    """The bytes. Raises ListError when they are more than a list may have."""
    if len(data) > MOST_BYTES:
        problem = f"{name}: more than {MOST_BYTES >> 20} MiB come out of it, too many for a list"
        raise ListError(problem, "do not trust this file")
    return data


def recognise_form(files: Files) -> str:
    """Key of the form that the content has. Raises ListError when it is none."""
    for key, source in SOURCES.items():
        if source.recognises(files):
            return key
    names = ", ".join(files)
    for data in files.values():
        head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        for mark, (what, instead) in FOREIGN.items():
            if head.startswith(mark.lower()):
                raise ListError(f"{names}: this is {what}, not a list", instead)
    raise ListError(f"{names}: this is no official list of a known form", f"{HINT}; {PRIVATE}")


def choose_keeper(files: Files, form: str, wanted: str, settings: Settings) -> str:
    """The id under which the list is kept. Raises ListError and UsageError as `read_official`."""
    if form == OWN and wanted not in settings:
        problem = f"{', '.join(files)}: a list in this project's own form"
        raise UsageError(problem, "screen against it with --list FILE")
    reference = catalog.load_reference(list_files.find_bundled_folder())
    parsed = SOURCES[form].parse(files, reference).id
    known = publishers.find_keeper(parsed, settings)
    own = known.id if known else parsed
    if not wanted:
        return own
    if not is_id(wanted) or wanted in list_files.BUNDLED:
        raise UsageError(f"{wanted!r} is no id under which a list can be stored", "leave out --as")
    also = {each for group in SAME_FILES if parsed in group for each in group}
    names = {own, *(one.id for each in also if (one := publishers.find_keeper(each, settings)))}
    if wanted not in names and (publishers.find_keeper(wanted) or wanted not in settings):
        what = f"{', '.join(files)} is {SOURCES[form].title}"
        raise UsageError(f"{what}, which is stored as {own!r}, not as {wanted!r}", "leave out --as")
    return wanted


# --- Keeping ----------------------------------------------------------------------------------


def keep_official(found: OfficialFiles, settings: Settings, given: TakeOrder) -> UpdateResult:
    """Judge the list beside the version before it, and keep it. Raises ListError, StoreError."""
    publisher: Publisher = replace(
        publishers.find_publisher(found.list_id, settings), format=found.form
    )
    files = {
        name: (
            KeptFile(
                name=name,
                sha256=hash_bytes(data),
                size=len(data),
                imported=found.given[name],
            ),
            data,
        )
        for name, data in found.files.items()
    }
    with lock_folder(given.folder):
        old = history.read_history(given.folder, publisher.id).current
        return acceptance.judge_version(publisher, old, files, replace(given, imported=True))
