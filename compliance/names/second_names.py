"""The names that one published name holds: "A (ABC)", "A, f.k.a. B", "A, and subordinate entity B".

Publishers write an abbreviation, a former name or a remark into the name of a party. Compared as
one text, the words of the one eat those of the other; so each is a name of its own beside the text
as published. What stands for another party ("c/o", "a subsidiary of") is none. Words are in
`data/second_names.toml`, and this module is its one reader. Pure.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct
from rapidfuzz import fuzz

from compliance.model.program_data import read_data_tables
from compliance.model.text_pattern import TextPattern
from compliance.names.brackets import brackets, inside
from compliance.names.cell_parts import cell_parts
from compliance.names.party_words import is_no_party, is_only_form
from compliance.names.prepare import prepare_name

_LOOSE = " \t\r\n\u00a0,;:.-–—·•|/"
"""Signs that no name begins or ends with, but for the full stop of a legal form."""
# Asked of small letters: without regard to case it would take twice the time.
_MAY_HOLD = TextPattern(
    r"[(\[{（【［;；“\"«]|[./ -]aka|\ba[./]?k|known|formerly|\b[fdn][./]?[kb][./]?a\b|\bc/o\b| as "
    r"|alias|subordinate|affiliat|successor|sub-unit|subsidiar|including|behalf|care (?:of|$)"
    r"|wherever|address|[+=]\$?[a-z]{1,3}\$?\d"
)
# "PAEC", "CETC 13", "TsAGI", "RFNC-VNIIEF", "711 ABC": capitals, a number before or behind them.
_SHORT = TextPattern(r"(?:\d{1,4} )?[A-Z][A-Za-z&.]{1,9}(?:-[A-Z][A-Za-z]{1,9})?(?:[ -]?\d{1,4})?")
_BEFORE_SIGN = TextPattern(r"\s+(?=[,.;]|['’]s\b)")
# "Tactical Missile Corporation, “Central Design Bureau”"; one word in quotes is a brand.
_QUOTED = TextPattern(r"[“\"«]([^“”\"«»]+\s[^“”\"«»]+)[”\"»]\W*$")
# What a spreadsheet leaves of a formula: "LTD+B843:B853".
_CELLS = TextPattern(r"\s*[+=]\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?\s*$")
_FEWEST_CAPITALS = 2
_SHORTEST = 3
"""Letters of a short form: fewer are a country or a legal form."""
_FEWEST_LETTERS = 4
"""Letters of a name of one word in brackets."""


_SPELLING, _SAME = 60, 100
"""Likeness of two spellings of one word, in per cent."""


class _SecondNameWords(Struct, frozen=True):
    second: TextPattern
    other: TextPattern
    body: TextPattern
    including: TextPattern
    tail: TextPattern
    relation: TextPattern
    no_name: TextPattern
    remarks: frozenset[str]


def second_names(text: str) -> tuple[str, ...]:
    """The names that a published name holds, without repeats; none if it is nothing but a name.

    The text itself is none of them.
    """
    if not _MAY_HOLD.search(text.casefold()):
        return ()
    names: dict[str, None] = {}
    for name in _list_names(text):
        # The signs around a name go; the full stop of a legal form stays.
        bare = name.strip().lstrip(_LOOSE).removeprefix("and ")
        bare = bare.rstrip(_LOOSE.replace(".", "") + "(").removesuffix("., and")
        names[bare.removesuffix(" and").strip()] = None
    whole = prepare_name(text).full_text
    return tuple(
        name
        for name in names
        if not prepare_name(name).literal and prepare_name(name).full_text not in ("", whole)
    )


def _list_names(text: str) -> Iterator[str]:
    """Of a text that may name another body, or a body with what belongs to it."""
    words = _words()
    if body := words.body.search(text):
        yield from _several(text[body.end() :])
        return
    if including := words.including.search(text):
        yield from _several(text[: including.start()])
        yield from _several(text[including.end() :])
        return
    yield from _several(text)
    quoted = _QUOTED.search(text)
    if quoted and text[: quoted.start()].strip(_LOOSE) and not is_only_form(text[: quoted.start()]):
        yield quoted[1]


def _several(text: str) -> Iterator[str]:
    """The names between "a.k.a.", semicolons and the like, up to what is no name."""
    words = _words()
    text = _CELLS.sub("", text)
    if tail := words.tail.search(text):
        text = text[: tail.start()]
    if other := words.other.search(text):
        text = text[: other.start()]
    first, *others = _outside_brackets_parted(text, words.second)
    yield from _without_brackets(first)
    for name in others:
        for part in cell_parts(name) or (name,):
            yield from filter(_is_name, _without_brackets(part))


def _outside_brackets_parted(text: str, pattern: TextPattern) -> Iterator[str]:
    """The pieces between what a pattern matches outside of brackets."""
    spans = brackets(text)
    begin = 0
    for match in pattern.finditer(text):
        inner = any(start <= match.start() < end for start, end in spans)
        if not (inner or is_only_form(text[match.end() :])):
            yield text[begin : match.start()]
            begin = match.end()
    yield text[begin:]


def _without_brackets(text: str) -> Iterator[str]:
    """The name without its brackets, then the names that they give to a party."""
    words = _words()
    apart = [span for span in brackets(text) if not _is_part_of_name(text, *span)]
    cuts = [(0, 0), *apart, (len(text), len(text))]
    outside = " ".join(text[end:start].strip() for (_, end), (start, _) in pairwise(cuts))
    yield _BEFORE_SIGN.sub("", outside)
    for start, end in apart:
        held = inside(text, start, end)
        if second := words.second.match(held.lstrip()):
            yield from _several(held.lstrip()[second.end() :])
        elif _is_remark(held):
            continue
        elif behind := _cut_rest(text, end):
            yield _BEFORE_SIGN.sub("", f"{held} {behind}")  # "CSSC 713th Research Institute"
        else:
            # Another spelling of a word in the name is no name: "Lev Yershov (Ershov)".
            near = (fuzz.ratio(held.casefold(), word.casefold()) for word in text[:start].split())
            if held.isupper() or not any(_SPELLING <= likeness < _SAME for likeness in near):
                yield from filter(_is_name, _outside_brackets_parted(held, words.second))


def _is_part_of_name(text: str, start: int, end: int) -> bool:
    """Whether a bracket is part of the name: a place, or words amid it, unless short for it."""
    words, held = _words(), inside(text, start, end).strip(_LOOSE)
    if not held or words.second.match(held) or _is_remark(held):
        return False
    if words.no_name.match(held) or not text[:start].strip(_LOOSE):
        return True
    if is_short_for(held, text[:start]):
        return False
    if _cut_rest(text, end):
        return not (_is_short(held) and any(map(str.isdigit, _cut_rest(text, end))))
    return not _is_name(held)


def is_short_for(short: str, name: str) -> bool:
    """Whether a text is the initials of a name."""
    letters = "".join(filter(str.isalpha, short)).casefold()
    return len(letters) >= _SHORTEST and letters in prepare_name(name).initials


def _is_short(text: str) -> bool:
    """Whether a text looks like an abbreviation."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return (
        bool(_SHORT.fullmatch(text)) and len(letters) >= _SHORTEST and capitals >= _FEWEST_CAPITALS
    )


