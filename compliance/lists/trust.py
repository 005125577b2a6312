"""Pure: whether a publisher may send us on to another address, and what to do about answers."""

from http import HTTPStatus
from urllib.parse import urlsplit

from compliance.errors import FetchError

_PORTS = {"http": 80, "https": 443}


def refuse(name: str, start: str, to: str, *, hosts: tuple[str, ...], insecure: bool) -> None:
    """Raise FetchError when the way from `start` to `to` is not allowed."""
    here, there = urlsplit(start), urlsplit(to)
    if there.scheme not in _PORTS:
        raise FetchError(f"{name}: {here.hostname} sends on to no web address", _CHECK)
    if here.scheme == "https" and there.scheme == "http" and not insecure:
        problem = f"{name}: {here.hostname} sends on from https to http, where anyone may change it"
        raise FetchError(problem, f"{_CHECK}, or allow it there: insecure = true")
    if place(to) != place(start) and not _allowed(to, hosts) and not _upgrade(start, to):
        problem = f"{name}: {here.hostname} sends on to another host, {host(to)}"
        raise FetchError(problem, f'{_CHECK}, or allow it there: hosts = ["{host(to)}"]')


_CHECK = "check the address in [lists] of the settings file"


def place(address: str) -> tuple[str, int]:
    """Host and port."""
    parts = urlsplit(address)
    return (parts.hostname or "").casefold(), parts.port or _PORTS.get(parts.scheme, 0)


def host(address: str) -> str:
    """The host as it is allowed in the settings: with its port where that is unusual."""
    parts = urlsplit(address)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def _allowed(address: str, hosts: tuple[str, ...]) -> bool:
    name, port = place(address)
    return any(one.casefold() in (name, f"{name}:{port}") for one in hosts)


def _upgrade(start: str, to: str) -> bool:
    """From http to https on the same host, each at its usual port: only better."""
    (here, old), (there, new) = place(start), place(to)
    return here == there and (old, new) == (80, 443)


def hint(status: int) -> str:
    """What to do about an answer that will not change by itself."""
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return "the publisher wants a key or token, or the proxy forbids it: set the address"
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return "the list has moved: set its present address in [lists] of the settings file"
    return "try again later, or set another address in [lists] of the settings file"
