"""Screening again only what must be gives what a full run gives, to the letter."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from compliance.audit import delta
from compliance.audit.delta import (
    NO_CHANGE,
    DeltaScreening,
    ListDelta,
    compare_lists,
    find_affected_parties,
)
from compliance.matching import Matcher, name_keys, prepared_list, term_weights
from compliance.model import (
    Address,
    Identifier,
    ListEntry,
    Listing,
    Name,
    NameKind,
    Party,
    PartyKind,
    Question,
    RowResult,
    Settings,
    Watchlist,
)
from compliance.screening.screen import screen_questions
from compliance.storage.fingerprints import hash_question
from tests.matching.building import ENDED, IN_FORCE, entry

WORDS = ("Hikvision", "Dahua", "Lorexia", "Vercanto", "Zimmermann", "Norrsken", "Trading", "Optik")
TAILS = ("", " Co., Ltd.", " Technology", " Trading GmbH", " Beijing", " Digital 2")
STREETS = (
    "",
    "18 Plum Blossom Road, Shanghai",
    "Room 5, 18 Plum Blossom Road, Shanghai",
    "7 Elm St",
)
NUMBERS = (
    (),
    (Identifier(kind="tax id", value="A1234567"),),
    (Identifier(kind="", value="B7654321"),),
)
NO_SETTINGS = Settings()

names = st.builds(
    lambda one, other, tail: f"{one} {other}{tail}".strip(),
    st.sampled_from(WORDS),
    st.sampled_from(("", *WORDS)),
    st.sampled_from(TAILS),
)
parties = st.builds(
    Party,
    name=st.one_of(names, st.sampled_from(("", "...", "海康威视", "Nobody Here"))),
    country=st.sampled_from(("", "CN", "DE")),
    address=st.sampled_from(STREETS),
    identifiers=st.sampled_from(NUMBERS),
)
entries = st.builds(
    lambda name, more, street, numbers, listing, kind, countries: ListEntry(
        id="",
        list_id="own",
        names=(Name(text=name, kind=NameKind.PRIMARY), *(Name(text=one) for one in more)),
        addresses=(Address(text=street),) if street else (),
        identifiers=numbers,
        listings=(listing,),
        kind=kind,
        countries=countries,
    ),
    st.one_of(names, st.just("Address 01")),
    st.lists(names, max_size=2),
    st.sampled_from(STREETS),
    st.sampled_from(NUMBERS),
    st.sampled_from((IN_FORCE, ENDED)),
    st.sampled_from((PartyKind.UNKNOWN, PartyKind.PERSON, PartyKind.ORGANISATION)),
    st.sampled_from(((), ("CN",))),
)
lists = st.lists(entries, min_size=1, max_size=12)


def numbered(several: Sequence[ListEntry]) -> tuple[ListEntry, ...]:
    return tuple(replace(one, id=str(at), line=at) for at, one in enumerate(several))


def question(row: int, party: Party, reason: str = "") -> Question:
    return Question(file="f.csv", sheet="", row=row, party=party, reason=reason)


def full(asked: Sequence[Question], matcher: Matcher, chosen: Settings) -> list[RowResult]:
    return list(screen_questions(asked, matcher, chosen))


def again(
    asked: Sequence[Question],
    before: Sequence[RowResult],
    list_delta: ListDelta,
    matcher: Matcher,
    chosen: Settings = NO_SETTINGS,
) -> tuple[list[RowResult], DeltaScreening]:
    quiet = {hash_question(one.question): one.decision for one in before if not one.matches}
    work = DeltaScreening(screen_questions, quiet, list_delta)
    return list(work.screen(asked, matcher, chosen)), work


@st.composite
def edits(draw: st.DrawFn) -> tuple[tuple[ListEntry, ...], tuple[ListEntry, ...]]:
    """A list and the same with some entries changed, taken off, put on or moved."""
    old = numbered(draw(lists))
    new = list(old)
    for _ in range(draw(st.integers(0, 3))):
        how = draw(st.sampled_from(("change", "add", "remove", "part", "part", "move")))
        at = draw(st.integers(0, max(0, len(new) - 1)))
        if how == "add":
            new.insert(at, replace(draw(entries), id=f"new {len(new)}"))
        elif new and how == "remove":
            del new[at]
        elif new and how == "change":
            new[at] = replace(draw(entries), id=new[at].id)
        elif new and how == "part":
            other = draw(entries)
            field = draw(st.sampled_from(("addresses", "identifiers", "listings", "countries")))
            new[at] = replace(new[at], **{field: getattr(other, field)})
        elif new:
            new.append(new.pop(at))
    return old, tuple(new)


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    """The limits of large lists within the reach of small ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(name_keys, "MOST", 2)
        patch.setattr(term_weights, "_LIST_SIZE", 4)
        patch.setattr(term_weights, "_FAMILY", 2)
        patch.setattr(delta, "_MOST_TOUCHED", 0.7)
        yield


asked_before_and_now = st.tuples(
    st.lists(parties, max_size=8), st.lists(parties, max_size=4), st.sampled_from((None, 0.3, 0.8))
)


