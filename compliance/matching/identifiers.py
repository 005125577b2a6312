"""Registration numbers: an identical one is a match by itself, whatever the names say.

Numbers of a scheme with a check digit are read as it writes them; all others are their letters and
digits. A party has one number of a scheme, so another one is a conflict, which is shown; one with a
wrong check digit is taken for a misprint. Pure.

| kind | scheme | source |
|---|---|---|
| lei | Legal Entity Identifier | ISO 17442; check digits ISO/IEC 7064, MOD 97-10 |
| uscc | Unified Social Credit Code of China | GB 32100-2015 |
| imo | ships, and companies that own or run them | IMO Res. A.1117(30) and A.1078(28) |
| swift | Business Identifier Code of a bank | ISO 9362 |
| inn | Russian taxpayer | Order of the Federal Tax Service ED-7-14/559 of 2020 |
| ogrn | Russian register of firms and of traders | Order of the Ministry of Finance 165n of 2017 |
| isin | security | ISO 6166; check digit by Luhn, ISO/IEC 7812-1 |
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from string import ascii_uppercase, digits

import numpy as np
from msgspec import Struct

from compliance.matching.arrays import Column, join_pairs, sort_pairs, spread_rows
from compliance.matching.parameters import read_count, read_value
from compliance.matching.term_keys import hash_keys, hash_words
from compliance.model import Evidence, Identifier, ListEntry, Party, PartyKind
from compliance.model.text_pattern import TextPattern
from compliance.names.countries import country_code, list_territories

# --- Schemes ----------------------------------------------------------------------------------


_SEPARATORS = TextPattern(r"[\s-]")
_LEI = TextPattern(r"[0-9A-Z]{18}[0-9]{2}")
_LEI_MODULUS = 97
_USCC = TextPattern(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_USCC_SIGNS = digits + "ABCDEFGHJKLMNPQRTUWXY"
"""Signs by value; I, O, S, V and Z are left out."""
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_IMO = TextPattern(r"(IMO[\s:.#-]*)?(?<!\d)(\d{5,7})(?!\d)")
_IMO_LENGTH = 7
_SHIP_WEIGHTS = (7, 6, 5, 4, 3, 2)
_COMPANY_WEIGHTS = (8, 6, 4, 2, 9, 7)
_SWIFT = TextPattern(r"[A-Z]{4}([A-Z]{2})[0-9A-Z]{2}(?:[0-9A-Z]{3})?")
_BANK = 8
"""Signs of a bank's code; three more name a branch."""
_INN = TextPattern(r"[0-9]{10}|[0-9]{12}")
_INN_WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_OF_FIRM = 10
_OGRN = TextPattern(r"\b([1-9]\d{12}|[1-9]\d{14})\b")
_ISIN = TextPattern(r"([A-Z]{2})[0-9A-Z]{9}[0-9]")
_ISIN_SIGNS = digits + ascii_uppercase
_NOT_OF_A_COUNTRY = frozenset({"QS", "QT", "XA", "XB", "XC", "XD", "XF", "XS"})
"""First letters of securities that agencies number, not countries (ISO 6166, annex B)."""


def read_number(kind: str, text: str) -> str:
    """A number of a scheme without separators, in capitals; empty where it breaks its rules.

    Of an IMO number its seven digits, of a SWIFT code its bank. `kind` is one of `SCHEMES`.
    """
    if not text.isascii():
        return ""
    if kind == "imo":
        # The longest run of digits that is one, rather one behind "IMO"; zeros may be left out.
        runs = sorted(_IMO.finditer(text), key=lambda run: (-len(run[2]), not run[1], run.start()))
        numbers = (run[2].zfill(_IMO_LENGTH) for run in runs)
        return next((n for n in numbers if int(n) and (is_ship(n) or is_shipping_company(n))), "")
    if kind == "ogrn":
        run = _OGRN.search(text)
        # Of 13 digits for a firm, 15 for a trader; the modulus is two less than they are.
        number = run[1] if run else ""
        is_right = bool(number) and int(number[:-1]) % (len(number) - 2) % 10 == int(number[-1])
        return number if is_right else ""
    number = _SEPARATORS.sub("", text).upper()
    pattern, is_valid = _CHECKS[kind]
    match = pattern.fullmatch(number)
    if not match or not is_valid(match):
        return ""
    return number[:_BANK] if kind == "swift" else number


