"""Pure: a place as what officers decide on, in the same record and by the same rules as a match.

The rules in force on it stand for the listings, and the words that name it for its names: a
decision falls when either changes, or the party does. A rule is another when its id or citation is:
the data say the same rule in other words, and give one that has changed another id.
"""

from compliance.model import (
    Decision,
    DestinationNote,
    Evidence,
    ListEntry,
    Listing,
    Match,
    Name,
    NameKind,
    Programme,
)

PLACES_LIST = "rules on places"
"""What stands for the list in the record; no list can have this id."""


def make_place_match(note: DestinationNote) -> Match:
    """The place of a party, as a match with an entry."""
    listings = tuple(
        Listing(
            programme=Programme(
                id=rule.id,
                name=rule.name,
                publisher="",
                authority=rule.citation,
                restricts=rule.restricts,
                source=rule.source,
            ),
            citation=rule.citation,
            effects=(rule.restricts,),
        )
        for rule in note.rules
    )
    names = (Name(text=note.place, kind=NameKind.PRIMARY), Name(text=note.location))
    evidence = Evidence(rule="place", score=0.0, asked=note.words, listed="", note=note.sentence)
    entry = ListEntry(id=note.place, list_id=PLACES_LIST, names=names, listings=listings)
    return Match(
        entry=entry, matched_name=names[0], score=1.0, band=Decision.REVIEW, evidence=(evidence,)
    )
