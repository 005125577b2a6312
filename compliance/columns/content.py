"""What a column is by what stands in it, where the header is silent or names only half of it."""

import re
from collections.abc import Iterator, Sequence

from rigour.territories import lookup_territory

from compliance.columns.vocabulary import LEGAL_FORMS, UNSPACED, fold
from compliance.model import Row

SAMPLE = 500
"""Rows that are looked at."""
NAMES_FROM = 0.1
"""Share of cells with a legal form from which a column is taken for names of companies."""
COUNTRIES_FROM = 0.8
LONGEST_COUNTRY = 60
CODES_FROM = 0.8
DISTINCT_FROM = 0.5
LEAST_NAMES = 2
FORM_WORDS = frozenset(form for form in LEGAL_FORMS if not UNSPACED.search(form))
FORM_SIGNS = tuple(form for form in LEGAL_FORMS if UNSPACED.search(form))
LETTER = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")


def sample_cells(rows: Sequence[Row], position: int) -> list[str]:
    """Return the filled cells of one column, from the first rows only."""
    return [text for text in _column(rows, position) if text]


def _column(rows: Sequence[Row], position: int) -> Iterator[str]:
    for row in rows[:SAMPLE]:
        if position < len(row.cells):
            yield row.cells[position].strip()


def are_codes(column: Sequence[str], least: int = 1) -> bool:
    """Whether nearly all cells, `least` or more, are numbers or keys (`100017`, `C-0042`)."""
    return len(column) >= least and sum(map(_is_code, column)) >= CODES_FROM * len(column)


def are_companies(column: Sequence[str]) -> bool:
    """Whether enough cells hold a legal form (Ltd, GmbH, ООО, 公司) or the like."""
    found = sum(map(_has_legal_form, column))
    return found >= max(1, NAMES_FROM * len(column))


def are_countries(column: Sequence[str]) -> bool:
    """Whether nearly all cells are country names or codes."""
    texts = set(column)
    if not texts or any(len(text) > LONGEST_COUNTRY or DIGIT.search(text) for text in texts):
        return False
    return sum(map(_is_country, texts)) >= COUNTRIES_FROM * len(texts)


def are_texts(column: Sequence[str]) -> bool:
    """Whether the cells are mostly different texts, as in a plain list of names."""
    texts = {text for text in column if len(LETTER.findall(text)) > 1}
    return len(texts) >= max(LEAST_NAMES, DISTINCT_FROM * len(column))


def _is_code(text: str) -> bool:
    letters, digits = len(LETTER.findall(text)), len(DIGIT.findall(text))
    return digits > 0 and digits >= letters and " " not in text


def _is_country(text: str) -> bool:
    """Whether rigour knows it as a country or the like (`HK`); its parts have longer codes."""
    territory = lookup_territory(text) if len(text) > 1 else None
    return territory is not None and len(territory.code) == 2


def _has_legal_form(text: str) -> bool:
    words = fold(text).split()
    ends = {" ".join(words[-size:]) for size in (1, 2, 3, 4) if len(words) > size}
    return bool(ends & FORM_WORDS) or any(sign in text for sign in FORM_SIGNS)
