"""Pure: what is said of addresses, answers and network errors: few words, and no secrets."""

import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit


def shown(address: str) -> str:
    """The address without user, password and query, which may hold tokens."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", "")) if parts.scheme else address


def status_words(status: int) -> str:
    """`404 Not Found`."""
    known = {one.value: one.phrase for one in HTTPStatus}
    return f"{status} {known.get(status, '')}".rstrip()


def retry_after(text: str) -> float:
    """The pause that a Retry-After asks for, in seconds; 0 when it does not say."""
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return 0.0


def error_words(error: BaseException) -> str:
    """A network error in a few words; the library's own text holds addresses of memory."""
    names = [type(one).__name__ for one in _chain(error)]
    for kind, words in _KINDS.items():
        if any(kind in name for name in names):
            return words
    return f"the connection failed ({names[0]})"


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, what it carries and what caused it."""
    seen: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and one not in seen:
            seen.append(one)
            waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
    yield from seen


_KINDS = {
    "SSL": "its certificate is not trusted, or the secure connection failed",
    "Proxy": "the proxy did not connect",
    "NameResolution": "its name is not known (no network?)",
    "ConnectTimeout": "no connection in time",
    "ReadTimeout": "no answer in time",
    "Timeout": "no answer in time",
    "IncompleteRead": "cut off in the middle",
    "NewConnectionError": "no connection",
}
