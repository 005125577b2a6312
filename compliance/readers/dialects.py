"""Which character separates the cells of a text file: the one that cuts every line alike."""

import csv
from collections import Counter
from collections.abc import Iterator

DELIMITERS = (",", ";", "\t", "|")
"""Candidates; of equally good ones the first wins."""
NONE = "\x1f"
"""Stands for `no delimiter`: a plain list of names, whose commas belong to the names."""
SAMPLE_LINES = 200
EVEN_ENOUGH = 0.6
"""Share of the lines that must have the same number of cells."""


def declared(text: str) -> str:
    """Return the delimiter of Excel's `sep=;` first line, or the empty text."""
    first = text[:8].splitlines()[:1]
    line = first[0] if first else ""
    return line[4] if line.lower().startswith("sep=") and len(line) == 5 else ""


def sniff(text: str, preferred: str) -> str:
    """Return the delimiter of a text; `preferred` (the ending's own) wins when it cuts evenly."""
    lines = _sample(text)
    if _is_list_of_names(lines):
        return NONE
    scores = {delimiter: _evenness(lines, delimiter) for delimiter in DELIMITERS}
    if preferred and scores[preferred] >= EVEN_ENOUGH:
        return preferred
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best] >= EVEN_ENOUGH else _fallback(lines)


def _sample(text: str) -> list[str]:
    return text[: SAMPLE_LINES * 400].splitlines()[:SAMPLE_LINES]


def _evenness(lines: list[str], delimiter: str) -> float:
    """Share of filled lines with the commonest number of cells, 0 if that number is 1."""
    widths = Counter(width for width in _widths(lines, delimiter) if width)
    if not widths:
        return 0.0
    width, count = widths.most_common(1)[0]
    return count / widths.total() if width > 1 else 0.0


def _is_list_of_names(lines: list[str]) -> bool:
    """One name a line: the first line has no comma, and later ones only `Smith, Inc.`."""
    filled = [line for line in lines if line.strip()]
    if not filled or any(mark in line for line in filled for mark in ('"', ";", "\t", "|")):
        return False
    commas = sum(line.count(",") for line in filled)
    return "," not in filled[0] and commas == sum(line.count(", ") for line in filled)


def _widths(lines: list[str], delimiter: str) -> Iterator[int]:
    try:
        yield from map(len, csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return


def _fallback(lines: list[str]) -> str:
    """Uneven lines: trust the first line that holds a delimiter, if it is the first of all."""
    first = next((line for line in lines if line.strip()), "")
    best = max(DELIMITERS, key=first.count)
    return best if first.count(best) else NONE
