"""One file of a list from its address: HTTP, HTTPS, file:// or a path. Whole, or not at all.

HTTP is done by requests (Apache-2.0, kept by the Python Software Foundation): proxies and
certificates of a company come from the environment (HTTPS_PROXY, NO_PROXY, REQUESTS_CA_BUNDLE) as
its users know them. Its own redirects and retries are switched off: where a publisher sends us on
is a question of trust, and a cut-off download goes on from where it was.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

from compliance import __version__
from compliance.errors import FetchError

if TYPE_CHECKING:
    import requests
from compliance.lists import http_answers
from compliance.lists.http_answers import (
    describe_error,
    describe_status,
    hide_secrets,
    read_retry_after,
)
from compliance.lists.partial_download import PartialDownload, continue_download
from compliance.storage.atomic_file import read_file

AGENT = f"party-screen/{__version__}"
_CHUNK = 1 << 16
_MOST_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_TRANSIENT = {408, 425, 429, 500, 502, 503, 504}
"""Answers that may be others a moment later."""


class FileRequest(Struct, frozen=True, kw_only=True):
    """One file that is wanted."""

    name: str
    address: str
    etag: str = ""
    """What is kept of it, so that it is only sent when it has changed."""
    modified: str = ""
    hosts: tuple[str, ...] = ()
    """Hosts to which the publisher may send on, besides its own."""
    insecure: bool = False
    """Whether it may send on from https to http."""
    partial: Path | None = None
    """Folder for what a cut-off download leaves; None to keep nothing of it."""


class FetchedFile(Struct, frozen=True, kw_only=True):
    """What came of it."""

    name: str
    address: str
    """Without passwords and tokens: it is written into histories and reports."""
    data: bytes | None
    """None when the publisher says that nothing has changed."""
    etag: str = ""
    modified: str = ""


class DownloadLimits(Struct, frozen=True, kw_only=True):
    """How long and how often to try, in seconds and times, and how much to take."""

    connect: float = 15.0
    read: float = 60.0
    """Between two pieces of an answer."""
    whole: float = 1800.0
    """For one file with all its tries."""
    tries: int = 5
    pause: float = 1.0
    """Before the second try; each further one waits twice as long."""
    most_pause: float = 60.0
    most_bytes: int = 1 << 29
    """Of a file, before and after decompression: 512 MiB."""


ProgressWatch = Callable[[str, int, int], None]
"""Called with the file's name, the bytes so far, and their number in all (0 when unknown)."""


class _TryAgainError(Exception):
    """A try failed, and another may not; `after` is the pause that the server asks for."""

    def __init__(self, why: str, after: float = 0.0) -> None:
        super().__init__(why)
        self.after = after


def fetch(asked: FileRequest, patience: DownloadLimits, watch: ProgressWatch) -> FetchedFile:
    """The file, or word that it has not changed. Raises FetchError with what to do."""
    if "://" not in asked.address or asked.address.startswith("file://"):
        return _read_from_disk(asked, patience)
    return _fetch_from_server(asked, patience, watch)


# --- Folders and mirrors on disk --------------------------------------------------------------


def _read_from_disk(asked: FileRequest, patience: DownloadLimits) -> FetchedFile:
    text = asked.address
    path = Path(unquote(urlsplit(text).path)) if text.startswith("file://") else Path(text)
    path = path.expanduser()
    try:
        if path.stat().st_size > patience.most_bytes:
            raise _make_too_large(asked, patience)
        data = read_file(path)
    except OSError as error:
        problem = f"{asked.name}: {text} cannot be read: {error.strerror or error}"
        raise FetchError(problem, "check the path in the settings file") from error
    http_answers.refuse_foreign(data, asked.name)
    return FetchedFile(name=asked.name, address=text, data=data)


# --- Servers ----------------------------------------------------------------------------------


def _fetch_from_server(
    asked: FileRequest, patience: DownloadLimits, watch: ProgressWatch
) -> FetchedFile:
    """Try until it works, the tries are used up, or the answer is final."""
    with continue_download(asked.partial, asked.address) as state:
        return _try_repeatedly(asked, patience, watch, state)


def _try_repeatedly(
    asked: FileRequest, patience: DownloadLimits, watch: ProgressWatch, state: PartialDownload
) -> FetchedFile:
    import requests  # late: nothing but an update loads network code

    end = time.monotonic() + patience.whole
    why = ""
    for number in range(patience.tries):
        if number:
            time.sleep(min(state.pause or patience.pause * 2 ** (number - 1), patience.most_pause))
        if time.monotonic() > end:
            break
        with requests.Session() as session:
            try:
                return _try_once(session, asked, patience, watch, state, end)
            except _TryAgainError as error:
                why, state.pause = str(error), error.after
    problem = f"{asked.name}: {hide_secrets(asked.address)}: {why or 'no time is left'}"
    raise FetchError(f"{problem}, after {patience.tries} tries", _TRY_LATER)


_TRY_LATER = "try again later; the stored list stays in use"


def _try_once(
    session: "requests.Session",
    asked: FileRequest,
    patience: DownloadLimits,
    watch: ProgressWatch,
    state: PartialDownload,
    end: float,
) -> FetchedFile:
    """One try. Raises _TryAgainError or FetchError."""
    from requests.exceptions import RequestException
    from urllib3.exceptions import HTTPError

    try:
        response = _follow_redirects(session, asked, patience, state)
        with response:
            if response.status_code == HTTPStatus.NOT_MODIFIED:
                return _make_unchanged(asked)
            _begin_body(response, asked, state)
            _read_body(response, asked, patience, watch, state, end)
            return _finish_file(response, asked, patience, state)
    except (RequestException, HTTPError, OSError) as error:
        raise _TryAgainError(describe_error(error)) from error


