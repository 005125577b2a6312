"""One file of a list from its address: HTTP, HTTPS, file:// or a path. Whole, or not at all.

HTTP is done by requests (Apache-2.0, kept by the Python Software Foundation): proxies and
certificates of a company come from the environment (HTTPS_PROXY, NO_PROXY, REQUESTS_CA_BUNDLE) as
its users know them. Its own redirects and retries are switched off: where a publisher sends us on
is a question of trust, and a cut-off download goes on from where it was.
"""

import time
from collections.abc import Callable
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
    text = asked.address
    if "://" not in text or text.startswith("file://"):  # a folder or a mirror on disk
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
    # Until it works, the tries are used up, or the answer is final.
    with continue_download(asked.partial, text) as state:
        end = time.monotonic() + patience.whole
        why = "no time is left"
        for number in range(patience.tries):
            if number:
                pause = state.pause or patience.pause * 2 ** (number - 1)
                time.sleep(min(pause, patience.most_pause))
            if time.monotonic() > end:
                break
            try:
                return _try_once(asked, patience, watch, state, end)
            except _TryAgainError as error:
                why, state.pause = str(error) or why, error.after
        problem = f"{asked.name}: {hide_secrets(text)}: {why}"
        raise FetchError(f"{problem}, after {patience.tries} tries", _TRY_LATER)


_TRY_LATER = "try again later; the stored list stays in use"


def _try_once(
    asked: FileRequest,
    patience: DownloadLimits,
    watch: ProgressWatch,
    state: PartialDownload,
    end: float,
) -> FetchedFile:
    """One try. Raises _TryAgainError or FetchError."""
    import requests  # late: nothing but an update loads network code
    from urllib3.exceptions import HTTPError

    address = hide_secrets(asked.address)
    try:
        with (
            requests.Session() as session,
            _follow_redirects(session, asked, patience, state) as response,
        ):
            if response.status_code == HTTPStatus.NOT_MODIFIED:
                return FetchedFile(
                    name=asked.name,
                    address=address,
                    data=None,
                    etag=asked.etag,
                    modified=asked.modified,
                )
            _begin_body(response, asked, state)
            _read_body(response, asked, patience, watch, state, end)
    except (requests.RequestException, HTTPError, OSError) as error:
        raise _TryAgainError(describe_error(error)) from error
    try:
        data = http_answers.decompress(bytes(state.data), state.encoding, patience.most_bytes)
    except http_answers.TooMuchError:
        raise _make_too_large(asked, patience) from None
    except ValueError as error:
        state.forget()
        raise _TryAgainError(str(error)) from error
    http_answers.refuse_foreign(data, asked.name)
    etag, modified = (response.headers.get(key, "") for key in ("ETag", "Last-Modified"))
    return FetchedFile(name=asked.name, address=address, data=data, etag=etag, modified=modified)


def _follow_redirects(
    session: "requests.Session",
    asked: FileRequest,
    patience: DownloadLimits,
    state: PartialDownload,
) -> "requests.Response":
    """The final answer behind all redirects that are allowed.

    Asked for is all, only what is new, or the rest of what was cut off.
    """
    headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "Accept": "*/*"}
    if state.data and state.mark:
        headers |= {"Range": f"bytes={len(state.data)}-", "If-Range": state.mark}
    else:
        known = {"If-None-Match": asked.etag, "If-Modified-Since": asked.modified}
        headers |= {key: value for key, value in known.items() if value}
    address = asked.address
    for _ in range(_MOST_REDIRECTS + 1):
        response = session.get(
            address,
            headers=headers,
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


def _begin_body(response: "requests.Response", asked: FileRequest, state: PartialDownload) -> None:
    """Look at status and head, and decide whether the bytes so far go on or begin again."""
    status, headers = response.status_code, response.headers
    if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and state.data:
        state.forget()
        raise _TryAgainError("the server could not go on where it was cut off")
    if status in _TRANSIENT:
        pause = read_retry_after(headers.get("Retry-After", ""))
        raise _TryAgainError(describe_status(status), pause)
    if status not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
        problem = f"{asked.name}: {hide_secrets(asked.address)} answers {describe_status(status)}"
        raise FetchError(problem, http_answers.advise(status))
    http_answers.refuse_type(headers.get("Content-Type", ""), asked.name)
    if status == HTTPStatus.OK:
        state.forget()
        etag = headers.get("ETag", "")
        is_strong = etag and not etag.startswith("W/")  # a weak one does not name this very content
        state.mark = etag if is_strong else headers.get("Last-Modified", "")
        state.encoding = headers.get("Content-Encoding", "").casefold()
        return
    where = headers.get("Content-Range", "")
    if not (state.data and where.startswith(f"bytes {len(state.data)}-")):
        state.forget()
        raise _TryAgainError("the server went on at another place")


def _read_body(
    response: "requests.Response",
    asked: FileRequest,
    patience: DownloadLimits,
    watch: ProgressWatch,
    state: PartialDownload,
    end: float,
) -> None:
    """Take what is sent. Raises _TryAgainError when it ends early, FetchError when too much."""
    length = response.headers.get("Content-Length", "")
    before = len(state.data)
    total = before + int(length) if length.isdigit() else 0
    if total > patience.most_bytes:
        raise _make_too_large(asked, patience)
    # As sent, still compressed: only those bytes can be continued after a cut. Each piece is taken
    # when it comes, however small, so that time limits hold.
    while piece := response.raw.read1(_CHUNK, decode_content=False):
        state.data += piece
        watch(asked.name, len(state.data), total)
        if len(state.data) > patience.most_bytes:
            raise _make_too_large(asked, patience)
        if time.monotonic() > end:
            raise FetchError(f"{asked.name}: {hide_secrets(asked.address)} is too slow", _TRY_LATER)
    if length.isdigit() and len(state.data) != total:
        raise _TryAgainError(f"cut off after {len(state.data):,} of {total:,} bytes")
    whole = response.headers.get("Content-Range", "").rpartition("/")[2]
    if whole.isdigit() and len(state.data) != int(whole):
        raise _TryAgainError(f"cut off after {len(state.data):,} of {int(whole):,} bytes")


def _make_too_large(asked: FileRequest, patience: DownloadLimits) -> FetchError:
    problem = (
        f"{asked.name}: {hide_secrets(asked.address)} is larger than {patience.most_bytes:,} bytes"
    )
    return FetchError(problem, "no list is: check the address in the settings file")
