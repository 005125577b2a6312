"""What proves that a cell heads a column or a value, and is no party.

A cell is a *label* when every word of it is explained by the vocabulary: one that is no label may
be a party. Some labels are what companies are called by as well (Carrier, Bank): alone they prove
nothing. A *heading* is a label that nobody and nothing below a header is called by (Name, Country).
"""

from collections.abc import Sequence

from compliance.columns import content
from compliance.columns.meaning import ATTRIBUTES, OTHER, read_meaning
from compliance.columns.roles import PARTY_ROLES
from compliance.columns.vocabulary import (
    ALSO_NAMES,
    LONGEST_HEADER,
    UNITS,
    explain,
    find_languages,
    fold,
    may_explain,
)
from compliance.model.text_pattern import TextPattern

IDENTIFIER_LIKE = TextPattern(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+")
"""A field name such as `vendor_ref`: nobody's name is written with underscores."""
NUMBER_LIKE = TextPattern(r"[\d.,+\- ]*")
"""No word and no unit; most cells of a ledger that are no text."""
LABEL_END = TextPattern(r"[:：*]\s*$")
"""`Supplier name:` is a label, whatever its words."""


def is_label(text: str) -> bool:
    """Whether a cell is a header beyond doubt: every word is one of headers, or it is a unit.

    `Country Garden` and `Bank of China` are none: they have words that no header has.
    """
    if LABEL_END.search(text[-LONGEST_HEADER:]):
        return True
    if len(text) > LONGEST_HEADER or NUMBER_LIKE.fullmatch(text) or not may_explain(text):
        return False
    if IDENTIFIER_LIKE.fullmatch(text.strip()) or is_unit(text):
        return True
    words = explain(text)
    is_explained = bool(words.roles) and not words.unknown and not words.guessed
    return is_explained and not (words.glue and may_be_name(text))


def may_be_name(text: str) -> bool:
    """Whether a label may be what a company is called by: `Carrier`, `First Bank`, `Day Bank`.

    A label that says `name`, an attribute (`Country`) or a role and nothing else (`Customer`,
    `End user`) is none.
    """
    key = fold(text) if len(text) <= LONGEST_HEADER else ""
    if key in ALSO_NAMES:
        return True
    words = explain(text)
    roles = set(words.roles)
    if "name_word" in roles or not roles & (PARTY_ROLES | {"weak"}):
        return False
    if roles & set(ATTRIBUTES) - {"id"}:
        return False
    return len(words.roles) + words.glue > 1 and bool(roles & {"name", "bank", OTHER, "weak"})


def is_unit(text: str) -> bool:
    """Whether a cell is a unit or a format below a header: `EUR`, `[kg]`, `%`."""
    if len(text) > LONGEST_HEADER:
        return False
    stripped = text.strip().strip("[]()")
    return stripped in ("%", "€", "$", "£", "¥") or fold(stripped) in UNITS


def is_pure(text: str) -> bool:
    """Whether a label says what no party and no role column says: `name`, `Country`, `EUR`."""
    if is_unit(text):
        return True
    meaning = read_meaning(text)
    is_numbered = any(map(str.isdigit, text))  # "Address 15" is on the Entity List
    if is_numbered or may_be_name(text):
        return False
    several = len(set(explain(text).roles) - {"id"}) > 1  # State Street is a bank
    return meaning.named or not (meaning.is_party or several)


def is_heading(text: str) -> bool:
    """Whether a cell says what no party, no role, no state and no country is called by."""
    pure = bool(text) and is_pure(text) and not content.is_country(text)
    return pure and read_meaning(text).role not in ("", OTHER)


def share_language(cells: Sequence[str]) -> bool:
    """Whether there is a language that all labels are of: a company is called Neve."""
    languages = find_languages(cells[0])
    for text in cells[1:]:
        languages &= find_languages(text)
    return bool(languages)
