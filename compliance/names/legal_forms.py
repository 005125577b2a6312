"""Legal forms: cut off, kept apart, and compared as weak evidence.

The forms are those of `data/legal_forms.tsv` (ISO 20275 and others), of
`data/further_legal_forms.tsv` (what that lacks) and `data/legal_forms.toml`, whose one reader this
is; a few that registries write run together with the word before ("TECHNOLOGYCO.,LTD") or that the
tables do not hold are respelled here.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from unicodedata import normalize

from msgspec import Struct
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from compliance.model.program_data import read_data_tables, read_data_text
from compliance.model.text_pattern import TextPattern

# Russian, Ukrainian and Belarusian forms in full, as those that the table holds.
_IN_FULL = (
    (TextPattern(r"\bfederaln\w+ (?:gosudarstv\w+ unitarn\w+|kaz[eyo]+nn\w+) predpri\w+"), "fgup"),
    (
        TextPattern(
            r"\bt[oa]v[ao]r[iy]st\w* (?:s|z|iz) (?:ogranich|obmezhen|abmezh|dopoln|dodatk)\w+"
            r" (?:otvet|vidpov|adkaz)\w+"
        ),
        "ooo",
    ),
)
_RUN_TOGETHER = TextPattern(r"(?<=[a-z]{4})(co ?ltd|co limited|coltd|pteltd|gmbh)\b")
# Spellings that the table does not hold -> those that it does.
_RESPELLED = (
    (TextPattern(r"\bobs(?:ch|hh|c|h)estvo\b"), "obshchestvo"),
    (TextPattern(r"\bjoint stock co\b"), "joint stock company"),
    (TextPattern(r"\bkabushiki ?[kg]aisha\b"), "kk"),
    (
        TextPattern(r"\b(public|open|closed) (?:joint stock|jsc)\b(?! company)"),
        r"\1 joint stock company",
    ),
)
# One word at least of what each of the patterns above changes; names without it are no matter.
_TO_LOOK_AT = TextPattern(
    r"[a-z]{4}(?:co|coltd|pteltd|gmbh)\b|^obs(?:ch|hh|c|h)estvo|joint|kaisha|^(?:public|open|closed)$"
    r"|^federaln|^t[oa]v[ao]r[iy]st"
)
_FORM_WORDS = "limited|liability|company|private|public|joint|stock|open|closed|corporation"
_RUN_WORDS = TextPattern(f"({_FORM_WORDS})({_FORM_WORDS})({_FORM_WORDS})?")
_LONG = 6
_SHORT = 4
_TWO_SLIPS = 9  # letters from which on two slips of the pen are forgiven


class LegalForm(Struct, frozen=True):
    """A legal form of the tables."""

    words: tuple[str, ...]
    code: str
    is_general: bool
    """Whether the code is a general one; else it is the form's own."""
    is_kept: bool
    """Whether its words stay in the name: a "cooperative" tells what kind of firm it is."""
    place: str = ""
    """"first", "last" or "outermost" of the name, where it is a word elsewhere: "TOO" is a form in
    "TOO Astana", not in "Much Too Young"; empty for those that stand anywhere."""

    def stands_at(self, start: int, end: int) -> bool:
        """Whether the form may stand there: words before it, and words behind it in the name."""
        stands = {"": True, "first": not start, "last": not end, "outermost": not (start and end)}
        return stands[self.place]


_FormRow = tuple[str, bool, bool, str]
"""The fields of a `LegalForm` behind its words."""


class _FormWords(Struct, frozen=True):
    """The tables of `data/legal_forms.toml`."""

    alone: Mapping[str, str]
    native: Mapping[str, str]
    native_pattern: TextPattern
    long: frozenset[str]
    short: frozenset[str]
    near: Mapping[int, Sequence[str]]
    """Number of letters of a long word, as written -> the words that it may be a misspelling of."""
    phrase: frozenset[str]
    foreign: frozenset[str]
    """What looks like a misspelled word, but belongs to a form of another language."""
    scanned: Mapping[str, str]
    endings: frozenset[str]
    """What may be left of a long word that was split."""


