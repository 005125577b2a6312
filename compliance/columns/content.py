"""What a cell or a column is by what stands in it, where the header is silent or says only half."""

import re
from collections.abc import Sequence

from compliance.columns.vocabulary import LEGAL_FORMS, UNSPACED, fold
from compliance.model import Row
from compliance.model.text_pattern import TextPattern
from compliance.names.countries import whole_country_code

SAMPLE = 500
"""Rows that are looked at."""
COMPANIES_FROM = 0.1
"""Share of cells with a legal form from which a column is taken for names of companies."""
NAMES_FROM = 0.7
"""Share of cells that look like names from which a column is taken for names."""
COUNTRIES_FROM = 0.8
LONGEST_COUNTRY = 60
MOST_COUNTRY_WORDS = 3
"""Words of a cell of names that is looked up as a country (`United Arab Emirates`)."""
CODES_FROM = 0.8
DISTINCT_FROM = 0.5
DIGITS_BELOW = 0.4
"""Share of cells with a digit below which a column may be names: streets have numbers."""
MANY_CELLS = 10
"""Cells from which on the same few again and again are no names."""
LEAST_NAMES = 2
LONGEST_NAME = 150
"""Characters; longer cells are prose."""
MOST_WORDS = 14
SENTENCE_WORDS = 6
"""Words from which a text that ends with a full stop, or is written small, is a sentence."""
FORM_SIGNS = tuple(filter(UNSPACED.search, LEGAL_FORMS))
FORM_WORDS = LEGAL_FORMS.difference(FORM_SIGNS)
LETTER = TextPattern(r"[^\W\d_]")
DIGIT = TextPattern(r"\d")
ADDRESS = TextPattern(r"\S+@\S+\.\S+|(?:https?://|www\.)\S+", re.IGNORECASE)
"""An e-mail or web address."""
NUMBER = TextPattern(r"[\W\d_]*\d[\W\d_]*(?:(?<=\s)[A-Z]{3})?")
"""A number, signs around it and a currency behind a space: `1.234,50 EUR`; 3ECO is a company."""
TRUTH_VALUES = frozenset(("TRUE", "FALSE"))
DATE = TextPattern(r"\d{1,4}[-./ ](?:\d{1,2}|[^\W\d_]{3,9})[-./ ]\d{1,4}(?:[ T]\d{1,2}:.*)?")


def sample_cells(rows: Sequence[Row], position: int) -> list[str]:
    """Return the filled cells of one column, from the first rows only."""
    cells = (row.cells[position].strip() for row in rows[:SAMPLE] if position < len(row.cells))
    return [text for text in cells if text]


def are_codes(column: Sequence[str], least: int = 1) -> bool:
    """Whether nearly all cells, `least` or more, are numbers or keys (`100017`, `C-0042`)."""
    return len(column) >= least and sum(map(is_code, column)) >= CODES_FROM * len(column)


def are_companies(column: Sequence[str]) -> bool:
    """Whether enough cells hold a legal form (Ltd, GmbH, ООО, 公司) or the like."""
    found = sum(map(has_legal_form, column))
    return found >= max(1, COMPANIES_FROM * len(column))


def are_countries(column: Sequence[str]) -> bool:
    """Whether nearly all cells are country names or codes."""
    texts = set(column)
    if not texts or any(len(text) > LONGEST_COUNTRY or DIGIT.search(text) for text in texts):
        return False
    return sum(map(is_country, texts)) >= COUNTRIES_FROM * len(texts)


def are_texts(column: Sequence[str]) -> bool:
    """Whether the cells are mostly different texts, as in a plain list of names."""
    texts = {text for text in column if len(LETTER.findall(text)) > 1}
    return len(texts) >= max(LEAST_NAMES, DISTINCT_FROM * len(column))


def are_names(column: Sequence[str]) -> bool:
    """Whether the cells look like names of parties: mostly different, capital letters, no prose.

    Streets, e-mail addresses, dates, keys, countries and the same few words again are none.
    """
    if not column or are_countries(column):
        return False
    distinct = set(column)
    digits = sum(bool(DIGIT.search(text)) for text in distinct)
    # A name begins with a capital, if it can. Most cells must, and one less; of one or two all.
    least = max(min(len(distinct), LEAST_NAMES), NAMES_FROM * len(distinct) - 1)
    return (
        (len(column) < MANY_CELLS or len(distinct) >= DISTINCT_FROM * len(column))
        and digits < DIGITS_BELOW * len(distinct) + 1
        and least
        <= sum(may_be_party(text) and not LETTER.findall(text)[0].islower() for text in distinct)
    )


def may_be_party(text: str) -> bool:
    """Whether one cell may name a party: it has letters, and is no value, country or sentence.

    Prose is too long for a name, or a sentence by its end or its small letters.
    """
    if len(LETTER.findall(text)) < 2 or is_value(text) or is_country(text):
        return False
    words = text.split()
    if len(text) > LONGEST_NAME or len(words) > MOST_WORDS:
        return False
    if len(words) < SENTENCE_WORDS or has_legal_form(text):
        return True
    small = sum(word[0].islower() for word in words)
    return not text.rstrip().endswith((".", "!", "?")) and 2 * small <= len(words)


def is_value(text: str) -> bool:
    """Whether a text is a number, date, key, e-mail or web address: never a name by itself."""
    stripped = text.strip()
    if " " not in stripped and (
        stripped in TRUTH_VALUES or ADDRESS.fullmatch(stripped) or is_code(stripped)
    ):
        return True
    return bool(NUMBER.fullmatch(stripped) or DATE.fullmatch(stripped))


def may_be_no_name(text: str) -> bool:
    """Whether what stands in a column of names is a value or a country."""
    return is_value(text) or (text.count(" ") < MOST_COUNTRY_WORDS and is_country(text.strip()))


def is_sum(label: str, cells: Sequence[str]) -> bool:
    """Whether there are numbers beside a word for a total, and nothing else."""
    others = [cell for cell in map(str.strip, cells) if cell not in ("", label)]
    return bool(others) and all(map(NUMBER.fullmatch, others))


def is_code(text: str) -> bool:
    """Whether a text is a number or key: one word of more digits than letters."""
    if " " in text:
        return False
    digits = len(DIGIT.findall(text))
    return digits > 0 and digits >= len(LETTER.findall(text))


def is_country(text: str) -> bool:
    """Whether a text is known as a country or the like (`HK`); parts of one have longer codes."""
    fits = 1 < len(text) <= LONGEST_COUNTRY and not DIGIT.search(text)
    return fits and bool(whole_country_code(text))


def has_legal_form(text: str) -> bool:
    """Whether a text ends with a legal form behind at least one other word."""
    words = fold(text).split()
    ends = {" ".join(words[-size:]) for size in (1, 2, 3, 4) if len(words) > size}
    return bool(ends & FORM_WORDS) or any(sign in text for sign in FORM_SIGNS)