def _weigh(number: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def _expand(number: str) -> str:
    """Letters as numbers of two digits, A as 10."""
    return "".join(str(_ISIN_SIGNS.index(sign)) for sign in number)


def is_ship(number: str) -> bool:
    """Whether seven digits are a ship's IMO number: the last one is made from the six before."""
    if len(number) != _IMO_LENGTH or not (number.isascii() and number.isdigit()):
        return False
    return _weigh(number, _SHIP_WEIGHTS) % 10 == int(number[-1])


def is_shipping_company(number: str) -> bool:
    """Whether seven digits are the IMO number of a company."""
    return (11 - _weigh(number, _COMPANY_WEIGHTS) % 11) % 10 == int(number[-1])


def _has_digits_of_inn(match: re.Match[str]) -> bool:
    """Whether the last digit of a firm's number, or the last two of a person's, are right."""
    number = match[0]
    checked = range(len(number) - (1 if len(number) == _INN_OF_FIRM else 2), len(number))
    weights = (_INN_WEIGHTS[len(_INN_WEIGHTS) - place :] for place in checked)
    sums = (_weigh(number, of_place) % 11 % 10 for of_place in weights)
    return [*sums] == [int(number[place]) for place in checked]


def _has_place_and_digit_of_isin(match: re.Match[str]) -> bool:
    """Whether the place is known, and the last digit right by Luhn.

    Every second digit from the right but the last doubled, the sum of all digits is tens.
    """
    if match[1] not in list_territories() and match[1] not in _NOT_OF_A_COUNTRY:
        return False
    figures = enumerate(reversed(_expand(match[0])))
    doubled = (str(int(digit) * (1 + at % 2)) for at, digit in figures)
    return sum(map(int, "".join(doubled))) % 10 == 0


def _has_sign_of_uscc(match: re.Match[str]) -> bool:
    """Whether the last sign is what the others make by their values and weights."""
    number = match[0]
    values = map(_USCC_SIGNS.index, number)
    total = sum(value * weight for value, weight in zip(values, _USCC_WEIGHTS, strict=False))
    return number[-1] == _USCC_SIGNS[-total % len(_USCC_SIGNS)]


_CHECKS: Mapping[str, tuple[TextPattern, Callable[[re.Match[str]], bool]]] = {
    "lei": (_LEI, lambda match: int(_expand(match[0])) % _LEI_MODULUS == 1),
    "uscc": (_USCC, _has_sign_of_uscc),
    "swift": (_SWIFT, lambda match: match[1] in list_territories()),
    "inn": (_INN, _has_digits_of_inn),
    "isin": (_ISIN, _has_place_and_digit_of_isin),
}
"""Scheme -> how its numbers are written, and whether their check digits and countries are right."""


# --- IMO numbers in a text --------------------------------------------------------------------


IMO_NUMBER = TextPattern(r"\bIMO(?:\s*(?:NUMBER|NO\.?|NR\.?|#|:))*\s*([0-9]{7})\b", re.IGNORECASE)


def imo_numbers(text: str) -> Iterator[Identifier]:
    """IMO numbers named as such in a text, those whose check digit is right."""
    for match in IMO_NUMBER.finditer(text):
        if is_ship(match[1]):
            yield Identifier(kind="imo", value=match[1])


# --- Numbers of a party -----------------------------------------------------------------------


_NOT_SIGN = TextPattern(r"[\W_]+")
_SHORTEST = read_count("identifiers.shortest")
_PLACEHOLDER = read_count("identifiers.placeholder")
SCHEMES = {
    "lei": "LEI",
    "uscc": "USCC",
    "imo": "IMO number",
    "swift": "SWIFT code",
    "inn": "INN",
    "ogrn": "OGRN",
    "isin": "ISIN",
}
"""Kinds of number whose writing is known -> what an officer calls them."""
_TAIL_NUMBER = "aircraft tail number"
_TAIL = TextPattern(r"[A-Z0-9]{1,2}-?[A-Z0-9]{3,5}")
"""A nationality mark of ICAO Annex 7 and a registration mark: EP-GOM, YI-NAE, N4210B, RA-76842."""
_SHORTEST_TAIL = read_count("identifiers.shortest_tail")
_SURE_TAIL = read_count("identifiers.sure_tail")
_ANNOUNCING = ("TAIL", "REGISTRATION", "REG", "AIRCRAFT", "A/C")
"""Words that say that a tail number follows."""
_TAIL_IN_TEXT = TextPattern(
    rf"(?P<announced>\b(?:{'|'.join(_ANNOUNCING)})(?:\s*(?:NUMBER|NO\b|NR\b|MARK|[.:#]))*\s*)?"
    rf"(?<![\w-])(?P<mark>{_TAIL.pattern})(?![\w-])"
)
"""A tail number in capitals, and the words before it that say that it is one."""
_OWN = frozenset(
    ("lei", "imo", "swift", "isin", "mmsi", "iban", _TAIL_NUMBER, "digital currency address")
)
"""Schemes whose numbers are never also a tax or a register number."""
GLOBAL = frozenset(("lei", "imo", "uscc", "inn", "ogrn"))
"""Schemes that give every party in the world a number of its own."""
OTHER_NATIONAL_ID = "other national id"
"""The rule of the evidence that one country gave the two parties different identity numbers."""
_NATIONAL_ID = "national id"
_CONFLICT = read_value("identifiers.conflict")
_OTHER = read_value("identifiers.other")
_PERHAPS_TAIL = read_value("identifiers.perhaps_tail")
ByIdentifier = Mapping[str, Sequence[tuple[int, Identifier]]]


def list_entry_identifiers(entry: ListEntry) -> list[Identifier]:
    """The numbers of an entry; of an aircraft also tail numbers, which OFAC lists as names."""
    found = list(entry.identifiers)
    if entry.kind is PartyKind.AIRCRAFT:
        texts = (name.text for name in entry.names if _TAIL.fullmatch(name.text.strip()))
        found += (Identifier(kind=_TAIL_NUMBER, value=text) for text in texts)
    return found


def index_identifiers(entries: Iterable[tuple[int, ListEntry]]) -> ByIdentifier:
    """Number without punctuation -> the positions of the entries that carry it.

    `entries` are entries with their positions.
    """
    found: dict[str, list[tuple[int, Identifier]]] = {}
    for at, entry in entries:
        for identifier in list_entry_identifiers(entry):
            for key in keys(identifier):
                found.setdefault(key, []).append((at, identifier))
    return found


Asked = tuple[Identifier, float]
"""A number of a party, and what a match scores by it: 1, less where it may be something else."""


def list_numbers(party: Party) -> list[Asked]:
    """The numbers of a party that entries may share, IMO numbers in its name among them."""
    return [(number, 1.0) for number in (*party.identifiers, *imo_numbers(party.name))]


def same_identifiers(
    numbers: Iterable[Asked], known: ByIdentifier
) -> dict[int, tuple[Evidence, ...]]:
    """Position of each entry that shares one of the numbers -> the proofs, one a number.

    Numbers of two kinds can be one (a tax number may be a USCC), but for those of some schemes.
    """
    found: dict[int, dict[str, Evidence]] = {}
    for asked, worth in numbers:
        its_keys = keys(asked)
        for at, listed in (pair for key in its_keys for pair in known.get(key, ())):
            kinds = {asked.kind, listed.kind}
            if len(kinds) == 2 and "" not in kinds and kinds & _OWN:
                continue
            kind = listed.kind or asked.kind or "identifier"
            proof = Evidence(
                rule="identifier",
                score=worth,
                asked=asked.value,
                listed=listed.value,
                note=f"the same number ({kind}) is given for the listed party"
                + (", if it is one here: a question at most" if worth < 1 else ""),
            )
            found.setdefault(at, {}).setdefault(its_keys[0], proof)
    return {at: tuple(proofs.values()) for at, proofs in found.items()}


def find_tail_numbers(text: str) -> Iterator[Asked]:
    """What may be aircraft's tail numbers in a name ("Tail no. EP-GOM").

    A short one, and one without its hyphen that no word announces, may be anything else: it is a
    question, and the latter only where it is the whole text.
    """
    capitals = text.upper().strip()
    is_announced = any(word in capitals for word in _ANNOUNCING)
    if " " in capitals and "-" not in capitals and not is_announced:
        return  # as most names
    for match in _TAIL_IN_TEXT.finditer(capitals):
        mark = match["mark"]
        is_sure = match["announced"] or ("-" in mark and len(mark) > _SURE_TAIL)
        if is_sure or "-" in mark or mark == capitals:
            yield Identifier(kind=_TAIL_NUMBER, value=mark), 1.0 if is_sure else _PERHAPS_TAIL


def other_identifiers(party: Party, entry: ListEntry) -> Iterator[Evidence]:
    """Each number of the party of whose kind the entry has only other ones.

    A misprinted one takes nothing away.
    """
    for asked in party.identifiers:
        listed = [known for known in entry.identifiers if known.kind == asked.kind and asked.kind]
        taken = {key for known in listed for key in keys(known)}
        if not taken or not keys(asked) or not taken.isdisjoint(keys(asked)):
            continue
        numbers = ", ".join(known.value for known in listed)
        rule, worth = "other identifier", _CONFLICT if asked.kind in SCHEMES else _OTHER
        name = SCHEMES.get(asked.kind, asked.kind)
        note = f"the {name} {asked.value} differs from the listed party's ({numbers})"
        if is_national_conflict(party, asked, listed):
            rule, worth = OTHER_NATIONAL_ID, _CONFLICT
            note = (
                f"the national identity number {asked.value} is not the listed person's "
                f"({numbers}), and the same country gave both: a question at most"
            )
        elif is_misprint(asked):
            note, worth = f"{note}, but it is not a valid {name}: it may be mistyped", 0.0
        yield Evidence(rule=rule, score=worth, asked=asked.value, listed=numbers, note=note)


def is_national_conflict(party: Party, asked: Identifier, listed: Sequence[Identifier]) -> bool:
    """Whether one country gave the asked person another identity number than the listed one.

    A country gives a person one for life, a passport every ten years. Where the length differs one
    of them may be of an older series.
    """
    country = asked.country or country_code(party.nationality)
    return (
        asked.kind == _NATIONAL_ID
        and bool(country)
        and all(known.country == country for known in listed)
        and {len(_strip_number(n.value)) for n in listed} == {len(_strip_number(asked.value))}
    )


def is_misprint(identifier: Identifier) -> bool:
    """Whether a number is not what its kind says it is, by its length or check digit."""
    return identifier.kind in SCHEMES and not _read_by_scheme(identifier)


def keys(identifier: Identifier) -> tuple[str, ...]:
    """The number as it is compared, by its scheme and as written; none when it cannot tell."""
    if identifier.kind == _TAIL_NUMBER:
        tail = _NOT_SIGN.sub("", identifier.value).upper()
        return (tail,) if len(tail) >= _SHORTEST_TAIL else ()
    found = (_read_by_scheme(identifier), _strip_number(identifier.value))
    return tuple(dict.fromkeys(key for key in found if key))


def _strip_number(value: str) -> str:
    """Letters and digits only, upper case; empty when too short or too plain."""
    key = _NOT_SIGN.sub("", unicodedata.normalize("NFKC", value)).upper()
    plain = len(set(key)) <= _PLACEHOLDER or not any(map(str.isdigit, key))
    return "" if plain or len(key) < _SHORTEST else key


def _read_by_scheme(identifier: Identifier) -> str:
    """The number by the rules of its scheme; empty when it has none or breaks them."""
    text = unicodedata.normalize("NFKC", identifier.value)
    return read_number(identifier.kind, text) if identifier.kind in SCHEMES else ""


# --- Numbers of a list ------------------------------------------------------------------------


class IdentifierIndex(Struct, frozen=True):
    """Which entries carry a number, kept with the list: few of them are ever read.

    A number is found by its hash, and what is found is compared by `same_identifiers`.
    """

    keys: Column
    """Hashes of the numbers as they are compared, in rising order, u4[N]."""
    entries: Column
    """Positions of the entries, i4[N]."""

    def find_entries(self, identifiers: Iterable[Identifier]) -> list[int]:
        """Positions, in order, of the entries that may carry one of the numbers."""
        asked = hash_words([key for identifier in identifiers for key in keys(identifier)])
        first = np.searchsorted(self.keys, asked)
        number = np.searchsorted(self.keys, asked, side="right") - first
        return sorted({*self.entries[spread_rows(first, number)].tolist()})


def build_identifier_index(entries: Sequence[ListEntry]) -> IdentifierIndex:
    """The numbers of some entries; positions are those among them."""
    return IdentifierIndex(*sort_pairs(*hash_keys(entries, _list_keys)))


def _list_keys(entry: ListEntry) -> Iterator[str]:
    for identifier in list_entry_identifiers(entry):
        yield from keys(identifier)


def join_identifier_indexes(
    parts: Sequence[IdentifierIndex], sizes: Iterable[int]
) -> IdentifierIndex:
    """The numbers of all entries of a list, from those of parts of so many entries."""
    return IdentifierIndex(*join_pairs([(part.keys, part.entries) for part in parts], sizes))
