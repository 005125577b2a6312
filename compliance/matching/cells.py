"""What is asked of one cell: its whole text, and the names that stand in it beside others.

A cell may hold several parties, or one with its address (`names.cell_parts`,
`name_and_address`). The whole is always asked, so that a name which looks like several loses
nothing; of the parts those that name somebody. The best answer of all counts. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from compliance.matching import scoring, vessels
from compliance.matching.name_and_address import is_address, names_before_address
from compliance.matching.person_tables import is_known
from compliance.matching.term_weights import ordinary_words
from compliance.names import PreparedName, prepare_name
from compliance.names.alternatives import read_alternatives
from compliance.names.cell_parts import cell_parts
from compliance.names.clean import has_han
from compliance.names.party_words import SHORTEST_WORD, is_no_party, words_of_party

MOST_PARTS = 50
"""Parts of one cell that are asked; a cell with more is a list in a cell, and that is told."""
_MOST_LOOKED_AT = 200
"""Parts of which it is looked at whether they name somebody; the others are taken to do so."""


@dataclass(frozen=True, slots=True)
class CellReading:
    """One way to read a cell, or a part of it."""

    name: PreparedName
    part: str = ""
    """The part as it stands in the cell; empty for the whole."""


@dataclass(frozen=True, slots=True)
class AskedParts:
    """The parts of a cell that are asked."""

    parts: tuple[str, ...] = ()
    """In their order, without repeats; without the whole text."""
    left_out: int = 0
    """Parts beyond the most that are asked of one cell."""


def read_cell(text: str) -> tuple[CellReading, ...]:
    """All that is asked of a cell: the readings of the whole text first, then of each part."""
    found = [CellReading(name) for name in _readings(text)]
    for part in asked_parts(text).parts:
        found += (CellReading(name, part) for name in _readings(part))
    return tuple(found)


def least_score(part: str) -> float:
    """The least score that counts for a part of a cell; 0 for the whole (`part` is empty).

    A part is asked for what must be looked at. Weaker likenesses, which are shown when somebody
    asks for them, are those of the whole cell.
    """
    return scoring.REVIEW_FROM if part else 0.0


@lru_cache(maxsize=1 << 12)
def asked_parts(text: str) -> AskedParts:
    """The parts of a cell that are asked beside the whole; none for a cell that is one name."""
    several = cell_parts(text)
    parts = ("", *several[:_MOST_LOOKED_AT])
    names = dict.fromkeys(chain.from_iterable(_with_names(text, part) for part in parts))
    asked = [part for part in names if part != text and _names_somebody(part)]
    left_out = len(asked[MOST_PARTS:]) + len(several[_MOST_LOOKED_AT:])
    return AskedParts(tuple(asked[:MOST_PARTS]), left_out)


def _with_names(text: str, part: str) -> Iterator[str]:
    """A part, and what of it stands before its address; the whole text for an empty part."""
    if part:
        yield part
    yield from names_before_address(part or text)


def _names_somebody(part: str) -> bool:
    """Whether a part is a question: one of a single ordinary word, or an address, is none."""
    if is_no_party(part) or is_address(part):
        return False
    words = words_of_party(part)
    if len(words) > 1 or prepare_name(part).legal:
        return True
    return any(map(_tells, words)) or (has_han(part) and len(words) > 0)


def _tells(word: str) -> bool:
    known = word in ordinary_words()[0] or is_known(word)
    return len(word) >= SHORTEST_WORD and not known


def _readings(text: str) -> tuple[PreparedName, ...]:
    """What a text may be read as; the name of a ship also without "M/V" and the like."""
    found, bare = read_alternatives(text), vessels.bare_name(text)
    return found if bare == text else (*found, prepare_name(bare))
