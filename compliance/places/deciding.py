"""What the places in a party's cells mean on the day of the run: notes, and what is a question.

The cells are looked at apart: the country, the destination of the goods, the address, and a name
that an address follows. A place is told once, with the cell that says it most plainly, and with a
remark where another cell says otherwise.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from compliance.configuration import PLACES
from compliance.model import (
    Decision,
    DestinationNote,
    PartyKind,
    Question,
    RowResult,
)
from compliance.names.bounds import cut_party
from compliance.names.countries import is_territory_code, list_territories, write_key
from compliance.names.legal_forms import split_legal_form
from compliance.places.finding import (
    NOTHING,
    ReadPlaces,
    find_territory_code,
    read_places,
)
from compliance.places.flags import find_flags, says_nothing
from compliance.places.gazetteer import Gazetteer, build_for, word_key
from compliance.places.rules import (
    PlaceRules,
    PlaceState,
    Region,
    gravest,
    states_on,
)

REVIEW, NOTE, OFF = PLACES
"""What is made of places: a question where the rules say so, only notes, or nothing at all."""
COUNTRY, DESTINATION = "country", "destination"
"""Cells that name a place as a whole."""
MOST_READ = 1 << 12
"""Texts of cells that are remembered as they were read."""
_SHORTEST_NAME = 2
"""Words before a comma that are a party's name, and not the family name of a person."""

_SHORTEST_FORM = 3
"""Letters of a legal form that is no country's abbreviation as well."""


class PlaceSighting(NamedTuple):
    """A place in a cell."""

    place: str
    cell: str
    words: str
    remark: str = ""
    is_outside: bool = False
    """Whether it is told only because it lies outside the part that rules reach."""