@settings(max_examples=150)
@given(edits(), asked_before_and_now)
def test_it_equals_a_full_run(
    edited: tuple[tuple[ListEntry, ...], tuple[ListEntry, ...]],
    rows: tuple[list[Party], list[Party], float | None],
) -> None:
    old, new = (prepared_list.prepare_list(Watchlist(lists=(), entries=one)) for one in edited)
    then, more, least = rows
    chosen = Settings(min_score=least)
    before = [question(row, party) for row, party in enumerate(then)]
    now = [question(row, party) for row, party in enumerate([*more, *reversed(then)])]
    known = full(before, Matcher(old), chosen)
    list_delta = compare_lists(old, new)
    found, work = again(now, known, list_delta, Matcher(new), chosen)
    assert found == full(now, Matcher(new), chosen)
    part = not list_delta.whole and bool(list_delta.words)
    event(f"only part was screened, with words moved: {part and work.carried > 0}")


OLD = tuple(
    replace(entry(name), id=str(at))
    for at, name in enumerate(
        ["Hikvision", "Dahua Technology", "Lorexia Optik", *map(str, range(9))]
    )
)
ROWS = [
    question(1, Party(name="Zimmermann Bakery", address="7 Elm Street, Springfield 12345")),
    question(2, Party(name="Hikvision Europe")),
    question(3, Party(name="Norrsken Sensorer", identifiers=(Identifier(kind="lei", value="X"),))),
    question(4, Party(name="Lorexia Trading")),
    question(5, Party(name="...")),
]  # fmt: skip


def run(
    new: Sequence[ListEntry], asked: Sequence[Question] = ROWS
) -> tuple[DeltaScreening, ListDelta]:
    """Screen again after a change of the list; the answers are those of a full run."""
    before, after = (
        prepared_list.prepare_list(Watchlist(lists=(), entries=tuple(one))) for one in (OLD, new)
    )
    known = full(ROWS, Matcher(before), NO_SETTINGS)
    list_delta = compare_lists(before, after)
    found, work = again(asked, known, list_delta, Matcher(after))
    assert found == full(asked, Matcher(after), NO_SETTINGS)
    return work, list_delta


def changed(at: int, **fields: object) -> list[ListEntry]:
    new = list(OLD)
    new[at] = replace(new[at], **fields)
    return new


def test_the_same_lists_screen_only_what_had_a_match() -> None:
    work, list_delta = run(OLD)
    assert not list_delta.whole
    assert (work.screened, work.carried) == (1, 4)


def test_only_new_and_changed_parties_are_screened_where_the_lists_are_the_same() -> None:
    changed = question(1, replace(ROWS[0].party, address="8 Elm Street"))
    new = question(9, Party(name="Dahua Technology"))
    known = full(ROWS, Matcher(Watchlist(lists=(), entries=OLD)), NO_SETTINGS)
    _, work = again(
        [changed, new, *ROWS[2:]], known, NO_CHANGE, Matcher(Watchlist(lists=(), entries=OLD))
    )
    assert (work.screened, work.carried) == (2, 3)


def test_a_list_that_was_only_sent_anew_changes_nothing() -> None:
    work, _ = run([replace(one, line=one.line + 7) for one in OLD])
    assert (work.screened, work.carried) == (1, 4)


def test_a_changed_entry_finds_its_parties_by_number_and_address() -> None:
    work, _ = run(changed(7, addresses=(Address(text="7 Elm Street, Springfield 12345"),)))
    assert (work.screened, work.carried) == (2, 3)
    work, _ = run(changed(7, identifiers=(Identifier(kind="", value="Y1234567"),)))
    assert (work.screened, work.carried) == (1, 4)


def test_an_entry_that_went_from_an_address_is_minded_too() -> None:
    street = (Address(text="7 Elm Street, Springfield 12345"),)
    before = prepared_list.prepare_list(
        Watchlist(lists=(), entries=tuple(changed(7, addresses=street)))
    )
    list_delta = compare_lists(before, prepared_list.prepare_list(Watchlist(lists=(), entries=OLD)))
    asked = [("a", ROWS[0].party), ("b", ROWS[2].party)]
    assert find_affected_parties(asked, {"a", "b"}, list_delta) == [True, False]


def test_a_renamed_entry_touches_only_what_its_words_reach() -> None:
    new = changed(2, names=(Name(text="Norrsken Optik", kind=NameKind.PRIMARY),))
    work, list_delta = run(new)
    assert {"lorexia", "norrsken"} <= list_delta.words
    assert not list_delta.whole
    assert (work.screened, work.carried) == (3, 2)


def test_one_entry_more_makes_every_word_of_a_small_list_weigh_something_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(term_weights, "_LIST_SIZE", 25_000)
    monkeypatch.setattr(delta, "_MOST_TOUCHED", 0.25)
    work, list_delta = run([*OLD, replace(entry("Vercanto"), id="new")])
    assert "words weigh differently" in list_delta.whole
    assert (work.screened, work.carried) == (5, 0)


def test_another_list_is_screened_whole() -> None:
    work, _ = run([replace(entry(name), id=name) for name in WORDS])
    assert work.carried == 0


@pytest.mark.parametrize("listing", [IN_FORCE, ENDED, replace(IN_FORCE, citation="84 FR 54002")])
def test_a_listing_that_changed(listing: Listing) -> None:
    work, _ = run(changed(1, listings=(listing,)))
    assert work.screened == 1
