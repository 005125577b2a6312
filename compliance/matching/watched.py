"""The names of a watchlist made ready, and what their words weigh; the same for all who compare."""

from collections.abc import Sequence

from compliance.matching import parties
from compliance.matching.addresses import named_by
from compliance.matching.weights import Weights, weigh
from compliance.model import ListEntry, Name, Standing
from compliance.names import PreparedName, prepare

Named = Sequence[tuple[Name, PreparedName]]
"""The names of one entry that take part in matching, as published and ready to be compared."""


def named(entry: ListEntry) -> Named:
    """The names of an entry, made ready; none where it is only an address."""
    return [(name, prepare(parties.listed_text(name.text, entry.kind))) for name in named_by(entry)]


def weights_of(entries: Sequence[ListEntry], names: Sequence[Named]) -> Weights:
    """The weights of words over entries and their names, in the same order."""
    ready = [[prepared for _, prepared in found] for found in names]
    leads = [
        name
        for entry, found in zip(entries, ready, strict=True)
        if entry.standing in (Standing.RELATED, Standing.OWNED)
        for name in found
    ]
    return weigh(filter(None, ready), leads)
