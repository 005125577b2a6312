"""A record on the disk: written beside and renamed, a line at a time; read back and checked."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from compliance.errors import RunError
from compliance.files import check_file, replacing
from compliance.runs.form import FORM, Answer, Head
from compliance.storage.documents import read_json, read_typed_json

_RESULTS = b'"results": [\n'
_END = b"\n],\n"
_HASH = b'"sha256": "'
_CHANGED = "it was changed after it was written; take the copy from a backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record that was read and is what was written."""

    path: Path
    head: Head
    answers: tuple[Answer, ...]
    sha256: str
    """Its own hash."""


# --- Writing ----------------------------------------------------------------------------------


def write(
    path: Path,
    head: Head,
    answers: Iterable[Answer],
    announce: Callable[[str], None] = lambda _: None,
) -> str:
    """Write a record, whole or not at all, and return its hash. Raises OutputError.

    `announce` is called with the hash before the record takes its place.
    """
    known = hashlib.sha256()
    with replacing(path, is_private=True) as stream:
        for part in _parts(head, answers):
            known.update(part)
            stream.write(part)
        stream.write(_HASH + known.hexdigest().encode() + b'"}\n')
        announce(known.hexdigest())
    return known.hexdigest()


def _parts(head: Head, answers: Iterable[Answer]) -> Iterator[bytes]:
    parts = [f'"{name}": '.encode() + _json(value) for name, value in _fields(head).items()]
    yield b"{" + b",\n".join(parts) + b",\n" + _RESULTS
    for at, one in enumerate(answers):
        yield (b",\n" if at else b"") + _json(msgspec.to_builtins(one))
    yield _END


def _fields(head: Head) -> Mapping[str, Any]:
    """The parts of the head, the times apart from what is the same in every run."""
    parts: dict[str, Any] = msgspec.to_builtins(head)
    parts["settings"]["columns"] = [list(pair) for pair in head.settings.columns]
    return parts


def _json(value: object) -> bytes:
    """One line of JSON, always the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


# --- Reading ----------------------------------------------------------------------------------


def read(path: Path) -> Record:
    """A record. Raises RunError when there is none, or when it is not what was written."""
    try:
        check_file(path)
        stream = path.open("rb")
    except OSError as error:
        problem = f"run record {str(path)!r} cannot be read: {error.strerror or error}"
        raise RunError(problem, "screen FILE... --record RUN.json writes one") from error
    with closing(stream):
        return _read(path, stream)


def _read(path: Path, stream: BinaryIO) -> Record:
    try:
        known = hashlib.sha256()
        head = _read_head(path, stream, known)
        answers = tuple(_read_answers(stream, known))
        told = stream.readline().removeprefix(_HASH).removesuffix(b'"}\n').decode("ascii")
        rest = stream.read(1)
    except (OSError, ValueError) as error:
        raise RunError(f"{path.name} is no whole run record", _CHANGED) from error
    if rest or told != known.hexdigest():
        raise RunError(f"{path.name}: the content does not fit its own hash", _CHANGED)
    return Record(path=path, head=head, answers=answers, sha256=told)


def _read_head(path: Path, stream: BinaryIO, known: Any) -> Head:
    lines = []
    for line in iter(stream.readline, b""):
        known.update(line)
        if line == _RESULTS:
            break
        lines.append(line)
    text = b"".join(lines).rstrip().removesuffix(b",") + b"}"
    found = read_json(text) if lines else None
    form = found.get("form") if isinstance(found, dict) else None
    if isinstance(form, int) and form > FORM:
        problem = f"{path.name} is a run record of form {form}, and this program reads {FORM}"
        raise RunError(problem, "use a newer version of the program")
    return read_typed_json(text, Head)


def _read_answers(stream: BinaryIO, known: Any) -> Iterator[Answer]:
    for line in iter(stream.readline, b""):
        known.update(line)
        if line.strip() == b"],":
            return
        if line.strip():
            yield read_typed_json(line.rstrip().removesuffix(b","), Answer)
