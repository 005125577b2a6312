"""The names that stand in a cell: in one that is asked, and in the names of a listed entry.

A cell may hold several parties, or one with its address (`names.cell_parts`). The whole is always
asked, so that a name which looks like several loses nothing; of the parts those that name somebody.
The best answer of all counts.

A published name may hold a second one (`names.second_names`). It is compared like an alias, but a
match names what is published; the evidence says which part of it was compared. Pure.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from compliance.matching import scoring
from compliance.matching.identifiers import IMO_NUMBER
from compliance.matching.parameters import read_count
from compliance.matching.people.person_tables import is_known
from compliance.matching.postal.address_beginnings import is_address, names_before_address
from compliance.matching.postal.addresses import is_address_entry
from compliance.matching.term_weights import ordinary_words
from compliance.model import ListEntry, Name, NameKind, PartyKind
from compliance.model.text_pattern import TextPattern
from compliance.names import PreparedName, prepare_name
from compliance.names.alternatives import read_alternatives
from compliance.names.bounds import LONGEST_TEXT, cut_cell, cut_text
from compliance.names.cell_parts import cell_parts, is_one_name
from compliance.names.clean import has_han
from compliance.names.party_words import SHORTEST_WORD, is_no_party, words_of_party
from compliance.names.second_names import second_names

# --- What is asked of a cell ------------------------------------------------------------------


_DIGIT = TextPattern(r"\d")
MOST_PARTS = read_count("cells.most_parts")
_MOST_LOOKED_AT = read_count("cells.most_looked_at")


class CellReading(Struct, frozen=True):
    """One way to read a cell, or a part of it."""

    name: PreparedName
    part: str = ""
    """The part as it stands in the cell; empty for the whole."""


class AskedParts(Struct, frozen=True):
    """The parts of a cell that are asked."""

    parts: tuple[str, ...] = ()
    """In their order, without repeats; without the whole text."""
    left_out: int = 0
    """Parts beyond the most that are asked of one cell."""
    has_long: bool = False
    """Whether a name in it, which may be the whole cell, is longer than what is compared."""


_NO_PARTS = AskedParts()


def read_cell(text: str) -> tuple[CellReading, ...]:
    """All that is asked of a cell: the readings of the whole text first, then of each part."""
    readings = [CellReading(name) for name in _readings(text)]
    for part in asked_parts(text).parts:
        readings += (CellReading(name, part) for name in _readings(part))
    return tuple(readings)


def least_score(part: str) -> float:
    """The least score that counts for a part of a cell; 0 for the whole (`part` is empty).

    A part is asked for what must be looked at. Weaker likenesses, which are shown when somebody
    asks for them, are those of the whole cell.
    """
    return scoring.REVIEW_FROM if part else 0.0


def asked_parts(text: str) -> AskedParts:
    """The parts of a cell that are asked beside the whole; none for a cell that is one name."""
    return _find_asked_parts(cut_cell(text))


@lru_cache(maxsize=1 << 12)
def _find_asked_parts(text: str) -> AskedParts:
    if len(text) <= LONGEST_TEXT and _is_only_name(text):
        return _NO_PARTS
    parts = cell_parts(text)
    # What stands before the address of the whole text, then each part and what precedes its own.
    names = dict.fromkeys(names_before_address(text))
    for part in parts[:_MOST_LOOKED_AT]:
        names |= dict.fromkeys((part, *names_before_address(part)))
    asked = []
    for part in names:
        if part == text or is_no_party(part) or is_address(part):
            continue
        # A part is a question; one of a single ordinary word is none.
        words = words_of_party(part)
        if (
            len(words) > 1
            or prepare_name(part).legal
            or (words and has_han(part))
            or any(
                len(word) >= SHORTEST_WORD and not (word in ordinary_words()[0] or is_known(word))
                for word in words
            )
        ):
            asked.append(part)
    left_out = len(asked[MOST_PARTS:]) + len(parts[_MOST_LOOKED_AT:])
    # A part that is longer than what is compared may have parts of its own.
    has_long = any(len(part) > LONGEST_TEXT and not cell_parts(part) for part in parts or (text,))
    return AskedParts(tuple(asked[:MOST_PARTS]), left_out, has_long)


def _is_only_name(text: str) -> bool:
    """Whether a text has no sign of a second party or of an address: most have none."""
    return is_one_name(text) and not (_DIGIT.search(text) or has_han(text))


def _readings(text: str) -> tuple[PreparedName, ...]:
    """What a text may be read as; the name of a ship also without "M/V" and the like."""
    text = cut_text(text)
    names, bare = read_alternatives(text), bare_name(text)
    return names if bare == text else (*names, prepare_name(bare))


# --- Names of a listed entry ------------------------------------------------------------------


# What ships' names begin with: motor vessel, motor tanker, steamship, liquefied gas carrier, ...
_PREFIX = TextPattern(
    r"^\W*(?:(?:M\W?V|M\W?T|S\W?S|M\W?S|F\W?V|R\W?V|T\W?T|M\W?Y|S\W?Y|LPG/?C?|LNG/?C?|DSV|VLCC"
    r"|MOTOR (?:VESSEL|TANKER)|OIL TANKER|TANKER|VESSEL|SHIP)\b[\s.:]+)+(?=\w{2})",
    re.IGNORECASE,
)


def bare_name(raw: str) -> str:
    """A ship's name without "M/V" and the like and without its IMO number, if anything is left."""
    bare = _PREFIX.sub("", IMO_NUMBER.sub(" ", raw)).strip()
    return bare if any(map(str.isalnum, bare)) else raw


