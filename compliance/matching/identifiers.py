"""Registration numbers: an identical one is a match by itself, whatever the names say."""

import re
from collections.abc import Mapping, Sequence

from compliance.matching.vessels import imo_numbers, is_imo
from compliance.model import Evidence, Identifier, ListEntry, Party

_NOT_SIGN = re.compile(r"[\W_]+")
_SHORTEST = 6
ByIdentifier = Mapping[str, Sequence[tuple[int, Identifier]]]


def by_identifier(entries: Sequence[ListEntry]) -> ByIdentifier:
    """Number without punctuation -> the positions of the entries that carry it."""
    found: dict[str, list[tuple[int, Identifier]]] = {}
    for at, entry in enumerate(entries):
        for identifier in entry.identifiers:
            if key := _key(identifier.value):
                found.setdefault(key, []).append((at, identifier))
    return found


def same_identifiers(party: Party, known: ByIdentifier) -> dict[int, tuple[Evidence, ...]]:
    """Position of each entry that shares a number with the party -> the proofs, one a number."""
    found: dict[int, dict[str, Evidence]] = {}
    for asked in (*party.identifiers, *imo_numbers(party.name)):
        key = _key(asked.value)
        for at, listed in known.get(key, ()):
            found.setdefault(at, {}).setdefault(key, _proof(asked, listed))
    return {at: tuple(proofs.values()) for at, proofs in found.items()}


def _proof(asked: Identifier, listed: Identifier) -> Evidence:
    kind = listed.kind or asked.kind or "identifier"
    return Evidence(
        rule="identifier",
        score=1.0,
        asked=asked.value,
        listed=listed.value,
        note=f"the same number ({kind}) is given for the listed party",
    )


def _key(value: str) -> str:
    """Letters and digits only, upper case; empty when too short or without a digit to tell."""
    key = _NOT_SIGN.sub("", value).upper()
    key = key.removeprefix("IMO") if is_imo(key.removeprefix("IMO")) else key
    return key if len(key) >= _SHORTEST and any(char.isdigit() for char in key) else ""
