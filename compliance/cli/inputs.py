"""Which files a run is about: files as named, those in folders, and what of a folder is left over.

A folder is read to its bottom. Whatever in it is not screened is named, but for what every folder
has and no one reads (hidden files, lock files, `Thumbs.db`). What may hold parties all the same
makes the run incomplete: it is for the user to say that it does not, by taking it out.
"""

import os
import signal
import stat
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import TextIO

from msgspec import Struct, field

from compliance.cli.messages import tell
from compliance.errors import InputError, UsageError
from compliance.readers import SUFFIXES, is_own_report, recognise_file
from compliance.readers.base import BLOCK
from compliance.readers.disk_file import MAX_STREAMED, refuse_large
from compliance.readers.file_kind import FileKind

HIDDEN_OR_LOCK = (".", "~$")
"""How files begin that programs keep for themselves; `~$` is Excel's lock file."""
SYSTEM_NAMES = frozenset(
    ("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "lost+found")
)
OWN_NAMES = frozenset(("screen.toml", "screen.lock", "decisions.jsonl"))
"""Files that this program itself keeps beside those that it screens."""
DOCUMENTATION = frozenset(
    ("readme", "license", "licence", "copying", "notice", "authors", "changelog", "makefile")
)
"""Files without an ending that hold no parties."""
HARMLESS = frozenset(
    (
        *(".md", ".rst", ".adoc", ".tex", ".bib", ".css", ".js", ".mjs", ".ts", ".map", ".py"),
        *(".ipynb", ".r", ".java", ".c", ".h", ".cpp", ".cs", ".go", ".rs", ".rb", ".php"),
        *(".sh", ".bat", ".cmd", ".ps1", ".vbs", ".bas", ".exe", ".dll", ".so", ".toml", ".yaml"),
        *(".yml", ".ini", ".cfg", ".conf", ".lock", ".sha256", ".sig", ".lnk"),
        *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".webp", ".ico", ".heic", ".psd"),
        *(".mp3", ".mp4", ".wav", ".avi", ".mov", ".mkv", ".ttf", ".otf", ".woff", ".woff2"),
    )
)
"""Endings of pictures, sounds, fonts, programs and their papers: named, but no gap in a run."""
START = 4096
"""Bytes that tell a report of this program."""
NAMED = 20
"""Names of one kind that are told; the rest is counted."""
REPORT = "reports and records of this program"
LINKED = "linked folders, which are not followed"
UNREADABLE = "folders that cannot be read"
BROKEN = "links and devices that are no files"


class Leftover(Struct, frozen=True, kw_only=True):
    """Something in a folder that is not screened."""

    path: Path
    kind: str
    """What it is, in the plural, as a message names it."""
    may_hold_parties: bool


