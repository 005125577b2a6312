"""Red flags beside the place: what an exporter must inquire about before shipping. Pure.

After BIS's "Know Your Customer" guidance and red flags, Supplement No. 3 to 15 CFR part 732.
"""

from collections.abc import Iterator
from functools import lru_cache

from compliance.model import DestinationNote, Question
from compliance.names.countries import find_territory, write_key
from compliance.places.gazetteer import flag_words

RED_FLAG = "red flag"
END_USER = "end_user"
NO_COUNTRY = "no country"
NO_SUCH_COUNTRY = "unknown country"
FORWARDER = "forwarder as end-user"
NOBODY = "end-user unnamed"
_CODE = 3
"""Letters of the code of a country at most."""


@lru_cache(maxsize=1 << 12)
def says_nothing(text: str) -> bool:
    """Whether a cell is empty, or holds what people write into cells that have nothing to say."""
    if not text.strip():
        return True
    from compliance.columns.placeholders import find_placeholder  # late: one name alone needs none

    return find_placeholder(text) is not None


def find_flags(question: Question, *, has_place: bool) -> Iterator[DestinationNote]:
    """The red flags of a party; `has_place` says that a cell names its country or a known place."""
    country = question.party.country.strip()
    if says_nothing(country):
        if question.has_country and not has_place:
            yield _flag(NO_COUNTRY, "There is a column for the country and it is empty here.")
    elif not (country.isdigit() or find_territory(country) or has_place):
        is_code = len(country) <= _CODE and country.isascii() and country.isalpha()
        what = "is the code of no country" if is_code else "names no country that is known"
        yield _flag(NO_SUCH_COUNTRY, f"“{country}” {what}.", "country", country)
    if question.party.role != END_USER:
        return
    name, words = question.party.name, flag_words()
    key = write_key(name)
    if question.reason or key in words.nobody:
        said = "The end-user is not named: ask who will use the goods."
        yield _flag(NOBODY, said, "name", name.strip())
    elif not words.forwarders.isdisjoint(key.split()) or any(
        sign in name for sign in words.forwarders_in_han
    ):
        said = "A forwarder is named as end-user: ask who will use the goods."
        yield _flag(FORWARDER, said, "name", name.strip())


def _flag(place: str, remark: str, cell: str = "", words: str = "") -> DestinationNote:
    return DestinationNote(
        place=place, kind=RED_FLAG, cell=cell if words else "", words=words, remark=remark
    )
