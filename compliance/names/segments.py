"""Cutting text that is written without spaces into words that a lexicon knows and the rest."""

from collections.abc import Iterator, Mapping


def cut(text: str, lexicon: Mapping[str, str], longest: int) -> Iterator[tuple[str, str | None]]:
    """Longest lexicon words from the left, each with its meaning; what lies between has none."""
    start = at = 0
    while at < len(text):
        word = _longest_word(text, at, lexicon, longest)
        if word:
            if start < at:
                yield text[start:at], None
            yield word, lexicon[word]
            start = at + len(word)
        at += len(word) or 1
    if start < len(text):
        yield text[start:], None


def _longest_word(text: str, at: int, lexicon: Mapping[str, str], longest: int) -> str:
    for length in range(min(longest, len(text) - at), 0, -1):
        if text[at : at + length] in lexicon:
            return text[at : at + length]
    return ""