class Locator(Struct, frozen=True, kw_only=True, dict=True):
    """Finds the places of parties and says what the rules of a day make of them."""

    read_rules: Callable[[], PlaceRules]
    """Reads the rules of all days, when the first place is met: a name alone has none."""
    day: str
    """ISO 8601."""
    is_review: bool
    """Whether a place can be a question."""

    @cached_property
    def data(self) -> PlaceRules:
        """The rules of all days. Raises ListError."""
        return self.read_rules()

    @cached_property
    def states(self) -> Mapping[str, PlaceState]:
        """By code of a country or id of a region: the places with a rule in force on the day."""
        return states_on(self.day, self.data)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The names of places, made when the first cell has a text to look through."""
        return build_for(self.data)

    @property
    def regions(self) -> Mapping[str, Region]:
        """By id."""
        return self.data.regions

    @cached_property
    def reader(self) -> Callable[[str], ReadPlaces]:
        """Reads a text; countries and towns come again and again, and are read once."""
        gazetteer = self.gazetteer
        return lru_cache(maxsize=MOST_READ)(lambda text: read_places(text, gazetteer))

    def read(self, text: str) -> ReadPlaces:
        """What a cell says of places."""
        return self.reader(text) if text else NOTHING

    def locate(self, result: RowResult) -> RowResult:
        """The answer with the notes on its destination, at least REVIEW where one is a question."""
        notes = self.find_notes(result.question)
        return with_notes(result, notes) if notes else result

    def find_notes(self, question: Question) -> tuple[DestinationNote, ...]:
        """The notes on a party: places, the gravest first, then red flags."""
        party = question.party
        if party.kind in (PartyKind.VESSEL, PartyKind.AIRCRAFT):
            return ()
        read = _Cells(question, self)
        sightings = list(read.sightings())
        places = dict.fromkeys(one.place for one in sightings if one.place in self.states)
        met = [self.states[place] for place in places]
        states = gravest(met, self.data.kinds) if met else ()
        notes = []
        for state in states:
            here = [one for one in sightings if one.place == state.place]
            is_outside = all(one.is_outside for one in here)
            remarks = dict.fromkeys(one.remark for one in here if one.remark)
            note = DestinationNote(
                place=state.name,
                kind=state.kind,
                cell=here[0].cell,
                words=here[0].words,
                remark=" ".join(remarks),
                rules=state.rules,
                is_question=self.is_review and state.is_held and not is_outside,
            )
            notes.append(note)
        named = read.named or any(one.cell == COUNTRY for one in sightings)
        return (*notes, *find_flags(question, has_place=named))


def build_locator(read_rules: Callable[[], PlaceRules], day: str, way: str) -> Locator | None:
    """What finds places on a day, ISO 8601; None where nothing is to be made of them."""
    if way == OFF:
        return None
    return Locator(read_rules=read_rules, day=day, is_review=way == REVIEW)


def with_notes(result: RowResult, notes: tuple[DestinationNote, ...]) -> RowResult:
    """The answer with its notes; a question among them makes a CLEAR one REVIEW.

    A party that was not screened stays so, and counts so: its place is a note until its name is
    known.
    """
    if result.decision is Decision.UNSCREENED:
        return replace(result, destination=tuple(replace(one, is_question=False) for one in notes))
    held = any(note.is_question for note in notes) and not result.decision.is_open
    decision = Decision.REVIEW if held else result.decision
    return replace(result, destination=notes, decision=decision)


# --- The cells of a party ---------------------------------------------------------------------


class _Cells:
    """The cells of one party, and the places in them."""

    def __init__(self, question: Question, locator: Locator) -> None:
        self._party = cut_party(question.party)
        self._locator = locator
        self._address = locator.read(self._party.address)
        self.territory = _code_of(self._party.country)
        self.country = self.territory.split("-")[0]
        """Code of the country that the column names; empty without one."""
        self.named = bool(self._address.country or self._address.mentions)
        """Whether the address names a country or a place that is known."""

    def sightings(self) -> Iterator[PlaceSighting]:
        """All places, cell by cell."""
        party = self._party
        yield from self._of_column(COUNTRY, party.country)
        yield from self._of_column(DESTINATION, party.destination)
        yield from self._of_text("address", self._address)
        # By the postcodes of the address, in the country of the region.
        country = self.country or self._address.country
        towns = (one.entry for one in self._address.mentions)
        outside = {town.place for town in towns if town.is_outside}
        for region in self._locator.regions.values() if self._address.postcodes else ():
            ranges = [one for one in region.postcodes if one.country == country]
            for code in self._address.postcodes if region.id not in outside else ():
                if any(
                    len(code) == one.digits and one.first <= int(code) <= one.last for one in ranges
                ):
                    yield PlaceSighting(region.id, "address", code, self._remark(region.id))
        # An address may follow the name in its cell: "Acme Ltd, Tehran, Iran".
        name, _, behind = party.name.partition(",")
        may_follow = party.kind is not PartyKind.PERSON and len(name.split()) >= _SHORTEST_NAME
        if may_follow and not is_legal_form(behind):
            read = self._locator.read(behind)
            if read.country and any(not one.entry.is_town for one in read.mentions):
                yield from self._of_text("name", read)

    def _of_column(self, cell: str, text: str) -> Iterator[PlaceSighting]:
        """The country or region that a cell names as a whole, or a place in it."""
        if not text.strip():
            return
        code = _code_of(text)
        region = self._region_of(code)
        if region:
            yield PlaceSighting(region.id, cell, text)
        elif code:
            yield PlaceSighting(code.split("-")[0], cell, text)
        if is_territory_code(text.strip()):  # there is no place in it, and no table need be read
            return
        read = self._locator.read(text)
        if cell == COUNTRY:
            read = replace(read, country="")
        yield from self._of_text(cell, read, is_whole=True)

    def _region_of(self, code: str) -> Region | None:
        regions = self._locator.regions.values()
        return next((one for one in regions if code and one.code == code), None)

    def _of_text(
        self, cell: str, read: ReadPlaces, *, is_whole: bool = False
    ) -> Iterator[PlaceSighting]:
        """The places that a text names, unless it or the country column says that it is another."""
        found = []
        for mention in read.mentions:
            entry, homes = mention.entry, self._homes(mention.entry.place)
            is_abroad = bool(read.country) and read.country not in homes
            # Goods go to another country than the party's.
            is_namesake = self.country not in homes and self.country in entry.others
            region = self._locator.regions.get(entry.place)
            without = map(word_key, region.unless) if region else ()
            if not (
                is_abroad
                or (is_namesake and cell != DESTINATION)
                or not read.keys.isdisjoint(without)
            ):
                found.append(mention)
        outside = {one.entry.place for one in found if one.entry.is_outside}
        outside -= {
            one.entry.place for one in found if one.entry.is_town and not one.entry.is_outside
        }
        for mention in found:
            place = mention.entry.place
            remark = "" if is_whole else self._remark(place)
            if place in outside:
                remark = "The town is held to lie outside the part that the rules reach: check it."
            yield PlaceSighting(place, cell, mention.words, remark, place in outside)
        known = read.country
        if known and not self.country and not is_whole and known in self._locator.states:
            yield PlaceSighting(known, cell, read.country_words)

    def _homes(self, place: str) -> tuple[str, ...]:
        """Codes of the countries under which a place is written."""
        region = self._locator.regions.get(place)
        return (region.within, *region.also) if region else (place,)

    def _remark(self, place: str) -> str:
        """What to say where the country column names another country than the place's own."""
        if not self.country or self.country == place or self._region_of(self.territory):
            return ""
        name = list_territories()[self.country].name
        said = f"The country column says {name}"
        if self.country not in self._homes(place):
            return f"{said}, which contradicts it: find out which is right."
        return f"{said}: the region has rules of its own."


@lru_cache(maxsize=1 << 14)
def _code_of(text: str) -> str:
    """Code of the territory that a whole cell names; empty for none."""
    return "" if says_nothing(text) else find_territory_code(text)


@lru_cache(maxsize=MOST_READ)
def is_legal_form(text: str) -> bool:
    """Whether a text behind a name is nothing but its legal form: `Inc.` names no place.

    Forms as short as `RF` are none here: they may be a country.
    """
    name, *words = "", *write_key(text).split()
    is_long = bool(words) and min(map(len, words)) >= _SHORTEST_FORM
    return is_long and split_legal_form([name, *words])[0] == [name]
