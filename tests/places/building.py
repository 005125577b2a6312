"""What the tests of places share."""

from functools import cache
from pathlib import Path

from compliance.model import DestinationNote, Party, Question
from compliance.places import Locator, build_locator
from compliance.places.loading import load_rules

LISTS = Path(__file__).parent.parent.parent / "lists"
DAY = "2026-11-02"


@cache
def locator(day: str = DAY, way: str = "review") -> Locator:
    """What finds places by the rules of the project on a day."""
    found = build_locator(lambda: load_rules(LISTS), day, way)
    assert found
    return found


def asked(**cells: str) -> Question:
    """A question about a party with these cells."""
    party = Party(**{"name": "Acme Ltd", **cells})  # type: ignore[arg-type]
    return Question(file="", sheet="", row=1, party=party, has_country=True)


def notes(question: Question, day: str = DAY, way: str = "review") -> list[DestinationNote]:
    """The notes on a party."""
    return list(locator(day, way).find_notes(question))


def held(by: Locator, question: Question) -> set[str]:
    """Ids and codes of the places that are a question."""
    names = {note.place for note in by.find_notes(question) if note.is_open}
    return {place for place, state in by.states.items() if state.name in names}
