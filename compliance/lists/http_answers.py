"""Pure: what a server's answer may be, where it may redirect to, and what is said of it."""

import time
import zlib
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit

from compliance.errors import FetchError

_FOREIGN_TYPES = ("text/html", "application/xhtml+xml", "application/pdf", "image/", "video/")
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")
_FOREIGN = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_PAGE_HINT = "a login or error page? open the address in a browser; the stored list stays in use"


class TooMuchError(Exception):
    """More bytes than allowed came out of few."""


def refuse_type(kind: str, name: str) -> None:
    """Raise FetchError when the server itself says that it is no list."""
    plain = kind.partition(";")[0].strip().casefold()
    if plain.startswith(_FOREIGN_TYPES):
        raise FetchError(f"{name}: the server sent {plain}, which is no list", _PAGE_HINT)


def refuse_foreign(data: bytes, name: str) -> None:
    """Raise FetchError when the first bytes are those of a web page or a picture, or of nothing."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise FetchError(f"{name}: the server sent nothing", "try again later")
    if head.lower().startswith(_PAGES):
        raise FetchError(f"{name}: the server sent a web page, not a list", _PAGE_HINT)
    for mark, what in _FOREIGN.items():
        if head.startswith(mark):
            raise FetchError(f"{name}: the server sent {what}, not a list", _PAGE_HINT)


_MOST_RATIO = 100
"""Bytes that may come out of one: XML, which is packed best, makes some twenty."""
_ANY_SIZE = 1 << 24
"""Bytes that may come out in any case (16 MiB)."""


def decompress(data: bytes, encoding: str, most: int) -> bytes:
    """The bytes without the compression of the transfer.

    Raises ValueError when they are broken or of an unknown compression, TooMuchError when more than
    `most` bytes come out, or far more than come out of any list.
    """
    if encoding in ("", "identity"):
        return data
    if encoding not in ("gzip", "x-gzip"):
        raise ValueError(f"sent in a compression that was not asked for ({encoding})")
    reader = zlib.decompressobj(wbits=31)
    try:
        most = min(most, _ANY_SIZE + _MOST_RATIO * len(data))
        plain = reader.decompress(data, most + 1)
    except zlib.error as error:
        raise ValueError("the compressed transfer is broken") from error
    if len(plain) > most:
        raise TooMuchError
    if not reader.eof:
        raise ValueError("the compressed transfer ends in the middle")
    return plain


_PORTS = {"http": 80, "https": 443}


def refuse_redirect(
    name: str, start: str, to: str, *, hosts: tuple[str, ...], insecure: bool
) -> None:
    """Raise FetchError when the way from `start` to `to` is not allowed."""
    here, there = urlsplit(start), urlsplit(to)
    if there.scheme not in _PORTS:
        raise FetchError(
            f"{name}: {here.hostname} redirects to something that is no web address", _CHECK
        )
    if here.scheme == "https" and there.scheme == "http" and not insecure:
        problem = (
            f"{name}: {here.hostname} redirects from https to http, where anyone may change it"
        )
        raise FetchError(problem, f"{_CHECK}, or allow it there: insecure = true")
    (old_host, old_port), (host, port) = find_host_and_port(start), find_host_and_port(to)
    is_allowed = any(one.casefold() in (host, f"{host}:{port}") for one in hosts)
    # On the same host from http to https, each at its usual port, is only better.
    is_usual = old_host == host and (old_port == port or (old_port, port) == (80, 443))
    if not is_usual and not is_allowed:
        problem = f"{name}: {here.hostname} redirects to another host, {write_host(to)}"
        raise FetchError(problem, f'{_CHECK}, or allow it there: hosts = ["{write_host(to)}"]')


_CHECK = "check the address in [lists] of the settings file"


def find_host_and_port(address: str) -> tuple[str, int]:
    """Host and port."""
    parts = urlsplit(address)
    return (parts.hostname or "").casefold(), parts.port or _PORTS.get(parts.scheme, 0)


def write_host(address: str) -> str:
    """The host as it is allowed in the settings: with its port where that is unusual."""
    parts = urlsplit(address)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def advise(status: int) -> str:
    """What to do about an answer that will not change by itself."""
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return "the publisher wants a key or token, or the proxy forbids it: set the address"
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return "the list has moved: set its present address in [lists] of the settings file"
    return "try again later, or set another address in [lists] of the settings file"


def hide_secrets(address: str) -> str:
    """The address without user, password and query, which may hold tokens."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", "")) if parts.scheme else address


def describe_status(status: int) -> str:
    """`404 Not Found`."""
    known = {HTTPStatu.value: HTTPStatu.phrase for HTTPStatu in HTTPStatus}
    return f"{status} {known.get(status, '')}".rstrip()


def read_retry_after(text: str) -> float:
    """The pause that a Retry-After asks for, in seconds; 0 when it does not say."""
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return 0.0


def describe_error(error: BaseException) -> str:
    """A network error in a few words; the library's own text holds addresses of memory."""
    causes: list[BaseException] = []  # the error, what it carries and what caused it
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and one not in causes:
            causes.append(one)
            waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
    names = [type(cause).__name__ for cause in causes]
    for kind, words in _ERROR_WORDS.items():
        if any(kind in name for name in names):
            return words
    return f"the connection failed ({names[0]})"


_ERROR_WORDS = {
    "SSL": "its certificate is not trusted, or the secure connection failed",
    "Proxy": "the proxy did not connect",
    "NameResolution": "its name is not known (no network?)",
    "ConnectTimeout": "no connection in time",
    "ReadTimeout": "no answer in time",
    "Timeout": "no answer in time",
    "IncompleteRead": "cut off in the middle",
    "NewConnectionError": "no connection",
}
