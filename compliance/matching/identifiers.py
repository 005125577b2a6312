"""Registration numbers: an identical one is a match by itself, whatever the names say.

Numbers of a scheme with a check digit (LEI, USCC, IMO, ...) are read by `number_schemes`, which
knows how each is written; all others are their letters and digits. A party has one number of a
scheme, so another one is a conflict, which is shown; one with a wrong check digit is taken for a
misprint.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from compliance.matching.number_schemes import read_number
from compliance.matching.vessels import imo_numbers
from compliance.model import Evidence, Identifier, ListEntry, Party, PartyKind

_NOT_SIGN = re.compile(r"[\W_]+")
_SHORTEST = 6
_PLACEHOLDER = 2
"""Different signs that a number has at most when it stands for none: 000000, 999999-9, 121212."""
SCHEMES = {
    "lei": "LEI",
    "uscc": "USCC",
    "imo": "IMO number",
    "swift": "SWIFT code",
    "inn": "INN",
    "ogrn": "OGRN",
    "isin": "ISIN",
}
"""Kinds of number whose writing `number_schemes` knows -> what an officer calls them."""
_TAIL_NUMBER = "aircraft tail number"
_TAIL = re.compile(r"[A-Z0-9]{1,2}-?[A-Z0-9]{3,5}")
"""A nationality mark of ICAO Annex 7 and a registration mark: EP-GOM, YI-NAE, N4210B, RA-76842."""
_SHORTEST_TAIL = 4
"""Letters and digits of the shortest tail number that is compared (EP-GOM, N1AB)."""
_OWN = frozenset(
    ("lei", "imo", "swift", "isin", "mmsi", "iban", _TAIL_NUMBER, "digital currency address")
)
"""Schemes whose numbers are never also a tax or a register number."""
GLOBAL = frozenset(("lei", "imo", "uscc", "inn", "ogrn"))
"""Schemes that give every party in the world a number of its own."""
_CONFLICT, _OTHER = -0.4, -0.2
ByIdentifier = Mapping[str, Sequence[tuple[int, Identifier]]]


def by_identifier(entries: Sequence[ListEntry]) -> ByIdentifier:
    """Number without punctuation -> the positions of the entries that carry it."""
    found: dict[str, list[tuple[int, Identifier]]] = {}
    for at, entry in enumerate(entries):
        for identifier in (*entry.identifiers, *_tail_numbers(entry)):
            for key in keys(identifier):
                found.setdefault(key, []).append((at, identifier))
    return found


def _tail_numbers(entry: ListEntry) -> Iterator[Identifier]:
    """The names of an aircraft that are its tail numbers: OFAC lists it by them (EP-GOM)."""
    if entry.kind is PartyKind.AIRCRAFT:
        for name in entry.names:
            if _TAIL.fullmatch(name.text.strip()):
                yield Identifier(kind=_TAIL_NUMBER, value=name.text)


def same_identifiers(party: Party, known: ByIdentifier) -> dict[int, tuple[Evidence, ...]]:
    """Position of each entry that shares a number with the party -> the proofs, one a number."""
    found: dict[int, dict[str, Evidence]] = {}
    for asked in _asked(party):
        numbers = keys(asked)
        for at, listed in (pair for key in numbers for pair in known.get(key, ())):
            if _comparable(asked.kind, listed.kind):
                found.setdefault(at, {}).setdefault(numbers[0], _proof(asked, listed))
    return {at: tuple(proofs.values()) for at, proofs in found.items()}


def has_numbers(party: Party) -> bool:
    """Whether a party has a number that entries may share."""
    return bool(_asked(party))


def _asked(party: Party) -> tuple[Identifier, ...]:
    return *party.identifiers, *imo_numbers(party.name)


def other_identifiers(party: Party, entry: ListEntry) -> Iterator[Evidence]:
    """Each number of the party of whose kind the entry has only other ones."""
    for asked in party.identifiers:
        listed = [one for one in entry.identifiers if one.kind == asked.kind and asked.kind]
        known = {key for one in listed for key in keys(one)}
        if known and keys(asked) and known.isdisjoint(keys(asked)):
            yield _conflict(asked, ", ".join(one.value for one in listed))


def _proof(asked: Identifier, listed: Identifier) -> Evidence:
    kind = listed.kind or asked.kind or "identifier"
    return Evidence(
        rule="identifier",
        score=1.0,
        asked=asked.value,
        listed=listed.value,
        note=f"the same number ({kind}) is given for the listed party",
    )


def _conflict(asked: Identifier, listed: str) -> Evidence:
    """The sentence about another number; a misprinted one takes nothing away."""
    name = SCHEMES.get(asked.kind, asked.kind)
    note = f"the {name} {asked.value} differs from the listed party's ({listed})"
    worth = _CONFLICT if asked.kind in SCHEMES else _OTHER
    if is_misprint(asked):
        note, worth = f"{note}, but it is not a valid {name}: it may be mistyped", 0.0
    return Evidence(
        rule="other identifier", score=worth, asked=asked.value, listed=listed, note=note
    )


def is_misprint(identifier: Identifier) -> bool:
    """Whether a number is not what its kind says it is, by its length or check digit."""
    return identifier.kind in SCHEMES and not _read(identifier)


def _comparable(asked: str, listed: str) -> bool:
    """Whether numbers of two kinds can be one: a tax number may be a USCC, but no IMO number."""
    return asked == listed or not (asked and listed) or not {asked, listed} & _OWN


def keys(identifier: Identifier) -> tuple[str, ...]:
    """The number as it is compared, by its scheme and as written; none when it cannot tell."""
    if identifier.kind == _TAIL_NUMBER:
        tail = _NOT_SIGN.sub("", identifier.value).upper()
        return (tail,) if len(tail) >= _SHORTEST_TAIL else ()
    found = (_read(identifier), _written(identifier.value))
    return tuple(dict.fromkeys(key for key in found if key))


def _written(value: str) -> str:
    """Letters and digits only, upper case; empty when too short or too plain."""
    key = _NOT_SIGN.sub("", unicodedata.normalize("NFKC", value)).upper()
    plain = len(set(key)) <= _PLACEHOLDER or not any(map(str.isdigit, key))
    return "" if plain or len(key) < _SHORTEST else key


def _read(identifier: Identifier) -> str:
    """The number by the rules of its scheme; empty when it has none or breaks them."""
    text = unicodedata.normalize("NFKC", identifier.value)
    return read_number(identifier.kind, text) if identifier.kind in SCHEMES else ""
