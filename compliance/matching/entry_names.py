"""The names of a watchlist made ready, and what their words weigh; the same for all who compare."""

from collections.abc import Iterable, Sequence

from compliance.matching import scorers
from compliance.matching.addresses import named_by
from compliance.matching.term_weights import Weights, WordCounts
from compliance.model import ListEntry, Name, Standing
from compliance.names import PreparedName, prepare_name

EntryNames = Sequence[tuple[Name, PreparedName]]
"""The names of one entry that take part in matching, as published and ready to be compared."""


def prepare_names(entry: ListEntry) -> EntryNames:
    """The names of an entry, made ready; none where it is only an address."""
    return [
        (name, prepare_name(scorers.listed_text(name.text, entry.kind))) for name in named_by(entry)
    ]


def weigh_entries(entries: Iterable[ListEntry], names: Iterable[EntryNames]) -> Weights:
    """The weights of words over entries and their names, in the same order."""
    counting = WordCounts()
    for entry, found in zip(entries, names, strict=True):
        count_words(counting, entry, [prepared for _, prepared in found])
    return counting.weights()


def count_words(counting: WordCounts, entry: ListEntry, names: Sequence[PreparedName]) -> None:
    """Count the names of an entry, prepared."""
    if names:
        counting.add(names)
    if entry.standing in (Standing.RELATED, Standing.OWNED):
        for name in names:
            counting.add_lead(name)


def is_spelled_out(name: PreparedName, entry: ListEntry) -> bool:
    """Whether a name of an entry is one word: the first letters of another name of the entry."""
    if len(name.tokens) != 1:
        return False
    others = (prepare_name(scorers.listed_text(one.text, entry.kind)) for one in named_by(entry))
    return any(name.tokens[0] in other.initials for other in others)
