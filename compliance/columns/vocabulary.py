"""What a header says: its words, looked up in `vocabulary.toml`, the one data file read here.

A header is folded (case, accents, punctuation), split at `camelCase` and before a number at its end
(`NAME2`), and then explained piece by piece with the longest known phrase first. A word that is no
entry may still be several glued together (`Lieferantenname`, `收货人名称`); only a word that is
explained to its end counts.
"""

import unicodedata
from collections.abc import Container, Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain

from msgspec import Struct

from compliance.model.program_data import read_data_tables
from compliance.model.text_pattern import TextPattern

LONGEST_HEADER = 80
"""Characters; longer cells are prose or data, not headers."""
LONGEST_PHRASE = 6
"""Words in the longest phrase of the vocabulary."""
SHORTEST_SURE_PIECE = 3
"""Letters of a glued piece that proves something: `in` + `tel` is a company as well (Intel)."""
UNFOLDED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "#": " no "}
)
CAMEL = TextPattern(r"(?<=[a-zà-ÿ])(?=[A-Z][a-zà-ÿ]|[A-Z]{2,3}$)")
NOT_WORD = TextPattern(r"[\W_]+")
NUMBERED = TextPattern(r"([^\W\d_]{2,})(\d{1,2})")
UNSPACED = TextPattern("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts that run words together: kana, Han, Hangul."""
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


class Words(Struct, frozen=True, kw_only=True):
    """What the words of one header are."""

    roles: tuple[str, ...] = ()
    """Names of the vocabulary's tables, in the order of the words; `glue` left out."""
    unknown: int = 0
    """Words that the vocabulary does not explain."""
    guessed: int = 0
    """Words that are explained by pieces too short to prove anything."""
    glue: int = 0
    """Words that say nothing (`of`, `the`, `first`)."""


def fold(text: str) -> str:
    """Return the text without case, accents and punctuation: words with single spaces."""
    if text.isascii():
        if text.islower() and text.replace(" ", "").isalnum():  # as most of the vocabulary
            return " ".join(text.split())
        return NOT_WORD.sub(" ", CAMEL.sub(" ", text).lower().replace("#", " no ")).strip()
    lower = CAMEL.sub(" ", unicodedata.normalize("NFKC", text)).casefold().translate(UNFOLDED)
    spread = unicodedata.normalize("NFKD", lower)
    bare = "".join([char for char in spread if not unicodedata.combining(char)])
    return NOT_WORD.sub(" ", unicodedata.normalize("NFC", bare).casefold()).strip()


def list_first_words(phrases: Iterable[str]) -> frozenset[str]:
    """Return the first words of folded phrases."""
    return frozenset(phrase.split()[0] for phrase in phrases)


def may_begin(text: str, words: Container[str]) -> bool:
    """Return whether the folded text may begin with one of the words; False is certain.

    Told by its first word alone, where folding does no more to that than make it small: most texts
    are names, and are known for none of a table by that, in a tenth of the time.
    """
    first = find_first_word(text)
    return not first or first in words


def find_first_word(text: str) -> str:
    """Return the first folded word; empty where more than that must be folded to tell."""
    first = text.split(None, 1)[0] if text and not text.isspace() else ""
    is_plain = first.isalnum() and first.isascii()
    if not is_plain or not (first.istitle() or first.isupper() or first.islower()):
        return ""
    return first.lower()


@cache
def load() -> dict[str, dict[str, list[str]]]:
    """Return the data file: table -> language -> words."""
    return read_data_tables("columns/vocabulary.toml")


def fold_table(table: dict[str, list[str]]) -> frozenset[str]:
    """Return the words of a table in all languages, folded; umlauts also as two letters."""
    words = set(chain(*table.values()))
    words |= {word.translate(UMLAUTS) for word in words if not word.isascii()}
    return frozenset(filter(None, map(fold, words)))


@cache
def list_languages() -> dict[str, frozenset[str]]:
    """Return folded phrase -> the languages that have it; those of no language are of all."""
    found: dict[str, set[str]] = {}
    for table in load().values():
        for language, words in table.items():
            for phrase in fold_table({language: words}):
                found.setdefault(phrase, set()).add(language)
    return {
        phrase: ALL_LANGUAGES if NO_LANGUAGE & languages else frozenset(languages)
        for phrase, languages in found.items()
    }


NO_LANGUAGE = frozenset(("systems", "odd", "more", "mehr", "any"))
"""Lines of the data file that are of no language."""
ALL_LANGUAGES = frozenset(chain.from_iterable(load().values())) - NO_LANGUAGE
TABLES = {role: fold_table(table) for role, table in load().items()}
"""Role or word kind -> folded phrases."""
LEGAL_FORMS = TABLES.pop("company_suffix")
TOTALS = TABLES.pop("total")
TITLE_WORDS = TABLES.pop("title")
UNITS = TABLES.pop("unit")
ALSO_NAMES = TABLES.pop("also_a_name")
PHRASES = dict.fromkeys(sorted(TABLES["glue"]), "glue") | {
    phrase: role for role in reversed(TABLES) for phrase in sorted(TABLES[role]) if role != "glue"
}
"""Folded phrase -> role; the first table of the file that has a phrase wins, `glue` comes last."""


UNIT_STARTS = list_first_words(UNITS)
TOTAL_STARTS = list_first_words(TOTALS)
KNOWN_WORDS = frozenset(word for phrase in PHRASES for word in phrase.split())


def split_words(header: str) -> list[str]:
    """Return the folded words of a header, numbers at their ends apart: `CODE1` is `code 1`."""
    words: list[str] = []
    for word in fold(header).split():
        numbered = None if word in KNOWN_WORDS else NUMBERED.fullmatch(word)
        words += numbered.groups() if numbered else (word,)
    return words


def find_languages(header: str) -> frozenset[str]:
    """Return the languages that all words of a header are of; all for words of none."""
    words = split_words(header)
    found, at = ALL_LANGUAGES, 0
    while at < len(words):
        _, size, _ = _phrase(words, at)
        found &= list_languages().get(" ".join(words[at : at + size]), ALL_LANGUAGES)
        at += size
    return found


@lru_cache(maxsize=1 << 11)
def explain(header: str) -> Words:
    """Return what each word of a header is."""
    if len(header) > LONGEST_HEADER:
        return Words(unknown=1)
    roles: list[str] = []
    unknown = guessed = glue = at = 0
    words = split_words(header)
    while at < len(words):
        found, used, sure = _phrase(words, at)
        unknown += 0 if found or words[at].isdigit() else 1
        guessed += not sure
        glue += found.count("glue")
        roles.extend(role for role in found if role != "glue")
        at += used
    return Words(roles=tuple(roles), unknown=unknown, guessed=guessed, glue=glue)


def may_explain(text: str) -> bool:
    """Return whether all words of a header may be explained; False is certain."""
    first = find_first_word(text)
    return not first or _is_explained(first)


@lru_cache(maxsize=1 << 14)
def _is_explained(word: str) -> bool:
    """Whether a word may be one of a phrase, a unit or a number, or be glued together of such."""
    return bool(
        word in KNOWN_WORDS
        or NUMBERED.fullmatch(word)
        or word.isdigit()
        or word in UNIT_STARTS
        or _split_glued(word)
    )


def explain_title(text: str) -> tuple[int, int]:
    """Return how many words of a text are words of titles, and how many nobody explains.

    Words of headers, numbers and dates are neither.
    """
    if len(text) > LONGEST_HEADER:
        return 0, 1
    titles = unknown = at = 0
    words = fold(text).split()
    while at < len(words):
        size = find_longest_phrase(words, at, TITLE_WORDS)
        if size:
            titles += 1
        else:
            word = words[at]
            found, size, sure = _phrase(words, at)
            # Words of headers with a word of titles behind (`Kundenliste`).
            cuts = (cut for cut in range(2, len(word)) if not found and word[cut:] in TITLE_WORDS)
            is_glued = any(word[:cut] in PHRASES or _split_glued(word[:cut]) for cut in cuts)
            titles += is_glued
            unknown += not ((found and sure) or is_glued or any(map(str.isdigit, word)))
        at += size
    return titles, unknown


def find_longest_phrase(words: Sequence[str], at: int, phrases: Container[str]) -> int:
    """How many words the longest phrase takes that starts at a word; 0 for none."""
    longest = min(LONGEST_PHRASE, len(words) - at)
    return next((n for n in range(longest, 0, -1) if " ".join(words[at : at + n]) in phrases), 0)


def _phrase(words: list[str], at: int) -> tuple[tuple[str, ...], int, bool]:
    """Roles of the longest phrase from a word on, how many words it takes, whether it is sure."""
    for size in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
        role = PHRASES.get(" ".join(words[at : at + size]))
        if role:
            return (role,), size, True
    if words[at] in UNITS:
        return ("glue",), 1, True
    pieces = _split_glued(words[at])
    sure = all(len(piece) >= SHORTEST_SURE_PIECE or UNSPACED.search(piece) for piece in pieces)
    return tuple(PHRASES[piece] for piece in pieces), 1, sure


def _split_glued(word: str) -> tuple[str, ...]:
    """Phrases that a word is glued together of; none unless they make up all of it."""
    shortest = 1 if UNSPACED.search(word) else 2
    pieces: list[str] = []
    while word:
        size = next((n for n in range(len(word), shortest - 1, -1) if word[:n] in PHRASES), 0)
        if not size:
            return ()
        pieces.append(word[:size])
        word = word[size:]
    return tuple(pieces)