class Inputs(Struct, frozen=True, kw_only=True):
    """What a run is about."""

    files: list[Path] = field(default_factory=list)
    """To screen, each once."""
    leftovers: list[Leftover] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left over that may hold parties."""
        return not any(each.may_hold_parties for each in self.leftovers)


def find_inputs(paths: Iterable[str], suffixes: Sequence[str] = SUFFIXES) -> Inputs:
    """Every file once, in the order given; folders in the order of their paths.

    Raises InputError when a folder holds nothing to screen.
    """
    files: dict[Path, Path] = {}
    leftovers: dict[Path, Leftover] = {}
    for path in map(Path, paths):
        found = search_folder(path, suffixes) if path.is_dir() else Inputs(files=[path])
        files |= {file.resolve(): file for file in found.files if file.resolve() not in files}
        leftovers |= {each.path: each for each in found.leftovers}
    left = [each for each in leftovers.values() if each.path.resolve() not in files]
    return Inputs(files=list(files.values()), leftovers=left)


def search_folder(folder: Path, suffixes: Sequence[str] = SUFFIXES) -> Inputs:
    """Every workbook in a folder and in those below it, and what else is there.

    Raises InputError when there is nothing to screen.
    """
    found = Inputs()
    for path, kind in sorted(walk_folder(folder)):
        gap = Leftover(path=path, kind=kind, may_hold_parties=True) if kind else None
        leftover = gap or classify_file(path, suffixes)
        if leftover:
            found.leftovers.append(leftover)
        else:
            found.files.append(path)
    if not found.files:
        problem = f"folder {str(folder)!r} holds no file that can be screened"
        hint = f"it looks for {', '.join(suffixes)}"
        raise InputError(problem, "; ".join((hint, *count_leftovers(found.leftovers))))
    return found


def walk_folder(folder: Path) -> Iterator[tuple[Path, str]]:
    """Everything that no program hides, with the kind of what is no ordinary file.

    Links to folders are not followed, so that none is walked twice or for ever; one that leads to a
    place in the folder itself is passed over, because that place is walked anyway.
    """
    unreadable: list[str] = []
    for place, folders, files in os.walk(folder, onerror=lambda e: unreadable.append(e.filename)):
        folders[:] = filter(is_shown, folders)
        here = Path(place)
        for path in (here / name for name in folders):
            if path.is_symlink() and not leads_inside(path, folder):
                yield path, LINKED
        for path in (here / name for name in filter(is_shown, files)):
            yield path, "" if path.is_file() else BROKEN
    yield from ((Path(place), UNREADABLE) for place in unreadable)


def is_shown(name: str) -> bool:
    """Whether a file or folder is one of the user's, and not one that programs keep."""
    return not name.startswith(HIDDEN_OR_LOCK) and name.casefold() not in SYSTEM_NAMES


def leads_inside(link: Path, folder: Path) -> bool:
    """Whether a link leads to a shown place in the folder."""
    try:
        inner = link.resolve().relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False
    return all(map(is_shown, inner.parts))


def classify_file(path: Path, suffixes: Sequence[str]) -> Leftover | None:
    """What a file in a folder is that is not to be screened; None for one that is."""
    suffix = path.suffix.casefold()
    if path.name.casefold() in OWN_NAMES or (suffix not in HARMLESS and begins_as_report(path)):
        return Leftover(path=path, kind=REPORT, may_hold_parties=False)
    if suffix in suffixes:
        return None
    is_paper = not suffix and path.name.casefold() in DOCUMENTATION
    is_harmless = is_paper or suffix in HARMLESS
    known = None if is_harmless else recognise_file(path)
    if known and (known is not FileKind.TEXT or not suffix):
        return None
    kind = f"files ending in {suffix}" if suffix else "files without an ending"
    return Leftover(path=path, kind=kind, may_hold_parties=not is_harmless)


def begins_as_report(path: Path) -> bool:
    """Whether a file is a report or a record that this program wrote as text."""
    try:
        with path.open("rb") as stream:
            return is_own_report(stream.read(START))
    except OSError:
        return False


# --- Messages ---------------------------------------------------------------------------------


def describe_leftovers(leftovers: Iterable[Leftover]) -> Iterator[str]:
    """One line for each kind of what was not screened, with the names; gaps come first."""
    for may_hold_parties, opening in ((True, "warning: not screened"), (False, "not screened")):
        chosen = [each for each in leftovers if each.may_hold_parties is may_hold_parties]
        for kind, paths in group_by_kind(chosen).items():
            names = ", ".join(map(str, paths[:NAMED]))
            more = f" and {len(paths) - NAMED} more" if len(paths) > NAMED else ""
            yield f"{opening}, {kind} ({len(paths)}): {names}{more}"


def count_leftovers(leftovers: Iterable[Leftover]) -> Iterator[str]:
    """How many of each kind there are, for a hint."""
    for kind, paths in group_by_kind(leftovers).items():
        yield f"not among them: {kind} ({len(paths)})"


