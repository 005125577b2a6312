"""Where a listed party sits, as words: a party often adds its own city to its name."""

from functools import lru_cache

from compliance.model import ListEntry
from compliance.names import prepare_name
from compliance.names.countries import find_territory


def seats(entry: ListEntry) -> frozenset[str]:
    """Words of the entry's addresses and the names of its countries, lower-case."""
    texts = [address.text for address in entry.addresses]
    texts += [_country(country) for country in entry.countries]
    return frozenset(token for text in texts for token in prepare_name(text).tokens)


@lru_cache(maxsize=512)
def _country(code: str) -> str:
    """A country's English name and its code; the text itself when it is not known."""
    territory = find_territory(code)
    return f"{territory.name} {code}" if territory else code
