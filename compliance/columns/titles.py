"""Titles above a table or form: texts of words for it, for headers, of numbers and dates."""

from compliance.columns import content
from compliance.columns.labels import is_label, is_unit, may_be_name
from compliance.columns.vocabulary import explain_title


def is_title_text(text: str) -> bool:
    """Whether every word of a cell is one of titles or headers, a number or a date.

    `Supplier list 2026` is a title; `Supplier list Alpha` may name a party.
    """
    if content.is_value(text) or is_unit(text):
        return True
    titles, unknown = explain_title(text)
    return not unknown and (titles > 0 or (is_label(text) and not may_be_name(text)))