def group_by_kind(leftovers: Iterable[Leftover]) -> dict[str, list[Path]]:
    """The paths of each kind, kinds in alphabetical order."""
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for each in leftovers:
        found[each.kind].append(each.path)
    return dict(sorted(found.items()))


# --- Standard input ---------------------------------------------------------------------------


MARK = "-"
STANDARD_INPUT = "standard input"
INPUT_FORMATS = tuple(suffix.removeprefix(".") for suffix in SUFFIXES)
"""What standard input can be said to be."""
PRIVATE_FOLDER = "screen-standard-input-"
"""How the name of the private folder begins."""


@contextmanager
def keep_standard_input(paths: Sequence[str], form: str | None) -> Iterator[Sequence[str]]:
    """The paths, with a private file of all that standard input holds in place of each `-`.

    `form` is one of INPUT_FORMATS, or None where the content tells. Raises UsageError for any
    other, or where no path is `-`, and InputError where standard input cannot be read.
    """
    refuse_format(paths, form)
    if MARK not in paths:
        yield paths
        return
    with stop_as_interrupted(), TemporaryDirectory(prefix=PRIVATE_FOLDER) as folder:
        file = Path(folder) / (f"{STANDARD_INPUT}.{form}" if form else STANDARD_INPUT)
        write_standard_input(file)
        yield [str(file) if path == MARK else path for path in paths]


def clean_path(path: Path) -> str:
    """The path as the user gave it; of the private file, that it is standard input."""
    is_private = path.parent.name.startswith(PRIVATE_FOLDER) and path.stem == STANDARD_INPUT
    return STANDARD_INPUT if is_private else str(path)


def refuse_format(paths: Sequence[str], form: str | None) -> None:
    """Raise UsageError for a format that there is not, or that is said of nothing."""
    if form is not None and form not in INPUT_FORMATS:
        raise UsageError(f"there is no input format {form!r}", f"choose {', '.join(INPUT_FORMATS)}")
    if form is not None and MARK not in paths:
        problem = "--input-format says what standard input is, and no file is -"
        raise UsageError(problem, "for example: screen - --input-format tsv < customers")


def write_standard_input(file: Path) -> None:
    """Copy standard input into a new file that only this user may read. Raises InputError."""
    if sys.stdin is None or sys.stdin.closed:
        raise InputError(f"{STANDARD_INPUT} is closed", "for example: screen - < customers.csv")
    if is_endless(sys.stdin):
        problem = f"{STANDARD_INPUT} is a device, not a file"
        raise InputError(problem, "for example: screen - < customers.csv")
    if sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D"
        tell(f"reading {STANDARD_INPUT}; end it with {end}")
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            for block in iter(partial(sys.stdin.buffer.read, BLOCK), b""):
                stream.write(block)
                refuse_large(STANDARD_INPUT, stream.tell(), MAX_STREAMED)
    except OSError as error:
        problem = f"{STANDARD_INPUT} cannot be kept in {file.parent}: {error.strerror}"
        raise InputError(problem, "TMPDIR names another folder") from error


def is_endless(stream: TextIO) -> bool:
    """Whether it is a device such as /dev/zero: neither a terminal nor the one that is empty."""
    try:
        about = os.fstat(stream.fileno())
    except (OSError, ValueError):  # no file at all, as in a test
        return False
    is_device = stat.S_ISCHR(about.st_mode) or stat.S_ISBLK(about.st_mode)
    empty = Path(os.devnull).stat()
    return is_device and not stream.isatty() and about.st_rdev != empty.st_rdev


@contextmanager
def stop_as_interrupted() -> Iterator[None]:
    """A request to stop ends the block as Ctrl-C does, so that nothing of it is left behind."""
    owner = os.getpid()

    def interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - signal's form
        if os.getpid() != owner:  # a process that was forked off holds nothing of its own
            os._exit(128 + number)
        raise KeyboardInterrupt

    names = ("SIGTERM", "SIGHUP")  # Windows knows no SIGHUP
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    earlier = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
