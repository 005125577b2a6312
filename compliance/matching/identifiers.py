"""Registration numbers: an identical one is a match by itself, whatever the names say."""

import re
from collections.abc import Iterator, Mapping, Sequence

from compliance.model import Evidence, Identifier, ListEntry, Party

_NOT_SIGN = re.compile(r"[\W_]+")
_SHORTEST = 6
ByIdentifier = Mapping[str, Sequence[tuple[ListEntry, Identifier]]]


def by_identifier(entries: Sequence[ListEntry]) -> ByIdentifier:
    """Number without punctuation -> the entries that carry it."""
    found: dict[str, list[tuple[ListEntry, Identifier]]] = {}
    for entry in entries:
        for identifier in entry.identifiers:
            if key := _key(identifier.value):
                found.setdefault(key, []).append((entry, identifier))
    return found


def same_identifiers(party: Party, known: ByIdentifier) -> Iterator[tuple[ListEntry, Evidence]]:
    """Entries that share a number with the party, with the proof."""
    for asked in party.identifiers:
        for entry, listed in known.get(_key(asked.value), ()):
            kind = listed.kind or asked.kind or "identifier"
            yield (
                entry,
                Evidence(
                    rule="identifier",
                    score=1.0,
                    asked=asked.value,
                    listed=listed.value,
                    note=f"the same number ({kind}) is given for the listed party",
                ),
            )


def _key(value: str) -> str:
    """Letters and digits only, upper case; empty when too short or without a digit to tell."""
    key = _NOT_SIGN.sub("", value).upper()
    return key if len(key) >= _SHORTEST and any(char.isdigit() for char in key) else ""
