"""Small watchlists and prepared names for tests."""

from functools import cache

from compliance.lists import catalog
from compliance.matching import Matcher, scorers
from compliance.matching.alignment import Word, words_of
from compliance.matching.candidates import CandidateIndex, index_names
from compliance.matching.caps import Cap, Floor
from compliance.matching.features import Comparison, Side, compare
from compliance.matching.name_table import NameTableBuilder, build_name_part
from compliance.matching.prefilter import (
    Prefilter,
    build_prefilter_part,
    join_prefilter_parts,
)
from compliance.matching.term_weights import Weights, weigh
from compliance.model import (
    Identifier,
    Lead,
    ListEntry,
    Listing,
    Name,
    NameKind,
    PartyKind,
    Programme,
    Watchlist,
)
from compliance.names import prepare_name

PROGRAMME = Programme(
    id="own", name="Own List", publisher="", authority="", restricts="", source=""
)
IN_FORCE = Listing(programme=PROGRAMME)
ENDED = Listing(programme=PROGRAMME, end_date="2020-01-01")
LEAD = Lead(to_entry="1", to_name="Dahua", relation="subsidiary of")
WEIGHTS: Weights = weigh(())


def entry(
    name: str,
    *more: str,
    kind: NameKind = NameKind.PRIMARY,
    listings: tuple[Listing, ...] = (IN_FORCE,),
    leads: tuple[Lead, ...] = (),
    identifiers: tuple[Identifier, ...] = (),
    countries: tuple[str, ...] = (),
) -> ListEntry:
    """A listed entry whose id is its name; `kind` is that of the first name."""
    names = (Name(text=name, kind=kind), *(Name(text=text) for text in more))
    return ListEntry(
        id=name,
        list_id="own",
        names=names,
        listings=listings,
        leads=leads,
        identifiers=identifiers,
        countries=countries,
    )


def watchlist(*entries: ListEntry | str) -> Watchlist:
    """Entries, or names of entries, as a watchlist."""
    made = tuple(entry(one) if isinstance(one, str) else one for one in entries)
    return Watchlist(lists=(), entries=made)


def words(text: str) -> tuple[Word, ...]:
    """The weighed words of a name."""
    return words_of(prepare_name(text), WEIGHTS)


def side(text: str) -> Side:
    """One side of a comparison."""
    return Side(prepare_name(text), words(text))


def weighed(text: str, **weights: float) -> Side:
    """One side whose words weigh as given; the others as they do."""
    made = (word._replace(weight=weights.get(word.text, word.weight)) for word in words(text))
    return Side(prepare_name(text), tuple(made))


def compared(asked: str, listed: str) -> Comparison:
    """Two names side by side."""
    return compare(side(asked), side(listed))


def listed(one: Side, kind: PartyKind) -> scorers.ListedReading:
    """A listed name whose words are weighed, ready to be compared."""
    is_person = scorers.may_be_person(one.name, kind)
    return scorers.ListedReading(name=one.name, kind=kind, is_person=is_person, weigh=lambda: one)


def filtered(*names: str, kind: PartyKind = PartyKind.ORGANISATION) -> Prefilter:
    """Listed names, ready to be filtered."""
    part = build_prefilter_part([(side(text), kind) for text in names])
    return join_prefilter_parts([part])


def indexed(*sides: Side) -> CandidateIndex:
    """Listed names by their words."""
    builder = NameTableBuilder()
    builder.add(build_name_part(sides))
    return index_names(builder)


@cache
def bundled() -> Watchlist:
    """The curated list that comes with the program."""
    return catalog.load(())


@cache
def bundled_matcher() -> Matcher:
    """A matcher over it."""
    return Matcher(bundled())


def figure(limit: Cap | Floor | None, otherwise: float = 0.0) -> float:
    """The figure of a limit, or what counts where there is none."""
    return otherwise if limit is None else limit.score
