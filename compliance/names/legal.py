"""Legal forms: cut off, kept apart, and compared as weak evidence.

The forms come from rigour's table (ISO 20275 and others); a few that registries write run together
with the word before ("TECHNOLOGYCO.,LTD") or that it does not know are cut here.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from rapidfuzz.distance import OSA
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
_TO_SHORTEN = re.compile("federaln|otvet|vidpov|adkaz")
_TO_RESPELL = re.compile("stvo|joint stock| jsc|kaisha")
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
# As `text.clean` leaves them: Thai "จำกัด" comes apart there.
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
_LONG = 6
_TWO_SLIPS = 9  # letters from which on two slips of the pen are forgiven


def spell_native(text: str) -> str:
    """Legal forms in Japanese, Korean, Thai, Arabic, Persian and Hebrew as Latin words.

    `text` is as `text.clean` leaves it (compatibility forms taken apart: ㈱ is "(株)").
    """
    return _NATIVE_FORM.sub(lambda match: f" {_NATIVE[match.group()]} ", text)


def split_legal(text: str) -> tuple[str, tuple[str, ...]]:
    """Part a normalised name into the rest and its legal forms, as general codes, sorted.

    Codes are rigour's general ones: `llc` for limited companies (GmbH, OOO, Co., Ltd.), `jsc` for
    stock companies (AG, PAO, S.p.A.), `soe` and so on. `text` is lower-case words parted by single
    spaces. The rest may be empty ("ltd").
    """
    text = _RUN_TOGETHER.sub(r" \1", _mended(text))
    if _TO_RESPELL.search(text):
        for pattern, known in _RESPELLED:
            text = pattern.sub(known, text)
    if _TO_SHORTEN.search(text):
        for form, short in _IN_FULL:
            text = form.sub(short, text)
    hide = "npo" in text or "ii" in text
    text = _NO_FORM.sub(rf"\1{_HIDDEN}", text) if hide else text
    forms = _codes(text)
    rest = remove_org_types(text, normalize_flags=_FLAGS).split() if forms else text.split()
    forms += [_EXTRA[word] for word in rest if word in _EXTRA]
    core = " ".join(word for word in rest if word not in _EXTRA)
    return _SHOWN.sub(r"\1", core) if hide else core, tuple(sorted(set(filter(None, forms))))


def _codes(text: str) -> list[str]:
    """General codes of the forms rigour finds; the forms' own where rigour knows no kind (A.E.)."""
    found = extract_org_types(text, normalize_flags=_FLAGS, generic=True)
    found = found or extract_org_types(text, normalize_flags=_FLAGS)
    return [code or form for form, code in found]


def _mended(text: str) -> str:
    """Broken words of legal forms put right: "limitfd", "joint stoc company", "lia bility"."""
    words = _rejoined(_parted([_SCANNED.get(word, word) for word in text.split()]))
    for at, word in enumerate(words):
        if len(word) >= _LONG:
            words[at] = _nearest(word, _LONG_WORDS)
        elif len(word) >= 4 and {*words[at - 1 : at], *words[at + 1 : at + 2]} & _PHRASE:
            words[at] = _nearest(word, _SHORT_WORDS)
    return " ".join(words)


def _parted(words: list[str]) -> list[str]:
    """A word that is two words of a legal form run together, as both ("liabilitycompany")."""
    return [part for word in words for part in _parts(word)]


@lru_cache(maxsize=1 << 15)
def _parts(word: str) -> tuple[str, ...]:
    cut = _RUN_WORDS.fullmatch(word)
    return tuple(part for part in cut.groups() if part) if cut else (word,)


def _rejoined(words: list[str]) -> list[str]:
    """Two neighbours that make up one long word of a legal form, as that word."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] + word in _LONG_WORDS and word not in _LONG_WORDS:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


@lru_cache(maxsize=1 << 15)
def _nearest(word: str, known: frozenset[str]) -> str:
    """The known word that `word` is a slip of the pen for, else `word`."""
    if word in _EXTRA or word in known:
        return word
    slips = 2 if len(word) >= _TWO_SLIPS else 1
    found = [other for other in known if OSA.distance(word, other, score_cutoff=slips) <= slips]
    return min(found, default=word)
