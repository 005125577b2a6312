"""Documents of others (TOML, JSON): made into values, or refused with one clear sentence.

A few kilobytes of brackets end Python's stack, and a number of five thousand digits is refused by
it, each with an error of its own kind. Settings, lock files, decisions, journals, histories and
run records are all read through here, so that nothing but MalformedDocument has to be caught.
"""

import json
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
import tomli

LONGEST_REASON = 200
"""Characters of a parser's own complaint that are shown: it may quote the document."""
T = TypeVar("T")


class MalformedDocument(ValueError):  # noqa: N818 - not an error of the user interface
    """A document that is not in its form; the text says why, in one line."""


def read_toml(data: bytes | str) -> dict[str, Any]:
    """The table that a TOML document is. Raises MalformedDocument."""
    return _read(lambda: tomli.loads(_decode(data)))


def read_json(data: bytes | str) -> Any:
    """The value that a JSON document is. Raises MalformedDocument."""
    return _read(lambda: json.loads(_decode(data)))


def read_typed_json(data: bytes | str, kind: type[T]) -> T:
    """The value of a JSON document that must be of a kind. Raises MalformedDocument."""
    return _read(lambda: msgspec.json.decode(data, type=kind))


def convert_table(table: object, kind: type[T]) -> T:
    """A table as a value of a kind. Raises MalformedDocument."""
    return _read(lambda: msgspec.convert(table, kind))


def _decode(data: bytes | str) -> str:
    return data.decode("utf-8-sig") if isinstance(data, bytes) else data


def _read(parse: Callable[[], T]) -> T:
    try:
        return parse()
    except RecursionError:
        raise MalformedDocument("it is nested too deeply") from None
    except UnicodeError:
        raise MalformedDocument("it is no UTF-8 text") from None
    except (ValueError, TypeError, OverflowError, msgspec.MsgspecError) as error:
        reason = " ".join(str(error).split())
        if "integer string conversion" in reason:
            reason = "it holds a number of too many digits"
        raise MalformedDocument(reason[:LONGEST_REASON]) from error
