"""Legal forms: cut off, kept apart, and compared as weak evidence.

The forms come from rigour's table (ISO 20275 and others); a few that registries write run together
with the word before ("TECHNOLOGYCO.,LTD") or that it does not know are cut here.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from rigour.names import extract_org_types, remove_org_types
from rigour.text.normalize import Normalize

_FLAGS = Normalize.CASEFOLD | Normalize.NAME
# Russian, Ukrainian and Belarusian forms in full that rigour does not know, as those it does.
_IN_FULL = (
    (re.compile(r"\bfederaln\w+ (?:gosudarstv\w+ unitarn\w+|kaz[eyo]+nn\w+) predpri\w+"), "fgup"),
    (
        re.compile(
            r"\bt[oa]v[ao]r[iy]st\w* (?:s|z|iz) (?:ogranich|obmezhen|abmezh|dopoln|dodatk)\w+"
            r" (?:otvet|vidpov|adkaz)\w+"
        ),
        "ooo",
    ),
)
# "NPO" is a research and production association in nearly all lists, not a non-profit one, and
# "II" is a number.
_NO_FORM = re.compile(r"\b(npo|ii)\b")
_HIDDEN = "\N{LATIN SMALL LETTER SCHWA}"
_SHOWN = re.compile(rf"\b(npo|ii){_HIDDEN}")
_RUN_TOGETHER = re.compile(r"(?<=[a-z]{4})(co ?ltd|co limited|coltd|pteltd|gmbh)\b")
# Spellings that rigour does not know -> those that it does.
_RESPELLED = (
    (re.compile(r"\bobs(?:ch|hh|c|h)estvo\b"), "obshchestvo"),
    (re.compile(r"\bjoint stock co\b"), "joint stock company"),
    (re.compile(r"\bkabushiki ?[kg]aisha\b"), "kk"),
    (
        re.compile(r"\b(public|open|closed) (?:joint stock|jsc)\b(?! company)"),
        r"\1 joint stock company",
    ),
)
# What any of the patterns above may change; words without it are looked at no further.
_TO_LOOK_AT = re.compile(
    r"[a-z]{4}(?:co|coltd|pteltd|gmbh)\b|stvo|kaisha|joint|^jsc|federaln|otvet|vidpov|adkaz|npo|ii"
)
# Words of legal forms that rigour does not cut off alone, with the general form they stand for;
# an empty one says only that there is a company.
_EXTRA = {
    "aktsionernoe": "jsc",
    "co": "",
    "company": "",
    "corp": "llc",
    "corporation": "llc",
    "fgup": "soe",
    "fsue": "soe",
    "gup": "soe",
    "inc": "llc",
    "incorporated": "llc",
    "joint": "jsc",
    "jsc": "jsc",
    "kk": "jsc",
    "liability": "llc",
    "limited": "llc",
    "ltd": "llc",
    "ltda": "llc",
    "obshchestvo": "llc",
    "mup": "soe",
    "osoo": "llc",
    "otkrytoe": "jsc",
    "pjs": "jsc",
    "plc": "jsc",
    "pt": "llc",
    "pte": "llc",
    "sherkat": "",
    "sherkate": "",
    "stock": "jsc",
    "tbk": "jsc",
    "tzov": "llc",
    "zat": "jsc",
}
# Forms in other scripts, before anything is spelled in Latin letters.
_NATIVE = {
    "株式会社": "kk",
    "(株)": "kk",
    "有限会社": "ltd",
    "(有)": "ltd",
    "合同会社": "llc",
    "주식회사": "jsc",
    "(주)": "jsc",
    "유한회사": "ltd",
    "บริษัท": "company",
    "จำกัด (มหาชน)": "plc",
    "จำกัด": "limited",
    "الشركة": "company",
    "شركة": "company",
    "شرکت": "company",
    "ذ.م.م": "llc",
    "ش.م.م": "llc",
    "בע״מ": "ltd",
    'בע"מ': "ltd",
    "בעמ": "ltd",
}
# As `clean_text` leaves them: Thai "จำกัด" comes apart there.
_NATIVE = {normalize("NFKC", form): latin for form, latin in _NATIVE.items()}
_NATIVE_FORM = re.compile("|".join(map(re.escape, sorted(_NATIVE, key=len, reverse=True))))
# Words of legal forms long enough to be recognised when misspelled, split or badly scanned.
_LONG_WORDS = frozenset(
    "limited liability company corporation incorporated private public unitary organization "
    "organisation "
    "gesellschaft aktiengesellschaft obshchestvo obschestvo ogranichennoi ogranichennoy "
    "otvetstvennostyu otvetstvennostiu aktsionernoe".split()
)
_SHORT_WORDS = frozenset("joint stock open closed".split())
_PHRASE = frozenset("joint stock limited liability company open closed public".split())
_SCANNED = {"lnc": "inc", "ltcl": "ltd", "c0": "co", "oo0": "ooo", "0oo": "ooo", "o0o": "ooo"}
_FORM_WORDS = "limited|liability|company|private|public|joint|stock|open|closed|corporation"
_RUN_WORDS = re.compile(f"({_FORM_WORDS})({_FORM_WORDS})({_FORM_WORDS})?")
_ENDINGS = frozenset(word[at:] for word in _LONG_WORDS for at in range(1, len(word)))
_LONG = 6
_SHORT = 4
_TWO_SLIPS = 9  # letters from which on two slips of the pen are forgiven


def spell_native_forms(text: str) -> str:
    """Legal forms in Japanese, Korean, Thai, Arabic, Persian and Hebrew as Latin words.

    `text` is as `clean_text` leaves it (compatibility forms taken apart: ㈱ is "(株)").
    """
    return _NATIVE_FORM.sub(lambda match: f" {_NATIVE[match.group()]} ", text)


def split_legal_form(text: str) -> tuple[str, tuple[str, ...]]:
    """Part a normalised name into the rest and its legal forms, as general codes, sorted.

    Codes are rigour's general ones: `llc` for limited companies (GmbH, OOO, Co., Ltd.), `jsc` for
    stock companies (AG, PAO, S.p.A.), `soe` and so on. `text` is lower-case words parted by single
    spaces. The rest may be empty ("ltd").
    """
    known = text if all(map(_is_sound, text.split())) else _respell(text)
    forms = _find_codes(known)
    rest = (remove_org_types(known, normalize_flags=_FLAGS) if forms else known).split()
    forms += [_EXTRA[word] for word in rest if word in _EXTRA]
    core = " ".join([word for word in rest if word not in _EXTRA])
    return _SHOWN.sub(r"\1", core), tuple(sorted(set(filter(None, forms))))


def _find_codes(text: str) -> list[str]:
    """General codes of the forms rigour finds; the forms' own where rigour knows no kind (A.E.)."""
    found = extract_org_types(text, normalize_flags=_FLAGS, generic=True)
    found = found or extract_org_types(text, normalize_flags=_FLAGS)
    return [code or form for form, code in found]