def spell_native_forms(text: str) -> str:
    """Legal forms in Japanese, Korean, Thai, Arabic, Persian and Hebrew as Latin words.

    `text` is as `clean_text` leaves it (compatibility forms taken apart: ㈱ is "(株)").
    """
    table = _words()
    return table.native_pattern.sub(lambda match: f" {table.native[match.group()]} ", text)


def split_legal_form(words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Part the words of a name into the rest and its legal forms, as general codes, sorted.

    Codes are general ones: `llc` for limited companies (GmbH, OOO, Co., Ltd.), `jsc` for stock
    companies (AG, PAO, S.p.A.), `soe` and so on; the form's own where no kind is known (A.E.).
    The words are as `split_words` leaves them. The rest may be empty ("ltd").
    """
    sound = words if all(map(_is_sound, words)) else _respell(words)
    forms, alone = _forms(), _words().alone
    for at, word in enumerate(sound):
        if word in forms or word in alone:
            rest, codes = _split_tail(tuple(sound[at:]), min(at, 1))
            return [*sound[:at], *rest], codes
    return sound, ()


@lru_cache(maxsize=1 << 12)
def _split_tail(words: tuple[str, ...], before: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The same from the first word of a form on, as most names end alike; 1 if words are before."""
    rest, codes = _cut_forms(words, before)
    if not rest and not before:  # "ASA" alone and "Too LLC" are names
        rest, codes = _cut_forms(words, before, anywhere_only=True)
    alone = _words().alone
    codes += [alone[word] for word in rest if word in alone]
    rest = [word for word in rest if word not in alone]
    return tuple(rest), tuple(sorted(set(filter(None, codes))))


def may_be_form(word: str) -> bool:
    """Whether a word may be a part of a legal form, or a broken one; names of others have none."""
    return word in _forms() or word in _words().alone or not _is_sound(word)


def _cut_forms(
    words: tuple[str, ...], before: int, *, anywhere_only: bool = False
) -> tuple[list[str], list[str]]:
    """The words that are no form of the table, and the codes of those that are."""
    rest: list[str] = []
    found: list[LegalForm] = []
    form: LegalForm | None
    at = 0
    while at < len(words):
        for form in _find_forms(words[at]):  # the longest first
            end = at + len(form.words)
            if words[at:end] == form.words and form.stands_at(before + at, len(words) - end):
                break
        else:
            form, end = None, at + 1
        if form and anywhere_only and form.place:
            form, end = None, at + 1
        if form:
            found.append(form)
        if not form or form.is_kept:
            rest += words[at:end]
        at = end
    general = [form.code for form in found if form.is_general]
    return rest, general or [form.code for form in found]


@lru_cache(maxsize=1 << 12)
def _find_forms(first: str) -> tuple[LegalForm, ...]:
    """The forms that begin with the word, the longest first."""
    found = [LegalForm(tuple(form.split()), *row) for form, row in _forms().get(first, {}).items()]
    return tuple(sorted(found, key=lambda form: -len(form.words)))


@cache
def _forms() -> dict[str, dict[str, _FormRow]]:
    """First word of a form -> the forms that begin with it -> what the tables say of each."""
    table: dict[str, dict[str, _FormRow]] = {}
    for form, code, *more in _rows("legal_forms"):
        row = (code, "own" not in more, "kept" in more, "")
        table.setdefault(form.partition(" ")[0], {})[form] = row
    for form, code, *more in _rows("further_legal_forms"):
        table.setdefault(form.partition(" ")[0], {})[form] = (code, True, False, "".join(more))
    return table


def _rows(name: str) -> Iterator[list[str]]:
    """The rows of a table."""
    text = read_data_text(f"names/data/{name}.tsv")
    return (line.split("\t") for line in text.splitlines() if not line.startswith("#"))


@cache
def _words() -> _FormWords:
    data: dict[str, dict[str, str]] = read_data_tables("names/data/legal_forms.toml")
    # As `clean_text` leaves them: Thai "จำกัด" comes apart there.
    native = {
        normalize("NFKC", form.strip()): latin
        for latin, forms in data["native"].items()
        for form in forms.split("|")
    }
    long = frozenset(data["misspelled"]["long"].split())
    return _FormWords(
        alone={word: code for code, words in data["alone"].items() for word in words.split()},
        native=native,
        native_pattern=TextPattern("|".join(map(re.escape, sorted(native, key=len, reverse=True)))),
        long=long,
        near={
            letters: [
                word for word in sorted(long) if abs(len(word) - letters) <= _count_slips(letters)
            ]
            for letters in range(_LONG, max(map(len, long)) + _count_slips(_TWO_SLIPS) + 1)
        },
        short=frozenset(data["misspelled"]["short"].split()),
        phrase=frozenset(data["misspelled"]["phrase"].split()),
        foreign=frozenset(data["misspelled"]["foreign"].split()),
        scanned={word: form for form, words in data["scanned"].items() for word in words.split()},
        endings=frozenset(word[at:] for word in long for at in range(1, len(word))),
    )


@lru_cache(maxsize=1 << 15)
def _is_sound(word: str) -> bool:
    """Whether nothing in a word needs to be put right, whatever stands beside it: most words."""
    odd = word in _words().scanned or word in _words().endings or _TO_LOOK_AT.search(word)
    return (
        not odd and _split_run_words(word) == (word,) and _mend_word(word, near_form=True) == word
    )


def _respell(words: Sequence[str]) -> list[str]:
    """Words of legal forms as the table has them: "limitfd", "joint stoc company", "lia bility"."""
    known = _words()
    mended: list[str] = []
    for written in words:
        for word in _split_run_words(known.scanned.get(written, written)):
            # Two neighbours may make up one long word.
            if mended and mended[-1] + word in known.long and word not in known.long:
                mended[-1] += word
            else:
                mended.append(word)
    for at, word in enumerate(mended):
        near = {*mended[at - 1 : at], *mended[at + 1 : at + 2]}
        mended[at] = _mend_word(word, near_form=not near.isdisjoint(known.phrase))
    if not any(map(_TO_LOOK_AT.search, mended)):
        return mended
    text = _RUN_TOGETHER.sub(r" \1", " ".join(mended))
    for pattern, form in (*_RESPELLED, *_IN_FULL):
        text = pattern.sub(form, text)
    return text.split()


def _mend_word(word: str, *, near_form: bool) -> str:
    """A long word of a legal form put right; a short one only beside other words of forms."""
    known = _words()
    if len(word) >= _LONG:
        return _find_nearest(word, known.near.get(len(word), ()))
    return _find_nearest(word, known.short) if near_form and len(word) >= _SHORT else word


def _split_run_words(word: str) -> tuple[str, ...]:
    """A word that is two of a legal form run together, as both ("liabilitycompany")."""
    cut = _RUN_WORDS.fullmatch(word)
    return tuple(part for part in cut.groups() if part) if cut else (word,)


def _count_slips(letters: int) -> int:
    """How many slips of the pen are forgiven in a word."""
    return 2 if letters >= _TWO_SLIPS else 1


def _find_nearest(word: str, known: Collection[str]) -> str:
    """The known word that `word` is a slip of the pen for, else `word`."""
    if not known or word in _words().alone or word in _words().foreign or word in known:
        return word
    slips = _count_slips(len(word))
    # Most words are near none: all are looked at in one call.
    if not extractOne(word, known, scorer=OSA.distance, score_cutoff=slips):
        return word
    return min(other for other in known if OSA.distance(word, other) <= slips)
