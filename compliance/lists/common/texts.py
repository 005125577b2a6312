"""Pure: a publisher's own words, which stay as they are; only white space is folded."""

from collections.abc import Iterable

from compliance.model.text_pattern import TextPattern

NUMBERED = TextPattern(r"\(\d+\)(?: ?- ?\(\d+\))?")


# --- Names ------------------------------------------------------------------------------------


def fold_spaces(text: str | None) -> str:
    """The text with runs of white space as one space; empty for none."""
    return " ".join((text or "").split())


def join_texts(parts: Iterable[str | None], by: str = " ") -> str:
    """The parts that say something, folded and joined."""
    return by.join(filter(None, map(fold_spaces, parts)))


def part_numbered(text: str) -> list[str]:
    """The values of a cell that numbers them: `(1) Tunis (2)-(3) -` is Tunis alone."""
    return [part for part in map(fold_spaces, NUMBERED.split(text)) if part.strip("- ")]


def label_texts(pairs: Iterable[tuple[str, str | None]]) -> tuple[str, ...]:
    """`Label: text` for every text that says something, each once, in order."""
    said = ((label, fold_spaces(text)) for label, text in pairs)
    return tuple(dict.fromkeys(f"{label}: {text}" for label, text in said if text))
