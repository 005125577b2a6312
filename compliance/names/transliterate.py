"""Words in other scripts than Latin and Chinese to Latin letters, script by script.

* Cyrillic as registries and lists spell it (BGN/PCGN), language by language. The same letter
  sounds otherwise in Ukrainian (г is h, и is y) or Serbian (х is h, ц is c); letters that only one
  language has tell which it is, and Russian is taken where none does.
* Arabic, Persian and Hebrew words are looked up without the article, conjunctions and endings that
  the script writes onto them (`data/arabic.toml`, `data/hebrew.toml`). A place or a common given
  name gets its usual Latin spelling, a business word is translated. A few keep their letters beside
  the meaning, since lists print "Melli" as often as "National". What is left over is a name of its
  own, spelled by its letters and marked as written without vowels, see `phonetics`.
* Korean, Japanese and Thai names are place + brand + business words + form, written together.
  Business words and places are cut off and translated (`data/unspaced.toml`); what is left is a
  name of its own, spelled in Latin letters: Korean as the North's own romanisation has it, since
  that is what lists print. Chinese characters in Japanese names that the lexicon does not know keep
  their Chinese reading; there is no small free dictionary of the Japanese.
* All other letters one by one, by anyascii, but for what `data/transliteration.toml` says, and for
  the vowels that the scripts of India and Burma do not write and those that Thai and Lao write
  before the consonant that they follow.

Nothing here runs for a name in Latin letters. A lexicon is read when its script first occurs, and
patterns stand as texts, so that they are compiled then, too.
This module is the one reader of its lexicons.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import zip_longest

from msgspec import Struct

from compliance.model.program_data import read_data_tables
from compliance.model.text_pattern import TextPattern
from compliance.names.clean import has_kana
from compliance.names.phonetics import MARK

_FIRST_OTHER = "\u0400"  # Cyrillic, and after it the scripts that are spelled here


def transliterate(text: str) -> tuple[str, Mapping[str, str]]:
    """The lower-case `text` in Latin letters; words written without vowels carry their mark.

    And for words that lists print in either language, what they mean.
    """
    if text.isascii():
        return text, {}
    text = text.replace(MARK, "a")
    meanings: dict[str, str] = {}
    if max(text) >= _FIRST_OTHER:
        text, meanings = spell_semitic(spell_cyrillic(text))
        text = spell_unspaced(text)
    return MARK.join(map(spell_ascii, text.split(MARK))), meanings


# --- Cyrillic ---------------------------------------------------------------------------------

_CYRILLIC = r"[\u0400-\u052f]"
_RUSSIAN = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
            strict=True,
        )
    )
)
# Letters of the other languages in Cyrillic script (Ukrainian, Kazakh, Tajik, Serbian, ...).
_RUSSIAN |= str.maketrans(
    dict(zip("іїєґўәғқңөұүһ", "i yi ye g u a g k n o u u h".split(), strict=True))
    | dict(zip("ҷҳӣӯђјљњћџѓѕќ", "j h i u dj j lj nj c dz g dz k".split(), strict=True))
)
_UKRAINIAN = _RUSSIAN | str.maketrans({"г": "h", "и": "y"})
_BELARUSIAN = _RUSSIAN | str.maketrans({"г": "h"})
_SERBIAN = _RUSSIAN | str.maketrans({"х": "h", "ц": "c", "ч": "c", "ж": "z", "ш": "s"})
_BULGARIAN = _RUSSIAN | str.maketrans({"ъ": "a", "щ": "sht", "х": "h"})
_KAZAKH = frozenset("әғқңөұүһ")
_NOT_UKRAINIAN = frozenset("ыэё")
_YUGOSLAV = frozenset("ђјљњћџѓѕќ")
# A hard sign between consonants is a vowel in Bulgarian only.
_HARD_SIGN = r"[бвгджзклмнпрстфхцчшщ]ъ(?![еёюяи])"


def has_cyrillic(text: str) -> bool:
    """Whether any letter is Cyrillic."""
    return not text.isascii() and bool(re.search(_CYRILLIC, text))


def spell_cyrillic(text: str) -> str:
    """The Cyrillic letters of a lower-case text in Latin ones; all else as it stands.

    Spelled as in the language that the letters point to.
    """
    if not has_cyrillic(text):
        return text
    used = set(text)
    western = "і" in used and not used & _KAZAKH
    if "ў" in used or (western and used & _NOT_UKRAINIAN):
        letters = _BELARUSIAN
    elif western or used & {"ї", "є", "ґ"}:
        letters = _UKRAINIAN
    elif used & _YUGOSLAV:
        letters = _SERBIAN
    else:
        letters = _BULGARIAN if re.search(_HARD_SIGN, text) else _RUSSIAN
    return text.translate(letters)


# --- Arabic, Persian, Hebrew ------------------------------------------------------------------

_ARABIC = r"[\u0600-\u06ff\u0750-\u077f]+"
_HEBREW = r"[\u0590-\u05ff]+(?:[\"״׳][\u05d0-\u05ea]+)*"
_SEMITIC = r"[\u0590-\u06ff\u0750-\u077f]"
# Vowel points and the stretching stroke; letters that differ only in writing habit.
_POINTS = r"[\u064b-\u065f\u0670\u0640\u0591-\u05c7\"״׳]"
_ONE_LETTER = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ے": "ي", "ئ": "ي", "ؤ": "و"}
    | {"ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ں": "ن", "ء": None}
    | dict(zip("ךםןףץ", "כמנפצ", strict=True))
)
# Arabic and Persian keyboards have these two letters each in its own form.
_PERSIAN = r"[پچژگکی]"
_LETTERS = dict(zip("ابتجحدرزسصطعفقكلمنهويپگ", "abtjhdrzsstafqklmnhwypg", strict=True))
_LETTERS |= {"خ": "kh", "ش": "sh", "غ": "gh", "چ": "ch", "ژ": "zh", "ٹ": "t", "ڈ": "d", "ڑ": "r"}
_IN_ARABIC = _LETTERS | {"ث": "th", "ذ": "dh", "ض": "d", "ظ": "z"}
_IN_PERSIAN = _LETTERS | {"ث": "s", "ذ": "z", "ض": "z", "ظ": "z"}
_IN_HEBREW = dict(zip("אבגדהוזחטיכלמנסעפקרת", "abgdhvzhtyklmnsafkrt", strict=True))
_IN_HEBREW |= {"צ": "ts", "ש": "sh"}
# Article, conjunctions and prepositions before a word; endings of number, gender, possession.
_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ل", "ب", "ו", "ה", "ל", "ב", "מ", "ש")
_SUFFIXES: tuple[str, ...] = ("هاي", "ها", "يه", "ات", "ين", "ون", "ان", "ه", "ي")
_SUFFIXES += ("יים", "יות", "ים", "ות", "ית", "י", "ת", "ה")
_ARTICLE = r"^(?:[وبفك]?ال|لل)(?=..)"
_SHORTEST_FORM = 3
_SHORTEST_STEM = 4


class _Word(Struct, frozen=True):
    """A word of the lexicon."""

    meaning: str
    """One word in Latin letters or more; empty for "company"."""
    either: bool
    """Whether lists may as well print the native word itself."""


def spell_semitic(text: str) -> tuple[str, dict[str, str]]:
    """The Arabic, Persian and Hebrew words of `text` in Latin letters; all else as it stands.

    And for each word that lists may have in either language, as spelled in the result, what it
    means.
    """
    if not re.search(_SEMITIC, text):
        return text, {}
    persian = bool(re.search(_PERSIAN, text))
    text = re.sub(_ARABIC, lambda match: f" {match.group()} ", text)
    text = re.sub(_HEBREW, lambda match: f" {match.group()} ", text)
    words: list[str] = []
    meanings: dict[str, str] = {}
    for word in _join_known(text.split()):
        known = _look_up(normalise_letters(word)) if _is_native(word) else None
        if not _is_native(word):
            words.append(word)
        elif known and not known.either:
            words.append(known.meaning)
        else:
            words.append(spell_letters(word, persian=persian))
            meanings |= {words[-1]: known.meaning} if known else {}
    if not any(words):  # nothing but words for "company": they are all the name there is
        words = [spell_letters(word, persian=persian) for word in text.split()]
    return " ".join(words), meanings


def _join_known(words: list[str]) -> Iterator[str]:
    """The words, two that the lexicon knows as one run together."""
    before = ""
    for word in words:
        if before and normalise_letters(before) + normalise_letters(word) in _semitic_lexicon():
            yield before + word
            before = ""
            continue
        if before:
            yield before
        before = word
    if before:
        yield before


@lru_cache(maxsize=1 << 13)
def normalise_letters(word: str) -> str:
    """A word without vowel points, each letter in one form, Arabic's and Persian's alike."""
    return re.sub(_POINTS, "", word).translate(_ONE_LETTER) if _is_native(word) else word


@lru_cache(maxsize=1 << 13)
def _is_native(word: str) -> bool:
    """Whether the word begins in one of the two scripts."""
    return bool(re.match(_ARABIC, word) or re.match(_HEBREW, word))


@lru_cache(maxsize=1 << 13)
def _look_up(word: str) -> _Word | None:
    """What the lexicon says of the word, or of what it is built on without what is written onto."""
    lexicon = _semitic_lexicon()
    cut = (word[len(part) :] for part in _PREFIXES if word.startswith(part))
    bare = [word, *(form for form in cut if len(form) >= _SHORTEST_FORM)]
    stems = (form[: -len(part)] for form in bare for part in _SUFFIXES if form.endswith(part))
    forms = (*bare, *(stem for stem in stems if len(stem) >= _SHORTEST_STEM))
    return next((lexicon[form] for form in forms if form in lexicon), None)


@lru_cache(maxsize=1 << 13)
def spell_letters(word: str, *, persian: bool) -> str:
    """A word that no lexicon knows, letter by letter, marked as without vowels."""
    if re.match(_HEBREW, word):
        word, letters = normalise_letters(word), _IN_HEBREW
    else:
        # The article begins with a bare alif; one with hamza or madda belongs to the word.
        word = normalise_letters(re.sub(_ARTICLE, "", re.sub(_POINTS, "", word)))
        letters = _IN_PERSIAN if persian else _IN_ARABIC
    latin_letters = "".join(letters.get(letter, "") for letter in word)
    return latin_letters + MARK if latin_letters else ""


@cache
def _semitic_lexicon() -> dict[str, _Word]:
    """Native word, in its plain form -> what it counts as in Latin letters."""
    return {
        normalise_letters(word): _Word(meaning, either=section == "either")
        for file in ("arabic.toml", "hebrew.toml")
        for section, meanings in read_data_tables(f"names/data/{file}").items()
        for meaning, words in meanings.items()
        for word in words.split()
    }


# --- Korean, Japanese, Thai -------------------------------------------------------------------

_HANGUL = r"[\uac00-\ud7a3]+"
_THAI = r"[\u0e00-\u0e7f]+"
_JAPANESE = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+"
_LONGEST = 12
_SYLLABLES = range(2, 5)
# Hangul jamo as the North romanises them: at the beginning, between voiced sounds, at the end.
_FIRST = "k kk n t tt r m p pp s ss  j jj ch k t p h".split(" ")
_VOICED = {"k": "g", "t": "d", "p": "b"}
_VOWELS = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split()
_LAST = " k k k n n n t l k m l l l l l m p p t t ng t t k t p t".split(" ")
_BEFORE_VOWEL = {"k": "g", "t": "d", "p": "b", "l": "r"}
_SONORANT = frozenset("aeiounmgl")
_NASAL = {"k": "ng", "t": "n", "p": "m"}


def spell_unspaced(text: str) -> str:
    """The Korean, Japanese and Thai words of `text` in Latin letters; all else as it stands."""
    if has_kana(text):
        text = re.sub(
            _JAPANESE,
            lambda match: _translate_words(match.group(), "japanese", _spell_joined),
            text,
        )
    text = re.sub(_THAI, lambda match: _translate_words(match.group(), "thai", _spell_joined), text)
    return re.sub(_HANGUL, lambda match: _spell_korean(match.group()), text)


def translate_unspaced(text: str, spell: Callable[[str], str]) -> str:
    """A text in one script: words of Korean and Japanese that are known, and `spell` of others."""
    if has_kana(text):
        text = re.sub(
            _JAPANESE, lambda match: _translate_words(match.group(), "japanese", spell), text
        )
    text = re.sub(_HANGUL, lambda match: _translate_words(match.group(), "korean", spell), text)
    return text if text.isascii() else spell(text)


def _spell_joined(piece: str) -> str:
    return spell_ascii(piece).replace(" ", "")


def _spell_korean(text: str) -> str:
    """A Korean run in Latin letters; one without a business word may be a person.

    A person's is a word of two to four syllables that begins with a family name, to be set apart.
    """
    pieces = list(split_by_lexicon(text, _unspaced_lexicon("korean"), _LONGEST))
    if all(meaning is None for _, meaning in pieces):
        families = _unspaced_lexicon("korean_families")
        if len(text) in _SYLLABLES and text[0] in families:
            return f" {families[text[0]]} {' '.join(map(romanise_korean, text[1:]))} "
        return f" {romanise_korean(text)} "
    last = _unspaced_lexicon("korean_last").get(pieces[-1][0])
    if last:  # a lone syllable after a known word: 국가보위 + 성
        return f"{_translate_words(text[:-1], 'korean', romanise_korean)}{last} "
    return _translate_words(text, "korean", romanise_korean)


def _translate_words(text: str, language: str, spell: Callable[[str], str]) -> str:
    """The words that the lexicon knows, translated, and the rest as spelled, with spaces.

    All as spelled where the lexicon knows nothing but words for "company".
    """
    pieces = list(split_by_lexicon(text, _unspaced_lexicon(language), _LONGEST))
    words = [spell(piece) if meaning is None else meaning for piece, meaning in pieces]
    return f" {' '.join(words) if any(words) else spell(text)} "


@cache
def romanise_korean(text: str) -> str:
    """Hangul syllables in the Latin letters of the North's romanisation, run together."""
    codes = [ord(char) - 0xAC00 for char in text]
    # First consonant, vowel and last consonant of each, in Latin letters.
    syllables = [(_FIRST[at // 588], _VOWELS[at // 28 % 21], _LAST[at % 28]) for at in codes]
    spelled = ""
    for (first, vowel, last), following in zip_longest(syllables, syllables[1:]):
        before = spelled[-1:]
        if first == "r" and before and before not in "aeiou":
            first = "l" if before == "l" else "r"
        elif before in _SONORANT:
            first = _VOICED.get(first, first)
        if following and not following[0]:
            last = _BEFORE_VOWEL.get(last, last)
        elif following and following[0] in ("n", "m"):
            last = _NASAL.get(last, last)
        spelled += first + vowel + last
    return spelled


@cache
def _unspaced_lexicon(section: str) -> dict[str, str]:
    """Native word -> what it counts as in Latin letters."""
    return {
        unicodedata.normalize("NFKC", word): meaning
        for meaning, words in read_data_tables("names/data/unspaced.toml")[section].items()
        for word in words.split()
    }


def split_by_lexicon(
    text: str, lexicon: Mapping[str, str], longest: int
) -> Iterator[tuple[str, str | None]]:
    """Longest lexicon words from the left, each with its meaning; what lies between has none."""
    start = at = 0
    while at < len(text):
        lengths = range(min(longest, len(text) - at), 0, -1)
        word = next((text[at : at + n] for n in lengths if text[at : at + n] in lexicon), "")
        if word:
            if start < at:
                yield text[start:at], None
            yield word, lexicon[word]
            start = at + len(word)
        at += len(word) or 1
    if start < len(text):
        yield text[start:], None


# --- All other letters, one by one ------------------------------------------------------------

LAST_LATIN = "\u036f"  # Latin letters and accents up to here need no rules of their script,
_SPECIAL_LATIN = frozenset("əŋ")  # but for these
# Nine scripts of India are laid out alike, 128 code points each (Unicode 16, chapter 12).
_INDIC = range(0x0900, 0x0D80, 0x80)


def _span(first: int, last: int) -> str:
    """Part of a class of characters: the same places in each of the scripts of India."""
    return "".join(f"{chr(base + first)}-{chr(base + last)}" for base in _INDIC)


# Sinhala, the tenth, has places of its own. A dot below (nukta) belongs to its consonant.
_CONSONANT = f"[{_span(0x15, 0x39)}{_span(0x58, 0x5F)}\u0d9a-\u0dc6][{_span(0x3C, 0x3C)}]?"
_VOWEL_SIGN = (
    f"[{_span(0x3C, 0x3C)}{_span(0x3E, 0x4D)}{_span(0x55, 0x57)}{_span(0x62, 0x63)}"
    "\u0dca-\u0ddf\u0df2\u0df3]"
)
_WITHOUT_VOWEL = f"{_CONSONANT}(?!{_VOWEL_SIGN})"
# In the north (Devanagari, Bengali, Gurmukhi, Gujarati) nobody says it at the end of a word.
_NORTHERN = "[\u0900-\u0aff]"
# A nasal is m before p, b and m only.
_NASAL_SIGN = f"[{_span(0x01, 0x02)}\u0d82](?![{_span(0x2A, 0x2E)}])"
_BURMESE_WITHOUT_VOWEL = "[\u1000-\u1021][\u103b-\u103e]*(?![\u102b-\u103e])"
_VOWEL_BEFORE = "([เ-ไ])([ก-ฮ])|([ເ-ໄ])([ກ-ຮ])"
_VOWEL_CARRIER = "อ(?=[ะ-ูเ-ไ])"
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"  # a word each
_DOUBLED = "[っッ](?=([ぁ-ヺ]))"


def spell_ascii(text: str) -> str:
    """Any text in ASCII letters, in lower case; signs that are no letters go."""
    text = text.lower()
    if text.isascii():
        return text
    return " ".join(word if word.isascii() else _spell_word(word) for word in text.split(" "))


@lru_cache(maxsize=1 << 13)
def _spell_word(text: str) -> str:
    """A lower-case word in ASCII letters; a Chinese character is followed by a space."""
    from anyascii import anyascii  # late, as all that other scripts need

    if max(text) > LAST_LATIN or not _SPECIAL_LATIN.isdisjoint(text):
        # What several letters make together, and vowels that are not written, or elsewhere.
        table = _sequences()
        text = re.sub(_DOUBLED, lambda match: anyascii(match[1])[:1], text)
        text = re.sub(_BURMESE_WITHOUT_VOWEL, r"\g<0>a", text)
        text = table.pattern.sub(table.spell, text)
        text = re.sub(_HAN, r"\g<0> ", text)
        text = re.sub(_NASAL_SIGN, "n", text)
        text = re.sub(_WITHOUT_VOWEL, _add_vowel, text)
        text = re.sub(_VOWEL_BEFORE, lambda m: m[2] + m[1] if m[1] else m[4] + m[3], text)
        text = re.sub(_VOWEL_CARRIER, "", text)
    # Not so symbols (Unicode's categories S): anyascii writes them out as words.
    letters = (c for c in text if c.isascii() or unicodedata.category(c)[0] != "S")
    return anyascii("".join(letters)).lower()


def _add_vowel(match: re.Match[str]) -> str:
    """The consonant with the vowel that nobody writes after it, where it is spoken."""
    letters, text = match.group(), match.string
    is_northern = bool(re.match(_NORTHERN, letters))
    begins = not re.match(_NORTHERN, text[match.start() - 1 : match.start()])
    ends = not re.match(_NORTHERN, text[match.end() : match.end() + 1])
    return letters if is_northern and ends and not begins else f"{letters}a"


class _Sequences(Struct, frozen=True):
    """What letters make together."""

    pattern: TextPattern
    at_start: Mapping[str, str]
    anywhere: Mapping[str, str]

    def spell(self, match: re.Match[str]) -> str:
        """One sequence in Latin letters; what begins a word may sound otherwise."""
        letters, start = match.group(), match.start()
        begins = not match.string[max(0, start - 1) : start].isalnum()
        table = self.at_start if begins and letters in self.at_start else self.anywhere
        return table[letters]


@cache
def _sequences() -> _Sequences:
    at_start, anywhere = (
        {letters: latin for latin, many in section.items() for letters in many.split()}
        for section in read_data_tables("names/data/transliteration.toml").values()
    )
    longest_first = sorted({*at_start, *anywhere}, key=lambda letters: (-len(letters), letters))
    return _Sequences(TextPattern("|".join(longest_first)), at_start, anywhere)