@lru_cache(maxsize=1 << 15)
def _is_sound(word: str) -> bool:
    """Whether nothing in a word needs to be put right, whatever stands beside it: most words."""
    odd = word in _SCANNED or word in _ENDINGS or _TO_LOOK_AT.search(word)
    return not odd and _split_run_word(word) == (word,) and _mend_word(word, near_form=True) == word


def _respell(text: str) -> str:
    """Words of legal forms as rigour knows them; what is no form is hidden from it."""
    text = _RUN_TOGETHER.sub(r" \1", _mend(text))
    for pattern, known in (*_RESPELLED, *_IN_FULL):
        text = pattern.sub(known, text)
    return _NO_FORM.sub(rf"\1{_HIDDEN}", text)


def _mend(text: str) -> str:
    """Broken words of legal forms put right: "limitfd", "joint stoc company", "lia bility"."""
    words = _rejoin(_split_run_words([_SCANNED.get(word, word) for word in text.split()]))
    for at, word in enumerate(words):
        near = {*words[at - 1 : at], *words[at + 1 : at + 2]}
        words[at] = _mend_word(word, near_form=not near.isdisjoint(_PHRASE))
    return " ".join(words)


def _mend_word(word: str, *, near_form: bool) -> str:
    """A long word of a legal form put right; a short one only beside other words of forms."""
    if len(word) >= _LONG:
        return _find_nearest(word, _LONG_WORDS)
    return _find_nearest(word, _SHORT_WORDS) if near_form and len(word) >= _SHORT else word


def _split_run_words(words: list[str]) -> list[str]:
    """A word that is two words of a legal form run together, as both ("liabilitycompany")."""
    return [part for word in words for part in _split_run_word(word)]


@lru_cache(maxsize=1 << 15)
def _split_run_word(word: str) -> tuple[str, ...]:
    cut = _RUN_WORDS.fullmatch(word)
    return tuple(part for part in cut.groups() if part) if cut else (word,)


def _rejoin(words: list[str]) -> list[str]:
    """Two neighbours that make up one long word of a legal form, as that word."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] + word in _LONG_WORDS and word not in _LONG_WORDS:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


@lru_cache(maxsize=1 << 15)
def _find_nearest(word: str, known: frozenset[str]) -> str:
    """The known word that `word` is a slip of the pen for, else `word`."""
    slips = 2 if len(word) >= _TWO_SLIPS else 1
    if word in _EXTRA or word in known or not _is_near(word, known, slips):
        return word
    return min(other for other in known if OSA.distance(word, other) <= slips)


def _is_near(word: str, known: frozenset[str], slips: int) -> bool:
    """Whether any is so near; most words are not, and all are looked at in one call."""
    return bool(extractOne(word, known, scorer=OSA.distance, score_cutoff=slips))
