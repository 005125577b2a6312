"""How people head columns and spell decisions: the reader of words.toml."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from compliance.model import Verdict
from compliance.reviewing.base import Field, Scope

TABLE = Path(__file__).with_name("words.toml")
_DROPPED = re.compile(r"[.'’ʼ`´]")
_BLANKS = re.compile(r"[\s\-_‐-―]+")


def field_of(heading: str) -> Field | None:
    """What a column holds by its heading; None for a column that is not the officer's."""
    return _headings().get(_bare(heading))


def verdict_of(text: str) -> Verdict | None:
    """The decision that a text means; None when it means none, or more than one could be meant."""
    return _decisions().get(_bare(text))


def scope_of(text: str) -> Scope | None:
    """Which matches a decision is on; an empty text means its own, and any other word None."""
    return _scopes().get(_bare(text)) if text else Scope.MATCH


def _bare(text: str) -> str:
    return _BLANKS.sub(" ", _DROPPED.sub("", text.casefold())).strip()


@cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@cache
def _headings() -> Mapping[str, Field]:
    return {one: Field(name) for name, several in _table()["headings"].items() for one in several}


@cache
def _decisions() -> Mapping[str, Verdict]:
    return {one: Verdict(n) for n, several in _table()["decisions"].items() for one in several}


@cache
def _scopes() -> Mapping[str, Scope]:
    return {word: Scope(name) for name, words in _table()["scopes"].items() for word in words}
