"""Where a listed party sits, as words: a party often adds its own city to its name."""

from functools import lru_cache

from compliance.model import ListEntry
from compliance.names import prepare_name


def seats(entry: ListEntry) -> frozenset[str]:
    """Words of the entry's addresses and the names of its countries, lower-case."""
    texts = [address.text for address in entry.addresses]
    texts += [_country(country) for country in entry.countries]
    return frozenset(token for text in texts for token in prepare_name(text).tokens)


@lru_cache(maxsize=512)
def _country(code: str) -> str:
    """A country's English name and its code; the text itself when it is not known."""
    from rigour.territories import lookup_territory  # late: most runs need no country

    territory = lookup_territory(code) if code.strip() else None
    return f"{territory.name} {code}" if territory else code
