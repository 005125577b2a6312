"""Arabic, Persian and Hebrew names to words a list in Latin letters would use.

Words are looked up without the article, conjunctions and endings that the script writes onto them
(`data/arabic.toml`, `data/hebrew.toml`, whose one reader this is). A place or a common given name
gets its usual Latin spelling, a business word is translated. A few keep their letters beside the
meaning, since lists print "Melli" as often as "National". What is left over is a name of its own.
Words in their own letters are marked as written without vowels, see `vowelless`.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from compliance.names.vowelless import MARK

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]+")
_HEBREW = re.compile(r"[\u0590-\u05ff]+(?:[\"״׳][\u05d0-\u05ea]+)*")
# Vowel points and the stretching stroke; letters that differ only in writing habit.
_POINTS = re.compile(r"[\u064b-\u065f\u0670\u0640\u0591-\u05c7\"״׳]")
_ONE_LETTER = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ے": "ي", "ئ": "ي", "ؤ": "و"}
    | {"ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ں": "ن", "ء": None}
    | dict(zip("ךםןףץ", "כמנפצ", strict=True))
)
# Arabic and Persian keyboards have these two letters each in its own form.
_PERSIAN = re.compile(r"[پچژگکی]")
_LETTERS = dict(zip("ابتجحدرزسصطعفقكلمنهويپگ", "abtjhdrzsstafqklmnhwypg", strict=True))
_LETTERS |= {"خ": "kh", "ش": "sh", "غ": "gh", "چ": "ch", "ژ": "zh", "ٹ": "t", "ڈ": "d", "ڑ": "r"}
_IN_ARABIC = _LETTERS | {"ث": "th", "ذ": "dh", "ض": "d", "ظ": "z"}
_IN_PERSIAN = _LETTERS | {"ث": "s", "ذ": "z", "ض": "z", "ظ": "z"}
_IN_HEBREW = dict(zip("אבגדהוזחטיכלמנסעפקרת", "abgdhvzhtyklmnsafkrt", strict=True))
_IN_HEBREW |= {"צ": "ts", "ש": "sh"}
# Article, conjunctions and prepositions before a word; endings of number, gender, possession.
_BEFORE = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ل", "ب", "ו", "ה", "ל", "ב", "מ", "ש")
_AFTER: tuple[str, ...] = ("هاي", "ها", "يه", "ات", "ين", "ون", "ان", "ه", "ي")
_AFTER += ("יים", "יות", "ים", "ות", "ית", "י", "ת", "ה")
_ARTICLE = re.compile(r"^(?:[وبفك]?ال|لل)(?=..)")
_SHORTEST = 3
_SHORTEST_BEFORE_ENDING = 4


@dataclass(frozen=True, slots=True)
class _Known:
    """A word of the lexicon."""

    meaning: str
    """One word in Latin letters or more; empty for "company"."""
    either: bool
    """Whether lists may as well print the native word itself."""


def latin(text: str) -> tuple[str, dict[str, str]]:
    """The Arabic, Persian and Hebrew words of `text` in Latin letters; all else as it stands.

    And for each word that lists may have in either language, as spelled in the result, what it
    means.
    """
    persian = bool(_PERSIAN.search(text))
    text = _ARABIC.sub(lambda match: f" {match.group()} ", text)
    text = _HEBREW.sub(lambda match: f" {match.group()} ", text)
    words: list[str] = []
    meanings: dict[str, str] = {}
    for word in _joined(text.split()):
        known = _known(plain(word)) if _is_native(word) else None
        if not _is_native(word):
            words.append(word)
        elif known and not known.either:
            words.append(known.meaning)
        else:
            words.append(spelled(word, persian=persian))
            meanings |= {words[-1]: known.meaning} if known else {}
    if not any(words):  # nothing but words for "company": they are all the name there is
        words = [spelled(word, persian=persian) for word in text.split()]
    return " ".join(words), meanings


def _joined(words: list[str]) -> Iterator[str]:
    """The words, two that the lexicon knows as one run together."""
    before = ""
    for word in words:
        if before and plain(before) + plain(word) in _lexicon():
            yield before + word
            before = ""
            continue
        if before:
            yield before
        before = word
    if before:
        yield before


def plain(word: str) -> str:
    """A word without vowel points, each letter in one form, Arabic's and Persian's alike."""
    return _POINTS.sub("", word).translate(_ONE_LETTER) if _is_native(word) else word


def _is_native(word: str) -> bool:
    """Whether the word begins in one of the two scripts."""
    return bool(_ARABIC.match(word) or _HEBREW.match(word))


def _known(word: str) -> _Known | None:
    """What the lexicon says of the word or of what it is built on."""
    lexicon = _lexicon()
    return next((lexicon[form] for form in _forms(word) if form in lexicon), None)


def _forms(word: str) -> Iterator[str]:
    """The word as it stands, then without what is written onto it."""
    bare = [word, *(word[len(part) :] for part in _BEFORE if word.startswith(part))]
    bare = [form for form in bare if len(form) >= _SHORTEST]
    yield from bare
    stems = (form[: -len(part)] for form in bare for part in _AFTER if form.endswith(part))
    yield from (stem for stem in stems if len(stem) >= _SHORTEST_BEFORE_ENDING)


def spelled(word: str, *, persian: bool) -> str:
    """A word that no lexicon knows, letter by letter, marked as without vowels."""
    if _HEBREW.match(word):
        word, letters = plain(word), _IN_HEBREW
    else:
        # The article begins with a bare alif; one with hamza or madda belongs to the word.
        word = plain(_ARTICLE.sub("", _POINTS.sub("", word)))
        letters = _IN_PERSIAN if persian else _IN_ARABIC
    latin_letters = "".join(letters.get(letter, "") for letter in word)
    return latin_letters + MARK if latin_letters else ""


@cache
def _lexicon() -> dict[str, _Known]:
    """Native word, in its plain form -> what it counts as in Latin letters."""
    folder = resources.files("compliance.names").joinpath("data")
    return {
        plain(word): _Known(meaning, either=section == "either")
        for file in ("arabic.toml", "hebrew.toml")
        for section, meanings in tomllib.loads(folder.joinpath(file).read_text("utf-8")).items()
        for meaning, words in meanings.items()
        for word in words.split()
    }
