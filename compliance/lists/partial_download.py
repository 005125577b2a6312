"""What a cut-off download left, so that the next update goes on from there.

A file of bytes and one that says what they are bytes of. It only saves time: what cannot be
read or written is fetched anew, and the publisher's own mark decides whether the bytes still hold.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct, field

from compliance.errors import OutputError
from compliance.storage.atomic_file import replace_file
from compliance.storage.hashing import hash_bytes

FOLDER = "partial"


class PartialDownload(Struct):
    """The bytes so far; several tries, and several updates, share them."""

    data: bytearray = field(default_factory=bytearray)
    mark: str = ""
    """Strong ETag or Last-Modified of the bytes so far; without one they cannot be continued."""
    encoding: str = ""
    """Content-Encoding of the bytes so far."""
    pause: float = 0.0
    """Seconds that the server asks to wait before the next try."""

    def forget(self) -> None:
        """Begin again."""
        self.data.clear()
        self.mark = self.encoding = ""


@contextmanager
def continue_download(folder: Path | None, address: str) -> Iterator[PartialDownload]:
    """What is left of an earlier download; kept again when the block fails, else removed."""
    if folder is None:
        yield PartialDownload()
        return
    path = folder / FOLDER / hash_bytes(address.encode())[:32]
    state = PartialDownload()
    with suppress(OSError, ValueError, KeyError, TypeError):
        about = json.loads(_find_note(path).read_text(encoding="utf-8"))
        data = path.read_bytes()
        if hash_bytes(data) == about["sha256"]:
            state = PartialDownload(bytearray(data), str(about["mark"]), str(about["encoding"]))
    try:
        yield state
    except BaseException:
        if not (state.data and state.mark):
            _remove_state(path)
            raise
        sha256 = hash_bytes(state.data)
        about = {"sha256": sha256, "mark": state.mark, "encoding": state.encoding}
        with suppress(OSError, OutputError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with replace_file(path) as stream:
                stream.write(state.data)
            with replace_file(_find_note(path)) as stream:
                stream.write(json.dumps(about).encode())
        raise
    _remove_state(path)


def _find_note(path: Path) -> Path:
    return path.with_suffix(".json")


def _remove_state(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
        _find_note(path).unlink(missing_ok=True)