def _follow_redirects(
    session: "requests.Session",
    asked: FileRequest,
    patience: DownloadLimits,
    state: PartialDownload,
) -> "requests.Response":
    """The final answer behind all redirects that are allowed."""
    address = asked.address
    for _ in range(_MOST_REDIRECTS + 1):
        response = session.get(
            address,
            headers=_make_headers(asked, state),
            stream=True,
            allow_redirects=False,
            timeout=(patience.connect, patience.read),
        )
        if response.status_code not in _REDIRECTS:
            return response
        response.close()
        to = urljoin(address, response.headers.get("Location", ""))
        http_answers.refuse_redirect(
            asked.name, asked.address, to, hosts=asked.hosts, insecure=asked.insecure
        )
        address = to
    problem = f"{asked.name}: {hide_secrets(asked.address)} redirects too often"
    raise FetchError(problem, "check the address in the settings file")


def _make_headers(asked: FileRequest, state: PartialDownload) -> Mapping[str, str]:
    """What is asked for: all, only what is new, or the rest of what was cut off."""
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "Accept": "*/*"}
    if state.data and state.mark:
        return headers | {"Range": f"bytes={len(state.data)}-", "If-Range": state.mark}
    if asked.etag:
        headers["If-None-Match"] = asked.etag
    if asked.modified:
        headers["If-Modified-Since"] = asked.modified
    return headers


def _make_unchanged(asked: FileRequest) -> FetchedFile:
    return FetchedFile(
        name=asked.name,
        address=hide_secrets(asked.address),
        data=None,
        etag=asked.etag,
        modified=asked.modified,
    )


def _begin_body(response: "requests.Response", asked: FileRequest, state: PartialDownload) -> None:
    """Look at status and head, and decide whether the bytes so far go on or begin again."""
    status = response.status_code
    if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and state.data:
        state.forget()
        raise _TryAgainError("the server could not go on where it was cut off")
    if status in _TRANSIENT:
        raise _TryAgainError(
            describe_status(status), read_retry_after(response.headers.get("Retry-After", ""))
        )
    if status not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
        problem = f"{asked.name}: {hide_secrets(asked.address)} answers {describe_status(status)}"
        raise FetchError(problem, http_answers.advise(status))
    http_answers.refuse_type(response.headers.get("Content-Type", ""), asked.name)
    if status == HTTPStatus.PARTIAL_CONTENT and not _is_continued(response, state):
        state.forget()
        raise _TryAgainError("the server went on at another place")
    if status == HTTPStatus.OK:
        state.forget()
        state.mark = _read_mark(response)
        state.encoding = response.headers.get("Content-Encoding", "").casefold()


def _is_continued(response: "requests.Response", state: PartialDownload) -> bool:
    where = response.headers.get("Content-Range", "")
    return bool(state.data) and where.startswith(f"bytes {len(state.data)}-")


def _read_mark(response: "requests.Response") -> str:
    """What names this very content; a weak ETag does not."""
    etag = response.headers.get("ETag", "")
    return response.headers.get("Last-Modified", "") if etag.startswith("W/") or not etag else etag


def _read_body(
    response: "requests.Response",
    asked: FileRequest,
    patience: DownloadLimits,
    watch: ProgressWatch,
    state: PartialDownload,
    end: float,
) -> None:
    """Take what is sent. Raises _TryAgainError when it ends early, FetchError when too much."""
    wanted = _read_length(response)
    total = len(state.data) + wanted if wanted is not None else 0
    before = len(state.data)
    if total > patience.most_bytes:
        raise _make_too_large(asked, patience)
    for piece in _read_pieces(response):
        state.data += piece
        watch(asked.name, len(state.data), total)
        if len(state.data) > patience.most_bytes:
            raise _make_too_large(asked, patience)
        if time.monotonic() > end:
            raise FetchError(f"{asked.name}: {hide_secrets(asked.address)} is too slow", _TRY_LATER)
    if wanted is not None and len(state.data) - before != wanted:
        raise _TryAgainError(f"cut off after {len(state.data):,} of {total:,} bytes")
    whole = response.headers.get("Content-Range", "").rpartition("/")[2]
    if whole.isdigit() and len(state.data) != int(whole):
        raise _TryAgainError(f"cut off after {len(state.data):,} of {int(whole):,} bytes")


def _read_pieces(response: "requests.Response") -> Iterator[bytes]:
    """The bytes as sent, still compressed: only those can be continued after a cut.

    Each piece is handed over when it comes, however small, so that time limits hold.
    """
    while piece := response.raw.read1(_CHUNK, decode_content=False):
        yield piece


def _read_length(response: "requests.Response") -> int | None:
    text = response.headers.get("Content-Length", "")
    return int(text) if text.isdigit() else None


def _finish_file(
    response: "requests.Response",
    asked: FileRequest,
    patience: DownloadLimits,
    state: PartialDownload,
) -> FetchedFile:
    """The file, decompressed and looked at."""
    try:
        data = http_answers.decompress(bytes(state.data), state.encoding, patience.most_bytes)
    except http_answers.TooMuchError:
        raise _make_too_large(asked, patience) from None
    except ValueError as error:
        state.forget()
        raise _TryAgainError(str(error)) from error
    http_answers.refuse_foreign(data, asked.name)
    return FetchedFile(
        name=asked.name,
        address=hide_secrets(asked.address),
        data=data,
        etag=response.headers.get("ETag", ""),
        modified=response.headers.get("Last-Modified", ""),
    )


def _make_too_large(asked: FileRequest, patience: DownloadLimits) -> FetchError:
    problem = (
        f"{asked.name}: {hide_secrets(asked.address)} is larger than {patience.most_bytes:,} bytes"
    )
    return FetchError(problem, "no list is: check the address in the settings file")
