"""Two versions of a real list, a week apart: screening again what changed equals a full run."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from compliance.audit.delta import DeltaScreening, compare_lists
from compliance.lists import catalog
from compliance.matching import Matcher, prepared_list, term_weights
from compliance.model import ListEntry, Party, Question, Settings, Watchlist
from compliance.screening.screen import screen_questions
from compliance.storage.fingerprints import hash_entry, hash_question
from tests.lists.sources.real import real

SETTINGS = Settings()
PART = 5
"""One entry in so many is taken: the whole list takes half a minute to make ready."""


def part(name: str) -> tuple[ListEntry, ...]:
    entries = catalog.load([str(real(name))]).entries
    return tuple(one for one in entries if int(hash_entry(one)[:4], 16) % PART == 0)


def customers(entries: Sequence[ListEntry]) -> list[Question]:
    """Parties that share a word with the list, as most customers do, and some that are on it."""
    words = [one.name.split() for one in entries[::9]]
    texts = [f"{one[0]} {other[-1]} Trading" for one, other in pairwise(words)]
    texts += [one.name for one in entries[::200]]
    texts += [f"Zimmermann Bakery {number}" for number in range(50)]
    return [
        Question(file="f", sheet="", row=row, party=Party(name=text))
        for row, text in enumerate(texts)
    ]


@pytest.mark.parametrize("size", [25_000, 1_000])
def test_a_week_of_changes(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        term_weights, "_LIST_SIZE", size
    )  # a list of that size says all of its words
    lists = [part(f"ofac/sdn_2024-{day}.csv") for day in ("04-26", "05-03")]
    old, new = (
        prepared_list.prepare_list(Watchlist(lists=(), entries=entries)) for entries in lists
    )
    asked = customers(lists[0])
    before = screen_questions(asked, Matcher(old), SETTINGS)
    quiet = {hash_question(one.question): one.decision for one in before if not one.matches}
    work = DeltaScreening(screen_questions, quiet, compare_lists(old, new))
    matcher = Matcher(new)
    assert list(work.screen(asked, matcher, SETTINGS)) == list(
        screen_questions(asked, matcher, SETTINGS)
    )
    assert (work.carried > 0) is (size == 1_000)