def _is_remark(held: str) -> bool:
    """Whether a bracket says what or whose the party is: "(Russian entity)", "(a unit of B)"."""
    words = _words()
    if words.relation.match(held):
        return True
    return held.split()[-1:] != [] and held.split()[-1].casefold() in words.remarks


def _cut_rest(text: str, end: int) -> str:
    """What of the name stands behind a bracket, legal forms and further brackets aside."""
    rest = text[end:]
    for start, _ in brackets(rest)[:1]:
        rest = rest[:start]
    rest = rest.strip(_LOOSE)
    return "" if not rest or is_only_form(rest) else rest


def _is_name(text: str) -> bool:
    """Whether a text can be a name: an abbreviation, several words, or one long enough."""
    if _words().no_name.match(text):
        return False
    if _is_short(text):
        return not is_no_party(f"{text} Ltd")
    letters = sum(map(str.isalpha, text))
    return letters >= _FEWEST_LETTERS and not is_no_party(text)


# --- Tables -----------------------------------------------------------------------------------


@cache
def _words() -> _SecondNameWords:
    data: Mapping[str, Mapping[str, Sequence[str]]] = read_data_tables(
        "names/data/second_names.toml"
    )
    letters = (
        rf"{word}\b|{'/'.join(word)}\b|" + r"\s?".join(rf"{letter}\." for letter in word) + "?"
        for word in data["second_name"]["letters"]
    )
    second = "|".join(
        (*letters, *(rf"{_make_pattern(word)}\b" for word in data["second_name"]["words"]))
    )
    return _SecondNameWords(
        second=TextPattern(
            rf"(?:[\s,;；-]+|^)(?:{second})[\s.,:;-]*|\s*[;；]\s*(?=\w)", re.IGNORECASE
        ),
        other=_pattern(data["with_another"]["words"], r"\s"),
        body=_pattern(data["another_body"]["words"], ""),
        including=_pattern(data["including"]["words"], r"\b"),
        tail=_pattern(data["tails"]["words"], ""),
        relation=_opening(data["relations"]["words"]),
        no_name=_opening(data["no_names"]["words"]),
        remarks=frozenset(str(data["remarks"]["words"]).split()),
    )


def _pattern(words: Sequence[str], border: str) -> TextPattern:
    return TextPattern(rf"[\s,;.]*(?:{_any(words)}){border}", re.IGNORECASE)


def _opening(words: Sequence[str]) -> TextPattern:
    """What a bracket begins with, to be matched at its start."""
    return TextPattern(rf"\W*(?:{_any(words)})(?!\w)", re.IGNORECASE)


def _any(words: Sequence[str]) -> str:
    return "|".join(map(_make_pattern, sorted(words, key=len, reverse=True)))


def _make_pattern(word: str) -> str:
    return r"\s+".join(map(re.escape, word.split()))