def named_by(entry: ListEntry) -> tuple[Name, ...]:
    """The names that a party can have in common with the entry: those of an address are none."""
    return () if is_address_entry(entry) else with_second_names(entry.names)


def with_second_names(names: Sequence[Name]) -> tuple[Name, ...]:
    """The names as published, then those that they hold and that are not published alone.

    A second name is an alias; a weak one, if it stands in a weak one.
    """
    held = [(name, text) for name in names for text in second_names(name.text)]
    known = {name.text.casefold() for name in names} if held else set()
    seconds: list[Name] = []
    for name, text in held:
        if text.casefold() not in known:
            known.add(text.casefold())
            kind = NameKind.WEAK_ALIAS if name.kind is NameKind.WEAK_ALIAS else NameKind.ALIAS
            seconds.append(Name(text=text, kind=kind, source=name.source))
    return (*names, *seconds)


def published_name(entry: ListEntry, name: Name) -> Name:
    """The published name that one of `with_second_names` is, or stands in."""
    if name in entry.names:
        return name
    holders = (holder for holder in entry.names if name.text in second_names(holder.text))
    return next(holders, name)


CRAFT = (PartyKind.VESSEL, PartyKind.AIRCRAFT)


def listed_text(text: str, kind: PartyKind) -> str:
    """What of a listed name is compared."""
    return bare_name(text) if kind in CRAFT else text


def asked_readings(text: str) -> tuple[PreparedName, ...]:
    """What an asked cell may be read as: its whole text first, then its parts."""
    return tuple(reading.name for reading in read_cell(text))


EntryNames = Sequence[tuple[Name, PreparedName]]
"""The names of one entry that take part in matching, as published and ready to be compared."""


def prepare_names(entry: ListEntry) -> EntryNames:
    """The names of an entry, made ready; none where it is only an address."""
    return [(name, prepare_name(listed_text(name.text, entry.kind))) for name in named_by(entry)]


def is_spelled_out(name: PreparedName, entry: ListEntry) -> bool:
    """Whether a name of an entry is one word: the first letters of another name of the entry."""
    if len(name.tokens) != 1:
        return False
    others = (prepare_name(listed_text(other.text, entry.kind)) for other in named_by(entry))
    return any(name.tokens[0] in other.initials for other in others)
